"""Sending: checked first, once, before the deadline, with a receipt; returned, completed, withdrawn."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from post_office.models import Email

from meetings.actions import inputs
from meetings.enums import CallState, InputState
from meetings.models import Call
from poa_portal.audit.models import AuditEvent, Receipt
from poa_portal.common.workflow import TransitionRefused
from tests.factories import CallFactory, CallQuestionFactory, InputFileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Any:
    return CallQuestionFactory(call=CallFactory(slug="views", time_zone="America/New_York"), text="Which measures?")


@pytest.fixture
def draft(question: Any, representative: Any, organisation: Any) -> Any:
    draft = inputs.start_input(question.call, by=representative, party=organisation)
    answers = {question.pk: "Una respuesta."}
    return inputs.save_input(draft, by=representative, version=0, title="Título", language="es", answers=answers)


def check_url(draft: Any) -> str:
    return f"/en/work/inputs/{draft.reference}/submit/"


def send(client: Any, draft: Any, version: Any = None) -> Any:
    return client.post(check_url(draft), {"version": draft.version if version is None else version})


def mails() -> list[tuple[list[str], str]]:
    return [(mail.to, mail.subject) for mail in Email.objects.order_by("pk")]


def pass_deadline(call: Any, **ago: int) -> None:
    Call.objects.filter(pk=call.pk).update(deadline=timezone.now() - timedelta(**ago))


def test_check_says_what_will_happen_before_it_happens(client_of: Any, draft: Any, representative: Any) -> None:
    page = client_of(representative).get(check_url(draft)).content.decode()
    assert "Una respuesta." in page
    assert "A confirmation goes by e-mail to 1 person of yours." in page
    assert "Once published it can be read by: Everybody." in page
    assert "Send to the secretariat" in page


def test_send_gives_receipt_status_and_mail(
    client_of: Any, draft: Any, representative: Any, officer: Any, organisation: Any
) -> None:
    response = send(client_of(representative), draft)
    draft.refresh_from_db()
    receipt = Receipt.objects.get()
    assert response.url == f"/en/receipts/{receipt.number}/"
    assert (draft.state, draft.was_late) == (InputState.SUBMITTED, False)
    assert abs(timezone.now() - draft.submitted_at) < timedelta(minutes=1)
    assert (receipt.act, receipt.subject_reference, receipt.owner_id) == ("submitted", draft.reference, organisation.pk)
    assert mails() == [
        ([representative.email], f"We received your written input {draft.reference}"),
        ([officer.email], f"Written input {draft.reference} from Open Ledger Forum"),
    ]
    assert receipt.sha256 in Email.objects.get(to=representative.email).message


def test_send_proves_the_content_in_one_order(client_of: Any, draft: Any, question: Any, representative: Any) -> None:
    stored = InputFileFactory(written_input=draft)
    send(client_of(representative), draft)
    assert json.loads(Receipt.objects.get().content) == {
        "reference": draft.reference,
        "call": "views",
        "from": {"key": "open-ledger-forum", "name": "Open Ledger Forum"},
        "language": "es",
        "title": "Título",
        "agenda_item": None,
        "answers": [{"question": "Which measures?", "text": "Una respuesta."}],
        "files": [{"name": "paper.pdf", "sha256": stored.sha256}],
    }


def test_send_by_double_click_makes_one_submission(
    client_of: Any, draft: Any, representative: Any, officer: Any
) -> None:
    client = client_of(representative)
    first, second = (send(client, draft) for _click in range(2))
    assert first.url == second.url
    assert (Receipt.objects.count(), Email.objects.count()) == (1, 2)
    assert list(AuditEvent.objects.about(draft).values_list("verb", flat=True)) == ["submit", "write", "start"]


def test_send_twice_at_once_is_one_submission(draft: Any, representative: Any) -> None:
    stale = type(draft).objects.get(pk=draft.pk)
    first = inputs.submit_input(draft, by=representative)
    second = inputs.submit_input(stale, by=representative)
    assert (first.submitted_at, Receipt.objects.count()) == (second.submitted_at, 1)


def test_send_one_second_after_the_deadline_is_told_and_keeps_the_draft(
    client_of: Any, draft: Any, representative: Any
) -> None:
    pass_deadline(draft.call, seconds=1)
    response = send(client_of(representative), draft)
    draft.refresh_from_db()
    assert (response.status_code, draft.state, Receipt.objects.count()) == (422, InputState.DRAFT, 0)
    page = response.content.decode()
    assert "The deadline of this call passed on" in page
    assert "New York" in page
    assert "Nothing was sent; what you wrote is kept." in page
    assert (draft.answers.get().text, mails()) == ("Una respuesta.", [])


def test_send_after_the_deadline_speaks_the_language_of_the_page(
    client_of: Any, draft: Any, representative: Any
) -> None:
    pass_deadline(draft.call, seconds=1)
    response = client_of(representative).post(check_url(draft).replace("/en/", "/ar/"), {"version": draft.version})
    assert response.status_code == 422
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_send_late_where_the_call_accepts_it_is_marked(client_of: Any, draft: Any, representative: Any) -> None:
    Call.objects.update(accepts_late=True)
    pass_deadline(draft.call, seconds=1)
    assert send(client_of(representative), draft).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.was_late) == (InputState.SUBMITTED, True)


def test_send_to_a_closed_call_is_refused(client_of: Any, draft: Any, representative: Any) -> None:
    Call.objects.update(state=CallState.CLOSED)
    assert send(client_of(representative), draft).status_code == 422
    assert Receipt.objects.count() == 0


def test_send_what_a_colleague_changed_meanwhile_asks_to_check_again(
    client_of: Any, draft: Any, question: Any, representative: Any
) -> None:
    inputs.save_input(
        draft, by=representative, version=1, title="Título", language="es", answers={question.pk: "Theirs."}
    )
    client = client_of(representative)
    response = send(client, draft, version=1)
    assert (response.status_code, Receipt.objects.count()) == (409, 0)
    page = response.content.decode()
    assert "Theirs." in page
    assert 'name="version" value="2"' in page
    assert send(client, draft, version=2).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "9" * 6000, "٣"])
def test_send_with_a_broken_version_is_no_error(client_of: Any, draft: Any, representative: Any, version: str) -> None:
    assert send(client_of(representative), draft, version=version).status_code == 302


@pytest.mark.parametrize(
    ("title", "text", "words"),
    [
        ("", "Una respuesta.", "Give the input a title before you send it."),
        ("Título", "  ", "Answer at least one question or attach a file before you send the input."),
    ],
)
def test_send_of_nothing_is_refused_with_words(
    client_of: Any, draft: Any, question: Any, representative: Any, title: str, text: str, words: str
) -> None:
    draft = inputs.save_input(
        draft, by=representative, version=1, title=title, language="es", answers={question.pk: text}
    )
    response = send(client_of(representative), draft)
    assert (response.status_code, Receipt.objects.count()) == (422, 0)
    assert words in response.content.decode()


def test_send_of_a_file_alone_is_enough(draft: Any, question: Any, representative: Any) -> None:
    draft = inputs.save_input(
        draft, by=representative, version=1, title="Título", language="es", answers={question.pk: ""}
    )
    InputFileFactory(written_input=draft)
    assert inputs.submit_input(draft, by=representative).state == InputState.SUBMITTED


def test_send_a_long_input_is_possible(client_of: Any, draft: Any, representative: Any) -> None:
    Call.objects.update(word_limit=2)
    client = client_of(representative)
    assert "The input has 3 words; the call asks for at most 2" in client.get(check_url(draft)).content.decode()
    assert send(client, draft).status_code == 302


def test_send_is_not_found_for_others(
    client_of: Any, draft: Any, other_representative: Any, officer: Any, stranger: Any
) -> None:
    for user in (other_representative, officer, stranger):
        assert client_of(user).get(check_url(draft)).status_code == 404
        assert send(client_of(user), draft).status_code == 404
    assert send(client_of(None), draft).status_code == 302
    assert Receipt.objects.count() == 0


def test_returned_input_is_completed_and_sent_again_after_the_deadline(
    client_of: Any, draft: Any, question: Any, representative: Any, officer: Any
) -> None:
    sent = inputs.submit_input(draft, by=representative)
    first_time = sent.submitted_at
    response = client_of(officer).post(f"/en/work/inputs/{sent.reference}/return/", {"reason": "Name your sources."})
    sent.refresh_from_db()
    assert (response.status_code, sent.state, sent.remark) == (302, InputState.RETURNED, "Name your sources.")
    assert "Name your sources." in Email.objects.order_by("-pk")[0].message
    page = client_of(representative).get(f"/en/inputs/{sent.reference}/").content.decode()
    assert "Remark of the secretariat" in page
    assert "Name your sources." in page
    pass_deadline(sent.call, days=3)
    answers = {question.pk: "Una respuesta con fuentes."}
    saved = inputs.save_input(
        sent, by=representative, version=sent.version, title="Título", language="es", answers=answers
    )
    assert send(client_of(representative), saved).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.submitted_at, sent.was_late, sent.remark) == (InputState.SUBMITTED, first_time, False, "")
    assert len(set(Receipt.objects.values_list("sha256", flat=True))) == 2


def test_withdraw_takes_back_what_is_not_published(
    client_of: Any, draft: Any, representative: Any, officer: Any
) -> None:
    sent = inputs.submit_input(draft, by=representative)
    Email.objects.all().delete()
    url = f"/en/work/inputs/{sent.reference}/withdraw/"
    client = client_of(representative)
    assert client.get(url).status_code == 200
    client.post(url)
    sent.refresh_from_db()
    assert sent.state == InputState.WITHDRAWN
    assert mails() == [([officer.email], f"Open Ledger Forum withdrew the written input {sent.reference}")]


def test_withdraw_of_a_draft_tells_nobody(draft: Any, representative: Any, officer: Any) -> None:
    assert inputs.withdraw_input(draft, by=representative).state == InputState.WITHDRAWN
    assert mails() == []


def test_withdraw_of_what_is_published_is_refused(draft: Any, representative: Any, publisher: Any) -> None:
    sent = inputs.publish_input(inputs.submit_input(draft, by=representative), by=publisher)
    with pytest.raises(TransitionRefused):
        inputs.withdraw_input(sent, by=representative)
    assert sent.state == InputState.PUBLISHED


def test_confirmation_is_in_the_language_of_its_reader(draft: Any, representative: Any) -> None:
    representative.language = "fr"
    representative.save()
    inputs.submit_input(draft, by=representative)
    assert f"/fr/inputs/{draft.reference}/" in Email.objects.get().message
