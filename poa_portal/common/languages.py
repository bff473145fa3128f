"""The six languages of the interface, and the names and directions of any other."""

from collections.abc import Iterable
from typing import Any

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils.translation import get_language, get_language_bidi

CODES: tuple[str, ...] = tuple(code for code, _name in settings.LANGUAGES)
RIGHT_TO_LEFT = {"ar", "fa", "he", "ur", "ps", "ckb", "dv", "sd", "ug", "yi"}
RIGHT_TO_LEFT_SCRIPTS = {"arab", "hebr", "syrc", "thaa", "nkoo", "adlm"}


def current() -> str:
    """The interface language of this request, always one of the six."""
    code = get_language() or settings.LANGUAGE_CODE
    return code if code in CODES else settings.LANGUAGE_CODE


def known_language(asked: str | None) -> str | None:
    """The code of the interface language that somebody asked for, ``zh`` understood; None for any other."""
    code = (asked or "").lower()
    code = "zh-hans" if code == "zh" else code
    return code if code in CODES else None


def column(field: str, language: str | None = None) -> str:
    """The column that holds ``field`` in ``language``: ``title_zh_hans`` for ``title`` in Chinese."""
    return f"{field}_{(language or current()).replace('-', '_')}"


def babel_locale(language: str | None = None) -> Locale:
    """The CLDR locale of a language tag; English where CLDR does not know the tag."""
    tag = (language or current()).replace("-", "_")
    try:
        return Locale.parse("zh_Hans" if tag in {"zh", "zh_hans"} else tag)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def own_name(language: str) -> str:
    """The language's name in itself, as readers look for it: ``Français``, ``العربية``, ``Deutsch``."""
    known = dict(settings.LANGUAGES).get(language)
    if known:
        return known
    try:
        name = Locale.parse(language.replace("-", "_")).get_display_name()
    except (UnknownLocaleError, ValueError):
        return language
    return name[:1].upper() + name[1:] if name else language


def name_in(language: str, reader_language: str | None = None) -> str:
    """The language's name in the reader's language, for a document list: ``Espagnol`` on a French page."""
    name = babel_locale(reader_language).languages.get(str(babel_locale(language).language)) or own_name(language)
    return name[:1].upper() + name[1:]


def listed(parts: Iterable[Any], language: str | None = None) -> str:
    """Some names in one line, with the comma of the language."""
    comma = {"ar": "، ", "zh-hans": "、"}.get(language or current(), ", ")
    return comma.join(map(str, parts))


def direction(language: str | None = None) -> str:
    """``rtl`` or ``ltr``; of the interface when no language is given."""
    if language is None:
        return "rtl" if get_language_bidi() else "ltr"
    parts = language.lower().replace("_", "-").split("-")
    script = next((part for part in parts[1:] if len(part) == 4), "")
    if script:
        return "rtl" if script in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in RIGHT_TO_LEFT else "ltr"


def is_tag(language: str) -> bool:
    """Whether CLDR knows this BCP 47 tag; inputs may arrive in any language that it knows."""
    try:
        Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True
