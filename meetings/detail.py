"""The page of a meeting as readers see it: every date formatted once, every document and input at its item."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings import reading
from meetings.enums import CallState, MeetingState
from meetings.named import Named, named_of
from meetings.rows import city_of
from poa_portal.common import languages, times
from poa_portal.common.times import Moment
from poa_portal.library.entry_rows import document_row


@dataclass(frozen=True, slots=True)
class SittingLine:
    """One half-day: the hours in the room, its beginning for the reader's own clock, the hours in UTC."""

    pk: int
    title: str
    hours: str
    iso: str
    utc: str


@dataclass(frozen=True, slots=True)
class SittingDay:
    day: str
    lines: list[SittingLine]


@dataclass(frozen=True, slots=True)
class InputLine:
    """A published input; its title stands in the language in which it came."""

    reference: str
    title: str
    url: str
    owner: str
    others: list[Named]
    language: str
    language_name: str
    direction: str


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call as its meeting shows it. ``before`` are the deadlines that it had, where it was extended."""

    title: str
    url: str
    respondents: str
    is_open: bool
    answer: str
    deadline: Moment
    before: list[str]


@dataclass(slots=True)
class AgendaPart:
    number: str
    title: str
    anchor: str
    rows: list[SafeString] = field(default_factory=list)
    inputs: list[InputLine] = field(default_factory=list)


@dataclass(frozen=True)
class MeetingSheet:
    """All that the page shows below its head."""

    days: list[SittingDay]
    city: str
    agenda: list[AgendaPart]
    general: AgendaPart
    calls: list[CallLine]
    answer: str
    contribute: str


def sheet_of(meeting: Any, user: Any) -> MeetingSheet:
    """Read and arrange everything on the page of a meeting that this reader may see."""
    parts: dict[int | None, AgendaPart] = {item.pk: _part(item) for item in reading.agenda_of(meeting, user)}
    general = AgendaPart("", "", "documents")
    for item_id, row in reading.documents_of(meeting, user):
        parts.get(item_id, general).rows.append(_row_html(row, languages.current()))
    for written in reading.inputs_of(meeting, user):
        parts.get(written.agenda_item_id, general).inputs.append(_input_line(written))
    calls = [_call_line(call) for call in reading.calls_of(meeting, user)]
    return MeetingSheet(
        days=sitting_days(reading.sittings_of(meeting, user), meeting.time_zone),
        city=meeting.city or city_of(meeting.time_zone),
        agenda=list(parts.values()),
        general=general,
        calls=sorted(calls, key=lambda call: not call.is_open),
        answer=_answer(meeting, calls),
        contribute=meeting.how_to_contribute,
    )


# The HTML of a row follows from its values and the language alone; a page of forty documents then costs no templates.
@lru_cache(maxsize=4096)
def _row_html(row: str, language: str) -> SafeString:
    return render_to_string("pieces/document_row.html", {"row": document_row(json.loads(row))})


def _part(item: Any) -> AgendaPart:
    return AgendaPart(item.number, item.title, f"item-{item.position + 1}")


def _input_line(written: Any) -> InputLine:
    return InputLine(
        reference=written.reference,
        title=written.title,
        url=reverse("meetings:input_detail", args=[written.reference]),
        owner=written.owner.name,
        others=named_of(written),
        language=written.language,
        language_name=languages.name_in(written.language),
        direction=languages.direction(written.language),
    )


def _call_line(call: Any) -> CallLine:
    zone = call.time_zone
    return CallLine(
        title=call.title,
        url=reverse("meetings:call_detail", args=[call.slug]),
        respondents=str(call.get_respondents_display()),
        is_open=call.is_open,
        answer=_state_of(call),
        deadline=Moment.at(call.deadline, zone),
        before=[str(Moment.at(moment, zone)) for moment in call.moved],
    )


def _state_of(call: Any) -> str:
    """Whether inputs can be sent now, in one or two words."""
    if call.state == CallState.DRAFT:
        return str(call.get_state_display())
    if call.is_open:
        return pgettext("call", "Open until")
    if call.state == CallState.OPEN and timezone.now() < call.opens_at:
        return _("Opens on %(moment)s, until") % {"moment": Moment.at(call.opens_at, call.time_zone)}
    if call.takes_inputs:
        return _("Late inputs are accepted and marked as late; the deadline was")
    return pgettext("call", "Closed; the deadline was")


def _answer(meeting: Any, calls: list[CallLine]) -> str:
    """Who may give input now, in one sentence, also where nobody may."""
    if meeting.state == MeetingState.CANCELLED:
        return _("The meeting was cancelled. No input can be given to it.")
    if any(call.is_open for call in calls):
        return _("Written inputs are open.")
    if meeting.ends_on < timezone.now().date():
        return _("The meeting is over. Written inputs are not open.")
    return _("Written inputs are not open at the moment. A call that opens is announced here and among the open calls.")


def sitting_days(sittings: Iterable[Any], zone: str) -> list[SittingDay]:
    """Sittings by day of the venue."""
    venue = ZoneInfo(zone)
    days = []
    for day, held in groupby(sittings, key=lambda sitting: sitting.starts_at.astimezone(venue).date()):
        lines = [_sitting_line(sitting, venue) for sitting in held]
        days.append(SittingDay(times.format_date(day, "full"), lines))
    return days


def _sitting_line(sitting: Any, venue: ZoneInfo) -> SittingLine:
    return SittingLine(
        pk=sitting.pk,
        title=sitting.title,
        hours=_hours(sitting.starts_at.astimezone(venue), sitting.ends_at.astimezone(venue)),
        iso=sitting.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        utc="" if venue.key == "UTC" else _hours(sitting.starts_at, sitting.ends_at),
    )


def _hours(start: datetime, end: datetime) -> str:
    return f"{start:%H:%M}–{end:%H:%M}"


def notice_in_days(meeting: Any) -> str:
    """How long before its first day the meeting was announced, counted in days of the venue; empty where unknown."""
    if not meeting.announced_at:
        return ""
    announced = meeting.announced_at.astimezone(ZoneInfo(meeting.time_zone)).date()
    days = (meeting.starts_on - announced).days
    values = {"date": times.format_date(announced), "days": days}
    if days < 0:
        return _("%(date)s, after the first day") % values
    if days == 0:
        return _("%(date)s, on the first day") % values
    return (
        ngettext("%(date)s, %(days)d day before the first day", "%(date)s, %(days)d days before the first day", days)
        % values
    )
