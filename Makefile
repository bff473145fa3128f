# The commands of the portal. `make run` and `make test` need Python 3.11 or newer and nothing else.
.DEFAULT_GOAL := help
.PHONY: help run test check fix demo-reset bench lock messages

VENV := .venv
BIN := $(VENV)/bin
export PORT ?= 8000
# The commands below are for one's own machine; a portal in production is started by docker-compose.yml.
export DEBUG ?= 1
export DEMONSTRATION ?= 1
export BASE_URL ?= http://127.0.0.1:$(PORT)
# Compiled modules are kept, whatever the shell says: they halve the seconds of every start.
unexport PYTHONDONTWRITEBYTECODE

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(VENV)/.run ## the portal with its demonstration, in a browser (PORT=8000, PORTAL_VAR=var)
	@scripts/system-libraries || echo "Going on without: PDF files cannot be made until they are installed." >&2
	@exec $(BIN)/python manage.py run_portal

# Three workers on two cores: the one that walks in a browser waits for pages half of its time.
test: $(VENV)/.dev ## every test; browser tests where a Chromium is found
	@scripts/system-libraries tests || true
	@$(BIN)/python manage.py compile_catalogues
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || [ -n "$$CHROMIUM$$CI" ] || { \
	    echo "No Chromium is found: the browser tests are left out." >&2; export PORTAL_WITHOUT_BROWSER=1; }; \
	$(BIN)/python -m pytest -n $(or $(WORKERS),3) --dist loadgroup $(ARGS)

check: $(VENV)/.dev ## formatting, lint, types, imports, migrations, templates, catalogues, OpenAPI
	@scripts/check

fix: $(VENV)/.dev ## put formatting in order, and what lint can mend
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .

demo-reset: $(VENV)/.run ## forget the data of the demonstration; the next `make run` begins anew
	@$(BIN)/python manage.py demo_reset

bench: $(VENV)/.dev ## figures beside yardsticks, as a table
	@$(BIN)/python manage.py bench

messages: $(VENV)/.dev ## take new messages into the catalogues (needs gettext)
	$(BIN)/python manage.py makemessages --locale=ar --locale=es --locale=fr --locale=ru --locale=zh_Hans --no-obsolete --add-location file --ignore=tests --ignore=$(VENV)
	$(BIN)/python manage.py compile_catalogues

lock: $(VENV)/.dev ## pin the dependencies anew, with hashes and without index addresses
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	    --upgrade --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

$(BIN)/python:
	@scripts/make-venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	@echo "Installing the packages of the portal …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(BIN)/python
	@echo "Installing the packages of the portal and of its tests …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.run
