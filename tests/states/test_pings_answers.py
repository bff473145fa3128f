"""The link in the mail: answered once, late after the end, refused to people of others; returned mail by hand."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from states.actions import ping_answers
from states.models import Ping
from tests.factories import ContactFactory, PingFactory, PingRoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ping(state):
    return PingFactory(contact=ContactFactory(owner=state, office="National team"))


def page(ping):
    return reverse("states:ping_answer", args=[ping.token])


def events(ping):
    return [(event.verb, event.actor) for event in AuditEvent.objects.about(ping).order_by("pk")]


def test_opening_the_link_records_nothing_and_needs_no_sign_in(client, ping):
    response = client.get(page(ping))
    assert (response.status_code, events(ping)) == (200, [])
    ping.refresh_from_db()
    assert (ping.answered_at, "Confirm that this mailbox is read" in response.content.decode()) == (None, True)


def test_page_is_kept_nowhere_and_tells_no_other_site(client, ping):
    response = client.get(page(ping))
    assert "no-store" in response["Cache-Control"]
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("no-referrer", "noindex")
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies
    assert "National team" not in response.content.decode()


def test_button_records_the_time_once(client, ping):
    assert client.post(page(ping)).status_code == 302
    first = Ping.objects.get().answered_at
    response = client.post(page(ping), follow=True)
    assert (Ping.objects.get().answered_at, Ping.objects.get().result) == (first, "answered")
    assert events(ping) == [("answer", None)]
    assert "The answer was recorded" in response.content.decode()
    assert "Confirm that this mailbox is read" not in response.content.decode()


def test_form_needs_no_token_of_its_own(ping):
    """A page with ``no-referrer`` sends no origin with its form, so the usual check would refuse each answer."""
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page(ping), headers={"Origin": "null"}).status_code == 302
    assert Ping.objects.get().answered_at is not None


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"ends_at": timezone.now() - timedelta(minutes=1)}])
def test_answer_after_the_end_is_kept_as_late(client, state, fields):
    now = timezone.now()
    late = PingRoundFactory(**{"state": "running", "starts_at": now - timedelta(days=2), "ends_at": now, **fields})
    ping = PingFactory(round=late, contact=ContactFactory(owner=state))
    assert "The check has ended" in client.get(page(ping)).content.decode()
    client.post(page(ping))
    client.post(page(ping))
    ping.refresh_from_db()
    assert (ping.answered_at, ping.late_at is None, ping.result) == (None, False, "late")
    assert events(ping) == [("answer_late", None)]
    assert "after the end of the check" in client.get(page(ping)).content.decode()


@pytest.mark.parametrize("who", ["other_drafter", "officer", "manager", "representative"])
def test_person_signed_in_for_somebody_else_is_refused_and_that_is_recorded(request, client_of, ping, who):
    person = request.getfixturevalue(who)
    client = client_of(person)
    response = client.get(page(ping))
    assert (response.status_code, "Arvandia" in response.content.decode(), events(ping)) == (200, False, [])
    response = client.post(page(ping))
    assert (response.status_code, "Nothing was counted" in response.content.decode()) == (403, True)
    assert Ping.objects.get().answered_at is None
    assert events(ping) == [("refuse_answer", person)]
    with pytest.raises(TransitionRefused):
        ping_answers.answer_ping(ping, by=person)


@pytest.mark.parametrize("who", ["drafter", "stranger"])
def test_people_of_the_state_and_people_without_a_post_may_answer(request, client_of, ping, who):
    person = request.getfixturevalue(who)
    client_of(person).post(page(ping))
    assert events(ping) == [("answer", person)]


def test_somebody_of_the_state_answers_without_a_second_factor(client, drafter, ping):
    client.force_login(drafter)
    client.post(page(ping))
    assert Ping.objects.get().answered_at is not None


@pytest.mark.parametrize("token", ["x", "unknown-token", "%D0%B9", "a.b>"])
def test_unknown_or_broken_link_says_to_check_it(client, token):
    response = client.get(f"/en/pings/{token}/")
    assert (response.status_code, "copied all of it" in response.content.decode()) == (404, True)
    assert client.post(f"/en/pings/{token}/").status_code == 404


def test_link_of_a_cancelled_check_says_so(client, state):
    ping = PingFactory(round=PingRoundFactory(state="cancelled"), contact=ContactFactory(owner=state))
    assert "This check was cancelled" in client.get(page(ping)).content.decode()
    assert client.post(page(ping)).status_code == 422
    assert events(ping) == []


def test_log_of_an_answer_holds_no_name_and_no_address(client, ping):
    client.post(page(ping))
    event = AuditEvent.objects.about(ping).get()
    assert (event.subject_label, event.detail, event.owner_id) == (str(ping), {}, ping.owner_id)
    assert [word in event.subject_label for word in (ping.contact.mailbox, "National team", ping.token)] == [False] * 3


def test_page_costs_few_queries(client, ping, django_assert_max_num_queries):
    client.get(page(ping))
    with django_assert_max_num_queries(3):
        client.get(page(ping))


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_the_same_moment_are_one():
    ping = PingFactory()
    start = threading.Barrier(4)

    def answer():
        start.wait(5)
        try:
            ping_answers.answer_ping(ping, by=None)
        finally:
            connection.close()

    threads = [threading.Thread(target=answer) for _click in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert events(ping) == [("answer", None)]


def test_manager_marks_returned_mail_and_takes_the_mark_away(manager, ping):
    for is_returned in (True, True, False):
        ping_answers.mark_returned(ping, by=manager, is_returned=is_returned)
    assert Ping.objects.get().result == "waiting"
    assert [verb for verb, _actor in events(ping)] == ["mark_returned", "unmark_returned"]


def test_answered_ping_did_not_come_back(manager, ping):
    ping_answers.answer_ping(ping, by=None)
    with pytest.raises(TransitionRefused):
        ping_answers.mark_returned(ping, by=manager, is_returned=True)


def test_refusal_of_the_mail_server_is_not_taken_away(manager, ping):
    email = Email.objects.create(to=["x@state.example"], from_email="a@portal.example", status=STATUS.failed)
    Ping.objects.update(email=email, bounced_at=timezone.now())
    with pytest.raises(TransitionRefused):
        ping_answers.mark_returned(ping, by=manager, is_returned=False)


@pytest.mark.parametrize("who", ["coordinator", "officer", "other_drafter"])
def test_others_mark_nothing_in_a_round_of_the_directory(request, who, ping):
    with pytest.raises(TransitionRefused):
        ping_answers.mark_returned(ping, by=request.getfixturevalue(who), is_returned=True)


def test_coordinator_marks_in_a_drill_and_the_manager_does_not(coordinator, manager, state):
    ping = PingFactory(round__owner=state, contact=ContactFactory(owner=state))
    with pytest.raises(TransitionRefused):
        ping_answers.mark_returned(ping, by=manager, is_returned=True)
    assert ping_answers.mark_returned(ping, by=coordinator, is_returned=True).result == "bounced"
