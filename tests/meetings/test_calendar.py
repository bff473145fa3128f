"""iCalendar: what a calendar program reads."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from icalendar import Calendar

from meetings.actions import meetings
from meetings.enums import CallState, MeetingState
from tests import factories


@pytest.fixture
def meeting(db):
    held = factories.MeetingFactory(
        slug="plenary-2026", title="Plenary", starts_on=date(2026, 12, 7), ends_on=date(2026, 12, 11)
    )
    factories.SittingFactory(meeting=held, starts_at=datetime(2026, 12, 7, 15, tzinfo=UTC), title="Opening")
    return held


def events(path):
    response = Client().get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    calendar = Calendar.from_ical(response.content)
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.walk("VEVENT")}


def test_a_meeting_is_an_all_day_event_with_its_last_day_inside(meeting):
    event = events("/en/meetings/plenary-2026.ics")["meeting-plenary-2026"]
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2026, 12, 7), date(2026, 12, 12))
    assert (str(event["status"]), str(event["location"])) == ("CONFIRMED", "Conference Room 1, New York")


def test_a_sitting_is_an_event_in_utc(meeting):
    event = events("/en/meetings/plenary-2026.ics")[f"sitting-{meeting.sittings.get().pk}"]
    assert event.decoded("dtstart") == datetime(2026, 12, 7, 15, tzinfo=UTC)
    assert b"DTSTART:20261207T150000Z" in event.to_ical()


def test_the_calendar_speaks_the_language_of_its_address(meeting):
    meeting.title_fr = "Plénière"
    meeting.save()
    french = events("/fr/meetings/plenary-2026.ics")["meeting-plenary-2026"]
    english = events("/en/meetings/plenary-2026.ics")["meeting-plenary-2026"]
    assert (str(french["summary"]), french["summary"].params["language"]) == ("Plénière", "fr")
    assert (str(english["summary"]), str(english["uid"])) == ("Plenary", str(french["uid"]))


def test_a_cancelled_meeting_stays_with_its_status(meeting, publisher):
    meetings.cancel_meeting(meeting, by=publisher, reason="Postponed.")
    event = events("/en/meetings/plenary-2026.ics")["meeting-plenary-2026"]
    assert (str(event["status"]), str(event["summary"])) == ("CANCELLED", "Cancelled: Plenary")


def test_a_change_raises_the_sequence_and_keeps_the_uid(meeting, officer):
    before = events("/en/meetings/plenary-2026.ics")["meeting-plenary-2026"]
    meetings.change_meeting(meeting, by=officer, venue_en="Conference Room 4")
    after = events("/en/meetings/plenary-2026.ics")["meeting-plenary-2026"]
    assert before["uid"] == after["uid"]
    assert before["sequence"] + 1 == after["sequence"]


def test_deadlines_of_open_calls_are_events_and_those_of_others_are_not(meeting):
    call = factories.CallFactory(meeting=meeting, slug="views")
    factories.CallFactory(meeting=meeting, slug="closed", state=CallState.CLOSED)
    factories.CallFactory(meeting=meeting, slug="draft", state=CallState.DRAFT)
    found = events("/en/calendar.ics")
    assert sorted(found) == ["call-views", "meeting-plenary-2026"]
    assert found["call-views"].decoded("dtstart") == call.deadline.replace(microsecond=0)


def test_the_calendar_of_a_body_holds_its_meetings_only(meeting):
    other = factories.BodyFactory(key="other-body", short_name="Other body")
    factories.MeetingFactory(slug="elsewhere", body=other)
    assert "meeting-elsewhere" not in events("/en/bodies/global-mechanism.ics")
    assert sorted(events("/en/bodies/other-body.ics")) == ["meeting-elsewhere"]


def test_drafts_are_in_no_calendar(meeting):
    meeting.state = MeetingState.DRAFT
    meeting.save()
    assert Client().get("/en/meetings/plenary-2026.ics").status_code == 404
    assert events("/en/calendar.ics") == {}


def test_an_unchanged_calendar_answers_304(meeting):
    first = Client().get("/en/calendar.ics")
    again = Client().get("/en/calendar.ics", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_calendars_cost_the_same_queries_with_one_and_three_meetings(meeting, django_assert_num_queries):
    with django_assert_num_queries(5):
        Client().get("/en/bodies/global-mechanism.ics")
    for _ in range(2):
        factories.SittingFactory(meeting=factories.MeetingFactory(body=meeting.body))
    with django_assert_num_queries(5):
        Client().get("/en/bodies/global-mechanism.ics")
