"""The pages of messages between States: list, form, check, thread, log, steps; words are never lost."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from poa_portal.accounts import duties
from poa_portal.accounts.panels import panels_for
from poa_portal.audit.models import AuditEvent
from states.actions import messages as actions
from states.models import Message, State
from tests import factories

pytestmark = pytest.mark.django_db
LIST, NEW = "/en/work/messages/", "/en/work/messages/new/"
RIGHT_TO_LEFT = "ما حدث: \u202eلا شيء\u202c 123"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def belmoria(other_drafter: Any) -> Any:
    return State.objects.get(posts__user=other_drafter)


@pytest.fixture
def contact(state: Any) -> Any:
    return factories.ContactFactory(owner=state, office="Harbour team", mailbox="team@arvandia.example")


@pytest.fixture
def message(belmoria: Any, contact: Any, other_drafter: Any) -> Any:
    return factories.MessageFactory(owner=belmoria, contact=contact, sent_by=other_drafter, subject="Scanning of ports")


@pytest.fixture
def sender(client_of: Any, other_drafter: Any) -> Any:
    return client_of(other_drafter)


@pytest.fixture
def receiver(client_of: Any, drafter: Any) -> Any:
    return client_of(drafter)


@pytest.fixture
def typed(belmoria: Any, contact: Any) -> dict[str, str]:
    """The form as a delegate of Belmoria fills it."""
    return {
        "contact": contact.reference,
        "recipient": contact.owner.key,
        "sender": belmoria.key,
        "sender_category": contact.category.key,
        "sending_key": str(uuid4()),
        "kind": "request",
        "urgency": "urgent",
        "confidentiality": "contact",
        "subject": "Scanning of ports",
        "what_happened": "Since Monday.",
        "affected": "Berth planning",
        "what_is_asked": "Look at three addresses.",
        "language": "en",
    }


def page(response: Any) -> str:
    return response.content.decode()


# --- writing ---------------------------------------------------------------------------------------------------------


def test_form_begins_with_the_contact_of_the_address(sender: Any, contact: Any, belmoria: Any) -> None:
    second = factories.ContactFactory(owner=contact.owner, rank="alternate")
    factories.ContactFactory(office="Of another State")
    own = factories.ContactFactory(owner=belmoria, category__key="technical", category__name="Technical")
    response = sender.get(NEW, {"contact": contact.reference})
    form = response.context["form"]
    assert list(form.fields["contact"].queryset) == [contact, second]
    assert list(form.fields["sender_category"].queryset) == [own.category]
    assert (form.initial["contact"], form.initial["recipient"]) == (contact.reference, contact.owner.key)
    assert "Of another State" not in page(response)


def test_form_without_a_contact_leads_to_the_directory(sender: Any) -> None:
    assert reverse("states:contact_list") in page(sender.get(NEW))


@pytest.mark.parametrize("asked", ["ended", "own", "POC-1999-0001", "nonsense'"])
def test_form_for_a_contact_that_cannot_be_written_to_says_so(
    asked: str, sender: Any, contact: Any, belmoria: Any
) -> None:
    ended = factories.ContactFactory(valid_to=timezone.now().date())
    reference = {"ended": ended.reference, "own": factories.ContactFactory(owner=belmoria).reference}.get(asked, asked)
    response = sender.get(NEW, {"contact": reference})
    assert response.status_code == 404
    assert "not valid any more" in page(response)


def test_check_shows_everything_and_sends_nothing(sender: Any, typed: dict[str, str]) -> None:
    response = sender.post(NEW, {**typed, "do": "check"})
    text = page(response)
    assert (response.status_code, Message.objects.count()) == (200, 0)
    for word in ("Scanning of ports", "Since Monday.", "Harbour team", "team@arvandia.example", "Urgent", "Arvandia"):
        assert word in text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
    assert {name: hidden[name] for name in typed} == typed


def test_check_warns_when_no_mail_can_announce_the_message(sender: Any, typed: dict[str, str]) -> None:
    silent = factories.ContactFactory(mailbox="", telephone="+1")
    typed |= {"contact": silent.reference, "recipient": silent.owner.key}
    assert "No mail can announce this message" in page(sender.post(NEW, {**typed, "do": "check"}))


def test_going_on_writing_keeps_every_word(sender: Any, typed: dict[str, str]) -> None:
    response = sender.post(NEW, {**typed, "do": "edit"})
    form = response.context["form"]
    assert (response.status_code, {name: form[name].value() for name in typed}) == (200, typed)


def test_sending_leads_to_the_thread_and_twice_to_the_same(sender: Any, typed: dict[str, str]) -> None:
    first, second = (sender.post(NEW, {**typed, "do": "send"}) for _click in range(2))
    message = Message.objects.get()
    assert (first.url, second.url) == (message.get_absolute_url(), message.get_absolute_url())
    assert (message.subject, message.owner.name, message.recipient.name) == (
        "Scanning of ports",
        "Belmoria",
        "Arvandia",
    )


def test_sending_again_with_other_words_keeps_them_under_a_new_key(sender: Any, typed: dict[str, str]) -> None:
    sender.post(NEW, {**typed, "do": "send"})
    response = sender.post(NEW, {**typed, "subject": "Another matter", "do": "send"})
    form = response.context["form"]
    assert (response.status_code, form["subject"].value()) == (422, "Another matter")
    assert form["sending_key"].value() != typed["sending_key"]
    assert sender.post(NEW, {name: form[name].value() for name in typed} | {"do": "send"}).status_code == 302
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("what_is_asked", "  "),
        ("subject", ""),
        ("subject", "x" * 201),
        ("what_happened", "x" * 20001),
        ("kind", "threat"),
        ("language", "klingonese"),
        ("sending_key", "not-a-uuid"),
        ("sending_key", ""),
        ("recipient", "nowhere"),
        ("contact", "POC-1999-0001"),
        ("sender", "arvandia"),
    ],
)
def test_bad_input_is_refused_and_every_word_stays(field: str, value: str, sender: Any, typed: dict[str, str]) -> None:
    response = sender.post(NEW, {**typed, field: value, "do": "send"})
    form = response.context["form"]
    assert (response.status_code, Message.objects.count(), field in form.errors) == (422, 0, True)
    kept = {**typed, field: value}
    if field == "sending_key":
        kept["sending_key"] = form["sending_key"].value()
        assert sender.post(NEW, {**kept, "do": "send"}).status_code == 302
    assert {name: form[name].value() for name in kept} == kept


def test_contact_that_ended_meanwhile_leaves_the_words_and_offers_the_others(
    sender: Any, typed: dict[str, str], contact: Any
) -> None:
    other = factories.ContactFactory(owner=contact.owner, rank="alternate")
    contact.valid_to = timezone.now().date()
    contact.save()
    response = sender.post(NEW, {**typed, "do": "send"})
    assert response.status_code == 422
    assert list(response.context["form"].fields["contact"].queryset) == [other]
    assert "not valid any more" in page(response)
    assert "Since Monday." in page(response)


def test_post_that_ended_meanwhile_leaves_the_words(client_of: Any, other_drafter: Any, typed: dict[str, str]) -> None:
    client = client_of(other_drafter)
    other_drafter.posts.update(ends_on=timezone.now().date())
    response = client.post(NEW, {**typed, "do": "send"})
    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert "Since Monday." in page(response)
    assert "team@arvandia.example" not in page(response)
    assert client.get(NEW).status_code == 404


def test_twenty_thousand_signs_with_line_breaks_are_taken(sender: Any, typed: dict[str, str]) -> None:
    text = "line\n" * 4000
    sender.post(NEW, {**typed, "what_happened": text.replace("\n", "\r\n"), "do": "send"})
    assert Message.objects.get().what_happened == text.strip()


def test_right_to_left_and_script_stay_text(sender: Any, receiver: Any, typed: dict[str, str]) -> None:
    typed |= {"what_happened": RIGHT_TO_LEFT, "subject": SCRIPT, "affected": SCRIPT, "language": "ar"}
    assert SCRIPT not in page(sender.post(NEW, {**typed, "do": "check"}))
    sender.post(NEW, {**typed, "do": "send"})
    message = Message.objects.get()
    assert (message.what_happened, message.subject) == (RIGHT_TO_LEFT, SCRIPT)
    receiver.post(message.get_absolute_url(), {"text": SCRIPT, "seen": "0"})
    for address in (message.get_absolute_url(), LIST, reverse("accounts:work_home")):
        assert SCRIPT not in page(receiver.get(address))
    assert f'lang="ar" dir="rtl"><p>{RIGHT_TO_LEFT}' in page(receiver.get(message.get_absolute_url()))


# --- the thread --------------------------------------------------------------------------------------------------------


def test_thread_tells_both_sides_when_it_was_read_and_names_only_the_own_people(
    sender: Any, receiver: Any, message: Any, drafter: Any, other_drafter: Any
) -> None:
    assert "Not read yet by the delegation of" in page(sender.get(message.get_absolute_url()))
    text = page(receiver.get(message.get_absolute_url()))
    assert drafter.name in text
    assert other_drafter.name not in text
    text = page(sender.get(message.get_absolute_url()))
    assert "Read by the delegation of <bdi>Arvandia</bdi>" in text
    assert drafter.name not in text
    assert other_drafter.name in text


def test_answering_stays_in_the_thread_and_a_double_click_is_one_entry(
    sender: Any, receiver: Any, message: Any
) -> None:
    for _click in range(2):
        answer = receiver.post(message.get_absolute_url(), {"text": "We look.\r\nSoon.", "seen": "0"})
        assert answer.url == f"{message.get_absolute_url()}#entry-{message.entries.get().pk}"
    response = sender.get(message.get_absolute_url())
    assert "We look.<br>Soon." in page(response)
    assert response.context["form"].initial == {"seen": 1}
    assert "Answer of <bdi>Arvandia</bdi>" in page(response)


@pytest.mark.parametrize("typed_entry", [{"text": " ", "seen": "0"}, {"text": "x" * 20001, "seen": "0"}, {"text": "W"}])
def test_broken_entry_is_refused_with_its_words(receiver: Any, message: Any, typed_entry: dict[str, str]) -> None:
    response = receiver.post(message.get_absolute_url(), typed_entry)
    assert (response.status_code, message.entries.count()) == (422, 0)
    assert response.context["form"]["text"].value() == typed_entry["text"]


def test_entry_into_a_thread_closed_meanwhile_keeps_its_words(receiver: Any, message: Any, other_drafter: Any) -> None:
    actions.close_message(message, by=other_drafter)
    response = receiver.post(message.get_absolute_url(), {"text": "Much to say", "seen": "0"})
    assert response.status_code == 422
    assert "Much to say" in page(response)
    assert "closed" in page(response)


def test_steps_are_offered_to_those_who_may_take_them(sender: Any, receiver: Any, message: Any) -> None:
    acknowledge, close = f"{message.get_absolute_url()}acknowledge/", f"{message.get_absolute_url()}close/"
    assert [client.get(acknowledge).status_code for client in (sender, receiver)] == [404, 200]
    receiver.post(acknowledge)
    sender.post(close)
    message.refresh_from_db()
    assert message.state == "closed"
    text = page(receiver.get(message.get_absolute_url()))
    for step in (
        "Receipt acknowledged by the delegation of Arvandia",
        "Thread closed by the delegation of Belmoria",
        "Mail written to the delegation of",
    ):
        assert step in text
    assert "Send the answer" not in text
    assert [client.get(f"{message.get_absolute_url()}reopen/").status_code for client in (sender, receiver)] == [
        404
    ] * 2


def test_log_as_text_holds_everything_in_three_zones_and_is_recorded(
    receiver: Any, message: Any, drafter: Any, other_drafter: Any
) -> None:
    drafter.time_zone = "Africa/Nairobi"
    drafter.save()
    actions.answer_message(message, by=drafter, text="We look.", seen=0)
    response = receiver.get(f"{message.get_absolute_url()}log.txt")
    text = page(response)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    for word in (
        message.what_happened,
        message.what_is_asked,
        "We look.",
        "(Vienna)",
        "(Nairobi)",
        "UTC",
        drafter.name,
    ):
        assert word in text
    assert other_drafter.name not in text
    assert AuditEvent.objects.about(message).filter(verb="download_log", actor=drafter).count() == 1


@pytest.mark.parametrize("person", ["officer", "publisher", "manager", "chair", "stranger", "representative"])
def test_nobody_else_finds_any_of_it(person: str, message: Any, client_of: Any, request: Any) -> None:
    client = client_of(request.getfixturevalue(person))
    address = message.get_absolute_url()
    tried = [client.get(one).status_code for one in (address, f"{address}log.txt", f"{address}close/", LIST, NEW)]
    tried.append(client.post(address, {"text": "W", "seen": "0"}).status_code)
    tried.append(client.post(f"{address}close/").status_code)
    assert tried == [404] * 7
    assert (message.readings.count(), message.entries.count()) == (0, 0)


# --- lists, panel, duties ------------------------------------------------------------------------------------------------


def shown(response: Any) -> list[str]:
    return [row.reference for row in response.context["rows"]]


def test_list_shows_what_waits_first_and_filters(receiver: Any, message: Any, state: Any, drafter: Any) -> None:
    sent = factories.MessageFactory(
        owner=state, kind="information", what_is_asked="", urgency="routine", sent_by=drafter
    )
    done = factories.MessageFactory(contact__owner=state, state="closed", urgency="immediate", owner__name="Cindaria")
    actions.record_reading(done, by=drafter)
    factories.MessageFactory()
    everything = [message.reference, done.reference, sent.reference]
    for query, found in (
        ({}, everything),
        ({"direction": "received"}, everything[:2]),
        ({"direction": "sent"}, everything[2:]),
        ({"waiting": "yes"}, everything[:1]),
        ({"state": "closed"}, [done.reference]),
        ({"kind": "information"}, [sent.reference]),
        ({"urgency": "immediate"}, [done.reference]),
        ({"other": message.owner.key}, [message.reference]),
        ({"q": "scanning"}, [message.reference]),
        ({"q": done.reference.lower()}, [done.reference]),
        ({"q": "nothing like it"}, []),
        ({"other": "nowhere"}, []),
    ):
        assert (query, shown(receiver.get(LIST, query))) == (query, found)


def test_list_offers_only_states_of_own_messages(receiver: Any, message: Any, sender: Any) -> None:
    factories.MessageFactory()
    response = receiver.get(LIST)
    assert [key for key, _name in response.context["filter"].filters["other"].extra["choices"]] == [message.owner.key]


def test_list_and_thread_cost_the_same_with_more(
    receiver: Any, message: Any, state: Any, drafter: Any, django_assert_max_num_queries: Any
) -> None:
    counted = []
    for _round in range(2):
        for address in (LIST, message.get_absolute_url()):
            receiver.get(address)
            with django_assert_max_num_queries(20) as queries:
                receiver.get(address)
            counted.append(len(queries))
        for _number in range(2):
            factories.MessageFactory(contact__owner=state)
            entry = factories.MessageEntryFactory(message=message)
            factories.MessageReadingFactory(message=message, entries_then=entry.pk)
    assert counted[:2] == counted[2:]


def test_panel_counts_what_waits_for_the_state_worked_for(drafter: Any, message: Any, other_drafter: Any) -> None:
    post = drafter.posts.get()
    values = {panel.name: values for panel, values in panels_for(drafter, post)}["messages"]
    assert (values["waiting"], [row.reference for row in values["rows"]]) == (1, [message.reference])
    post = other_drafter.posts.get()
    assert {panel.name: values for panel, values in panels_for(other_drafter, post)}["messages"]["waiting"] == 0


def test_duties_are_what_is_not_acknowledged_the_most_urgent_first(
    drafter: Any, state: Any, message: Any, manager: Any
) -> None:
    urgent = factories.MessageFactory(contact__owner=state, urgency="urgent")
    immediate = factories.MessageFactory(contact__owner=state, urgency="immediate")
    factories.MessageFactory(contact__owner=state, state="acknowledged")
    found = [duty for duty in duties.duties_of(drafter, state) if duty.kind == "Message between States"]
    assert [duty.url for duty in found] == [one.get_absolute_url() for one in (immediate, urgent, message)]
    assert all(duty.until is None and message.subject not in duty.title for duty in found)
    assert [duty for duty in duties.duties_of(manager, state) if "essage" in duty.kind] == []


def test_record_of_the_sender_shows_the_reference_and_no_person_of_the_other_state(
    sender: Any, receiver: Any, message: Any, drafter: Any, client_of: Any, manager: Any, officer: Any
) -> None:
    actions.acknowledge_message(message, by=drafter)
    records = reverse("audit:record_list")
    text = page(sender.get(records))
    assert message.reference in text
    assert drafter.name not in text
    assert message.subject not in text
    assert message.reference not in page(sender.get(records, {"q": drafter.name}))
    assert drafter.name in page(receiver.get(records))
    for other in (manager, officer):
        assert message.reference not in page(client_of(other).get(records))


def test_pages_stand_in_arabic(receiver: Any, message: Any) -> None:
    with translation.override("ar"):
        addresses = [reverse("states:message_list"), message.get_absolute_url()]
    for address in addresses:
        assert 'dir="rtl"' in page(receiver.get(address))
