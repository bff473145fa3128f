"""Figures of a progress report, computed from the live records that everybody may read.

``collect`` counts; what it returns is plain data with labels in six languages, which a circulated revision keeps as it
is. ``read`` puts one figure into the words of the active language. No figure names or orders States.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.enums import MeetingState
from meetings.models import Body, Meeting, MeetingKind, WrittenInput
from poa_portal.common import bars, languages, times
from poa_portal.common.enums import Audience
from poa_portal.library.models import Document, DocumentKind
from reports.enums import Block
from reports.models import NationalReport, ProgressReport
from stakeholders.models import TallyGroup

EVERYBODY = AnonymousUser()
Collected = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Figure:
    """One figure in the words of one language; the total of ``bars`` is 0 where there was nothing to count."""

    bars: bars.Bars
    facts: list[str]
    note: str
    as_of: str


def collect(report: ProgressReport, blocks: Iterable[str], *, until: datetime) -> Collected:
    """Count what happened in the report's period and before ``until``, for each computed block that is asked for."""
    span = _Span.of(report, until)
    counted = {block: _COUNTERS[Block(block)](span) for block in dict.fromkeys(blocks)}
    return {block: {**data, "as_of": until.date().isoformat()} for block, data in counted.items()}


def read(block: str, data: dict[str, Any]) -> Figure:
    """One collected figure in the active language."""
    language = languages.current()
    lines = [(_LABELS[label]() if isinstance(label, str) else label[language], value) for label, value in data["lines"]]
    facts = [_FACTS[name](value) for name, value in data["facts"].items() if value]
    as_of = _("As of %(day)s.") % {"day": times.format_date(date.fromisoformat(data["as_of"]))}
    return Figure(bars.tally(_CAPTIONS[Block(block)](), lines), facts, _NOTES[Block(block)](), as_of)


@dataclass(frozen=True)
class _Span:
    """The report's period in moments and days, cut where the figures end; and the bodies whose work it is."""

    since: datetime
    before: datetime
    bodies: list[int]

    @classmethod
    def of(cls, report: ProgressReport, until: datetime) -> "_Span":
        since = datetime.combine(report.period_from, time(), UTC)
        end = datetime.combine(report.period_to + timedelta(days=1), time(), UTC)
        below = Body.objects.filter(parent_id=report.body_id).values_list("pk", flat=True)
        return cls(since, min(end, until), [report.body_id, *below])

    @property
    def last_day(self) -> date:
        return (self.before - timedelta(microseconds=1)).date()


def _inputs(span: _Span) -> dict[str, Any]:
    """Published inputs by line of the tally, as each call counts; authorities of States are a line of their own."""
    inputs = WrittenInput.objects.visible_to(EVERYBODY).published().order_by()
    inputs = inputs.filter(audience=Audience.PUBLIC, published_at__gte=span.since, published_at__lt=span.before)
    counts = dict(inputs.with_line().values_list("line").annotate(Count("pk")))
    lines: list[tuple[Any, int]] = [(_names(row, "name"), counts.get(row.key, 0)) for row in TallyGroup.objects.all()]
    if counts.get(None):
        lines.append(("states", counts[None]))
    return {"lines": lines, "facts": {"authors": inputs.values("owner_id").distinct().count()}}


def _meetings(span: _Span) -> dict[str, Any]:
    """Meetings of the body and of those below it that ended in the period."""
    held = (
        Meeting.objects.visible_to(EVERYBODY).filter(state=MeetingState.PUBLISHED, body_id__in=span.bodies).order_by()
    )
    held = held.filter(ends_on__gte=span.since.date(), ends_on__lte=span.last_day)
    return {"lines": _by_kind(held, MeetingKind), "facts": {}}


def _documents(span: _Span) -> dict[str, Any]:
    """Public documents dated in the period."""
    documents = Document.objects.visible_to(EVERYBODY).published().filter(audience=Audience.PUBLIC).order_by()
    documents = documents.filter(date__gte=span.since.date(), date__lte=span.last_day)
    return {"lines": _by_kind(documents, DocumentKind), "facts": {}}


def _reports(span: _Span) -> dict[str, Any]:
    """How many national reports were published; those for a restricted audience only where they are not few."""
    reports = NationalReport.objects.published().filter(published_at__gte=span.since, published_at__lt=span.before)
    counts = dict(reports.order_by().values_list("audience").annotate(Count("pk")))
    restricted = counts.get(Audience.STAKEHOLDERS, 0) + counts.get(Audience.STATES, 0)
    lines = [("open", counts.get(Audience.PUBLIC, 0))]
    if restricted >= settings.SMALL_CELL:
        lines.append(("restricted", restricted))
    return {"lines": lines, "facts": {}}


def _by_kind(rows: QuerySet, kinds: type[Model]) -> list[tuple[Any, int]]:
    counts = dict(rows.values_list("kind_id").annotate(Count("pk")))
    return [(_names(kind, "name"), counts[kind.pk]) for kind in kinds.objects.all() if counts.get(kind.pk)]


def _names(row: Model, field: str) -> dict[str, str]:
    """A translated field in the six languages, in English where one is missing."""
    values = {code: getattr(row, languages.column(field, code)) or "" for code in languages.CODES}
    return {code: value or values["en"] or getattr(row, field) for code, value in values.items()}


def _authors(count: int) -> str:
    said = ngettext(
        "They came from one State or organization.",
        "They came from %(count)d different States and organizations.",
        count,
    )
    return said % {"count": count}


def _voluntary() -> str:
    said = _(
        "Reporting is voluntary. Reports for a restricted audience are counted only where there are %(least)d or more."
    )
    return said % {"least": settings.SMALL_CELL}


_COUNTERS: dict[Block, Callable[[_Span], dict[str, Any]]] = {
    Block.INPUT_TALLY: _inputs,
    Block.MEETINGS: _meetings,
    Block.REPORTS: _reports,
    Block.DOCUMENTS: _documents,
}
_CAPTIONS: dict[Block, Callable[[], str]] = {
    Block.INPUT_TALLY: lambda: _("Written inputs published, by group"),
    Block.MEETINGS: lambda: _("Meetings held, by kind"),
    Block.REPORTS: lambda: _("Voluntary national reports published"),
    Block.DOCUMENTS: lambda: _("Documents issued, by kind"),
}
_NOTES: dict[Block, Callable[[], str]] = {
    Block.INPUT_TALLY: lambda: _("Counted are the inputs that everybody can read."),
    Block.MEETINGS: lambda: _("A meeting of several days counts once, in the period in which it ended."),
    Block.REPORTS: _voluntary,
    Block.DOCUMENTS: lambda: _(
        "Counted are the documents that everybody can read; a document in several languages counts once."
    ),
}
_LABELS: dict[str, Callable[[], str]] = {
    "states": lambda: _("States"),
    "open": lambda: _("Open to everybody"),
    "restricted": lambda: _("Open to a restricted audience"),
}
_FACTS: dict[str, Callable[[int], str]] = {"authors": _authors}
