"""What is due for a party as pages and calendars show it: the next duties on the work page, all of them for download."""

from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from poa_portal.accounts import panels
from poa_portal.accounts.duties import Duty, duties_of
from poa_portal.accounts.models import Post
from poa_portal.common import languages, times
from poa_portal.common.enums import PartyKind

NEXT = 5


def plug_in() -> None:
    """Put the next duties first on the work page of every post."""
    kinds = frozenset(PartyKind.values)
    panels.register(panels.Panel("due", kinds, "accounts/due_panel.html", next_duties, position=0))


def next_duties(user: Any, post: Post) -> dict[str, Any] | None:
    """The next five duties of the party worked for, and how many there are; the panel stays away where none is."""
    found = duties_of(user, post.party)
    return {"duties": found[:NEXT], "count": len(found)} if found else None


def calendar_of(name: str, duties: list[Duty]) -> bytes:
    """The deadlines as iCalendar: one event for each, at its moment; what has no deadline is left out."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PRODUCT_NAME}//{languages.current()}//")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    now = timezone.now()
    for duty in duties:
        if duty.until is not None:
            calendar.add_component(_event(duty, duty.until, now))
    return calendar.to_ical()


def _event(duty: Duty, until: datetime, now: datetime) -> Event:
    event = Event()
    path = duty.url.partition("/")[2].partition("/")[2]  # without the language, so that the event replaces itself
    event.add("uid", f"due-{sha256(path.encode()).hexdigest()[:20]}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("dtstamp", now)
    event.add("summary", f"{duty.kind}: {duty.title}", parameters={"language": languages.current()})
    event.add("dtstart", until.astimezone(times.UTC))
    event.add("dtend", until.astimezone(times.UTC))
    event.add("transp", "TRANSPARENT")
    event.add("description", " · ".join(part for part in (str(times.Moment.at(until, duty.zone)), duty.effort) if part))
    event.add("url", settings.BASE_URL + duty.url)
    return event
