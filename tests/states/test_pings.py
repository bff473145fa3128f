"""A round is planned, begins with one mail for each mailbox, closes; by hand or by the clock, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from post_office.models import STATUS, Email

from poa_portal.accounts import mail
from poa_portal.accounts.delivery import deliver_due
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import CLOCK, TransitionRefused
from states.actions import pings
from states.actions.ping_answers import note_deliveries
from states.models import Ping, PingRound
from states.ping_targets import without_mail
from tests.factories import (
    ContactCategoryFactory,
    ContactFactory,
    PingFactory,
    PingRoundFactory,
    PostFactory,
    StateFactory,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def plan(by, **fields):
    now = timezone.now().replace(microsecond=0)
    usual = {"title": "June check", "starts_at": now + DAY, "ends_at": now + 3 * DAY, "time_zone": "Europe/Vienna"}
    return pings.plan_round(by=by, **{**usual, **fields})


def verbs(subject):
    return list(AuditEvent.objects.about(subject).order_by("pk").values_list("verb", flat=True))


def subjects_to(person):
    return [email.subject for email in Email.objects.order_by("pk") if email.to == [person.email]]


def test_announced_round_is_told_to_the_coordinators_of_all_delegations(manager, coordinator, drafter):
    ping_round = plan(manager)
    assert (ping_round.state, ping_round.reference[:4], verbs(ping_round)) == ("planned", "PNG-", ["plan"])
    assert [email.to for email in Email.objects.all()] == [[coordinator.email]]
    assert subjects_to(coordinator) == ["Communication check of the directory: June check"]


def test_round_that_is_not_announced_is_told_to_nobody(manager, coordinator, officer):
    ping_round = plan(manager, is_announced=False)
    assert not Email.objects.exists()
    assert [PingRound.objects.visible_to(person).count() for person in (manager, coordinator, officer)] == [1, 0, 0]
    assert [AuditEvent.objects.visible_to(p).about(ping_round).count() for p in (manager, coordinator, officer)] == [
        1,
        0,
        0,
    ]


def test_plan_sent_twice_is_one_round_and_one_mail(manager, coordinator):
    starts_at = timezone.now() + DAY
    assert plan(manager, starts_at=starts_at, ends_at=starts_at + DAY) == plan(
        manager, starts_at=starts_at, ends_at=starts_at + DAY
    )
    assert (PingRound.objects.count(), Email.objects.count()) == (1, 1)


@pytest.mark.parametrize("who", ["officer", "publisher", "chair", "coordinator", "representative"])
def test_others_plan_no_round_of_the_directory(request, who):
    with pytest.raises(TransitionRefused):
        plan(request.getfixturevalue(who))
    assert not PingRound.objects.exists()


@pytest.mark.parametrize(("starts", "ends"), [(DAY, DAY), (2 * DAY, DAY), (-2 * DAY, -DAY)])
def test_times_that_cannot_be_are_refused(manager, starts, ends):
    now = timezone.now()
    with pytest.raises(ValidationError):
        plan(manager, starts_at=now + starts, ends_at=now + ends)


def test_change_of_an_announced_round_is_told_and_names_the_fields_in_the_log(manager, coordinator):
    ping_round = plan(manager)
    change = {
        "title": "July check",
        "starts_at": ping_round.starts_at,
        "ends_at": ping_round.ends_at + DAY,
        "time_zone": ping_round.time_zone,
    }
    for _click in range(2):
        pings.change_round(ping_round, by=manager, **change)
    assert subjects_to(coordinator)[1:] == ["Changed: communication check of the directory: July check"]
    assert AuditEvent.objects.about(ping_round).get(verb="change").detail == {"fields": ["ends_at", "title"]}


def test_round_announced_later_is_told_then_and_stays_announced(manager, coordinator):
    ping_round = plan(manager, is_announced=False)
    said = {name: getattr(ping_round, name) for name in ("title", "starts_at", "ends_at", "time_zone")}
    pings.change_round(ping_round, by=manager, **said, is_announced=True)
    pings.change_round(ping_round, by=manager, **said, is_announced=False)
    assert PingRound.objects.get().is_announced is True
    assert subjects_to(coordinator) == ["Communication check of the directory: June check"]


def test_begun_round_is_not_changed(manager):
    ping_round = PingRoundFactory(state="running")
    with pytest.raises(TransitionRefused):
        pings.change_round(
            ping_round,
            by=manager,
            title="x",
            starts_at=ping_round.starts_at,
            ends_at=ping_round.ends_at,
            time_zone="UTC",
        )


def test_cancelled_round_sends_nothing_and_tells_the_reason(manager, coordinator):
    ContactFactory()
    ping_round = plan(manager)
    pings.cancel_round(ping_round, by=manager, reason="The date is a holiday.")
    assert pings.run_due_rounds(ping_round.starts_at) == 0
    assert subjects_to(coordinator)[-1] == "Cancelled: communication check of the directory: June check"
    assert "The date is a holiday." in Email.objects.latest("pk").message
    assert not Ping.objects.exists()


def test_start_writes_to_each_valid_contact_with_a_mailbox_in_the_language_of_its_coordinator(manager, state):
    PostFactory(party=state, role=Role.COORDINATOR, user__language="fr")
    ours, theirs = ContactFactory(owner=state), ContactFactory()
    silent = ContactFactory(mailbox="", telephone="+43 1 234")
    ContactFactory(valid_to=timezone.now().date())
    ping_round = PingRoundFactory()
    pings.start_round(ping_round, by=manager)
    found = {ping.contact: ping for ping in Ping.objects.select_related("email")}
    assert found.keys() == {ours, theirs}
    mails = [found[contact].email for contact in (ours, theirs)]
    assert [email.to for email in mails] == [[ours.mailbox], [theirs.mailbox]]
    assert [email.headers["Content-Language"] for email in mails] == ["fr", "en"]
    assert [email.headers[mail.RESTRICTED] for email in mails] == [str(ours.owner_id), str(theirs.owner_id)]
    assert f"/fr/pings/{found[ours].token}/" in mails[0].message
    assert list(without_mail(ping_round)) == [silent]
    assert (ping_round.state, verbs(ping_round)) == ("running", ["start"])


def test_mail_says_no_more_than_the_check_the_state_the_link_and_until_when(manager):
    contact = ContactFactory(office="National team", person="Inge Doe", telephone="+43 1 234", notes="secret word")
    pings.start_round(PingRoundFactory(), by=manager)
    text = Email.objects.get().message
    assert contact.owner.name in text
    assert [word in text for word in ("National team", "Inge Doe", "+43", "secret word")] == [False] * 4


def test_start_of_some_categories_writes_to_those_alone(manager):
    legal = ContactCategoryFactory(key="legal", name="Legal")
    contact = ContactFactory(category=legal)
    ContactFactory()
    ContactFactory(mailbox="", telephone="+43 1 234")
    ping_round = PingRoundFactory()
    ping_round.categories.add(legal)
    pings.start_round(ping_round, by=manager)
    assert [ping.contact for ping in Ping.objects.all()] == [contact]
    assert not without_mail(ping_round).exists()


def test_contact_that_gets_a_mailbox_later_still_counts_as_not_written_to(manager):
    ContactFactory()
    late = ContactFactory(mailbox="", telephone="+43 1 234")
    ping_round = PingRoundFactory()
    pings.start_round(ping_round, by=manager)
    late.mailbox = "new@state.example"
    late.save()
    ContactFactory()
    assert list(without_mail(ping_round)) == [late]


def test_start_costs_the_same_queries_whatever_the_number_of_contacts(manager):
    def queries(count):
        for _contact in range(count):
            ContactFactory()
        ping_round = PingRoundFactory()
        with CaptureQueriesContext(connection) as captured:
            pings.start_round(ping_round, by=manager)
        return len(captured)

    assert manager.standing.is_secretariat  # read once
    assert queries(2) == queries(20)


def test_round_without_anybody_to_write_to_does_not_begin(manager):
    ping_round = PingRoundFactory()
    with pytest.raises(TransitionRefused, match="no valid point of contact"):
        pings.start_round(ping_round, by=manager)
    assert (PingRound.objects.get().state, verbs(ping_round)) == ("planned", [])


def test_round_pressed_twice_begins_once(manager):
    ContactFactory()
    ping_round = PingRoundFactory()
    pings.start_round(ping_round, by=manager)
    with pytest.raises(TransitionRefused):
        pings.start_round(PingRound.objects.get(), by=manager)
    assert (Ping.objects.count(), Email.objects.count()) == (1, 1)


def test_clock_begins_and_closes_each_round_once_when_it_is_due():
    ContactFactory()
    now = timezone.now()
    ping_round = PingRoundFactory(starts_at=now - DAY, ends_at=now + DAY)
    later = PingRoundFactory(starts_at=now + DAY)
    assert [pings.run_due_rounds(now), pings.run_due_rounds(now)] == [1, 0]
    ping_round.refresh_from_db()
    assert (ping_round.state, later.state, Ping.objects.count()) == ("running", "planned", 1)
    assert [pings.run_due_rounds(now + 1.5 * DAY), pings.run_due_rounds(now + 1.5 * DAY)] == [2, 0]
    ping_round.refresh_from_db()
    assert (ping_round.state, verbs(ping_round)) == ("closed", ["start", "close"])


def test_clock_leaves_a_round_whose_end_has_passed_to_people(manager):
    ContactFactory()
    now = timezone.now()
    ping_round = PingRoundFactory(starts_at=now - 2 * DAY, ends_at=now - DAY)
    assert pings.run_due_rounds() == 0
    with pytest.raises(TransitionRefused, match="end of this round has passed"):
        pings.start_round(ping_round, by=manager)
    assert not Email.objects.exists()


def test_one_round_that_cannot_begin_does_not_hold_up_the_others():
    now = timezone.now()
    legal = ContactCategoryFactory(key="legal")
    stuck = PingRoundFactory(starts_at=now - DAY, ends_at=now + DAY)
    stuck.categories.add(legal)
    ContactFactory()
    PingRoundFactory(starts_at=now - DAY, ends_at=now + DAY)
    assert pings.run_due_rounds() == 1


def test_sending_times_come_from_the_delivery(manager, settings):
    ContactFactory()
    pings.start_round(PingRoundFactory(), by=manager)
    assert Ping.objects.get().sent_at is None
    deliver_due()
    email, ping = Email.objects.get(), Ping.objects.get()
    assert (email.status, ping.sent_at) == (STATUS.sent, email.last_updated)


def test_mail_that_was_given_up_counts_as_returned(manager):
    ContactFactory()
    pings.start_round(PingRoundFactory(), by=manager)
    Email.objects.update(status=STATUS.failed)
    assert [note_deliveries(), note_deliveries()] == [1, 0]
    assert Ping.objects.get().result == "bounced"


def test_mail_that_has_not_left_when_the_round_closes_is_taken_back(manager):
    ContactFactory()
    ping_round = PingRoundFactory()
    pings.start_round(ping_round, by=manager)
    pings.close_round(ping_round, by=manager)
    assert (deliver_due(), Ping.objects.get().result) == (0, "bounced")


def test_results_of_the_database_are_those_of_the_record(manager):
    now = timezone.now()
    for state in ("running", "closed"):
        ping_round = PingRoundFactory(state=state)
        for fields in (
            {},
            {"answered_at": now},
            {"late_at": now},
            {"bounced_at": now},
            {"late_at": now, "bounced_at": now},
        ):
            PingFactory(round=ping_round, **fields)
    for ping in Ping.objects.with_rows():
        found = [result for result in ping.result.__class__ if Ping.objects.with_result(result).filter(pk=ping.pk)]
        assert found == [ping.result]
    assert Ping.objects.counts() == {"waiting": 1, "answered": 2, "late": 4, "bounced": 2, "silent": 1}


def test_drill_is_its_delegations_alone(coordinator, state, manager, other_drafter, officer, drafter):
    ours = ContactFactory(owner=state)
    ContactFactory(owner=StateFactory())
    drill = plan(coordinator, owner=state)
    assert not Email.objects.exists()
    pings.start_round(drill, by=coordinator)
    assert [ping.contact for ping in Ping.objects.all()] == [ours]
    people = (coordinator, drafter, manager, other_drafter, officer)
    assert [PingRound.objects.visible_to(person).count() for person in people] == [1, 1, 0, 0, 0]
    assert [Ping.objects.visible_to(person).count() for person in people] == [1, 1, 0, 0, 0]
    assert [AuditEvent.objects.visible_to(person).about(drill).count() for person in people] == [2, 2, 0, 0, 0]


@pytest.mark.parametrize("who", ["manager", "drafter", "other_drafter"])
def test_drill_of_a_state_is_planned_by_its_coordinator_alone(request, who, state):
    with pytest.raises(TransitionRefused):
        plan(request.getfixturevalue(who), owner=state)


def test_drill_is_run_by_the_clock_too(state):
    ContactFactory(owner=state)
    now = timezone.now()
    drill = PingRoundFactory(owner=state, starts_at=now - DAY, ends_at=now + DAY)
    assert pings.run_due_rounds() == 1
    assert pings.close_round(drill, by=CLOCK).state == "closed"
