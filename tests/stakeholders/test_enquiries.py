"""Questions to contacts of the repository: who receives them, who reads what, and who is left alone."""

from typing import Any

import pytest
from django.utils import timezone
from post_office.models import Email

from poa_portal.accounts import duties
from poa_portal.accounts.mail import RESTRICTED
from poa_portal.audit.models import AuditEvent
from poa_portal.common.workflow import TransitionRefused
from stakeholders.actions import enquiries as actions
from stakeholders.enums import ThreadState
from stakeholders.models import Enquiry, EnquiryEntry, EnquiryThread, Mute
from tests.factories import EnquiryFactory, EnquiryThreadFactory, MuteFactory, StakeholderContactFactory

pytestmark = pytest.mark.django_db
ASK = "/en/work/questions/ask/"
QUESTIONS = "/en/work/questions/"


def question(contacts: Any, party: Any, **values: Any) -> dict[str, Any]:
    """A filled form."""
    return {
        "contact": [contact.reference for contact in contacts],
        "party": party.key,
        "subject": "Disclosure",
        "text": "Which practices work?",
        "language": "en",
        "sending_key": "key-1",
        **values,
    }


def asked(by: Any, party: Any, contacts: Any, key: str = "key-1") -> Enquiry:
    words = {"subject": "Disclosure", "text": "Which practices work?", "language": "en", "sending_key": key}
    return actions.ask_contacts(by=by, party=party, contacts=contacts, **words)


@pytest.fixture
def contact(organisation: Any) -> Any:
    return StakeholderContactFactory(owner=organisation, languages=["fr", "en"])


@pytest.fixture
def thread(contact: Any, drafter: Any, state: Any) -> EnquiryThread:
    return asked(drafter, state.party_ptr, [contact]).threads.get()


def test_page_says_how_many_receive_the_question_and_shows_no_address(client_of: Any, drafter: Any) -> None:
    contacts = [StakeholderContactFactory(), StakeholderContactFactory()]
    silent = StakeholderContactFactory(takes_questions=False)
    query = "&".join(f"contact={one.reference}" for one in [*contacts, silent])
    page = client_of(drafter).get(f"{ASK}?{query}")
    assert (page.context["count"], page.context["left_out"]) == (2, 1)
    assert "2 contacts receive your question." in page.content.decode()
    assert not any(one.mailbox in page.content.decode() for one in [*contacts, silent])


def test_all_contacts_of_a_filter_are_asked(client_of: Any, drafter: Any) -> None:
    found = StakeholderContactFactory(languages=["sw"])
    StakeholderContactFactory(languages=["en"])
    page = client_of(drafter).get(f"{ASK}?all=1&language=sw")
    assert page.context["form"]["contact"].value() == [found.reference]


def test_question_reaches_the_chosen_mailboxes_alone(client_of: Any, drafter: Any, state: Any, contact: Any) -> None:
    other = StakeholderContactFactory()
    StakeholderContactFactory()
    answer = client_of(drafter).post(ASK, question([contact, other], state))
    enquiry = Enquiry.objects.get()
    assert answer.url == enquiry.get_absolute_url()
    mails = {mail.to[0]: mail for mail in Email.objects.all()}
    assert set(mails) == {contact.mailbox, other.mailbox}
    mail = mails[contact.mailbox]
    assert "Disclosure" in mail.message
    assert "Which practices work?" not in mail.message
    assert f"/fr{enquiry.threads.get(contact=contact).get_absolute_url().removeprefix('/en')}" in mail.message
    assert mail.headers[RESTRICTED] == str(contact.owner_id)


def test_second_click_asks_once(client_of: Any, drafter: Any, state: Any, contact: Any) -> None:
    answers = [client_of(drafter).post(ASK, question([contact], state)) for _click in range(2)]
    assert answers[0].url == answers[1].url
    assert (Enquiry.objects.count(), Email.objects.count()) == (1, 1)


