"""Calls as the secretariat makes them: questions, deadlines with their zone, extensions with their history."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from meetings.actions import calls
from meetings.enums import CallState, MeetingState
from meetings.models import Call
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from tests import factories


@pytest.fixture
def work(officer, client_of):
    return client_of(officer)


@pytest.fixture
def desk(publisher, client_of):
    return client_of(publisher)


def at(name, *args):
    return reverse(f"meetings:{name}", args=args)


def call_form(*questions, initial=0, **more):
    data = {
        "kind": "inputs",
        "respondents": "everybody",
        "opens_at": "2098-11-02T09:00",
        "deadline": "2098-12-01T18:00",
        "time_zone": "America/New_York",
        "title_en": "Views on threats",
        "title_es": "Opiniones sobre las amenazas",
        "questions-TOTAL_FORMS": str(len(questions)),
        "questions-INITIAL_FORMS": str(initial),
    }
    for number, question in enumerate(questions):
        data |= {f"questions-{number}-{name}": value for name, value in question.items()}
    return data | more


THREE = [{"text_en": f"Question {number}?", "text_fr": f"Question {number} ?"} for number in (1, 2, 3)]


def test_a_call_with_three_questions_is_made_without_scripts(work):
    meeting = factories.MeetingFactory(slug="plenary")
    assert work.get(at("call_create", "plenary")).content.decode().count("questions-2-text_en") > 0
    response = work.post(at("call_create", "plenary"), call_form(*THREE, {"text_en": ""}))
    call = Call.objects.get()
    assert (response.url, call.meeting, call.state) == (at("call_edit", "views-on-threats"), meeting, CallState.DRAFT)
    assert list(call.questions.values_list("text_en", "text_fr")) == [
        (f"Question {number}?", f"Question {number} ?") for number in (1, 2, 3)
    ]


def test_a_call_sent_twice_is_one(work):
    factories.MeetingFactory(slug="plenary")
    for _ in range(2):
        work.post(at("call_create", "plenary"), call_form(*THREE))
    assert Call.objects.get().questions.count() == 3


@pytest.mark.parametrize(
    "local, zone, moment",
    [
        ("2026-03-07T18:00", "America/New_York", datetime(2026, 3, 7, 23, tzinfo=UTC)),
        ("2026-03-08T18:00", "America/New_York", datetime(2026, 3, 8, 22, tzinfo=UTC)),
        ("2026-03-27T18:00", "Europe/Zurich", datetime(2026, 3, 27, 17, tzinfo=UTC)),
        ("2026-03-29T18:00", "Europe/Zurich", datetime(2026, 3, 29, 16, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_the_local_time_of_its_zone_on_both_sides_of_a_clock_change(work, local, zone, moment):
    factories.MeetingFactory(slug="plenary")
    form = call_form(opens_at="2026-01-01T09:00", deadline=local, time_zone=zone)
    work.post(at("call_create", "plenary"), form)
    call = Call.objects.get()
    assert (call.deadline, call.time_zone) == (moment, zone)
    assert f'value="{local}"' in work.get(at("call_edit", call.slug)).content.decode()


@pytest.mark.parametrize(
    "wrong, message",
    [
        ({"deadline": "2098-11-01T18:00"}, "The deadline must be later than the opening."),
        ({"deadline": "2099-03-08T02:30"}, "02:30 does not exist in New York on that day"),
        ({"deadline": "next week"}, "Enter a valid date/time."),
        ({"title_en": "", "title_es": ""}, "Write this in at least one language."),
        ({"questions-0-text_en": "x" * 501}, "at most 500 characters"),
        ({"questions-TOTAL_FORMS": "x"}, "Management"),
    ],
)
def test_a_call_with_a_fault_comes_back_as_it_was_typed(work, wrong, message):
    factories.MeetingFactory(slug="plenary")
    form = call_form(*THREE, introduction_fr="Les États sont invités", **wrong)
    response = work.post(at("call_create", "plenary"), form)
    text = response.content.decode()
    assert (response.status_code, Call.objects.count()) == (422, 0)
    assert (message in text, "Les États sont invités" in text) == (True, True)


def test_questions_are_changed_moved_added_and_removed(work):
    call = factories.CallFactory(slug="views", state=CallState.DRAFT)
    first, second = (factories.CallQuestionFactory(call=call, text=f"Old {n}?", position=n) for n in range(2))
    answer = work.post(
        at("call_edit", "views"),
        call_form(
            {"pk": first.pk, "text_en": "First, reworded?", "ORDER": "2"},
            {"pk": second.pk, "text_en": "Old 1?", "DELETE": "on"},
            {"text_en": "New?", "ORDER": "1"},
            initial=2,
        ),
    )
    assert answer.status_code == 302
    assert list(call.questions.values_list("text_en", flat=True)) == ["New?", "First, reworded?"]
    assert call.questions.last() == first


def test_a_question_with_answers_is_not_removed(work):
    question = factories.InputAnswerFactory().question
    response = work.post(at("call_edit", question.call.slug), call_form(initial=0))
    assert (response.status_code, question.call.questions.count()) == (422, 1)
    assert "A question that has answers cannot be removed." in response.content.decode()


def test_the_deadline_of_an_announced_call_is_not_in_its_form(work):
    call = factories.CallFactory(slug="views")
    deadline = call.deadline
    response = work.post(at("call_edit", "views"), call_form(title_en="Reworded"))
    call.refresh_from_db()
    assert (response.status_code, call.title, call.deadline) == (302, "Reworded", deadline)
    assert "People who have begun to answer" in work.get(at("call_edit", "views")).content.decode()


def test_change_call_refuses_to_move_an_announced_deadline(officer):
    call = factories.CallFactory()
    with pytest.raises(ValidationError):
        calls.change_call(call, by=officer, deadline=call.deadline + timedelta(days=1))


def test_an_extension_keeps_its_history_and_shows_both_dates(desk):
    call = factories.CallFactory(slug="views", deadline=datetime(2098, 12, 1, 23, tzinfo=UTC))
    form = {"deadline": "2098-12-08T18:00", "reason": "Delegations asked for time."}
    for _ in range(2):
        assert desk.post(at("call_extend", "views"), form).status_code == 302
    call.refresh_from_db()
    extension = call.extensions.get()
    assert (call.deadline, extension.before) == (
        datetime(2098, 12, 8, 23, tzinfo=UTC),
        datetime(2098, 12, 1, 23, tzinfo=UTC),
    )
    event = AuditEvent.objects.about(call).get()
    assert (event.verb, event.reason) == ("extend", "Delegations asked for time.")
    page = desk.get(at("call_extend", "views")).content.decode()
    assert "Extended from 1 December 2098, 18:00 (New York)" in page


@pytest.mark.parametrize("deadline", ["2098-12-01T18:00", "2098-11-01T18:00"])
def test_an_extension_to_no_later_moment_is_refused(desk, deadline):
    call = factories.CallFactory(slug="views", deadline=datetime(2098, 12, 1, 23, tzinfo=UTC))
    response = desk.post(at("call_extend", "views"), {"deadline": deadline, "reason": "Kept as typed"})
    assert (response.status_code, call.extensions.count()) == (422, 0)
    assert "Kept as typed" in response.content.decode()


def test_an_extension_into_the_past_is_refused(publisher):
    now = timezone.now()
    call = factories.CallFactory(opens_at=now - timedelta(days=9), deadline=now - timedelta(days=2))
    with pytest.raises(ValidationError):
        calls.extend_deadline(call, by=publisher, deadline=now - timedelta(days=1), reason="Too late.")


def test_only_publishers_extend(work):
    factories.CallFactory(slug="views")
    assert work.get(at("call_extend", "views")).status_code == 404


def test_a_call_is_announced_closed_and_opened_again(desk):
    call = factories.CallFactory(slug="views", state=CallState.DRAFT)
    states = []
    for step in ("open", "close", "reopen"):
        desk.post(at("call_transition", "views", step), {"reason": "As decided."})
        call.refresh_from_db()
        states.append(call.state)
    assert states == [CallState.OPEN, CallState.CLOSED, CallState.OPEN]


def test_a_call_of_a_draft_meeting_is_not_announced(publisher):
    meeting = factories.MeetingFactory(state=MeetingState.DRAFT, announced_at=None)
    call = factories.CallFactory(meeting=meeting, state=CallState.DRAFT)
    with pytest.raises(TransitionRefused):
        calls.open_call(call, by=publisher)
    call.refresh_from_db()
    assert call.state == CallState.DRAFT


def test_a_call_whose_deadline_has_passed_is_not_announced(publisher):
    now = timezone.now()
    call = factories.CallFactory(
        state=CallState.DRAFT, opens_at=now - timedelta(days=2), deadline=now - timedelta(seconds=1)
    )
    with pytest.raises(TransitionRefused):
        calls.open_call(call, by=publisher)
    assert AuditEvent.objects.about(call).count() == 0


def test_pages_of_calls_are_closed_to_others(coordinator, representative, client_of):
    factories.CallFactory(slug="views")
    for person in (coordinator, representative):
        reader = client_of(person)
        paths = (at("call_edit", "views"), at("call_extend", "views"), at("call_transition", "views", "close"))
        assert [reader.get(path).status_code for path in paths] == [404, 404, 404]
