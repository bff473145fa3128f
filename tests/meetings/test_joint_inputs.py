"""Joint inputs: published only after every named party confirmed these words in the portal."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from post_office.models import Email

from meetings.actions import input_desk, inputs, joint
from meetings.enums import Capacity, InputState
from meetings.inputs_plugin import describe
from meetings.inputs_plugin import records as searched
from meetings.models import Call, InputParty, WrittenInput
from poa_portal.accounts.actions import end_post
from poa_portal.accounts.duties import duties_of
from poa_portal.accounts.panels import panels_for
from poa_portal.audit.actions import record
from poa_portal.audit.models import AuditEvent, Receipt
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from tests.factories import (
    CallFactory,
    CallQuestionFactory,
    OrganisationFactory,
    PostFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Any:
    return CallQuestionFactory(call=CallFactory(slug="views", title="Views"), text="Which measures?")


@pytest.fixture
def alliance(other_representative: Any) -> Any:
    return other_representative.posts.get().party.as_organisation


@pytest.fixture
def draft(question: Any, representative: Any, organisation: Any, state: Any) -> Any:
    """Of the Open Ledger Forum with Arvandia, not yet sent."""
    draft = inputs.start_input(question.call, by=representative, party=organisation)
    write(draft, representative, "Una respuesta.")
    joint.name_party(draft, by=representative, party=state)
    return current(draft)


@pytest.fixture
def asked(draft: Any, representative: Any) -> Any:
    return joint.ask_parties(draft, by=representative)


def write(draft: Any, by: Any, text: str) -> Any:
    answers = {draft.call.questions.get().pk: text}
    version = current(draft).version
    return inputs.save_input(draft, by=by, version=version, title="Título", language="es", answers=answers)


def current(written: Any) -> Any:
    return WrittenInput.objects.get(pk=written.pk)


def page(written: Any, name: str) -> str:
    return f"/en/work/inputs/{written.reference}/{name}/"


def confirm(client: Any, written: Any, party: Any, version: int | None = None) -> Any:
    version = current(written).version if version is None else version
    return client.post(page(written, "confirm"), {"do": "confirm", "party": party.key, "version": version})


def mails(subject: str) -> list[str]:
    return sorted(mail.to[0] for mail in Email.objects.filter(subject__contains=subject))


def pass_deadline(call: Any) -> None:
    Call.objects.filter(pk=call.pk).update(deadline=timezone.now() - timedelta(seconds=1))


# Naming


def test_name_a_party_by_its_name_a_part_or_its_code(
    client_of: Any, question: Any, representative: Any, organisation: Any, state: Any, alliance: Any
) -> None:
    draft = inputs.start_input(question.call, by=representative, party=organisation)
    client = client_of(representative)
    for name, capacity in (("arvandia", "author"), ("northwind-cert-alliance", "sponsor")):
        answer = client.post(page(draft, "parties"), {"do": "name", "name": name, "capacity": capacity})
        assert answer.status_code == 302
    named = list(draft.parties.values_list("party", "capacity", "position"))
    assert named == [(state.pk, Capacity.AUTHOR, 1), (alliance.pk, Capacity.SPONSOR, 2)]


def test_name_that_fits_several_asks_which_one_is_meant(
    client_of: Any, question: Any, representative: Any, organisation: Any
) -> None:
    first, second = OrganisationFactory(name="Harbour Lab"), OrganisationFactory(name="Harbour Watch")
    draft = inputs.start_input(question.call, by=representative, party=organisation)
    client = client_of(representative)
    answer = client.post(page(draft, "parties"), {"do": "name", "name": "harbour", "capacity": "author"})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "Several fit." in words
    assert (first.name in words, second.name in words) == (True, True)
    chosen = {"do": "name", "name": "harbour", "capacity": "author", "chosen": second.key}
    assert client.post(page(draft, "parties"), chosen).status_code == 302
    assert draft.parties.get().party_id == second.pk


@pytest.mark.parametrize("name", ["Nowhere", "Open Ledger Forum", "", "Secretariat"])
def test_name_of_nobody_is_told_in_words(client_of: Any, draft: Any, representative: Any, name: str) -> None:
    answer = client_of(representative).post(page(draft, "parties"), {"do": "name", "name": name, "capacity": "author"})
    assert (answer.status_code, draft.parties.count()) == (422, 1)


def test_name_only_parties_that_the_call_asks(
    question: Any, representative: Any, organisation: Any, state: Any
) -> None:
    Call.objects.update(respondents="organisations")
    draft = inputs.start_input(current_call(question), by=representative, party=organisation)
    with pytest.raises(ValidationError):
        joint.name_party(draft, by=representative, party=state)


def current_call(question: Any) -> Any:
    return Call.objects.get(pk=question.call_id)


def test_named_parties_are_ordered_and_taken_off(
    client_of: Any, draft: Any, representative: Any, state: Any, alliance: Any
) -> None:
    joint.name_party(draft, by=representative, party=alliance)
    client = client_of(representative)
    client.post(page(draft, "parties"), {"do": "up", "party": alliance.key})
    assert list(draft.parties.values_list("party", flat=True)) == [alliance.pk, state.pk]
    client.post(page(draft, "parties"), {"do": "up", "party": alliance.key})
    assert list(draft.parties.values_list("party", flat=True)) == [alliance.pk, state.pk]
    client.post(page(draft, "parties"), {"do": "remove", "party": alliance.key})
    assert list(draft.parties.values_list("party", flat=True)) == [state.pk]


def test_naming_saves_what_was_typed(client_of: Any, draft: Any, representative: Any, question: Any) -> None:
    typed = {"title": "Nuevo", "language": "es", "audience": "public", "version": draft.version, "do": "parties"}
    answer = client_of(representative).post(page(draft, "edit"), {**typed, f"answer_{question.pk}": "Más."})
    assert answer.url == page(draft, "parties")
    assert (current(draft).title, draft.answers.get().text) == ("Nuevo", "Más.")


# Who sees it, and when


def test_draft_is_not_seen_by_a_named_party(client_of: Any, draft: Any, coordinator: Any) -> None:
    assert client_of(coordinator).get(draft.get_absolute_url()).status_code == 404
    assert client_of(coordinator).get(page(draft, "confirm")).status_code == 404


def test_asked_input_is_seen_by_the_named_party_alone(
    client_of: Any, asked: Any, coordinator: Any, other_drafter: Any, publisher: Any, stranger: Any
) -> None:
    expected = {coordinator: 200, other_drafter: 404, publisher: 404, stranger: 404}
    for user, status in expected.items():
        assert client_of(user).get(asked.get_absolute_url()).status_code == status
        assert client_of(user).get(page(asked, "confirm")).status_code == status
    assert client_of(None).get(asked.get_absolute_url()).status_code == 404
    assert client_of(None).get(page(asked, "confirm")).status_code == 302


def test_returned_input_is_its_authors_again(
    client_of: Any, asked: Any, coordinator: Any, officer: Any, state: Any
) -> None:
    joint.confirm_words(asked, by=coordinator, party=state, version=asked.version)
    input_desk.return_input(current(asked), by=officer, reason="Shorter, please.")
    assert client_of(coordinator).get(asked.get_absolute_url()).status_code == 404


# Asking


def test_check_says_who_is_asked_and_what_the_deadline_means(client_of: Any, draft: Any, representative: Any) -> None:
    words = client_of(representative).get(page(draft, "submit")).content.decode()
    assert "Each party named is asked by e-mail" in words
    assert "The deadline counts for this step" in words
    assert "Ask the other parties to confirm" in words
    assert "Send to the secretariat" not in words


def test_ask_waits_and_tells_each_party(
    client_of: Any, draft: Any, representative: Any, coordinator: Any, drafter: Any, officer: Any
) -> None:
    sent = {"version": draft.version, "named": "xa:author"}
    assert client_of(representative).post(page(draft, "submit"), sent).url == draft.get_absolute_url()
    asked = current(draft)
    assert (asked.state, asked.submitted_at, asked.was_late) == (InputState.AWAITING_CONFIRMATION, None, False)
    assert mails("Please confirm the joint input") == [coordinator.email]
    assert (Receipt.objects.count(), mails("from Open Ledger Forum")) == (0, [])


def test_ask_twice_asks_once(draft: Any, representative: Any, coordinator: Any) -> None:
    first = joint.ask_parties(draft, by=representative, version=draft.version)
    second = joint.ask_parties(draft, by=representative, version=draft.version)
    assert (first.version, mails("Please confirm")) == (second.version, [coordinator.email])


def test_ask_after_a_colleague_named_another_party_asks_to_check_again(
    client_of: Any, draft: Any, representative: Any, alliance: Any
) -> None:
    joint.name_party(draft, by=representative, party=alliance)
    sent = {"version": draft.version, "named": "xa:author"}
    assert client_of(representative).post(page(draft, "submit"), sent).status_code == 409
    assert current(draft).state == InputState.DRAFT


def test_ask_after_the_deadline_is_refused(draft: Any, representative: Any) -> None:
    pass_deadline(draft.call)
    with pytest.raises(inputs.DeadlinePassed):
        joint.ask_parties(current(draft), by=representative)


def test_joint_input_is_never_sent_past_its_parties(draft: Any, representative: Any) -> None:
    with pytest.raises(TransitionRefused):
        inputs.submit_input(draft, by=representative)
    assert current(draft).state == InputState.DRAFT


# Confirming


def test_last_confirmation_sends_the_input_with_a_receipt_that_names_all(
    client_of: Any, draft: Any, representative: Any, coordinator: Any, other_representative: Any, alliance: Any,
    state: Any, officer: Any,
) -> None:  # fmt: skip
    joint.name_party(draft, by=representative, party=alliance, capacity=Capacity.SPONSOR)
    asked = joint.ask_parties(draft, by=representative)
    confirm(client_of(coordinator), asked, state)
    assert current(asked).state == InputState.AWAITING_CONFIRMATION
    assert mails("confirmed the joint input") == [representative.email]
    confirm(client_of(other_representative), asked, alliance)
    sent = current(asked)
    assert (sent.state, sent.was_late) == (InputState.SUBMITTED, False)
    content = json.loads(Receipt.objects.get().content)
    assert content["parties"] == [
        {"key": "xa", "name": "Arvandia", "capacity": "author"},
        {"key": "northwind-cert-alliance", "name": "Northwind CERT Alliance", "capacity": "sponsor"},
    ]
    assert mails("We received your written input") == [representative.email]
    assert mails("was sent") == sorted([coordinator.email, other_representative.email])
    assert mails("from Open Ledger Forum") == [officer.email]


def test_confirm_twice_and_by_a_colleague_counts_once(asked: Any, coordinator: Any, state: Any) -> None:
    colleague = UserFactory()
    PostFactory(user=colleague, party=state, role=Role.DELEGATION_PUBLISHER)
    for person in (coordinator, coordinator, colleague):
        joint.confirm_words(asked, by=person, party=state, version=asked.version)
    assert (Receipt.objects.count(), AuditEvent.objects.filter(verb="confirm_words").count()) == (1, 1)
    assert asked.parties.get().decided_by == coordinator


def test_confirm_other_words_is_refused_and_shows_the_new_ones(
    client_of: Any, asked: Any, representative: Any, coordinator: Any, state: Any
) -> None:
    old = asked.version
    joint.take_back(asked, by=representative)
    write(asked, representative, "Otras palabras.")
    joint.ask_parties(current(asked), by=representative)
    answer = confirm(client_of(coordinator), asked, state, version=old)
    assert (answer.status_code, current(asked).state) == (409, InputState.AWAITING_CONFIRMATION)
    assert "Otras palabras." in answer.content.decode()
    assert asked.parties.get().confirmed_at is None


def test_confirm_is_not_open_to_drafters_and_others(
    client_of: Any, asked: Any, drafter: Any, representative: Any, state: Any
) -> None:
    assert "Confirm for Arvandia" not in client_of(drafter).get(page(asked, "confirm")).content.decode()
    for person in (drafter, representative):
        with pytest.raises(TransitionRefused):
            joint.confirm_words(asked, by=person, party=state, version=asked.version)


def test_confirmation_ends_when_the_author_takes_the_input_back(
    draft: Any, representative: Any, coordinator: Any, alliance: Any, state: Any
) -> None:
    joint.name_party(draft, by=representative, party=alliance)
    asked = joint.ask_parties(draft, by=representative)
    joint.confirm_words(asked, by=coordinator, party=state, version=asked.version)
    joint.take_back(asked, by=representative)
    again = joint.ask_parties(current(asked), by=representative)
    assert not InputParty.objects.filter(written_input=again, confirmed_at__isnull=False).exists()
    assert len(mails("Please confirm")) == 4


def test_edit_after_a_return_asks_anew_and_keeps_the_time(
    asked: Any, representative: Any, coordinator: Any, state: Any, officer: Any
) -> None:
    joint.confirm_words(asked, by=coordinator, party=state, version=asked.version)
    first = current(asked).submitted_at
    pass_deadline(asked.call)
    input_desk.return_input(current(asked), by=officer, reason="Shorter, please.")
    write(asked, representative, "Más corto.")
    again = joint.ask_parties(current(asked), by=representative)
    assert again.parties.get().confirmed_at is None
    done = joint.confirm_words(again, by=coordinator, party=state, version=again.version)
    assert (done.state, done.submitted_at, done.was_late) == (InputState.SUBMITTED, first, False)


# Declining


def test_decline_returns_the_draft_with_a_reason_for_the_author_alone(
    client_of: Any, draft: Any, representative: Any, coordinator: Any, other_representative: Any, alliance: Any,
    state: Any,
) -> None:  # fmt: skip
    joint.name_party(draft, by=representative, party=alliance)
    asked = joint.ask_parties(draft, by=representative)
    client = client_of(coordinator)
    declined = {"do": "refuse", "party": state.key, "reason": " "}
    assert client.post(page(asked, "confirm"), declined).status_code == 422
    client.post(page(asked, "confirm"), declined | {"reason": "The second paragraph."})
    assert current(asked).state == InputState.DRAFT
    assert (
        "The second paragraph." in Email.objects.get(to=representative.email, subject__contains="not confirm").message
    )
    assert "The second paragraph." not in Email.objects.filter(to=other_representative.email).latest("pk").message
    assert "The second paragraph." in client_of(representative).get(page(asked, "edit")).content.decode()
    assert not AuditEvent.objects.filter(reason__contains="paragraph").exists()


def test_decline_after_the_deadline_lets_the_author_go_on(
    client_of: Any, asked: Any, representative: Any, coordinator: Any, state: Any
) -> None:
    pass_deadline(asked.call)
    joint.refuse_words(asked, by=coordinator, party=state, reason="No instructions.")
    joint.remove_party(asked, by=representative, party=state)
    sent = inputs.submit_input(current(asked), by=representative)
    assert (sent.state, sent.was_late) == (InputState.SUBMITTED, False)


# The deadline


def test_deadline_that_passes_while_parties_are_asked_is_no_lateness(
    client_of: Any, asked: Any, coordinator: Any, state: Any
) -> None:
    pass_deadline(asked.call)
    assert "so the input is in time" in client_of(coordinator).get(page(asked, "confirm")).content.decode()
    done = joint.confirm_words(current(asked), by=coordinator, party=state, version=asked.version)
    assert (done.state, done.was_late) == (InputState.SUBMITTED, False)


def test_input_taken_back_after_the_deadline_cannot_be_sent_again(
    client_of: Any, coordinator: Any, asked: Any, representative: Any
) -> None:
    pass_deadline(asked.call)
    assert "it cannot be sent again" in client_of(representative).get(page(asked, "take_back")).content.decode()
    joint.take_back(asked, by=representative)
    with pytest.raises(inputs.DeadlinePassed):
        joint.ask_parties(current(asked), by=representative)


# Nobody is left


def test_word_belongs_to_the_party_when_its_coordinator_leaves(
    client_of: Any, coordinator: Any, asked: Any, state: Any
) -> None:
    successor = UserFactory()
    PostFactory(user=successor, party=state, role=Role.COORDINATOR)
    for post in coordinator.posts.all():
        end_post(post, by=successor)
    assert mails("Nobody can confirm") == []
    done = joint.confirm_words(asked, by=successor, party=state, version=asked.version)
    assert done.state == InputState.SUBMITTED


def test_nobody_left_is_told_to_author_and_secretariat_and_nothing_is_lost(
    client_of: Any, draft: Any, representative: Any, other_representative: Any, alliance: Any, officer: Any,
    publisher: Any, state: Any,
) -> None:  # fmt: skip
    joint.remove_party(draft, by=representative, party=state)
    joint.name_party(draft, by=representative, party=alliance)
    asked = joint.ask_parties(draft, by=representative)
    post = other_representative.posts.get()
    type(post).objects.filter(pk=post.pk).update(ends_on=timezone.now().date())
    joint.tell_of_nobody(asked)
    assert mails("Nobody can confirm") == sorted([representative.email, officer.email, publisher.email])
    words = client_of(representative).get(asked.get_absolute_url()).content.decode()
    assert "Nobody can confirm for Northwind CERT Alliance at present." in words
    assert asked.title not in Email.objects.get(to=officer.email).message
    newcomer = UserFactory()
    PostFactory(user=newcomer, party=alliance, role=Role.REPRESENTATIVE)
    done = joint.confirm_words(asked, by=newcomer, party=alliance, version=asked.version)
    assert done.state == InputState.SUBMITTED


def test_last_post_that_ends_while_an_input_waits_is_noticed(
    draft: Any, representative: Any, state: Any, coordinator: Any, manager: Any, officer: Any
) -> None:
    asked = joint.ask_parties(draft, by=representative)
    Email.objects.all().delete()
    posts = list(coordinator.posts.all())
    for post in posts:
        type(post).objects.filter(pk=post.pk).update(ends_on=timezone.now().date())
    record(posts[0], "end_post", by=None)
    assert (mails("Nobody can confirm"), current(asked).state) == (
        sorted([representative.email, officer.email]),
        InputState.AWAITING_CONFIRMATION,
    )


def test_nobody_left_keeps_the_time_when_the_author_takes_it_back(asked: Any, representative: Any, state: Any) -> None:
    pass_deadline(asked.call)
    joint.take_back(asked, by=representative)  # nobody has a post in Arvandia here
    joint.remove_party(asked, by=representative, party=state)
    assert inputs.submit_input(current(asked), by=representative).was_late is False


def test_closed_organization_cannot_confirm(
    draft: Any, representative: Any, other_representative: Any, alliance: Any
) -> None:
    joint.name_party(draft, by=representative, party=alliance)
    asked = joint.ask_parties(draft, by=representative)
    type(alliance).objects.filter(pk=alliance.pk).update(state="closed")
    with pytest.raises(TransitionRefused):
        joint.confirm_words(asked, by=other_representative, party=alliance, version=asked.version)


# What readers see


@pytest.fixture
def published(asked: Any, coordinator: Any, state: Any, publisher: Any) -> Any:
    joint.confirm_words(asked, by=coordinator, party=state, version=asked.version)
    return input_desk.publish_input(current(asked), by=publisher)


def test_published_input_shows_all_names_everywhere(client: Any, published: Any) -> None:
    for address in (published.get_absolute_url(), "/en/inputs/", "/en/calls/views/", "/en/inputs/?party=xa"):
        assert "Arvandia" in client.get(address).content.decode(), address
    assert "Open Ledger Forum, Arvandia, “Título”" in client.get(published.get_absolute_url()).content.decode()
    said = client.get(f"/api/v1/inputs/{published.reference}/").json()
    assert [(party["key"], party["capacity"]) for party in said["parties"]] == [
        ("open-ledger-forum", "author"),
        ("xa", "author"),
    ]
    assert client.get("/api/v1/inputs/", {"party": "xa"}).json()["results"][0]["reference"] == published.reference
    assert "State and stakeholder content" in client.get("/en/inputs/").content.decode()
    assert "xa (author): Arvandia" in client.get("/en/calls/views/inputs.csv").content.decode()
    found = describe(searched().get(pk=published.pk))
    assert found.parties == ["open-ledger-forum", "xa"]


def test_published_input_of_a_meeting_names_all_on_its_page(client: Any, published: Any) -> None:
    for _time in range(2):  # the second answer comes from the prepared query
        assert "Arvandia" in client.get(published.call.meeting.get_absolute_url()).content.decode()


# Reminders


def test_waiting_input_is_a_duty_and_a_panel_of_the_named_party(
    asked: Any, coordinator: Any, state: Any, representative: Any, organisation: Any
) -> None:
    titles = [duty.title for duty in duties_of(coordinator, state)]
    assert f"Confirm the joint input {asked.reference}: {asked.title}" in titles
    assert not [duty for duty in duties_of(representative, organisation) if asked.reference in duty.title]
    post = coordinator.posts.select_related("party").first()
    shown = {panel.name: values for panel, values in panels_for(coordinator, post)}
    assert [row["reference"] for row in shown["joint-inputs"]["rows"]] == [asked.reference]