def test_contacts_that_take_no_questions_are_left_out(drafter: Any, state: Any, contact: Any) -> None:
    muted = MuteFactory(party=state.party_ptr).contact
    others = [
        muted,
        StakeholderContactFactory(takes_questions=False),
        StakeholderContactFactory(is_listed=False),
        StakeholderContactFactory(hidden_at=timezone.now()),
    ]
    enquiry = asked(drafter, state.party_ptr, [contact, *others])
    assert [one.contact for one in enquiry.threads.all()] == [contact]
    with pytest.raises(TransitionRefused):
        asked(drafter, state.party_ptr, others, key="key-2")


def test_question_to_too_many_is_refused(
    client_of: Any, drafter: Any, state: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "CONTACTS_PER_QUESTION", 1)
    contacts = [StakeholderContactFactory(), StakeholderContactFactory()]
    client = client_of(drafter)
    assert "<textarea" not in client.get(f"{ASK}?all=1").content.decode()
    answer = client.post(ASK, question(contacts, state))
    assert (answer.status_code, Enquiry.objects.count()) == (422, 0)
    assert "Which practices work?" in answer.content.decode()


@pytest.mark.parametrize("values", [{"subject": " "}, {"text": ""}, {"language": "nothing"}, {"contact": []}])
def test_incomplete_question_is_kept_in_the_form(
    client_of: Any, drafter: Any, state: Any, contact: Any, values: Any
) -> None:
    answer = client_of(drafter).post(ASK, {**question([contact], state), **values})
    assert (answer.status_code, Enquiry.objects.count()) == (422, 0)


def test_organizations_and_strangers_cannot_ask(
    client_of: Any, representative: Any, stranger: Any, organisation: Any, state: Any, contact: Any
) -> None:
    for user in (representative, stranger):
        assert client_of(user).get(f"{ASK}?contact={contact.reference}").status_code == 404
    with pytest.raises(TransitionRefused):
        asked(representative, organisation.party_ptr, [contact])


def test_nobody_asks_for_another_delegation(other_drafter: Any, state: Any, contact: Any) -> None:
    with pytest.raises(TransitionRefused):
        asked(other_drafter, state.party_ptr, [contact])


def test_secretariat_asks_too(client_of: Any, officer: Any, secretariat: Any, contact: Any) -> None:
    client_of(officer).post(ASK, question([contact], secretariat))
    assert Enquiry.objects.get().owner_id == secretariat.pk


def test_answer_comes_back_into_the_thread(
    client_of: Any, representative: Any, drafter: Any, thread: EnquiryThread
) -> None:
    Email.objects.all().delete()
    address = thread.get_absolute_url()
    assert "Which practices work?" in client_of(representative).get(address).content.decode()
    client_of(representative).post(address, {"text": "Agreed ninety days."})
    thread.refresh_from_db()
    assert thread.state == ThreadState.ANSWERED
    assert "Agreed ninety days." in client_of(drafter).get(address).content.decode()
    assert [(mail.to, "ninety" in mail.message) for mail in Email.objects.all()] == [([drafter.email], False)]


def test_both_sides_write_on(client_of: Any, representative: Any, drafter: Any, thread: EnquiryThread) -> None:
    actions.write_answer(thread, by=representative, text="An answer.")
    Email.objects.all().delete()
    client_of(drafter).post(thread.get_absolute_url(), {"text": "Thank you. And for hospitals?"})
    assert [mail.to for mail in Email.objects.all()] == [[thread.contact.mailbox]]
    page = client_of(representative).get(f"{QUESTIONS}received/")
    assert [row.is_waiting for row in page.context["rows"]] == [True]


def test_same_words_sent_twice_stand_once(representative: Any, drafter: Any, thread: EnquiryThread) -> None:
    for _click in range(2):
        actions.write_answer(thread, by=representative, text="An answer.")
    for _click in range(2):
        actions.write_further(thread, by=drafter, text="And then?")
    assert [entry.text for entry in thread.entries.all()] == ["An answer.", "And then?"]


