"""The production files hold together: compose, image, proxy, settings and their documentation name the same things."""

import ast
import importlib.util
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OF_THE_PORTAL = [name for name, service in SERVICES.items() if service.get("build") == "."]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SECRETS = {"SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "S3_ACCESS_KEY", "S3_SECRET_KEY"}
# Read before the settings exist, by the embedded servers and by the commands of the Makefile.
BESIDE_THE_SETTINGS = {"PORTAL_VAR", "PORT"}


def names_in_settings() -> set[str]:
    """The names that ``settings.py`` asks the environment for."""
    tree = ast.parse((ROOT / "poa_portal/settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    asked = [call.args[0] for call in calls if call.func.id in {"env", "env_flag", "env_list"}]  # type: ignore[attr-defined]
    return {argument.value for argument in asked if isinstance(argument, ast.Constant)}


def variables(text: str) -> dict[str, str]:
    """``${NAME:?}`` and ``${NAME:-default}`` of the compose file, with what follows the name."""
    return dict(re.findall(r"(?<!\$)\$\{([A-Z0-9_]+)([^}]*)\}", text))


def test_the_services_of_production_are_there() -> None:
    assert set(SERVICES) == {
        "proxy",
        "migrate",
        "web",
        "worker",
        "beat",
        "database",
        "broker",
        "storage",
        "storage-bucket",
    }
    assert set(OF_THE_PORTAL) == {"migrate", "web", "worker", "beat"}


@pytest.mark.parametrize("name", OF_THE_PORTAL)
def test_the_environment_of_the_portal_is_known_to_the_settings(name: str) -> None:
    assert set(SERVICES[name]["environment"]) - names_in_settings() == set()


def test_production_is_no_demonstration() -> None:
    environment = SERVICES["web"]["environment"]
    assert environment["DEBUG"] == "0"
    assert {"DEMONSTRATION", "PORTAL_EMBEDDED_DATABASE", "PORTAL_EMBEDDED_BROKER"} & set(environment) == set()


def test_no_secret_has_a_default() -> None:
    found = variables((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert {name: found[name] for name in SECRETS} == dict.fromkeys(SECRETS, ":?")
    example = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert {f"{name}=" for name in SECRETS} <= set(example)


def test_the_example_names_what_compose_asks_for() -> None:
    found = variables((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#?([A-Z0-9_]+)=", text, re.MULTILINE)) == set(found)
    required = {name for name, rest in found.items() if rest == ":?"}
    assert set(re.findall(r"^([A-Z0-9_]+)=$", text, re.MULTILINE)) == required


@pytest.mark.parametrize("name", [name for name in SERVICES if name not in {"migrate", "storage-bucket"}])
def test_every_lasting_service_says_whether_it_is_well(name: str) -> None:
    assert "healthcheck" in SERVICES[name] or "HEALTHCHECK" in DOCKERFILE
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_services_wait_for_what_they_need() -> None:
    needs = {name: set(service.get("depends_on", {})) for name, service in SERVICES.items()}
    assert needs["migrate"] == {"database", "storage-bucket"}
    assert needs["web"] == needs["worker"] == needs["beat"] == {"migrate", "broker"}
    assert needs["proxy"] == {"web"}
    assert set().union(*needs.values()) <= set(SERVICES)


def test_the_commands_exist() -> None:
    management = {path.stem for path in (ROOT / "poa_portal/ops/management/commands").glob("*.py")} | {
        "migrate",
        "collectstatic",
    }
    said = DOCKERFILE + str([SERVICES[name].get("command") for name in OF_THE_PORTAL])
    assert set(re.findall(r"manage\.py (\w+)", said)) <= management
    for module in re.findall(r"-m\", \"([\w.]+)\"", DOCKERFILE):
        assert importlib.util.find_spec(module) is not None
    bin_directory = ROOT / ".venv/bin"
    for program in ("granian", "celery"):
        assert shutil.which(program) or (bin_directory / program).exists()


def test_the_image_is_slim_and_runs_as_nobody_special() -> None:
    stages = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert len(stages) == 2
    assert all("slim" in stage for stage in stages)
    assert re.findall(r"^USER (\w+)", DOCKERFILE, re.MULTILINE) == ["portal"]
    assert "--require-hashes" in DOCKERFILE


def test_the_image_and_the_set_up_install_the_same_libraries() -> None:
    script = (ROOT / "scripts/system-libraries").read_text(encoding="utf-8")
    for package in ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-core", "fonts-noto-cjk"):
        assert package in DOCKERFILE
        assert package in script


def test_the_proxy_keeps_readers_with_a_session_out_of_its_cache() -> None:
    text = (ROOT / "deploy/nginx.conf.template").read_text(encoding="utf-8")
    assert f"map $cookie_{settings.SESSION_COOKIE_NAME}" in text
    for line in ("proxy_cache_bypass $past_the_cache;", "proxy_no_cache $past_the_cache;", "server web:8000;"):
        assert line in text
    limit = int(re.findall(r"client_max_body_size (\d+)m;", text)[0])
    assert limit * 1024 * 1024 > 2 * settings.UPLOAD_LIMIT_BYTES


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z0-9_]+)`", text, re.MULTILINE)) == names_in_settings() | BESIDE_THE_SETTINGS


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_have_hashes_and_no_addresses(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][\w.\[\]-]*==\S+.*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(pins) > 80
    assert [pin.split("==")[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"https?://|--index-url|--find-links", text) == []
