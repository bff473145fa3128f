"""Template tags of every page: times, days, languages. Built into the engine, so no template loads them."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils import translation

from poa_portal.common import languages, times

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
def direction(code: str) -> str:
    """``rtl`` or ``ltr`` for the ``dir`` of a passage in another language."""
    return languages.direction(code)


@register.simple_tag
def in_language(value: Any, code: str) -> str:
    """A lazy text in another language than the page's."""
    with translation.override(code):
        return str(value)