def test_empty_answer_is_refused(client_of: Any, representative: Any, thread: EnquiryThread) -> None:
    assert client_of(representative).post(thread.get_absolute_url(), {"text": "  "}).status_code == 422
    assert not EnquiryEntry.objects.exists()


def test_organization_declines_with_one_click_and_may_still_answer(
    client_of: Any, representative: Any, drafter: Any, thread: EnquiryThread
) -> None:
    Email.objects.all().delete()
    client_of(representative).post(f"{thread.get_absolute_url()}decline/")
    thread.refresh_from_db()
    assert (thread.state, [mail.to for mail in Email.objects.all()]) == (ThreadState.DECLINED, [[drafter.email]])
    with pytest.raises(TransitionRefused):
        actions.write_further(thread, by=drafter, text="Please?")
    actions.write_answer(thread, by=representative, text="After all, an answer.")
    thread.refresh_from_db()
    assert thread.state == ThreadState.ANSWERED


def test_who_asked_closes_the_thread(client_of: Any, representative: Any, drafter: Any, thread: EnquiryThread) -> None:
    client_of(drafter).post(f"{thread.get_absolute_url()}close/")
    for write, by in ((actions.write_answer, representative), (actions.write_further, drafter)):
        with pytest.raises(TransitionRefused):
            write(thread, by=by, text="Once more.")


