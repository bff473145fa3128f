"""What the secretariat finds about meetings on its work page: the next ones, drafts, and calls that end soon."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from meetings.enums import CallState, MeetingState
from meetings.models import Call, Meeting
from meetings.rows import meeting_rows
from poa_portal.accounts.models import Post
from poa_portal.accounts.panels import Panel, register
from poa_portal.common.enums import PartyKind
from poa_portal.common.times import Moment

NEXT = 5
SOON = timedelta(days=14)


def secretariat_panel(user: Any, post: Post) -> dict[str, Any]:
    meetings = Meeting.objects.visible_to(user).with_rows()
    drafts = meetings.filter(state=MeetingState.DRAFT).order_by("starts_on")[:NEXT]
    announced = meetings.filter(state=MeetingState.PUBLISHED).forthcoming()[:NEXT]
    now = timezone.now()
    due = Call.objects.visible_to(user).filter(state=CallState.OPEN, deadline__range=(now, now + SOON))
    return {
        "meetings": meeting_rows(announced),
        "drafts": [(row, reverse("meetings:meeting_edit", args=[draft.slug])) for draft, row in _with_rows(drafts)],
        "due": [
            (call.title, reverse("meetings:call_edit", args=[call.slug]), Moment.at(call.deadline, call.time_zone))
            for call in due.order_by("deadline")[:NEXT]
        ],
    }


def _with_rows(meetings: Any) -> list[tuple[Meeting, Any]]:
    found = list(meetings)
    return list(zip(found, meeting_rows(found), strict=True))


def plug_in() -> None:
    kinds = frozenset({PartyKind.SECRETARIAT})
    register(Panel("meetings", kinds, "meetings/meeting_panel.html", secretariat_panel, position=20))
