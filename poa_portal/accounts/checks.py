"""System checks: what a real portal needs so that people can sign in and mail reaches them."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as Caution


@register(deploy=True)
def mail_can_leave(**_: Any) -> list[CheckMessage]:
    """Invitations, confirmations and notices travel by mail."""
    found: list[CheckMessage] = []
    if settings.DEFAULT_FROM_EMAIL.endswith(".example"):
        found.append(Caution("Set DEFAULT_FROM_EMAIL to an address of the secretariat.", id="portal.W010"))
    if settings.EMAIL_HOST == "localhost" and not settings.EMAIL_HOST_USER:
        found.append(Caution("Set EMAIL_HOST to the server that takes the portal's mail.", id="portal.W011"))
    return found


@register(deploy=True)
def passkeys_need_https(**_: Any) -> list[CheckMessage]:
    """Browsers offer passkeys on safe addresses only, and links in mail begin with this address."""
    if urlsplit(settings.BASE_URL).scheme == "https":
        return []
    return [Caution("Set BASE_URL to the public address of the portal, beginning with https://.", id="portal.W012")]