def test_each_organization_sees_its_own_thread_only(
    client_of: Any, representative: Any, other_representative: Any, drafter: Any, state: Any, contact: Any
) -> None:
    owner = other_representative.posts.get().party.as_organisation
    theirs = StakeholderContactFactory(owner=owner)
    enquiry = asked(drafter, state.party_ptr, [contact, theirs])
    own, other = enquiry.threads.get(contact=contact), enquiry.threads.get(contact=theirs)
    client = client_of(representative)
    assert client.get(own.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(enquiry.get_absolute_url()).status_code == 404
    assert "Northwind" not in client.get(own.get_absolute_url()).content.decode()


def test_other_delegations_and_the_secretariat_see_nothing(
    client_of: Any, other_drafter: Any, publisher: Any, manager: Any, thread: EnquiryThread
) -> None:
    for user in (other_drafter, publisher, manager):
        client = client_of(user)
        addresses = [thread.get_absolute_url(), thread.enquiry.get_absolute_url(), f"{thread.get_absolute_url()}close/"]
        assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
        assert client.get(QUESTIONS).context["rows"] == []
    labels = ["stakeholders.enquiry", "stakeholders.enquirythread", "stakeholders.mute"]
    assert not AuditEvent.objects.visible_to(publisher).filter(subject_type__in=labels).exists()


def test_muted_party_is_not_told_who_muted(
    client_of: Any, representative: Any, drafter: Any, publisher: Any, state: Any, thread: EnquiryThread
) -> None:
    contact, client = thread.contact, client_of(representative)
    for _click in range(2):
        client.post(f"{thread.get_absolute_url()}mute/", {"do": "mute"})
    assert Mute.objects.count() == 1
    page = client_of(drafter).get(f"{ASK}?contact={contact.reference}")
    assert (page.context["count"], page.context["left_out"]) == (0, 1)
    seen = client_of(drafter).get(thread.get_absolute_url())
    assert seen.context["is_muted"] is False
    assert "This contact takes no further messages now." in seen.content.decode()
    with pytest.raises(TransitionRefused):
        actions.write_further(thread, by=drafter, text="Still there?")
    events = AuditEvent.objects.filter(verb="mute")
    assert (events.visible_to(publisher).count(), events.visible_to(representative).count()) == (0, 1)


def test_mute_is_taken_back_on_its_page(
    client_of: Any, representative: Any, drafter: Any, state: Any, thread: EnquiryThread
) -> None:
    actions.mute_party(thread.contact, by=representative, party=state.party_ptr)
    address = f"/en/work/repository/{thread.contact.reference}/muted/"
    assert "Arvandia" in client_of(representative).get(address).content.decode()
    client_of(representative).post(address, {"party": state.key})
    assert not Mute.objects.exists()
    actions.write_further(thread, by=drafter, text="Good.")


def test_asker_cannot_mute(client_of: Any, drafter: Any, thread: EnquiryThread) -> None:
    assert client_of(drafter).post(f"{thread.get_absolute_url()}mute/").status_code == 404


def test_contact_that_stopped_taking_questions_can_still_answer(
    representative: Any, drafter: Any, thread: EnquiryThread
) -> None:
    from stakeholders.actions.repository import stop_questions

    stop_questions(thread.contact, by=representative)
    actions.write_answer(thread, by=representative, text="The last answer.")
    with pytest.raises(TransitionRefused):
        actions.write_further(EnquiryThread.objects.get(), by=drafter, text="One more?")


def test_answer_finds_the_delegation_when_the_asker_has_left(
    representative: Any, drafter: Any, coordinator: Any, thread: EnquiryThread
) -> None:
    drafter.posts.update(ends_on=timezone.now().date())
    Email.objects.all().delete()
    actions.write_answer(thread, by=representative, text="An answer.")
    assert [mail.to for mail in Email.objects.all()] == [[coordinator.email]]


def test_lists_show_the_own_questions_with_their_states(
    client_of: Any, representative: Any, drafter: Any, coordinator: Any, state: Any, contact: Any
) -> None:
    enquiry = asked(drafter, state.party_ptr, [contact, StakeholderContactFactory()])
    EnquiryThreadFactory()
    actions.decline_question(enquiry.threads.get(contact=contact), by=representative)
    rows = client_of(coordinator).get(QUESTIONS).context["rows"]
    assert [(row.reference, row.outcome) for row in rows] == [
        (enquiry.reference, "Waiting for an answer: 1 · Declined: 1")
    ]
    received = client_of(representative).get(f"{QUESTIONS}received/").context["rows"]
    assert [row.state_word for row in received] == ["Declined"]


@pytest.mark.parametrize(
    ("query", "found"), [("q=hospitals", 1), ("q=nothing", 0), ("state=answered", 0), ("state=waiting", 1)]
)
def test_lists_are_filtered(
    client_of: Any, representative: Any, drafter: Any, state: Any, contact: Any, query: str, found: int
) -> None:
    enquiry = EnquiryFactory(owner=state, subject="On hospitals")
    EnquiryThreadFactory(enquiry=enquiry, contact=contact)
    counts = [
        len(client_of(user).get(f"{address}?{query}").context["rows"])
        for user, address in ((drafter, QUESTIONS), (representative, f"{QUESTIONS}received/"))
    ]
    assert counts == [found, found]


def test_waiting_question_is_due_and_stands_on_the_work_page(
    client_of: Any, representative: Any, organisation: Any, thread: EnquiryThread
) -> None:
    (duty,) = duties.duties_of(representative, organisation.party_ptr)
    assert duty.url == thread.get_absolute_url()
    assert thread.get_absolute_url() in client_of(representative).get("/en/work/").content.decode()
    actions.write_answer(thread, by=representative, text="An answer.")
    assert duties.duties_of(representative, organisation.party_ptr) == []


def test_organization_is_led_from_questions_to_those_it_got(client_of: Any, representative: Any) -> None:
    assert client_of(representative).get(QUESTIONS).url == f"{QUESTIONS}received/"


def test_log_names_no_contact_and_no_words(drafter: Any, thread: EnquiryThread) -> None:
    event = AuditEvent.objects.get(subject_type="stakeholders.enquiry")
    assert (event.subject_label, event.detail) == (thread.enquiry.reference, {"contacts": 1})


def test_list_offers_boxes_only_to_those_who_can_ask(client_of: Any, drafter: Any, stranger: Any, contact: Any) -> None:
    silent = StakeholderContactFactory(takes_questions=False)
    box = f'name="contact" value="{contact.reference}"'
    for user, offered in ((None, False), (stranger, False), (drafter, True)):
        page = client_of(user).get("/en/repository/").content.decode()
        assert ((box in page), f'value="{silent.reference}"' in page) == (offered, False)
