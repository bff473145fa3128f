"""What is due for a party: on one page by date, on the work page the next five, as a calendar, and what clashes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.enums import CallState, InputState, Respondents
from poa_portal.accounts.duties import clashes, duties_of, effort_in_words
from tests.factories import (
    AnswerFactory,
    CallFactory,
    CallQuestionFactory,
    GroupMembershipFactory,
    InputAnswerFactory,
    NationalReportFactory,
    NoteVerbaleFactory,
    QuestionFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db
DUE = "/en/work/due/"
UNSENT = {"submitted_at": None, "published_at": None}


def call(days, **fields):
    return CallFactory(deadline=timezone.now() + timedelta(days=days), **fields)


def titles(user, party):
    return [duty.title for duty in duties_of(user, party)]


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "about 5 minutes"),
        (22, "about 20 minutes"),
        (50, "about 1 hour"),
        (125, "about 2 hours"),
        (480, "about 1 day"),
        (1500, "about 3 days"),
    ],
)
def test_effort_is_rounded_as_people_say_it(minutes, words):
    assert effort_in_words(minutes) == words


def test_open_calls_come_by_their_deadline_with_the_effort_of_their_questions(drafter, state):
    later, soon = call(20, title="Later"), call(3, title="Soon")
    for _each in range(4):
        CallQuestionFactory(call=later)
    assert [(duty.title, duty.effort) for duty in duties_of(drafter, state)] == [
        ("Soon", "about 2 hours"),
        ("Later", "about 2 hours"),
    ]
    assert duties_of(drafter, state)[0].until == soon.deadline


def test_calls_to_others_drafts_and_past_ones_are_not_due(drafter, state, representative, organisation):
    call(3, title="States", respondents=Respondents.STATES)
    call(4, title="Organizations", respondents=Respondents.ORGANISATIONS)
    call(5, title="Draft", state=CallState.DRAFT)
    call(-1, title="Over")
    assert titles(drafter, state) == ["States"]
    assert titles(representative, organisation) == ["Organizations"]


def test_call_to_a_regional_group_is_due_for_its_members(drafter, state, other_drafter):
    membership = GroupMembershipFactory(state=state)
    call(3, title="For a group").open_to.add(membership.group)
    assert titles(drafter, state) == ["For a group"]
    assert titles(other_drafter, other_drafter.posts.get().party) == []


def test_answered_call_is_not_due_and_a_draft_is(drafter, state):
    sent, begun = call(3, title="Sent"), call(4, title="Begun")
    questions = [CallQuestionFactory(call=begun) for _each in range(3)]
    WrittenInputFactory(owner=state, call=sent, state=InputState.SUBMITTED)
    draft = WrittenInputFactory(owner=state, call=begun, title="Ours", state=InputState.DRAFT, **UNSENT)
    InputAnswerFactory(written_input=draft, question=questions[0])
    (duty,) = duties_of(drafter, state)
    assert (duty.title, duty.minutes, duty.until) == ("Finish “Ours”", 60, begun.deadline)
    assert duty.url == reverse("meetings:input_edit", args=[draft.reference])


def test_returned_input_is_due_without_a_deadline(representative, organisation):
    WrittenInputFactory(owner=organisation, call=call(-3), state=InputState.RETURNED, published_at=None)
    (duty,) = duties_of(representative, organisation)
    assert duty.until is None


def test_draft_of_a_report_is_due_with_the_questions_left(drafter, state):
    report = NationalReportFactory(owner=state, state="drafting", **UNSENT)
    questions = [QuestionFactory(part__edition=report.edition) for _each in range(3)]
    AnswerFactory(report=report, question=questions[0])
    (duty,) = duties_of(drafter, state)
    assert (duty.until, duty.minutes) == (None, 40)
    assert duty.kind == "National report in drafting: 2 questions without an answer"


def test_secretariat_is_told_of_deadlines_and_of_inputs_that_wait(officer, secretariat):
    opened = call(3, title="Views")
    for _each in range(2):
        WrittenInputFactory(call=opened, state=InputState.SUBMITTED, published_at=None)
    assert titles(officer, secretariat) == [
        "The call “Views” closes",
        "2 written inputs to “Views” wait to be looked through",
    ]


@pytest.mark.parametrize(
    ("who", "title"),
    [("drafter", "My delegation"), ("representative", "My organization"), ("officer", "What is due")],
)
def test_page_is_called_after_the_party(request, client_of, who, title):
    response = client_of(request.getfixturevalue(who)).get(DUE)
    assert response.context["page_title"] == title
    assert "No deadline ahead" in response.content.decode()


def test_page_of_a_delegation_shows_its_people_and_its_notes(client_of, coordinator, drafter, state):
    NoteVerbaleFactory(owner=state, number="31/2026")
    NoteVerbaleFactory(number="32/2026")
    html = client_of(drafter).get(DUE).content.decode()
    assert coordinator.name in html
    assert "31/2026" in html
    assert "32/2026" not in html


def test_page_without_a_post_says_why_it_is_empty(client_of, stranger):
    response = client_of(stranger).get(DUE)
    assert "You hold no post yet" in response.content.decode()
    assert client_of(stranger).get(f"{DUE}calendar.ics").status_code == 404


def test_page_shows_zone_and_effort(client_of, representative):
    CallQuestionFactory(call=call(3, title="Views", time_zone="Europe/Zurich"))
    html = client_of(representative).get(DUE).content.decode()
    assert "Zurich" in html
    assert "about 30 minutes" in html


def test_calendar_holds_what_has_a_deadline(client_of, representative):
    opened = call(3, title="Views")
    response = client_of(representative).get(f"{DUE}calendar.ics")
    text = response.content.decode()
    assert response["Content-Type"].startswith("text/calendar")
    assert text.count("BEGIN:VEVENT") == 1
    assert f"DTSTART:{opened.deadline:%Y%m%dT%H%M%SZ}" in text


def test_work_page_begins_with_the_next_five(client_of, representative):
    for days in range(1, 8):
        call(days)
    response = client_of(representative).get("/en/work/")
    panel, values = response.context["panels"][0]
    assert (panel.name, len(values["duties"]), values["count"]) == ("due", 5, 7)
    assert "All 7 duties on one page" in response.content.decode()


def test_clashes_are_announced_deadlines_within_a_week_the_nearest_first(db):
    moment = timezone.now() + timedelta(days=30)
    call(36, title="After")
    call(29, title="Before")
    call(38, title="Far")
    call(30, title="Draft", state=CallState.DRAFT)
    assert [duty.title for duty in clashes(moment)] == ["Before", "After"]


def test_announcing_a_call_shows_the_deadlines_around_it(client_of, publisher):
    call(33, title="Already announced")
    draft = call(30, title="New", state=CallState.DRAFT)
    client = client_of(publisher)
    for name in ("open/", "edit/"):
        assert "Already announced" in client.get(f"/en/work/calls/{draft.slug}/{name}").content.decode()


def test_call_does_not_clash_with_itself(client_of, publisher):
    opened = call(30, title="Alone")
    html = client_of(publisher).get(f"/en/work/calls/{opened.slug}/edit/").content.decode()
    assert "Other deadlines" not in html
