"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from poa_portal.common import languages

_CURRENT = SafeString(' aria-current="true"')


def portal(request: HttpRequest) -> dict[str, Any]:
    links = _language_links(request)
    return {
        "product_name": settings.PRODUCT_NAME,
        "demonstration": settings.DEMONSTRATION,
        "base_url": settings.BASE_URL,
        "page_language": languages.current(),
        "page_direction": languages.direction(),
        "language_links": links,
        "language_items": _items(links),
        "signed_in": is_signed_in(request),
    }


def is_signed_in(request: HttpRequest) -> bool:
    """Whether somebody is signed in; without a session cookie neither session nor database is asked."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    user = getattr(request, "user", None)  # missing where a middleware refuses a request early
    return user is not None and user.is_authenticated


def _items(links: list[dict[str, str]]) -> SafeString:
    """The links as entries of a list, which stand at the top and at the foot of every page."""
    current = languages.current()
    marked = (
        {**link, "direction": languages.direction(link["code"]), "current": _CURRENT if link["code"] == current else ""}
        for link in links
    )
    entry = '<li><a href="{url}" lang="{code}" dir="{direction}" hreflang="{code}"{current}>{name}</a></li>'
    return format_html_join("\n", entry, marked)


def _language_links(request: HttpRequest) -> list[dict[str, str]]:
    """The same page in each language. The address decides the language, so only its first part changes."""
    path = request.get_full_path()
    current = translation.get_language_from_path(request.path_info)
    rest = path[len(current) + 1 :] if current else "/"
    return [{"code": code, "name": name, "url": f"/{code}{rest}"} for code, name in settings.LANGUAGES]
