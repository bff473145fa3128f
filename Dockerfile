# syntax=docker/dockerfile:1
# One image for web, worker, beat and the migration step of docker-compose.yml.
FROM python:3.13-slim-bookworm AS packages
WORKDIR /build
RUN python -m venv /opt/portal
COPY requirements.lock .
RUN /opt/portal/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

FROM python:3.13-slim-bookworm
# Pango and the subsetter for PDF, and fonts for the scripts of all six languages.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --create-home --home-dir /var/lib/portal portal
COPY --from=packages /opt/portal /opt/portal
WORKDIR /srv/portal
COPY . .
ENV PATH=/opt/portal/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORTAL_VAR=/var/lib/portal
# With these addresses no embedded server is started; nothing is connected to, and nothing of this stays.
RUN SECRET_KEY=only-while-building DATABASE_URL=postgresql:///none REDIS_URL=redis://none \
    sh -c "python manage.py compile_catalogues && python manage.py collectstatic --noinput --verbosity 0"
USER portal
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 CMD ["python", "-m", "poa_portal.ops.probe"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
    "--blocking-threads", "4", "--respawn-failed-workers", "poa_portal.wsgi:application"]
