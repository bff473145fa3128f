"""How the library page finds meetings and calls."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.enums import CallState, MeetingState
from meetings.models import Call, Meeting
from meetings.rows import MeetingRow
from poa_portal.common import languages
from poa_portal.common.enums import Audience
from poa_portal.library.search import Found, SearchSource, register

MEETING = "meeting"
CALL = "call"


def meetings_to_find() -> QuerySet[Meeting]:
    """What was announced, cancelled meetings too."""
    found = Meeting.objects.exclude(state=MeetingState.DRAFT).with_rows()
    return found.prefetch_related("topics", "agenda_items")


def describe_meeting(meeting: Meeting) -> Found:
    row = MeetingRow.of(meeting)
    items = [f"{item.number} {item.title}" for item in meeting.agenda_items.all()]
    text = [meeting.body.name, row.kind, row.place, meeting.venue, row.period, row.year, *items]
    return Found(
        title=meeting.title,
        url=_without_language(row.url),
        date=meeting.starts_on,
        audience=Audience.PUBLIC,
        kind=row.kind,
        text=" ".join(part for part in text if part),
        topics=[topic.key for topic in meeting.topics.all()],
        shown={"period": row.period, "place": row.place, "state_word": row.state_word if row.cancelled else ""},
    )


def calls_to_find() -> QuerySet[Call]:
    found = Call.objects.exclude(state=CallState.DRAFT).select_related("meeting")
    return found.prefetch_related("topics", "questions")


def describe_call(call: Call) -> Found:
    questions = [question.text for question in call.questions.all()]
    text = [call.introduction, call.organiser, call.meeting.title if call.meeting else "", *questions]
    return Found(
        title=call.title,
        url=_without_language(call.get_absolute_url()),
        date=call.opens_at.date(),
        audience=Audience.PUBLIC,
        kind=_("Call for written inputs"),
        text=" ".join(part for part in text if part),
        topics=[topic.key for topic in call.topics.all()],
    )


def _without_language(url: str) -> str:
    return url.removeprefix(f"/{languages.current()}")


def plug_in() -> None:
    register(SearchSource(MEETING, gettext_lazy("Meetings"), Meeting, meetings_to_find, describe_meeting))
    register(SearchSource(CALL, gettext_lazy("Calls for written inputs"), Call, calls_to_find, describe_call))
