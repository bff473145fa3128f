"""Rows of search results: documents as document rows, everything else in one shape, each with its label of origin."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages, times
from poa_portal.common.enums import PartyKind
from poa_portal.library import search
from poa_portal.library.rows import Chip, DocumentRow
from poa_portal.library.sources import DOCUMENT

_DOCUMENT_FIELDS = frozenset(DocumentRow.__dataclass_fields__)
# Content of States, of stakeholders and of the secretariat is never mixed without saying which is which.
ORIGINS = {
    PartyKind.STATE: _("State content"),
    PartyKind.ORGANISATION: _("Stakeholder content"),
    PartyKind.SECRETARIAT: _("Secretariat document"),
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One result. ``document`` is set for documents; the other fields serve everything else.

    A room may put ``period``, ``place``, ``state_word``, ``reference`` and ``title_language`` into what is shown.
    """

    title: str
    url: str
    label: str
    kind: str = ""
    date: str = ""
    iso_date: str = ""
    by: str = ""
    origin: str = ""
    reference: str = ""
    place: str = ""
    state_word: str = ""
    language: str = ""
    direction: str = ""
    document: DocumentRow | None = None


def entry_rows(entries: Iterable[Any]) -> list[EntryRow]:
    """Rows of entries loaded with their owner, in one language; no further query."""
    labels = {source.name: str(source.label) for source in search.sources()}
    directories = set(search.directories())
    prefix = f"/{languages.current()}"
    return [_row(entry, labels.get(entry.source, entry.source), prefix, directories) for entry in entries]


def document_row(shown: dict[str, Any]) -> DocumentRow:
    """The document row that was kept in the entry when the document last changed."""
    values = {name: value for name, value in shown.items() if name in _DOCUMENT_FIELDS}
    return DocumentRow(**{**values, "chips": [Chip(**chip) for chip in values.get("chips", [])]})


def _row(entry: Any, label: str, prefix: str, directories: set[str]) -> EntryRow:
    dated = entry.date != search.NO_DATE and entry.source not in directories
    owner = entry.owner if entry.source not in directories else None
    language = entry.shown.get("title_language") or ""
    return EntryRow(
        title=entry.title,
        url=prefix + entry.url,
        label=label,
        kind=entry.kind,
        date=str(entry.shown.get("period") or "") or (_day(entry.date, languages.current()) if dated else ""),
        iso_date=entry.date.isoformat() if dated else "",
        by=owner.name if owner and owner.kind != PartyKind.SECRETARIAT else "",
        origin=str(ORIGINS[PartyKind(owner.kind)]) if owner else "",
        reference=str(entry.shown.get("reference") or ""),
        place=str(entry.shown.get("place") or ""),
        state_word=str(entry.shown.get("state_word") or ""),
        language=language,
        direction=languages.direction(language) if language else "",
        document=document_row(entry.shown) if entry.source == DOCUMENT and entry.shown else None,
    )


@lru_cache(maxsize=4096)
def _day(value: Any, language: str) -> str:
    return times.format_date(value)
