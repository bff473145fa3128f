"""Writes on meetings: their facts, their announcement, their cancellation."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.actions.fields import apply, free_slug, lock, titles_of
from meetings.enums import MeetingState
from meetings.models import Meeting, Sitting
from meetings.workflow import MEETING
from poa_portal.audit import actions as audit
from poa_portal.common import times
from poa_portal.common.languages import column
from poa_portal.library.models import Topic


@transaction.atomic
def create_meeting(*, by: Any, topics: Iterable[Topic] = (), slug: str = "", **fields: Any) -> Meeting:
    """A draft that only the secretariat sees. ``fields`` are columns (``title_fr``); the address is made of the title.

    A form sent twice makes one meeting: a draft of the same body, days and titles is returned as it is.
    """
    meeting = Meeting(**fields)
    lock(meeting.body)  # two presses at once come one after the other
    twin = Meeting.objects.filter(
        body=meeting.body,
        starts_on=meeting.starts_on,
        ends_on=meeting.ends_on,
        state=MeetingState.DRAFT,
        **titles_of(meeting),
    ).first()
    if twin:
        return twin
    meeting.slug = slug or free_slug(Meeting, meeting, f"meeting-{meeting.starts_on:%Y-%m}")
    meeting.save()
    meeting.topics.set(topics)
    audit.record(meeting, "create", by=by)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, *, by: Any, topics: Iterable[Topic] | None = None, seen: int | None = None, **fields: Any
) -> Meeting:
    """Change facts of a meeting; sittings keep their time of day in the room and move with the first day.

    Raises ``ValidationError`` where a sitting would fall outside the days of the meeting, and ``ChangedMeanwhile``
    where somebody changed it after event ``seen``.
    """
    locked = lock(meeting, seen)
    zone, first_day = locked.time_zone, locked.starts_on
    changed = apply(locked, fields, topics)
    if changed:
        _move_sittings(locked, zone, locked.starts_on - first_day)
        audit.record(locked, "change", by=by, changed=changed)
    meeting.refresh_from_db()
    return meeting


def _move_sittings(meeting: Meeting, zone: str, shift: timedelta) -> None:
    """10:00 in the room stays 10:00, in whatever zone and on whatever day the meeting now is."""
    sittings = list(meeting.sittings.all())
    for sitting in sittings:
        sitting.starts_at = _moved(sitting.starts_at, zone, meeting.time_zone, shift)
        sitting.ends_at = _moved(sitting.ends_at, zone, meeting.time_zone, shift)
        day = sitting.starts_at.astimezone(ZoneInfo(meeting.time_zone)).date()
        if not meeting.starts_on <= day <= meeting.ends_on:
            message = _("There is a sitting on %(day)s, outside these days. Move or remove it first.")
            raise ValidationError({"ends_on": message % {"day": times.format_date(day - shift)}})
    Sitting.objects.bulk_update(sittings, ["starts_at", "ends_at"])


def _moved(moment: datetime, before: str, after: str, shift: timedelta) -> datetime:
    clock = moment.astimezone(ZoneInfo(before)).replace(tzinfo=None)
    return (clock + shift).replace(tzinfo=ZoneInfo(after)).astimezone(times.UTC)


def publish_meeting(meeting: Meeting, *, by: Any, reason: str = "", announced_at: datetime | None = None) -> Meeting:
    """Announce the meeting to everybody; ``announced_at`` only where it was announced before the portal knew of it."""
    return audit.perform(MEETING, meeting, "publish", by=by, reason=reason, announced_at=announced_at or timezone.now())


def cancel_meeting(meeting: Meeting, *, by: Any, reason: str) -> Meeting:
    """Cancel; the reason is the notice that readers see, in the language in which it was given."""
    notice = {column("cancellation_notice"): reason}
    return audit.perform(MEETING, meeting, "cancel", by=by, reason=reason, **notice)
