"""What the page of a meeting reads: seven queries, however many items, documents and inputs there are."""

from collections import defaultdict
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q

from meetings.enums import InputState
from meetings.models import AgendaItem, Call, CallExtension, Meeting, MeetingDocument, Sitting, WrittenInput
from poa_portal.library.models import Document, File, Symbol, Version

MOST_INPUTS = 200  # more than these are on the page of their call


def sittings_of(meeting: Meeting, user: Any) -> list[Sitting]:
    return list(Sitting.objects.visible_to(user).filter(meeting=meeting))


def agenda_of(meeting: Meeting, user: Any) -> list[AgendaItem]:
    return list(AgendaItem.objects.visible_to(user).filter(meeting=meeting))


def calls_of(meeting: Meeting, user: Any) -> list[Call]:
    """The calls of a meeting, each with ``moved``: the deadlines that it had before, first one first."""
    moved = CallExtension.objects.filter(call=OuterRef("pk")).order_by("decided_at", "pk").values("before")
    return list(Call.objects.visible_to(user).filter(meeting=meeting).annotate(moved=ArraySubquery(moved)))


def inputs_of(meeting: Meeting, user: Any) -> list[WrittenInput]:
    """Published inputs that answer a call of the meeting or are addressed to one of its items."""
    own = Q(call__meeting=meeting) | Q(agenda_item__meeting=meeting)
    readable = WrittenInput.objects.visible_to(user).filter(own, state__in=InputState.public())
    return list(readable.select_related("owner").distinct()[:MOST_INPUTS])


def documents_of(meeting: Meeting, user: Any) -> list[tuple[int | None, Document]]:
    """The documents with the agenda item under which each stands, ready for ``document_rows``."""
    symbols = Symbol.objects.filter(document=OuterRef("document")).order_by("pk").values("text")
    places = (
        MeetingDocument.objects.visible_to(user)
        .filter(meeting=meeting)
        .select_related("document__kind")
        .annotate(symbol_texts=ArraySubquery(symbols))
    )
    found = [(place.agenda_item_id, _with_symbols(place.document, place.symbol_texts)) for place in places]
    _attach_versions([document for _item, document in found])
    return found


def _with_symbols(document: Document, texts: list[str]) -> Document:
    _remember(document, "symbols", [Symbol(text=text, document_id=document.pk) for text in texts])
    return document


def _attach_versions(documents: list[Document]) -> None:
    """Versions and their files in one query: every file brings its version, a version without file comes alone."""
    files = File._meta.concrete_fields
    columns = [field.attname for field in Version._meta.concrete_fields]
    rows = (
        Version.objects.filter(document__in=[document.pk for document in documents])
        .order_by("document_id", "-revision", "language", "files__pk")
        .values_list(*columns, *(f"files__{field.name}" for field in files))
    )
    versions: dict[int, Version] = {}
    of_document: dict[int, list[Version]] = defaultdict(list)
    for row in rows:
        version = versions.get(row[0])
        if version is None:
            version = versions[row[0]] = Version.from_db(None, columns, row[: len(columns)])
            _remember(version, "files", [])
            of_document[version.document_id].append(version)
        if row[len(columns)] is not None:
            stored = File.from_db(None, [field.attname for field in files], row[len(columns) :])
            version._prefetched_objects_cache["files"].append(stored)
    for document in documents:
        _remember(document, "versions", of_document[document.pk])


def _remember(record: Any, relation: str, found: list[Any]) -> None:
    """Give a record the related records that it would otherwise ask for, as ``prefetch_related`` does."""
    cache = record.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[relation] = found
