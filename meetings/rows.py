"""Meetings as lists show them: everything formatted once, in Python, in the language of the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from babel import dates as babel_dates
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.enums import MeetingState
from poa_portal.common import languages, times


@dataclass(frozen=True)
class MeetingRow:
    """One meeting. ``open_now`` holds what a reader can do now (words, address); ``state_word`` is empty when usual."""

    day: str
    month: str
    year: str
    period: str
    title: str
    url: str
    body: str
    kind: str
    place: str
    modality: str
    open_now: list[tuple[str, str]] = field(default_factory=list)
    state_word: str = ""
    cancelled: bool = False

    @classmethod
    def of(cls, meeting: Any) -> "MeetingRow":
        """Needs a meeting read ``with_rows()``; otherwise each row costs queries."""
        day, month, year = _date_block(meeting.starts_on, languages.current())
        return cls(
            day=day,
            month=month,
            year=year,
            period=_period(meeting.starts_on, meeting.ends_on, languages.current()),
            title=meeting.title,
            url=reverse("meetings:meeting_detail", args=[meeting.slug]),
            body=meeting.body.short_name,
            kind=meeting.kind.name,
            place=meeting.city,
            modality=str(meeting.get_modality_display()),
            open_now=open_now(meeting.open_calls) if meeting.state == MeetingState.PUBLISHED else [],
            state_word=state_word(meeting),
            cancelled=meeting.state == MeetingState.CANCELLED,
        )


def meeting_rows(meetings: Iterable[Any]) -> list[MeetingRow]:
    return [MeetingRow.of(meeting) for meeting in meetings]


def state_word(meeting: Any) -> str:
    """What a reader must know before the date: draft, cancelled, or dates that are a plan."""
    if meeting.state != MeetingState.PUBLISHED:
        return str(meeting.get_state_display())
    return _("Dates are a plan") if meeting.is_planned and meeting.ends_on >= timezone.now().date() else ""


def open_now(calls: Iterable[Any]) -> list[tuple[str, str]]:
    """“Written inputs until 1 December 2026, 18:00 (New York)”, with the address of the call, for each open call."""
    lines = []
    for call in sorted((call for call in calls if call.is_open), key=lambda call: call.deadline):
        when = times.format_moment(call.deadline, call.time_zone)
        text = _("Written inputs until %(when)s (%(city)s)") % {"when": when, "city": city_of(call.time_zone)}
        lines.append((text, reverse("meetings:call_detail", args=[call.slug])))
    return lines


def city_of(zone: str) -> str:
    return _city(zone, languages.current())


# A page names few days and fewer zones, and asks for each of them many times.
@lru_cache(maxsize=512)
def _city(zone: str, language: str) -> str:
    return times.city_of(zone)


@lru_cache(maxsize=2048)
def _period(start: date, end: date, language: str) -> str:
    return times.format_period(start, end)


@lru_cache(maxsize=2048)
def _date_block(day: date, language: str) -> tuple[str, str, str]:
    """Day, short month and year as the language writes them; Chinese counts months, Arabic has its own names."""
    locale = languages.babel_locale(language)
    return str(day.day), babel_dates.format_date(day, "LLL", locale=locale), str(day.year)
