"""Reminders to confirm: first, second, and no third; to the coordinators of the State alone."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts.duties import duties_of
from poa_portal.accounts.mail import RESTRICTED
from poa_portal.audit.models import AuditEvent
from states.actions.contacts import confirm_contact
from states.actions.reminders import remind_due_contacts
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "Quillfeather"


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def addresses() -> list[str]:
    return [to for email in Email.objects.order_by("pk") for to in email.to]


def contact_of(state: Any, days: int, **fields: Any) -> Any:
    return factories.ContactFactory(owner=state, last_confirmed_at=timezone.now() - timedelta(days=days), **fields)


def test_coordinators_get_one_mail_that_names_categories_only(
    now: datetime, state: Any, coordinator: Any, drafter: Any, manager: Any
) -> None:
    contact_of(state, 181, office=SECRET, mailbox="quillfeather@arvandia.example", person=SECRET)
    contact_of(state, 200, category=factories.ContactCategoryFactory(key="technical", name="Technical"))
    assert remind_due_contacts(now) == 1
    email = Email.objects.get()
    assert (email.to, email.headers[RESTRICTED]) == ([coordinator.email], str(state.pk))
    assert "Diplomatic" in email.message
    assert "Technical" in email.message
    assert "/en/work/contacts/own/" in email.message
    assert SECRET.lower() not in (email.message + email.subject).lower()


def test_second_comes_after_its_days_and_no_third(now: datetime, state: Any, coordinator: Any) -> None:
    contact_of(state, 181)
    sent = [remind_due_contacts(now + timedelta(days=days)) for days in (0, 0, 13, 14, 15, 400)]
    assert sent == [1, 0, 0, 1, 0, 0]
    assert [email.subject.startswith("Second") for email in Email.objects.order_by("pk")] == [False, True]
    details = AuditEvent.objects.filter(verb="remind").order_by("pk").values_list("detail", "actor")
    assert list(details) == [({"reminder": 1}, None), ({"reminder": 2}, None)]


def test_confirming_clears_the_reminders(now: datetime, state: Any, coordinator: Any) -> None:
    contact = contact_of(state, 181)
    remind_due_contacts(now)
    confirm_contact(contact, by=coordinator)
    assert remind_due_contacts(now + timedelta(days=14)) == 0
    assert remind_due_contacts(timezone.now() + timedelta(days=181)) == 1


@pytest.mark.parametrize("days, fields", [(179, {}), (181, {"valid_to": timezone.now().date()})])
def test_what_is_not_due_or_has_ended_is_left_alone(
    days: int, fields: Any, now: datetime, state: Any, coordinator: Any
) -> None:
    contact_of(state, days, **fields)
    assert remind_due_contacts(now) == 0


def test_state_without_a_coordinator_is_reminded_when_it_has_one(now: datetime, state: Any, request: Any) -> None:
    contact = contact_of(state, 181)
    assert remind_due_contacts(now) == 0
    contact.refresh_from_db()
    assert contact.first_reminder_at is None
    request.getfixturevalue("coordinator")
    assert remind_due_contacts(now) == 1


def test_rule_decides_how_many_days(now: datetime, state: Any, coordinator: Any) -> None:
    factories.ConfirmationRuleFactory(due_after_days=30)
    contact_of(state, 31)
    assert remind_due_contacts(now) == 1


def test_due_entries_are_one_duty_of_their_own_state(
    state: Any, drafter: Any, other_drafter: Any, manager: Any
) -> None:
    first, _second = contact_of(state, 190), contact_of(state, 181)
    found = [duty for duty in duties_of(drafter, state.party_ptr) if duty.kind == "Points of contact"]
    assert [(duty.title, duty.until, duty.minutes) for duty in found] == [
        ("Confirm 2 points of contact", first.last_confirmed_at + timedelta(days=210), 4)
    ]
    for other in (other_drafter, manager):
        assert not [duty for duty in duties_of(other, state.party_ptr) if duty.kind == "Points of contact"]
