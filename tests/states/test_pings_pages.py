"""Who sees what of rounds and drills on the work pages; what forms say and keep; the results as a file."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from poa_portal.accounts.duties import duties_of
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from states.models import PingRound
from states.ping_rows import duration
from tests.factories import (
    ContactCategoryFactory,
    ContactFactory,
    PingFactory,
    PingRoundFactory,
    PostFactory,
    StateFactory,
)

pytestmark = pytest.mark.django_db
FORM = {
    "title": "June check",
    "is_announced": "True",
    "starts_at": "2031-06-02T10:00",
    "ends_at": "2031-06-04T10:00",
    "time_zone": "Europe/Vienna",
}
DAY = timedelta(days=1)


def body(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def round_of(results, **fields):
    """A closed round with so many results of other States: field that is set, number."""
    ping_round = PingRoundFactory(state="closed", started_at=timezone.now(), **fields)
    for field, count in results.items():
        for _n in range(count):
            PingFactory(round=ping_round, **({field: timezone.now()} if field else {}))
    return ping_round


def test_manager_plans_a_round_in_the_zone_that_was_chosen(client_of, manager):
    response = client_of(manager).post(reverse("states:ping_create"), FORM)
    ping_round = PingRound.objects.get()
    assert response["Location"] == ping_round.get_absolute_url()
    assert ping_round.starts_at.isoformat() == "2031-06-02T08:00:00+00:00"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": "2031-06-02T10:00"}, "ends_at"),
        ({"starts_at": "2020-06-02T10:00"}, "starts_at"),
        ({"title": ""}, "title"),
        ({"time_zone": "Moon/Base"}, "time_zone"),
        ({"starts_at": "2031-03-30T02:30"}, "starts_at"),
        ({"starts_at": "soon"}, "starts_at"),
    ],
)
def test_plan_that_cannot_be_comes_back_with_what_was_typed(client_of, manager, change, field):
    response = client_of(manager).post(reverse("states:ping_create"), {**FORM, **change})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert field == "title" or "June check" in response.content.decode()
    assert not PingRound.objects.exists()


def test_form_says_who_gets_which_mail(client_of, manager, coordinator):
    assert "(1 person)" in body(client_of(manager), reverse("states:ping_create"))
    assert "nobody gets a mail now" in body(client_of(coordinator), reverse("states:ping_drill"))


def test_coordinator_plans_a_drill_of_the_own_state(client_of, coordinator, state):
    client_of(coordinator).post(reverse("states:ping_drill"), FORM)
    drill = PingRound.objects.get()
    assert (drill.owner, drill.is_announced) == (state, False)


def test_coordinator_of_two_states_drills_the_one_worked_in(client_of, coordinator, state):
    other = StateFactory()
    post = PostFactory(user=coordinator, party=other, role=Role.COORDINATOR)
    client = client_of(coordinator)
    session = client.session
    session["post"] = post.pk
    session.save()
    client.post(reverse("states:ping_drill"), FORM)
    assert PingRound.objects.get().owner == other


def test_plan_is_changed_while_it_is_planned(client_of, manager):
    ping_round = PingRoundFactory()
    address = reverse("states:ping_edit", args=[ping_round.reference])
    client = client_of(manager)
    assert ping_round.title in body(client, address)
    assert client.post(address, {**FORM, "title": "July"}).status_code == 302
    assert PingRound.objects.get().title == "July"
    PingRound.objects.update(state="running")
    assert client.get(address).status_code == 302
    assert client.post(address, FORM).status_code == 422


def test_list_shows_each_reader_what_there_is_to_know(client_of, manager, coordinator, other_drafter, state):
    announced, hidden = PingRoundFactory(), PingRoundFactory(is_announced=False)
    running = PingRoundFactory(is_announced=False, state="running", started_at=timezone.now())
    drill = PingRoundFactory(owner=state)
    for person, seen in (
        (manager, {announced, hidden, running}),
        (coordinator, {announced, running, drill}),
        (other_drafter, {announced, running}),
    ):
        text = body(client_of(person), reverse("states:ping_list"))
        assert {found for found in (announced, hidden, running, drill) if found.title in text} == seen


def test_list_is_searched_and_filtered(client_of, manager):
    PingRoundFactory(title="Spring check")
    PingRoundFactory(title="Autumn check", state="closed")
    client = client_of(manager)
    for query in ({"q": "autumn"}, {"state": "closed"}):
        rows = client.get(reverse("states:ping_list"), query).context["rows"]
        assert [row.title for row in rows] == ["Autumn check"]


def test_empty_list_says_what_one_can_do(client_of, manager, coordinator, other_drafter):
    said = [body(client_of(person), reverse("states:ping_list")) for person in (manager, coordinator, other_drafter)]
    assert ["Your coordinator can plan a drill" in text for text in said] == [False, False, True]
    assert reverse("states:ping_create") in said[0]


def test_manager_sees_all_results_by_state_in_alphabetical_order(client_of, manager):
    ping_round = PingRoundFactory(state="running")
    for name, place in (("Zemra", 2), ("Arvand", 1)):
        PingFactory(round=ping_round, contact=ContactFactory(owner=StateFactory(name=name, place=place)))
    response = client_of(manager).get(ping_round.get_absolute_url())
    assert [row.state for row in response.context["rows"]] == ["Arvand", "Zemra"]
    found = client_of(manager).get(ping_round.get_absolute_url(), {"q": "zem"})
    assert [row.state for row in found.context["rows"]] == ["Zemra"]


def test_manager_filters_by_result(client_of, manager):
    ping_round = round_of({"answered_at": 2, "late_at": 1, "": 3})
    client = client_of(manager)
    counts = {
        result: len(client.get(ping_round.get_absolute_url(), {"result": result}).context["rows"])
        for result in ("answered", "late", "bounced", "silent", "waiting")
    }
    assert counts == {"answered": 2, "late": 1, "bounced": 0, "silent": 3, "waiting": 0}


def test_state_sees_its_own_results_with_the_time_they_took_and_totals_of_others(client_of, drafter, state):
    ping_round = round_of({"answered_at": 20, "late_at": 2, "bounced_at": 2, "": 6})
    now = timezone.now()
    ours = PingFactory(
        round=ping_round, contact=ContactFactory(owner=state), sent_at=now - timedelta(minutes=95), answered_at=now
    )
    response = client_of(drafter).get(ping_round.get_absolute_url())
    assert [(row.pk, row.took) for row in response.context["rows"]] == [(ours.pk, "1 hr 35 min")]
    assert [words for _label, words in response.context["others"].lines] == [
        "30",
        "20",
        "fewer than 5",
        "fewer than 5",
        "6",
    ]
    others = set(ping_round.pings.exclude(owner=state).values_list("contact__reference", flat=True))
    assert [reference for reference in others if reference in response.content.decode()] == []


def test_round_that_missed_its_time_says_what_can_be_done(client_of, manager, coordinator):
    now = timezone.now()
    missed = PingRoundFactory(starts_at=now - 2 * DAY, ends_at=now - DAY)
    said = [body(client_of(person), missed.get_absolute_url()) for person in (manager, coordinator)]
    assert ["It has not begun" in text for text in said] == [True, False]


def test_page_of_a_round_costs_the_same_with_one_result_and_with_five(client_of, manager):
    ping_round = PingRoundFactory(state="closed", started_at=timezone.now())
    client = client_of(manager)

    def queries(count):
        for _n in range(count):
            PingFactory(round=ping_round)
        client.get(ping_round.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            client.get(ping_round.get_absolute_url())
        return len(captured)

    assert queries(1) == queries(4)


def test_totals_are_told_when_the_round_is_closed(client_of, drafter):
    ping_round = PingRoundFactory(state="running", started_at=timezone.now())
    PingFactory(round=ping_round)
    text = body(client_of(drafter), ping_round.get_absolute_url())
    assert "Totals are shown here when the round is closed." in text


def test_contacts_without_a_mailbox_are_listed_to_the_manager_and_their_own_state(client_of, manager, drafter, state):
    ours = ContactFactory(owner=state, mailbox="", telephone="+43 1 234")
    theirs = ContactFactory(mailbox="", telephone="+43 1 234")
    ping_round = PingRoundFactory()

    def listed(person):
        lines = client_of(person).get(ping_round.get_absolute_url()).context["without_mail"]
        return {line["url"] for line in lines}

    assert listed(manager) == {ours.get_absolute_url(), theirs.get_absolute_url()}
    assert listed(drafter) == {ours.get_absolute_url()}


def test_buttons_begin_close_and_cancel(client_of, manager):
    ContactFactory()
    client = client_of(manager)
    first, second = PingRoundFactory(), PingRoundFactory()
    for ping_round, steps in ((first, ["start", "close"]), (second, ["cancel"])):
        for step in steps:
            address = reverse("states:ping_transition", args=[ping_round.reference, step])
            assert body(client, address)
            client.post(address, {"reason": "A reason."})
    assert list(PingRound.objects.order_by("pk").values_list("state", flat=True)) == ["closed", "cancelled"]
    assert client.post(reverse("states:ping_transition", args=[second.reference, "cancel"])).status_code == 422


def test_returned_mail_is_marked_by_a_button_beside_the_result(client_of, manager, coordinator, state):
    ping = PingFactory(contact=ContactFactory(owner=state))
    address = reverse("states:ping_returned", args=[ping.round.reference, ping.pk])
    assert client_of(coordinator).post(address, {"returned": "1"}).status_code == 404
    assert client_of(manager).post(address, {"returned": "1"}).status_code == 302
    ping.refresh_from_db()
    assert ping.result == "bounced"


def test_results_leave_as_a_file_for_a_reason_that_is_recorded(client_of, manager):
    ping_round = round_of({"answered_at": 1})
    address = reverse("states:ping_export", args=[ping_round.reference])
    client = client_of(manager)
    assert client.post(address, {"reason": " "}).status_code == 422
    response = client.post(address, {"reason": "For the report to the Chair."})
    ping = ping_round.pings.get()
    text = response.content.decode()
    assert (response["Content-Type"], response["Cache-Control"]) == ("text/csv; charset=utf-8", "private, no-store")
    assert [word in text for word in (ping.contact.reference, ping.owner.name, ping.contact.mailbox, ping.token)] == [
        True,
        True,
        False,
        False,
    ]
    event = AuditEvent.objects.about(ping_round).get(verb="export_results")
    assert event.reason == "For the report to the Chair."


def test_drill_says_who_can_be_reached_at_a_chosen_moment(client_of, coordinator, state):
    ContactFactory(owner=state, reachability="always")
    night = ContactCategoryFactory(key="technical", name="Technical")
    ContactFactory(
        owner=state, category=night, reachability="hours", opens="09:00", closes="17:00", time_zone="Europe/Vienna"
    )
    ContactFactory()
    drill = PingRoundFactory(owner=state)
    client = client_of(coordinator)

    def reachable(**query):
        return [row.is_reachable for row in client.get(drill.get_absolute_url(), query).context["hours"]]

    assert sorted(reachable()) in ([False, True], [True, True])
    assert sorted(reachable(at="2031-06-02T03:00", zone="Europe/Vienna")) == [False, True]
    assert sorted(reachable(at="2031-06-02T03:00", zone="America/New_York")) == [True, True]
    wrong = client.get(drill.get_absolute_url(), {"at": "night", "zone": "Europe/Vienna"})
    assert (wrong.status_code, list(wrong.context["hours_form"].errors)) == (200, ["at"])


def test_drill_shows_its_delegation_all_and_nobody_else_anything(client_of, manager, drafter, other_drafter, state):
    drill = PingRoundFactory(owner=state, state="closed", started_at=timezone.now())
    PingFactory(round=drill, contact=ContactFactory(owner=state), answered_at=timezone.now())
    statuses = [client_of(p).get(drill.get_absolute_url()).status_code for p in (drafter, manager, other_drafter)]
    assert statuses == [200, 404, 404]
    assert client_of(drafter).get(drill.get_absolute_url()).context["totals"].total == 1


def test_duties_name_announced_rounds_and_those_that_wait_for_an_answer(drafter, other_drafter, state):
    now = timezone.now()
    PingRoundFactory(title="Hidden", is_announced=False)
    PingRoundFactory(title="Coming")
    running = PingRoundFactory(title="Running", state="running", started_at=now)
    PingFactory(round=running, contact=ContactFactory(owner=state))
    PingFactory(round__title="Done", round__state="running", contact=ContactFactory(owner=state), answered_at=now)
    other = other_drafter.posts.get().party

    def titles(user, party):
        return [duty.title for duty in duties_of(user, party) if duty.kind == "Communication check"]

    assert titles(drafter, state) == [
        "Check your points of contact before: Coming",
        "Answer from each mailbox: Running",
    ]
    assert titles(other_drafter, other) == ["Check your points of contact before: Coming"]
    assert titles(other_drafter, state) == []


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (59, "59 min"),
        (60, "1 hr"),
        (95, "1 hr 35 min"),
        (1500, "1 day 1 hr"),
        (1441, "1 day"),
        (-5, "0 min"),
    ],
)
def test_time_to_answer_has_two_units_at_most(minutes, words):
    assert duration(timedelta(minutes=minutes)) == words
