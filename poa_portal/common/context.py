"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

from poa_portal.common import languages


def portal(request: HttpRequest) -> dict[str, Any]:
    return {
        "product_name": settings.PRODUCT_NAME,
        "demonstration": settings.DEMONSTRATION,
        "base_url": settings.BASE_URL,
        "page_language": languages.current(),
        "page_direction": languages.direction(),
        "language_links": _language_links(request),
        "signed_in": is_signed_in(request),
    }


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; without a session cookie neither session nor database is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = getattr(request, "user", None)  # missing where a middleware refuses a request early
    return user is not None and user.is_authenticated


def _language_links(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in each language. The address decides the language, so only its first part changes."""
    path = request.get_full_path()
    current = translation.get_language_from_path(request.path_info)
    rest = path[len(current) + 1 :] if current else "/"
    return [{"code": code, "name": name, "url": f"/{code}{rest}"} for code, name in settings.LANGUAGES]
