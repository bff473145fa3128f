"""Calls of any kind, open to all States or to those of some regional groups, and found by States outside of them."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import rules
from meetings.actions import calls as actions
from meetings.actions import inputs
from meetings.enums import CallKind, Respondents
from meetings.models import Call, WrittenInput
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from tests.factories import CallFactory, GroupMembershipFactory, MeetingFactory, RegionalGroupFactory

pytestmark = pytest.mark.django_db
LIST = "/en/calls/"


@pytest.fixture
def group() -> Any:
    return RegionalGroupFactory(key="asia-pacific", name="Asia-Pacific States")


@pytest.fixture
def exercise(group: Any) -> Any:
    """An exercise of one group."""
    call = CallFactory(title="Harbour exercise", kind=CallKind.EXERCISE, respondents=Respondents.STATES)
    call.open_to.add(group)
    return call


def shown(response: Any) -> list[str]:
    return [row["title"] for row in response.context["rows"]]


def test_list_is_filtered_by_kind_group_standing_and_words(client: Any, exercise: Any, group: Any) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    everybody = CallFactory(title="Table-top for all", kind=CallKind.EXERCISE, deadline=tomorrow)
    CallFactory(
        title="For organizations", respondents=Respondents.ORGANISATIONS, deadline=tomorrow - timedelta(hours=1)
    )
    CallFactory(title="Gone by", deadline=timezone.now() - timedelta(days=1))
    CallFactory(title="Draft", state="draft")
    other = RegionalGroupFactory(key="elsewhere")
    everything = ["For organizations", everybody.title, exercise.title, "Gone by"]
    for query, found in (
        ({}, everything),
        ({"kind": "exercise"}, [everybody.title, exercise.title]),
        ({"open_to": "all"}, [everybody.title, "Gone by"]),
        ({"open_to": "all", "kind": "exercise"}, [everybody.title]),
        ({"open_to": group.key}, [everybody.title, exercise.title, "Gone by"]),
        ({"open_to": other.key}, [everybody.title, "Gone by"]),
        ({"standing": "open"}, everything[:3]),
        ({"standing": "over"}, ["Gone by"]),
        ({"q": "harbour"}, [exercise.title]),
        ({"open_to": "nowhere"}, []),
    ):
        assert (query, shown(client.get(LIST, query))) == (query, found)


def test_list_costs_the_same_with_more_calls(client: Any, exercise: Any, django_assert_max_num_queries: Any) -> None:
    counted = []
    for more in (0, 3):
        for _number in range(more):
            CallFactory().open_to.add(RegionalGroupFactory())
        client.get(LIST)
        with django_assert_max_num_queries(8) as queries:
            client.get(LIST)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_state_outside_the_groups_is_told_so_and_refused(
    exercise: Any, drafter: Any, state: Any, client_of: Any
) -> None:
    start = reverse("meetings:input_start", args=[exercise.slug])
    response = client_of(drafter).get(start)
    assert response.context["parties"] == []
    assert (
        "Arvandia cannot answer this call: it is open to the States of Asia-Pacific States."
        in response.content.decode()
    )
    client_of(drafter).post(start, {"party": state.key})
    with pytest.raises(TransitionRefused, match="Asia-Pacific States"):
        inputs.start_input(exercise, by=drafter, party=state)
    assert not WrittenInput.objects.exists()


def test_state_of_a_named_group_answers_until_it_leaves_the_group(
    exercise: Any, group: Any, drafter: Any, state: Any
) -> None:
    membership = GroupMembershipFactory(state=state, group=group)
    assert inputs.start_input(exercise, by=drafter, party=state).owner_id == state.pk
    membership.ends_on = timezone.now().date()
    membership.save()
    assert rules.parties_that_may_answer(drafter, exercise) == []


def test_groups_leave_organizations_alone(representative: Any, group: Any, organisation: Any) -> None:
    call = CallFactory()
    call.open_to.add(group)
    assert inputs.start_input(call, by=representative, party=organisation).owner_id == organisation.pk


def test_call_page_says_kind_and_to_whom_it_is_open(client: Any, exercise: Any) -> None:
    page = client.get(exercise.get_absolute_url()).content.decode()
    assert "Participation in an exercise" in page
    assert "Of States, those of Asia-Pacific States." in page
    assert "Open to all States" in client.get(CallFactory().get_absolute_url()).content.decode()


def test_groups_are_named_in_the_language_of_the_page(client: Any, exercise: Any, group: Any) -> None:
    group.name_ar = "دول آسيا والمحيط الهادئ"
    group.save()
    for address in ("/ar/calls/", f"/ar/calls/{exercise.slug}/", f"/ar/calls/{exercise.slug}/answer/"):
        assert group.name_ar in client.get(address).content.decode()
    assert "Asia-Pacific States" in client.get(f"/fr/calls/{exercise.slug}/").content.decode()


def test_api_gives_kind_and_groups_and_filters(client: Any, exercise: Any) -> None:
    CallFactory(slug="for-all")
    detail = client.get(f"/api/v1/calls/{exercise.slug}/").json()
    assert (detail["kind"], detail["open_to"]) == ("exercise", ["asia-pacific"])
    for query, found in (
        ({"kind": "exercise"}, [exercise.slug]),
        ({"open_to": "all"}, ["for-all"]),
        ({"open_to": "asia-pacific"}, [exercise.slug, "for-all"]),
    ):
        answer = client.get("/api/v1/calls/", query).json()
        assert sorted(row["slug"] for row in answer["results"]) == sorted(found)


def test_secretariat_sets_kind_and_groups(publisher: Any, group: Any, client_of: Any) -> None:
    meeting = MeetingFactory()
    fields = {
        "kind": "exercise",
        "respondents": "states",
        "open_to": [group.pk],
        "opens_at": "2030-01-01T10:00",
        "deadline": "2030-02-01T18:00",
        "time_zone": "America/New_York",
        "title_en": "A joint exercise",
        "questions-TOTAL_FORMS": "0",
        "questions-INITIAL_FORMS": "0",
    }
    client = client_of(publisher)
    assert client.post(reverse("meetings:call_create", args=[meeting.slug]), fields).status_code == 302
    call = Call.objects.get()
    assert (call.kind, list(call.open_to.all())) == (CallKind.EXERCISE, [group])
    fields |= {"open_to": [], "seen": "99999999"}
    assert client.post(reverse("meetings:call_edit", args=[call.slug]), fields).status_code == 302
    assert list(call.open_to.all()) == []


def test_changing_the_groups_is_recorded_and_the_same_again_is_not(publisher: Any, group: Any, exercise: Any) -> None:
    other = RegionalGroupFactory()
    actions.change_call(exercise, by=publisher, open_to=[group, other])
    assert set(exercise.open_to.all()) == {group, other}
    actions.change_call(exercise, by=publisher, open_to=[other, group])
    events = AuditEvent.objects.about(exercise)
    assert [(event.verb, event.detail) for event in events] == [("change", {"changed": ["open_to"]})]
