"""System checks: what must hold before the portal may run."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register

LOOPBACK = {"127.0.0.1", "localhost", "::1", "[::1]"}


@register()
def demonstration_stays_at_home(**_: Any) -> list[CheckMessage]:
    """Anybody can sign in as anybody in demonstration mode, so it runs on the machine of the one who tries it."""
    if not settings.DEMONSTRATION:
        return []
    found: list[CheckMessage] = []
    if not settings.DEBUG:
        found.append(Error("Demonstration mode needs DEBUG; never use it for a real portal.", id="portal.E001"))
    hosts = {*settings.ALLOWED_HOSTS, urlsplit(settings.BASE_URL).hostname or ""} - {"testserver"}
    if abroad := sorted(hosts - LOOPBACK):
        message = f"Demonstration mode answers on loopback addresses only, not on {', '.join(abroad)}."
        found.append(Error(message, id="portal.E002"))
    return found


@register(deploy=True)
def embedded_servers_stay_at_home(**_: Any) -> list[CheckMessage]:
    if settings.DEBUG or not (settings.EMBEDDED_DATABASE or settings.EMBEDDED_BROKER):
        return []
    return [
        checks.Warning(
            "The embedded database and broker are for a first run; set DATABASE_URL and REDIS_URL.", id="portal.W001"
        )
    ]
