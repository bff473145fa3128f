"""Writes on what a meeting holds: agenda items, sittings, places of documents."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.actions.fields import apply, by_language, lock
from meetings.models import AgendaItem, Meeting, MeetingDocument, Sitting
from poa_portal.audit import actions as audit
from poa_portal.library.models import Document, Topic


@transaction.atomic
def add_agenda_item(
    meeting: Meeting, *, by: Any, number: str, titles: dict[str, str], topics: Iterable[Topic] = ()
) -> AgendaItem:
    """Add an item under a number that is still free; its place in the agenda follows from the number.

    Raises ``ValidationError`` where another item has the number; the same item sent twice is one.
    """
    lock(meeting)
    columns = by_language("title", titles)
    taken = meeting.agenda_items.filter(number=number).first()
    if taken:
        if all((getattr(taken, name) or "") == (text or "") for name, text in columns.items()):
            return taken
        raise _number_taken(number)
    item = AgendaItem.objects.create(meeting=meeting, number=number, **columns)
    item.topics.set(topics)
    _order_agenda(meeting)
    audit.record(meeting, "add_agenda_item", by=by, number=number)
    return item


@transaction.atomic
def change_agenda_item(
    item: AgendaItem, *, by: Any, number: str, titles: dict[str, str], topics: Iterable[Topic] | None = None
) -> AgendaItem:
    meeting = lock(item.meeting)
    if meeting.agenda_items.filter(number=number).exclude(pk=item.pk).exists():
        raise _number_taken(number)
    before = item.number
    changed = apply(item, {"number": number, **by_language("title", titles)}, topics)
    if changed:
        _order_agenda(meeting)
        audit.record(meeting, "change_agenda_item", by=by, number=number, before=before, changed=changed)
    return item


@transaction.atomic
def remove_agenda_item(item: AgendaItem, *, by: Any) -> None:
    """Raises ``ValidationError`` where documents, inputs or considerations stand under the item."""
    meeting = lock(item.meeting)
    if item.document_places.exists() or item.inputs.exists() or item.considerations.exists():
        raise ValidationError(_("Documents or inputs stand under this item. Move them first."))
    number = item.number
    item.delete()
    audit.record(meeting, "remove_agenda_item", by=by, number=number)


@transaction.atomic
def add_sitting(
    meeting: Meeting, *, by: Any, starts_at: datetime, ends_at: datetime, titles: dict[str, str] | None = None
) -> Sitting:
    """Add a half-day; the same one sent twice is one, two that overlap are refused with ``ValidationError``."""
    lock(meeting)
    same = meeting.sittings.filter(starts_at=starts_at, ends_at=ends_at).first()
    if same:
        return same
    _refuse_overlap(meeting, starts_at, ends_at)
    sitting = Sitting.objects.create(
        meeting=meeting, starts_at=starts_at, ends_at=ends_at, **by_language("title", titles or {})
    )
    audit.record(meeting, "add_sitting", by=by, starts_at=starts_at.isoformat())
    return sitting


@transaction.atomic
def change_sitting(
    sitting: Sitting, *, by: Any, starts_at: datetime, ends_at: datetime, titles: dict[str, str] | None = None
) -> Sitting:
    meeting = lock(sitting.meeting)
    _refuse_overlap(meeting, starts_at, ends_at, sitting)
    before = sitting.starts_at
    fields = {"starts_at": starts_at, "ends_at": ends_at, **by_language("title", titles or {})}
    if apply(sitting, fields):
        audit.record(meeting, "change_sitting", by=by, before=before.isoformat(), starts_at=starts_at.isoformat())
    return sitting


@transaction.atomic
def remove_sitting(sitting: Sitting, *, by: Any) -> None:
    meeting = lock(sitting.meeting)
    starts_at = sitting.starts_at
    sitting.delete()
    audit.record(meeting, "remove_sitting", by=by, starts_at=starts_at.isoformat())


@transaction.atomic
def place_document(
    meeting: Meeting, *, by: Any, document: Document, agenda_item: AgendaItem | None = None, position: int | None = None
) -> MeetingDocument:
    """Give the document its one place in the meeting, or move it: under an item, or among the general documents."""
    lock(meeting)
    place = meeting.document_places.filter(document=document).first()
    if place and place.agenda_item == agenda_item and position in {None, place.position}:
        return place
    if place is None:
        place = MeetingDocument(meeting=meeting, document=document, position=meeting.document_places.count())
    place.agenda_item = agenda_item
    place.position = place.position if position is None else position
    place.save()
    number = agenda_item.number if agenda_item else ""
    audit.record(meeting, "place_document", by=by, document=document.reference, number=number)
    return place


@transaction.atomic
def remove_document_place(place: MeetingDocument, *, by: Any) -> None:
    """The document itself stays in the library."""
    meeting = lock(place.meeting)
    reference = place.document.reference
    place.delete()
    audit.record(meeting, "remove_document", by=by, document=reference)


def _number_taken(number: str) -> ValidationError:
    message = _("Another item has the number %(number)s. Choose another number.") % {"number": number}
    return ValidationError({"number": message})


def _refuse_overlap(meeting: Meeting, starts_at: datetime, ends_at: datetime, own: Sitting | None = None) -> None:
    others = meeting.sittings.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exclude(pk=own.pk if own else None)
    if others.exists():
        raise ValidationError(_("Another sitting is held at that time. Choose another time."))


def _order_agenda(meeting: Meeting) -> None:
    """Items stand by number as people count: 2 before 10, 3 (a) after 3."""
    items = sorted(meeting.agenda_items.all(), key=lambda item: natural(item.number))
    for position, item in enumerate(items):
        item.position = position
    AgendaItem.objects.bulk_update(items, ["position"])


def natural(number: str) -> list[tuple[int, int, str]]:
    """The sorting key of a number with letters: figures count by value, letters by alphabet."""
    parts = re.findall(r"\d+|[^\W\d_]+", number.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
