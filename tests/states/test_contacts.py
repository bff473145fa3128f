"""The restricted directory: who enters, corrects, confirms and ends, and what is recorded of it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from states.actions import contacts as actions
from states.models import Contact
from tests import factories

pytestmark = pytest.mark.django_db
SECRET = "Quillfeather"


@pytest.fixture
def category() -> Any:
    return factories.ContactCategoryFactory(key="technical", name="Technical")


def values(category: Any, **changes: Any) -> dict[str, Any]:
    return {
        "category": category,
        "rank": "primary",
        "office": f"Office {SECRET}",
        "mailbox": "duty@arvandia.example",
        "telephone": "",
        "other_channel": "",
        "languages": ["en", "fr"],
        "reachability": "hours",
        "days": [1, 2, 3, 4, 5],
        "opens": "09:00",
        "closes": "17:00",
        "time_zone": "Europe/Vienna",
        "role_title": "",
        "person": "",
        "key_fingerprint": "",
        "key_expires_on": None,
        "notes": "",
        "valid_from": date(2026, 1, 1),
        "nominated_by": None,
        **changes,
    }


def verbs(contact: Contact) -> list[str]:
    return list(AuditEvent.objects.about(contact).order_by("pk").values_list("verb", flat=True))


def test_coordinator_enters_a_contact_that_counts_as_confirmed(coordinator: Any, state: Any, category: Any) -> None:
    contact = actions.create_contact(state, by=coordinator, **values(category))
    assert contact.reference == f"POC-{timezone.now().year}-0001"
    assert timezone.now() - contact.last_confirmed_at < timedelta(minutes=1)
    assert verbs(contact) == ["create"]


def test_contact_sent_twice_stands_once(coordinator: Any, state: Any, category: Any) -> None:
    made = [actions.create_contact(state, by=coordinator, **values(category, opens=None, closes=None, reachability="always")) for _click in (1, 2)]  # fmt: skip
    assert made[0] == made[1]
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("role", ["drafter", "other_drafter", "publisher", "representative", "stranger"])
def test_only_coordinator_and_manager_enter(role: str, state: Any, category: Any, request: Any) -> None:
    with pytest.raises(TransitionRefused):
        actions.create_contact(state, by=request.getfixturevalue(role), **values(category))
    assert Contact.objects.count() == 0


def test_manager_enters_on_a_note_verbale_of_that_state(manager: Any, state: Any, category: Any) -> None:
    for note in (None, factories.NoteVerbaleFactory()):
        with pytest.raises(ValidationError) as refusal:
            actions.create_contact(state, by=manager, **values(category, nominated_by=note))
        assert list(refusal.value.message_dict) == ["nominated_by"]
    note = factories.NoteVerbaleFactory(owner=state)
    contact = actions.create_contact(state, by=manager, **values(category, nominated_by=note))
    assert contact.nominated_by == note


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("mailbox", {"mailbox": " "}),
        ("languages", {"languages": []}),
        ("languages", {"languages": ["en", "xx-nonsense"]}),
        ("opens", {"opens": None}),
        ("opens", {"closes": None}),
    ],
)
def test_contact_that_cannot_stand_is_refused_by_field(
    field: str, changes: Any, coordinator: Any, state: Any, category: Any
) -> None:
    with pytest.raises(ValidationError) as refusal:
        actions.create_contact(state, by=coordinator, **values(category, **changes))
    assert list(refusal.value.message_dict) == [field]


def test_contact_reachable_at_any_time_keeps_no_hours(coordinator: Any, state: Any, category: Any) -> None:
    contact = actions.create_contact(state, by=coordinator, **values(category, reachability="always"))
    assert (contact.days, contact.opens, contact.closes) == ([], None, None)


def test_change_by_the_state_confirms_and_names_fields_only(coordinator: Any, state: Any, category: Any) -> None:
    old = timezone.now() - timedelta(days=300)
    contact = factories.ContactFactory(owner=state, last_confirmed_at=old, first_reminder_at=old)
    changed = actions.change_contact(contact, by=coordinator, version=0, **values(category))
    assert (changed.version, changed.first_reminder_at) == (1, None)
    assert changed.last_confirmed_at > old
    event = AuditEvent.objects.about(contact).get()
    assert "office" in event.detail["changed"]
    assert SECRET not in json.dumps(event.detail) + event.subject_label + event.reason


def test_change_by_the_manager_does_not_confirm(manager: Any, state: Any, category: Any) -> None:
    old = timezone.now() - timedelta(days=300)
    contact = factories.ContactFactory(owner=state, last_confirmed_at=old)
    note = factories.NoteVerbaleFactory(owner=state)
    changed = actions.change_contact(contact, by=manager, version=0, **values(category, nominated_by=note))
    assert changed.last_confirmed_at == old


def test_second_of_two_editors_meets_a_conflict(coordinator: Any, state: Any, category: Any) -> None:
    contact = factories.ContactFactory(owner=state)
    actions.change_contact(contact, by=coordinator, version=0, **values(category, office="First", reachability="always"))  # fmt: skip
    with pytest.raises(actions.ContactConflict) as conflict:
        actions.change_contact(contact, by=coordinator, version=0, **values(category, office="Second"))
    assert conflict.value.current.office == "First"
    contact.refresh_from_db()
    assert (contact.office, contact.version, verbs(contact)) == ("First", 1, ["change"])


def test_change_sent_twice_is_done_once(coordinator: Any, state: Any, category: Any) -> None:
    contact = factories.ContactFactory(owner=state)
    for _click in (1, 2):
        actions.change_contact(contact, by=coordinator, version=0, **values(category, reachability="always"))
    contact.refresh_from_db()
    assert (contact.version, verbs(contact)) == (1, ["change"])


@pytest.mark.parametrize(("role", "allowed"), [("drafter", True), ("coordinator", True), ("other_drafter", False), ("manager", False)])  # fmt: skip
def test_anybody_of_the_delegation_confirms(role: str, allowed: bool, state: Any, request: Any) -> None:
    old = timezone.now() - timedelta(days=300)
    contact = factories.ContactFactory(
        owner=state, last_confirmed_at=old, first_reminder_at=old, second_reminder_at=old
    )
    by = request.getfixturevalue(role)
    if not allowed:
        with pytest.raises(TransitionRefused):
            actions.confirm_contact(contact, by=by)
        with pytest.raises(TransitionRefused):
            actions.confirm_all(state, by=by)
        return
    confirmed = actions.confirm_contact(contact, by=by)
    assert (confirmed.first_reminder_at, confirmed.second_reminder_at, verbs(contact)) == (None, None, ["confirm"])
    assert confirmed.last_confirmed_at > old


def test_confirm_all_leaves_ended_ones_and_those_of_others(drafter: Any, state: Any) -> None:
    old = timezone.now() - timedelta(days=300)
    own = [factories.ContactFactory(owner=state, last_confirmed_at=old) for _n in range(2)]
    factories.ContactFactory(owner=state, last_confirmed_at=old, valid_to=date(2026, 2, 1))
    factories.ContactFactory(last_confirmed_at=old)
    assert actions.confirm_all(state, by=drafter) == 2
    assert set(Contact.objects.exclude(last_confirmed_at=old)) == set(own)


def test_ended_entry_is_seen_by_its_own_state_alone(
    coordinator: Any, drafter: Any, other_drafter: Any, state: Any
) -> None:
    contact = factories.ContactFactory(owner=state)
    today = timezone.now().date()
    actions.end_contact(contact, by=coordinator, valid_to=today + timedelta(days=1))
    assert Contact.objects.visible_to(other_drafter).count() == 1
    actions.end_contact(contact, by=coordinator, valid_to=today)
    assert (Contact.objects.visible_to(other_drafter).count(), Contact.objects.visible_to(drafter).count()) == (0, 1)
    with pytest.raises(TransitionRefused):
        actions.confirm_contact(contact, by=coordinator)
    actions.end_contact(contact, by=coordinator, valid_to=None)
    assert Contact.objects.visible_to(other_drafter).count() == 1
    assert verbs(contact) == ["end", "end", "resume"]


def test_entry_cannot_end_before_it_begins(coordinator: Any, state: Any) -> None:
    contact = factories.ContactFactory(owner=state)
    with pytest.raises(ValidationError):
        actions.end_contact(contact, by=coordinator, valid_to=date(2025, 12, 31))


def test_export_is_recorded_on_the_state_of_the_asker(drafter: Any, state: Any) -> None:
    factories.ContactFactory()
    with pytest.raises(TransitionRefused):
        actions.export_contacts(state, by=drafter, reason=" ")
    found = actions.export_contacts(state, by=drafter, reason="Offline copy for the duty officer")
    event = AuditEvent.objects.get(verb="export_contacts")
    assert (len(found), event.owner_id, event.reason, event.detail) == (
        1,
        state.pk,
        "Offline copy for the duty officer",
        {"entries": 1},
    )


def test_nobody_exports_in_the_name_of_another_party(
    drafter: Any, manager: Any, publisher: Any, secretariat: Any
) -> None:
    other = factories.StateFactory()
    for by, party in ((drafter, other), (manager, other), (publisher, secretariat), (drafter, secretariat)):
        with pytest.raises(TransitionRefused):
            actions.export_contacts(party, by=by, reason="A copy")
    assert actions.export_contacts(secretariat, by=manager, reason="A copy") == []


def test_rule_is_changed_by_the_manager_and_recorded(manager: Any, publisher: Any) -> None:
    days = {"due_after_days": 90, "second_reminder_days": 7, "expires_after_days": 21}
    with pytest.raises(TransitionRefused):
        actions.change_rule(by=publisher, **days)
    rule = actions.change_rule(by=manager, **days)
    assert AuditEvent.objects.about(rule).get().detail["after"] == days
    with pytest.raises(ValidationError):
        actions.change_rule(by=manager, **{**days, "expires_after_days": 7})


def test_name_of_a_contact_says_no_more_than_its_category(state: Any, category: Any) -> None:
    contact = factories.ContactFactory(owner=state, category=category, office=SECRET, person=SECRET, reference="POC-1")
    assert str(contact) == "POC-1 Technical"
