"""The feed of meetings."""

from datetime import UTC, datetime, time
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.models import Meeting
from meetings.rows import MeetingRow
from poa_portal.library.feeds import LIMIT, FeedEntry, FeedSource, register


def entries(user: Any, language: str) -> list[FeedEntry]:
    """Announced meetings, the last announced first."""
    found = Meeting.objects.visible_to(user).with_rows().order_by("-announced_at", "-starts_on", "-pk")
    return [_entry(meeting, MeetingRow.of(meeting)) for meeting in found.exclude(announced_at=None)[:LIMIT]]


def _entry(meeting: Meeting, row: MeetingRow) -> FeedEntry:
    said = [row.period, row.body, row.place, row.modality, row.state_word, *(text for text, _url in row.open_now)]
    return FeedEntry(
        id=f"meeting:{meeting.slug}",
        title=meeting.title,
        url=row.url,
        updated=meeting.announced_at or datetime.combine(meeting.starts_on, time.min, UTC),
        summary=" · ".join(part for part in said if part),
    )


def plug_in() -> None:
    register(FeedSource("meetings", _("Meetings"), entries))
