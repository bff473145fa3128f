"""What the page of a meeting reads: six queries, however many items, documents and inputs there are."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast

from meetings.enums import InputState
from meetings.models import (
    AgendaItem,
    Body,
    Call,
    CallExtension,
    Cycle,
    Meeting,
    MeetingDocument,
    MeetingKind,
    Sitting,
    WrittenInput,
)
from meetings.prepared import Prepared
from meetings.unkept import rows_of
from poa_portal.accounts.models import Party
from poa_portal.accounts.querysets import released_q
from poa_portal.common import languages
from poa_portal.library.models import Document, SearchEntry

MOST_INPUTS = 200  # more than these are on the page of their call


class Part:
    """The columns of one model in a row of several: every language of the translated ones, or the chosen ones only.

    A queryset of columns needs ``rewrite(False)``, else model translation puts them in an order of its own.
    """

    def __init__(self, model: type[Model], path: str = "", only: tuple[str, ...] = ()) -> None:
        self.model = model
        fields = {field.attname: field for field in model._meta.concrete_fields}
        wanted = [name for name in fields if f"{name}_en" not in fields]  # the column without language repeats another
        starts = tuple(f"{name}_" for name in only)
        self.names = [name for name in wanted if not only or name in {"id", *only} or name.startswith(starts)]
        self.columns = [f"{path}__{name}" if path else name for name in self.names]

    def of(self, values: tuple[Any, ...]) -> Any:
        """The record, or ``None`` where the row has none; what was not read is read when asked for."""
        return None if values[0] is None else self.model.from_db("default", self.names, values)


MEETING, CALL, INPUT = Part(Meeting), Part(Call), Part(WrittenInput)
SITTING, ITEM = Part(Sitting), Part(AgendaItem)
OF_MEETING = {
    "body": Part(Body, "body", ("key", "name")),
    "cycle": Part(Cycle, "cycle", ("name",)),
    "kind": Part(MeetingKind, "kind", ("name",)),
}
OWNER = Part(Party, "owner", ("key", "name", "kind"))


@Prepared
def _meeting(user: Any, slug: str) -> QuerySet:
    columns = [name for part in OF_MEETING.values() for name in part.columns]
    readable = Meeting.objects.visible_to(user).filter(slug=slug).order_by()
    return readable.rewrite(False).values_list(*MEETING.columns, *columns)


@Prepared
def _sittings(user: Any, meeting: int) -> QuerySet:
    return Sitting.objects.visible_to(user).filter(meeting=meeting).rewrite(False).values_list(*SITTING.columns)


@Prepared
def _agenda(user: Any, meeting: int) -> QuerySet:
    return AgendaItem.objects.visible_to(user).filter(meeting=meeting).rewrite(False).values_list(*ITEM.columns)


@Prepared
def _calls(user: Any, meeting: int) -> QuerySet:
    moved = CallExtension.objects.filter(call=OuterRef("pk")).order_by("decided_at", "pk").values("before")
    readable = Call.objects.visible_to(user).filter(meeting=meeting).annotate(moved=ArraySubquery(moved))
    return readable.rewrite(False).values_list(*CALL.columns, "moved")


@Prepared
def _inputs(user: Any, meeting: int) -> QuerySet:
    own = Q(call__meeting=meeting) | Q(agenda_item__meeting=meeting)
    readable = WrittenInput.objects.visible_to(user).filter(own, state__in=InputState.public()).with_named()
    return readable.values_list(*INPUT.columns, *OWNER.columns, "named")[:MOST_INPUTS]


@Prepared
def _documents(user: Any, meeting: int, language: str) -> QuerySet:
    kept = SearchEntry.objects.filter(
        released_q(), source="document", object_id=OuterRef("document_id"), language=language
    )
    row = Cast(Subquery(kept.order_by().values("shown")), TextField())
    places = MeetingDocument.objects.visible_to(user).filter(
        meeting=meeting, document__in=Document.objects.visible_to(user)
    )
    return places.annotate(row=row).values_list("agenda_item_id", "document_id", "row")


def meeting_at(slug: str, user: Any) -> Meeting | None:
    """The meeting at an address, where this reader may see it, with what its page shows of body, cycle and kind."""
    rows = _meeting(user, slug)
    if not rows:
        return None
    row = rows[0]
    meeting: Meeting = MEETING.of(row[: len(MEETING.names)])
    start = len(MEETING.names)
    for name, part in OF_MEETING.items():
        setattr(meeting, name, part.of(row[start : start + len(part.names)]))
        start += len(part.names)
    return meeting


def sittings_of(meeting: Meeting, user: Any) -> list[Sitting]:
    return [SITTING.of(row) for row in _sittings(user, meeting.pk)]


def agenda_of(meeting: Meeting, user: Any) -> list[AgendaItem]:
    return [ITEM.of(row) for row in _agenda(user, meeting.pk)]


def calls_of(meeting: Meeting, user: Any) -> list[Call]:
    """The calls of a meeting, each with ``moved``: the deadlines that it had before, first one first."""
    calls = []
    for row in _calls(user, meeting.pk):
        call = CALL.of(row[:-1])
        call.moved = row[-1]
        calls.append(call)
    return calls


def inputs_of(meeting: Meeting, user: Any) -> list[WrittenInput]:
    """Published inputs that answer a call of the meeting or are addressed to one of its items."""
    inputs = []
    for row in _inputs(user, meeting.pk):
        written = INPUT.of(row[: len(INPUT.names)])
        written.owner = OWNER.of(row[len(INPUT.names) : -1])
        written.named = row[-1]
        inputs.append(written)
    return inputs


def documents_of(meeting: Meeting, user: Any) -> list[tuple[int | None, str]]:
    """The documents in their order: the agenda item of each, and its row as JSON.

    The row is the one that search keeps of every document that is out, in this language, made anew at each change of
    the document. What search does not keep, or is not out yet, is read and made here.
    """
    found = _documents(user, meeting.pk, languages.current())
    made = rows_of([document for _item, document, row in found if row is None], user)
    return [(item, row or made[document]) for item, document, row in found]
