"""Checks that forms and actions share."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from poa_portal.common import languages
from poa_portal.library import symbols
from poa_portal.library.models import Document, Symbol, Version

_SIX = {code.split("-")[0]: code for code in languages.CODES}
LONGEST_SYMBOL = 80


def checked_symbols(lines: Iterable[str], document: Document | None = None) -> list[str]:
    """The symbols as they are printed, each once. Refuses one that another document bears already."""
    tidied: dict[str, str] = {}
    for line in lines:
        text = symbols.tidy(line)
        if len(text) > LONGEST_SYMBOL:
            message = _("“%(symbol)s” is too long for a symbol. Write one symbol on each line.")
            raise ValidationError(message % {"symbol": f"{text[:40]}…"}, code="symbol_length")
        if text:
            tidied.setdefault(symbols.normalise(text), text)
    taken = Symbol.objects.filter(normal_form__in=tidied).select_related("document")
    if document is not None:
        taken = taken.exclude(document=document)
    for symbol in taken:
        message = _("The symbol %(symbol)s belongs to another document: “%(title)s”. One symbol names one document.")
        raise ValidationError(message % {"symbol": symbol.text, "title": symbol.document.title}, code="symbol_taken")
    return list(tidied.values())


def checked_language(tag: str) -> str:
    """A BCP 47 tag as the portal writes it: ``zh``, ``zh-CN`` and ``ZH-Hans`` are the Chinese of the interface."""
    said = tag.strip().replace("_", "-").lower()
    if not languages.is_tag(said):
        message = _("“%(tag)s” is no language tag. Write for example fr, pt-br or sw.")
        raise ValidationError(message % {"tag": tag}, code="language")
    if said in {"zh", "zh-cn", "zh-hans-cn"}:
        return "zh-hans"
    return _SIX.get(said, said)


def checked_revision(document: Document, language: str, revision: int | None) -> int:
    """The number of a new version. Without one: the newest text of the document, or the next where it exists already."""
    existing = list(Version.objects.filter(document=document).values_list("language", "revision"))
    newest = max((number for _language, number in existing), default=0)
    if revision is None:
        return newest + 1 if (language, newest) in existing else newest
    if (language, revision) in existing:
        message = _(
            "Revision %(revision)d in %(language)s exists already and cannot be changed. Add revision %(next)d."
        )
        values = {"revision": revision, "language": languages.name_in(language), "next": newest + 1}
        raise ValidationError(message % values, code="version_exists")
    return revision
