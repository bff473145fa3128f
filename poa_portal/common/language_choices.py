"""The languages that a person can choose: the six official ones first, then every other that CLDR names."""

from functools import lru_cache
from typing import Any

from babel import Locale
from babel.localedata import locale_identifiers
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.text import fold

Choices = list[tuple[Any, Any]]


@lru_cache(maxsize=8)
def language_choices(reader_language: str) -> Choices:
    """The six official languages, then every other language and script that CLDR names."""
    names = babel_names(reader_language)
    official = [(code, name) for code, name in settings.LANGUAGES]
    others = sorted(((tag, name) for tag, name in names if tag not in languages.CODES), key=lambda pair: fold(pair[1]))
    return [(_("Official languages"), official), (_("Other languages"), others)]


def babel_names(reader_language: str) -> list[tuple[str, str]]:
    """Language tags without a country, each with its name in the reader's language; ``en`` as ``English``."""
    locale = languages.babel_locale(reader_language)
    found = []
    for identifier in locale_identifiers():
        parsed = Locale.parse(identifier)
        if identifier not in {"root", "zh"} and not parsed.territory and not parsed.variant:
            name = parsed.get_display_name(locale) or identifier
            found.append((identifier.replace("_", "-").lower(), name[:1].upper() + name[1:]))
    return found


def tags_of(text: str, reader_language: str) -> tuple[list[str], list[str]]:
    """Names or tags of languages separated by commas or lines, as tags; what is no language comes back second.

    A name is read in the reader's language and in the language itself: ``Portuguese``, ``português``, ``pt``.
    """
    known = _by_spelling(reader_language)
    parts = [part.strip() for part in text.replace("\n", ",").replace("،", ",").replace("、", ",").split(",")]
    found = [(part, known.get(fold(part))) for part in parts if part]
    tags = list(dict.fromkeys(tag for _part, tag in found if tag))
    return tags, [part for part, tag in found if not tag]


@lru_cache(maxsize=8)
def _by_spelling(reader_language: str) -> dict[str, str]:
    return {
        fold(spelling): tag
        for tag, name in babel_names(reader_language)
        for spelling in (languages.own_name(tag), name, tag)
    }
