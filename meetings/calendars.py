"""iCalendar for the programme, a body and a meeting, in the language of the address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vDuration

from meetings.enums import MeetingState
from meetings.models import Call, Meeting, Sitting
from poa_portal.audit.models import AuditEvent
from poa_portal.common import languages, times

REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Revision:
    """How often a record was changed, and when last: what calendar programs need to replace an event."""

    number: int
    at: datetime


def subscription(path: str) -> dict[str, str]:
    """The two addresses of a calendar: one that a calendar program takes up at once, one to copy."""
    address = settings.BASE_URL + path
    return {"webcal": f"webcal://{address.partition('://')[2]}", "https": address}


def calendar_of(name: str, meetings: Iterable[Meeting], calls: Iterable[Call], *, with_sittings: bool) -> bytes:
    """One event for the days of each meeting, one for the deadline of each call; sittings where asked for.

    Meetings need ``body`` and, with sittings, ``sittings`` loaded; calls need ``meeting``.
    """
    held = list(meetings)
    revisions = _revisions(held)
    calendar = _empty(name)
    for meeting in held:
        revision = revisions.get(meeting.pk) or _first_known(meeting)
        calendar.add_component(_days(meeting, revision))
        if with_sittings:
            for sitting in meeting.sittings.all():
                calendar.add_component(_sitting(meeting, sitting, revision))
    for call in calls:
        calendar.add_component(_deadline(call))
    return calendar.to_ical()


def _first_known(meeting: Meeting) -> Revision:
    """Of a meeting loaded without a record of changes; the same at every request, so that the calendar keeps its ETag."""
    day = min(meeting.starts_on, timezone.now().date())
    return Revision(0, meeting.announced_at or datetime.combine(day, time.min, times.UTC))


def _empty(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//{languages.current()}//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    return calendar


def _days(meeting: Meeting, revision: Revision) -> Event:
    """The days of a meeting, as all-day event: a session is a span of dates wherever the reader is."""
    event = _event(f"meeting-{meeting.slug}", _titled(meeting, meeting.title), meeting.get_absolute_url(), revision)
    event.add("dtstart", meeting.starts_on)
    event.add("dtend", meeting.ends_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("categories", [meeting.body.short_name])
    _place(event, meeting)
    if meeting.is_planned and meeting.state == MeetingState.PUBLISHED:
        event.add("description", _("The dates are a plan and may still change."))
    return event


def _sitting(meeting: Meeting, sitting: Sitting, revision: Revision) -> Event:
    title = sitting.title or meeting.title
    event = _event(f"sitting-{sitting.pk}", _titled(meeting, title), meeting.get_absolute_url(), revision)
    event.add("dtstart", sitting.starts_at.astimezone(times.UTC))
    event.add("dtend", sitting.ends_at.astimezone(times.UTC))
    event.add("related-to", _uid(f"meeting-{meeting.slug}"))
    _place(event, meeting)
    return event


def _deadline(call: Call) -> Event:
    """The moment at which an open call ends."""
    title = _("Deadline for written inputs: %(call)s") % {"call": call.title}
    event = _event(f"call-{call.slug}", title, call.get_absolute_url(), Revision(0, call.opens_at))
    event.add("dtstart", call.deadline.astimezone(times.UTC))
    event.add("dtend", call.deadline.astimezone(times.UTC))
    event.add("transp", "TRANSPARENT")
    event.add("description", str(times.Moment.at(call.deadline, call.time_zone)))
    return event


def _event(name: str, title: str, path: str, revision: Revision) -> Event:
    event = Event()
    event.add("uid", _uid(name))
    event.add("dtstamp", revision.at.astimezone(times.UTC))
    event.add("last-modified", revision.at.astimezone(times.UTC))
    event.add("sequence", revision.number)
    event.add("summary", title, parameters={"language": languages.current()})
    event.add("url", settings.BASE_URL + path)
    return event


def _place(event: Event, meeting: Meeting) -> None:
    event.add("status", _status(meeting))
    place = languages.listed(part for part in (meeting.venue, meeting.city) if part)
    if place:
        event.add("location", place)


def _status(meeting: Meeting) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if meeting.is_planned or meeting.state == MeetingState.DRAFT else "CONFIRMED"


def _titled(meeting: Meeting, title: str) -> str:
    return title if meeting.state == MeetingState.PUBLISHED else f"{meeting.get_state_display()}: {title}"


def _uid(name: str) -> str:
    """The same for ever and in every language, so that a changed event replaces itself."""
    return f"{name}@{urlsplit(settings.BASE_URL).hostname}"


def _revisions(meetings: list[Meeting]) -> dict[int, Revision]:
    events = AuditEvent.objects.filter(
        subject_type=Meeting._meta.label_lower, subject_id__in=[meeting.pk for meeting in meetings]
    )
    rows: Any = events.order_by().values_list("subject_id").annotate(Count("pk"), Max("at"))
    return {meeting: Revision(number, at) for meeting, number, at in rows}
