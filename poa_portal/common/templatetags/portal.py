"""Template tags of every page: times, days, languages. Built into the engine, so no template loads them."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from poa_portal.common import languages, times
from poa_portal.common.enums import Audience

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """``24 July 2026`` in the reader's language."""
    return times.format_date(value) if value else ""


@register.filter
def moment(value: datetime | None, zone: str = "UTC") -> str:
    """``24 July 2026, 18:00 (New York), 22:00 UTC``: one line of text, for tables and mail."""
    return str(times.Moment.at(value, zone)) if value else ""


@register.simple_tag
def period(start: date, end: date) -> str:
    """``20–24 July 2026``."""
    return times.format_period(start, end)


@register.inclusion_tag("pieces/times.html")
def times_of(value: datetime, zone: str = "UTC") -> dict[str, Any]:
    """The times component: venue time, then the reader's own (added by the browser), then UTC."""
    return {"moment": times.Moment.at(value, zone)}


@register.filter
def language_name(code: str) -> str:
    """The language in its own name: ``Français``."""
    return languages.own_name(code)


@register.filter
def language_in_words(code: str) -> str:
    """The language in the reader's language: ``French`` on an English page."""
    return languages.name_in(code)


@register.filter
def listed(parts: list[Any]) -> str:
    """Names in one line, with the comma of the page's language."""
    return languages.listed(parts)


@register.simple_tag
def comma() -> str:
    """Between names that are marked up one by one."""
    return languages.listed(["", ""])


@register.filter
def direction(code: str) -> str:
    """``rtl`` or ``ltr`` for the ``dir`` of a passage in another language."""
    return languages.direction(code)


@register.simple_tag
def in_language(value: Any, code: str) -> str:
    """A lazy text in another language than the page's."""
    with translation.override(code):
        return str(value)


@register.filter
def when(value: Any) -> str:
    """A moment, a day or words about one, as a step of a process shows it."""
    if isinstance(value, datetime):
        return str(times.Moment.at(value))
    return times.format_date(value) if isinstance(value, date) else str(value)


@lru_cache(maxsize=512)
def _address(name: str, language: str) -> str:
    return reverse(name)


@lru_cache(maxsize=2048)
def _entry(url: str, current: SafeString, label: str) -> SafeString:
    """Thirty of these stand on every page, the same ones again and again."""
    return format_html('<li><a href="{}"{}>{}</a></li>', url, current, label)


@register.simple_tag(takes_context=True)
def nav_item(context: dict[str, Any], name: str, label: str, *sections: str) -> SafeString:
    """One entry of a navigation; the current page, or the section it belongs to, is marked.

    ``sections`` are further first parts of addresses that belong to the entry: a document is under Documents.
    """
    url = _address(name, languages.current())
    return _entry(url, _current(context, url, sections), label)


@register.simple_tag(takes_context=True)
def current_page(context: dict[str, Any], name: str) -> SafeString:
    """``aria-current`` for a link to the page one is on."""
    return _current(context, _address(name, languages.current()), (), exact=True)


def _current(context: dict[str, Any], url: str, sections: tuple[str, ...], exact: bool = False) -> SafeString:
    request = context.get("request")
    path = request.path if request else ""
    if path == url:
        return mark_safe(' aria-current="page"')
    root = url.split("/", 2)[1]
    below = any(path.startswith(f"/{root}/{section}/") for section in sections) or path.startswith(url)
    return mark_safe(' aria-current="true"' if below and not exact else "")


@register.filter
def page_numbers(page: Any) -> list[Any]:
    """The pages to offer: the first, the last, those around this one, and ``…`` between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def audience_name(value: str) -> str:
    """Who may read a thing, in words."""
    return str(Audience(value).label) if value in Audience.values else str(value)
