"""Messages between States: sent once, read by two delegations, acknowledged, answered, closed."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts.mail import RESTRICTED
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from states.actions import messages as actions
from states.enums import Confidentiality, MessageKind, MessageState, Urgency
from states.models import Message, MessageEntry, MessageReading, State
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def belmoria(other_drafter: Any) -> Any:
    return State.objects.get(posts__user=other_drafter)


@pytest.fixture
def contact(state: Any) -> Any:
    """A point of contact of Arvandia, to whom Belmoria writes."""
    return factories.ContactFactory(owner=state, mailbox="team@arvandia.example", languages=["sw", "fr"])


@pytest.fixture
def values(belmoria: Any, contact: Any) -> dict[str, Any]:
    return {
        "sender": belmoria,
        "contact": contact,
        "sender_category": factories.ContactCategoryFactory(),
        "sending_key": str(uuid4()),
        "kind": MessageKind.REQUEST,
        "urgency": Urgency.IMMEDIATE,
        "confidentiality": Confidentiality.CONTACT,
        "subject": "Scanning of harbour systems",
        "what_happened": "Since Monday.",
        "affected": "Berth planning",
        "what_is_asked": "Look at three addresses.",
        "language": "en",
    }


@pytest.fixture
def message(other_drafter: Any, values: dict[str, Any]) -> Any:
    return actions.send_message(by=other_drafter, **values)


def verbs(message: Any) -> list[str]:
    return list(AuditEvent.objects.about(message).order_by("pk").values_list("verb", flat=True))


def test_sending_keeps_every_word_and_records_the_reference_only(message: Any, values: dict[str, Any]) -> None:
    kept = {name: getattr(message, name) for name in values if name != "sender"}
    assert kept == {name: value for name, value in values.items() if name != "sender"}
    assert (message.owner_id, message.recipient, message.state) == (
        values["sender"].pk,
        values["contact"].owner,
        MessageState.SENT,
    )
    events = AuditEvent.objects.about(message).order_by("pk")
    assert [(event.verb, event.subject_label, event.owner_id) for event in events] == [
        ("send", message.reference, message.owner_id),
        ("notify", message.reference, message.owner_id),
    ]
    assert set(events[0].detail) | set(events[1].detail) == {"party", "to", "mails"}


def test_mail_goes_to_the_mailbox_and_the_delegation_and_says_nothing(
    message: Any, drafter: Any, coordinator: Any, other_drafter: Any
) -> None:
    Email.objects.all().delete()
    actions.send_message(
        by=other_drafter,
        sender=message.owner,
        contact=message.contact,
        sender_category=message.sender_category,
        sending_key="another",
        kind="request",
        urgency="immediate",
        confidentiality="contact",
        subject="Zarzuela",
        what_happened="Zarzuela",
        what_is_asked="Zarzuela",
        language="en",
    )
    sent = Email.objects.order_by("pk")
    assert {email.to[0] for email in sent} == {"team@arvandia.example", drafter.email, coordinator.email}
    for email in sent:
        assert email.headers[RESTRICTED] == str(message.recipient_id)
        whole = f"{email.subject} {email.message}"
        for word in ("Zarzuela", "Belmoria", "mmediate", "MSG-", "equest"):
            assert word not in whole
    assert [email.headers["Content-Language"] for email in sent if "team@" in email.to[0]] == ["fr"]


def test_mail_goes_once_to_a_person_who_is_the_mailbox(
    other_drafter: Any, values: dict[str, Any], drafter: Any
) -> None:
    values["contact"] = factories.ContactFactory(owner=values["contact"].owner, mailbox=drafter.email.upper())
    actions.send_message(by=other_drafter, **values)
    assert [email.to for email in Email.objects.all()] == [[drafter.email]]


def test_contact_without_mailbox_and_delegation_without_people_still_gets_the_message(
    other_drafter: Any, values: dict[str, Any]
) -> None:
    values["contact"] = factories.ContactFactory(mailbox="", telephone="+1 202 555 0100")
    message = actions.send_message(by=other_drafter, **values)
    assert (Email.objects.count(), verbs(message)) == (0, ["send"])


def test_double_click_sends_one_message(other_drafter: Any, values: dict[str, Any], message: Any) -> None:
    again = actions.send_message(by=other_drafter, **values)
    assert (again, Message.objects.count(), verbs(message).count("send")) == (message, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_double_click_at_once_sends_one_message(other_drafter: Any, values: dict[str, Any]) -> None:
    start, found = Barrier(2), []

    def press() -> None:
        start.wait()
        found.append(actions.send_message(by=other_drafter, **values).pk)
        connection.close()

    clicks = [Thread(target=press) for _click in range(2)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert (len(found), len(set(found)), Message.objects.count()) == (2, 1, 1)


def test_same_form_with_other_words_is_refused_and_nothing_is_lost(
    other_drafter: Any, values: dict[str, Any], message: Any
) -> None:
    with pytest.raises(actions.AlreadySent):
        actions.send_message(by=other_drafter, **{**values, "subject": "Another"})
    assert Message.objects.count() == 1


def test_key_of_somebody_else_opens_nothing(drafter: Any, values: dict[str, Any], message: Any, state: Any) -> None:
    foreign = {**values, "sender": state, "contact": factories.ContactFactory()}
    with pytest.raises(actions.AlreadySent):
        actions.send_message(by=drafter, **foreign)


@pytest.mark.parametrize("ends", [0, -1])
def test_ended_contact_is_refused(other_drafter: Any, values: dict[str, Any], ends: int) -> None:
    values["contact"].valid_to = timezone.now().date() + timedelta(days=ends)
    values["contact"].save()
    with pytest.raises(TransitionRefused, match="not valid any more"):
        actions.send_message(by=other_drafter, **values)
    assert (Message.objects.count(), Email.objects.count()) == (0, 0)


def test_contact_of_the_own_state_is_refused(drafter: Any, state: Any, values: dict[str, Any]) -> None:
    with pytest.raises(TransitionRefused, match="your own State"):
        actions.send_message(by=drafter, **{**values, "sender": state})


def test_person_whose_post_ended_is_refused(other_drafter: Any, values: dict[str, Any]) -> None:
    other_drafter.posts.update(ends_on=timezone.now().date())
    later = type(other_drafter).objects.get(pk=other_drafter.pk)
    with pytest.raises(TransitionRefused, match="no post"):
        actions.send_message(by=later, **values)


@pytest.mark.parametrize("person", ["officer", "manager", "chair", "representative", "stranger", "drafter"])
def test_nobody_else_sends_for_a_state(person: str, values: dict[str, Any], request: Any) -> None:
    with pytest.raises(TransitionRefused):
        actions.send_message(by=request.getfixturevalue(person), **values)


def test_request_says_what_is_asked(other_drafter: Any, values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        actions.send_message(by=other_drafter, **{**values, "what_is_asked": "  "})
    told = actions.send_message(by=other_drafter, **{**values, "kind": "information", "what_is_asked": ""})
    assert told.what_is_asked == ""


def test_reading_is_kept_once_for_each_person_and_state_of_the_thread(
    message: Any, drafter: Any, coordinator: Any
) -> None:
    assert [actions.record_reading(message, by=person) for person in (drafter, drafter, coordinator)] == [
        True,
        False,
        True,
    ]
    actions.answer_message(message, by=drafter, text="We look.", seen=0)
    assert actions.record_reading(message, by=drafter)
    assert MessageReading.objects.filter(message=message).count() == 3


@pytest.mark.parametrize("person", ["officer", "manager", "chair", "representative", "stranger"])
def test_nobody_else_reads_answers_or_takes_the_log(person: str, message: Any, request: Any) -> None:
    by = request.getfixturevalue(person)
    for act in (
        lambda: actions.record_reading(message, by=by),
        lambda: actions.answer_message(message, by=by, text="No.", seen=0),
        lambda: actions.acknowledge_message(message, by=by),
        lambda: actions.close_message(message, by=by),
        lambda: actions.record_log_download(message, by=by),
    ):
        with pytest.raises(TransitionRefused):
            act()
    message.refresh_from_db()
    assert (message.state, message.readings.count(), message.entries.count()) == ("sent", 0, 0)


def test_acknowledging_is_for_the_receiving_state_and_tells_the_sender(
    message: Any, drafter: Any, other_drafter: Any
) -> None:
    with pytest.raises(TransitionRefused):
        actions.acknowledge_message(message, by=other_drafter)
    Email.objects.all().delete()
    done = actions.acknowledge_message(message, by=drafter)
    assert (done.state, done.acknowledged_at is not None) == (MessageState.ACKNOWLEDGED, True)
    assert [email.to for email in Email.objects.all()] == [[other_drafter.email]]
    with pytest.raises(TransitionRefused, match="Acknowledged"):
        actions.acknowledge_message(message, by=drafter)


def test_first_answer_of_the_receiving_state_acknowledges(message: Any, drafter: Any, other_drafter: Any) -> None:
    actions.answer_message(message, by=other_drafter, text="One thing more.", seen=0)
    message.refresh_from_db()
    assert message.state == MessageState.SENT
    actions.answer_message(message, by=drafter, text="We look.", seen=1)
    message.refresh_from_db()
    assert message.state == MessageState.ACKNOWLEDGED


def test_double_click_writes_one_entry(message: Any, drafter: Any, other_drafter: Any) -> None:
    first = actions.answer_message(message, by=drafter, text="We look.", seen=0)
    actions.answer_message(message, by=other_drafter, text="Thank you.", seen=1)
    assert actions.answer_message(message, by=drafter, text="We look.", seen=0) == first
    assert MessageEntry.objects.count() == 2
    actions.answer_message(message, by=drafter, text="We look.", seen=2)
    assert MessageEntry.objects.count() == 3


@pytest.mark.parametrize("person", ["drafter", "other_drafter"])
def test_either_side_closes_and_then_nothing_is_written(person: str, message: Any, request: Any, drafter: Any) -> None:
    closed = actions.close_message(message, by=request.getfixturevalue(person))
    assert (closed.state, closed.closed_at is not None) == (MessageState.CLOSED, True)
    with pytest.raises(TransitionRefused, match="closed"):
        actions.answer_message(message, by=drafter, text="Late.", seen=0)
    for act in (actions.acknowledge_message, actions.close_message):
        with pytest.raises(TransitionRefused):
            act(message, by=drafter)


def test_waiting_is_told_for_each_side(
    message: Any, state: Any, belmoria: Any, drafter: Any, other_drafter: Any
) -> None:
    def waits(party: Any) -> tuple[bool, bool]:
        found = Message.objects.of_parties([party.pk]).for_readers([party.pk]).get()
        return found.is_unread, found.is_waiting

    assert (waits(state), waits(belmoria)) == ((True, True), (False, False))
    actions.record_reading(message, by=drafter)
    assert waits(state) == (False, True)
    actions.acknowledge_message(message, by=drafter)
    assert waits(state) == (False, False)
    actions.answer_message(message, by=drafter, text="We look.", seen=0)
    actions.record_reading(message, by=drafter)
    assert (waits(state), waits(belmoria)) == ((False, False), (True, True))
    actions.record_reading(message, by=other_drafter)
    assert waits(belmoria) == (False, False)


def test_coordinator_and_publisher_write_as_well(coordinator: Any, state: Any, belmoria: Any) -> None:
    sent = actions.send_message(
        by=coordinator,
        sender=state,
        contact=factories.ContactFactory(owner=belmoria),
        sender_category=factories.ContactCategoryFactory(),
        sending_key="k",
        kind="information",
        urgency="routine",
        confidentiality="open",
        subject="S",
        what_happened="W",
        language="ar",
    )
    assert Role.COORDINATOR in {post.role for post in coordinator.posts.all()}
    assert sent.reference.startswith("MSG-")
