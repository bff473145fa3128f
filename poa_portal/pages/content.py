"""What the home page and “How it works” show of the rooms: a few rows each, in a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from meetings.models import Body, Call, Meeting
from meetings.rows import MeetingRow, meeting_rows
from poa_portal.common import languages, times
from poa_portal.library.models import SearchEntry
from reports.models import SurveyEdition

MEETINGS = 4
CALLS = 4
NEWS = 8
NEWS_SOURCES = ("document", "input", "national-report", "progress-report")


@dataclass(frozen=True)
class CallLine:
    """An open call: until when, and where one answers it."""

    title: str
    url: str
    deadline: datetime
    zone: str


@dataclass(frozen=True)
class NewsLine:
    """Something published lately, of any room."""

    title: str
    url: str
    kind: str
    date: str
    iso_date: str


def address(name: str) -> str:
    return reverse(name)


def next_meetings(user: Any) -> list[MeetingRow]:
    return meeting_rows(Meeting.objects.visible_to(user).forthcoming().with_rows()[:MEETINGS])


def open_calls(user: Any) -> list[CallLine]:
    calls = Call.objects.visible_to(user).open_now()[:CALLS]
    return [CallLine(call.title, call.get_absolute_url(), call.deadline, call.time_zone) for call in calls]


def news(user: Any) -> list[NewsLine]:
    """The newest documents, inputs and reports that this reader may read."""
    language = languages.current()
    entries = SearchEntry.objects.visible_to(user).filter(language=language, source__in=NEWS_SOURCES)
    return [
        NewsLine(
            entry.title, f"/{language}{entry.url}", entry.kind, times.format_date(entry.date), entry.date.isoformat()
        )
        for entry in entries.defer("vector")[:NEWS]
    ]


def current_bodies(user: Any) -> list[Body]:
    today = timezone.now().date()
    return list(Body.objects.visible_to(user).filter(Q(ends_on=None) | Q(ends_on__gte=today), parent=None))


def open_surveys(user: Any) -> list[SurveyEdition]:
    today = timezone.now().date()
    return list(
        SurveyEdition.objects.visible_to(user).filter(
            Q(in_use_until=None) | Q(in_use_until__gte=today), in_use_from__lte=today
        )
    )
