"""Writing an input: begun once, kept as typed, never overwritten silently."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from meetings.actions import inputs
from meetings.enums import CallState, InputState, Respondents
from meetings.models import WrittenInput
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Audience, Role
from poa_portal.common.workflow import TransitionRefused
from tests.factories import (
    AgendaItemFactory,
    CallFactory,
    CallQuestionFactory,
    InputFileFactory,
    PostFactory,
    TopicFactory,
    UserFactory,
    WrittenInputFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Any:
    return CallFactory(slug="views")


@pytest.fixture
def question(call: Any) -> Any:
    return CallQuestionFactory(call=call, text="Which measures?")


@pytest.fixture
def draft(call: Any, question: Any, representative: Any, organisation: Any) -> Any:
    return inputs.start_input(call, by=representative, party=organisation)


def edit_url(draft: Any) -> str:
    return f"/en/work/inputs/{draft.reference}/edit/"


def typed(draft: Any, question: Any, **values: Any) -> dict[str, Any]:
    data = {"title": "Sobre las medidas", "language": "es", "audience": "public", "version": draft.version}
    return {**data, f"answer_{question.pk}": "Una respuesta.", "do": "save", **values}


def texts(draft: Any) -> list[str]:
    return list(draft.answers.values_list("text", flat=True))


def test_start_makes_a_draft_with_reference_and_language_of_the_page(
    client_of: Any, call: Any, representative: Any, organisation: Any
) -> None:
    response = client_of(representative).post("/es/calls/views/answer/")
    draft = WrittenInput.objects.get()
    assert response.url == f"/es/work/inputs/{draft.reference}/edit/"
    assert (draft.owner_id, draft.language, draft.state) == (organisation.pk, "es", InputState.DRAFT)
    assert draft.reference == f"INP-{timezone.now().year}-0001"


def test_start_by_double_click_makes_one(client_of: Any, call: Any, representative: Any) -> None:
    client = client_of(representative)
    first, second = (client.post("/en/calls/views/answer/") for _click in range(2))
    assert (first.url, WrittenInput.objects.count()) == (second.url, 1)


def test_start_resumes_the_draft_of_a_colleague(call: Any, draft: Any, organisation: Any) -> None:
    colleague = UserFactory()
    PostFactory(user=colleague, party=organisation, role=Role.REPRESENTATIVE)
    assert inputs.start_input(call, by=colleague, party=organisation) == draft


def test_start_for_somebody_elses_party_is_refused(call: Any, organisation: Any, other_representative: Any) -> None:
    with pytest.raises(TransitionRefused):
        inputs.start_input(call, by=other_representative, party=organisation)
    assert WrittenInput.objects.count() == 0


@pytest.mark.parametrize(
    ("respondents", "by", "begun"),
    [
        (Respondents.STATES, "representative", 0),
        (Respondents.STATES, "drafter", 1),
        (Respondents.ORGANISATIONS, "drafter", 0),
        (Respondents.EVERYBODY, "drafter", 1),
        (Respondents.EVERYBODY, "stranger", 0),
        (Respondents.EVERYBODY, "officer", 0),
    ],
)
def test_start_is_open_to_the_respondents_of_the_call(
    request: Any, client_of: Any, respondents: str, by: str, begun: int
) -> None:
    CallFactory(slug="views", respondents=respondents)
    client_of(request.getfixturevalue(by)).post("/en/calls/views/answer/")
    assert WrittenInput.objects.count() == begun


def test_start_signed_out_goes_to_sign_in_and_back(client: Any, call: Any) -> None:
    response = client.post("/en/calls/views/answer/")
    assert response.url == "/en/accounts/login/?next=/en/calls/views/answer/"


def test_start_page_explains_the_steps_to_each_reader(
    client_of: Any, call: Any, stranger: Any, representative: Any
) -> None:
    pages = [
        client_of(user).get("/en/calls/views/answer/").content.decode() for user in (None, stranger, representative)
    ]
    signup, register = "/en/accounts/signup/?next=/en/calls/views/answer/", "register/?next=/en/calls/views/answer/"
    assert [signup in page for page in pages] == [True, False, False]
    assert [register in page for page in pages] == [False, True, False]
    assert ["Write for Open Ledger Forum" in page for page in pages] == [False, False, True]


def test_start_after_the_deadline_is_refused_with_words(client_of: Any, representative: Any) -> None:
    CallFactory(slug="views", deadline=timezone.now() - timedelta(seconds=1))
    response = client_of(representative).post("/en/calls/views/answer/")
    assert (response.status_code, WrittenInput.objects.count()) == (422, 0)
    assert "The deadline of this call passed on" in response.content.decode()


def test_save_keeps_everything(client_of: Any, draft: Any, question: Any, representative: Any, pdf_upload: Any) -> None:
    item, topic = AgendaItemFactory(meeting=draft.call.meeting), TopicFactory()
    values = typed(
        draft, question, agenda_item=item.pk, topics=[topic.pk], audience=Audience.STATES, attachments=[pdf_upload]
    )
    response = client_of(representative).post(edit_url(draft), values)
    draft.refresh_from_db()
    assert response.url == edit_url(draft)
    assert (draft.title, draft.language, draft.audience) == ("Sobre las medidas", "es", Audience.STATES)
    assert (draft.agenda_item, list(draft.topics.all()), texts(draft)) == (item, [topic], ["Una respuesta."])
    assert [stored.name for stored in draft.files.all()] == ["paper.pdf"]
    assert (draft.version, draft.state) == (1, InputState.DRAFT)


def test_save_and_check_leads_to_the_preview(client_of: Any, draft: Any, question: Any, representative: Any) -> None:
    response = client_of(representative).post(edit_url(draft), typed(draft, question, do="check"))
    assert response.url == f"/en/work/inputs/{draft.reference}/submit/"


def test_save_by_double_click_is_one_change(client_of: Any, draft: Any, question: Any, representative: Any) -> None:
    client, values = client_of(representative), typed(draft, question)
    first, second = (client.post(edit_url(draft), values) for _click in range(2))
    draft.refresh_from_db()
    assert (first.status_code, second.status_code, draft.version) == (302, 302, 1)
    assert list(AuditEvent.objects.about(draft).values_list("verb", flat=True)) == ["write", "start"]


def test_save_over_a_colleagues_text_shows_both_and_loses_none(
    client_of: Any, draft: Any, question: Any, representative: Any, pdf_upload: Any
) -> None:
    inputs.save_input(
        draft, by=representative, version=0, title="Title of theirs", language="es", answers={question.pk: "Theirs."}
    )
    client = client_of(representative)
    mine = typed(draft, question, **{f"answer_{question.pk}": "Mine."})
    response = client.post(edit_url(draft), {**mine, "attachments": [pdf_upload]})
    assert response.status_code == 409
    assert [(one.theirs, one.mine) for one in response.context["theirs"]] == [
        ("Title of theirs", "Sobre las medidas"),
        ("Theirs.", "Mine."),
    ]
    assert texts(draft) == ["Theirs."]
    assert draft.files.count() == 1
    page = response.content.decode()
    assert "A colleague saved another text meanwhile" in page
    assert ">\nMine.</textarea>" in page
    again = client.post(edit_url(draft), {**mine, "version": response.context["form"]["version"].value()})
    assert (again.status_code, texts(draft)) == (302, ["Mine."])


def test_save_after_a_colleague_sent_it_gives_the_typed_text_back(
    client_of: Any, draft: Any, question: Any, representative: Any
) -> None:
    WrittenInput.objects.filter(pk=draft.pk).update(state=InputState.SUBMITTED, submitted_at=timezone.now())
    response = client_of(representative).post(edit_url(draft), typed(draft, question))
    assert (response.status_code, texts(draft)) == (409, [])
    assert "Una respuesta." in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 301),
        ("language", "klingonese"),
        ("language", ""),
        ("audience", Audience.PRIVATE),
        ("version", "9" * 5000),
        ("version", "x"),
        ("agenda_item", "999999"),
        ("topics", "1000000000000000000000"),
    ],
)
def test_save_with_bad_values_keeps_what_was_typed_and_writes_nothing(
    client_of: Any, draft: Any, question: Any, representative: Any, field: str, value: str
) -> None:
    AgendaItemFactory(meeting=draft.call.meeting)
    response = client_of(representative).post(edit_url(draft), typed(draft, question, **{field: value}))
    draft.refresh_from_db()
    assert (response.status_code, draft.version, texts(draft)) == (422, 0, [])
    assert field in response.context["form"].errors
    assert "Una respuesta." in response.content.decode()


def test_save_takes_any_language_that_has_a_name(draft: Any, representative: Any) -> None:
    for number, tag in enumerate(("sw", "sr-latn", "zh-hant", "pt-BR")):
        inputs.save_input(draft, by=representative, version=number, title="A title", language=tag, answers={})
        draft.refresh_from_db()
        assert draft.language == tag
    with pytest.raises(ValidationError):
        inputs.save_input(draft, by=representative, version=4, title="A title", language="klingonese", answers={})


def test_save_refuses_an_agenda_item_of_another_meeting(draft: Any, representative: Any) -> None:
    with pytest.raises(ValidationError):
        inputs.save_input(
            draft, by=representative, version=0, title="A", language="en", answers={}, agenda_item=AgendaItemFactory()
        )


def test_save_ignores_questions_of_another_call(draft: Any, representative: Any) -> None:
    other = CallQuestionFactory()
    inputs.save_input(draft, by=representative, version=0, title="A", language="en", answers={other.pk: "Text"})
    assert texts(draft) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("paper.pdf", b"", "is empty"),
        ("paper.pdf", b"MZ this is no PDF at all", "cannot be accepted"),
        ("page.html", b"<script>alert(1)</script>", "cannot be accepted"),
        ("paper.pdf", b"%PDF-1.4 /OpenAction<</S/JavaScript /JS (x)>>", "contains scripts"),
    ],
)
def test_attach_refuses_what_is_not_what_it_says(
    client_of: Any, draft: Any, question: Any, representative: Any, name: str, content: bytes, words: str
) -> None:
    upload = SimpleUploadedFile(name, content, "application/pdf")
    response = client_of(representative).post(edit_url(draft), typed(draft, question, attachments=[upload]))
    assert (response.status_code, draft.files.count(), texts(draft)) == (422, 0, [])
    page = response.content.decode()
    assert words in page
    assert "Una respuesta." in page


def test_attach_refuses_60_megabytes(
    client_of: Any, draft: Any, question: Any, representative: Any, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1024
    upload = SimpleUploadedFile("paper.pdf", b"%PDF-1.4 " + b"x" * 2048, "application/pdf")
    response = client_of(representative).post(edit_url(draft), typed(draft, question, attachments=[upload]))
    assert (response.status_code, draft.files.count()) == (422, 0)
    assert "Send a smaller file" in response.content.decode()


def test_attach_cleans_the_name(
    client_of: Any, draft: Any, question: Any, representative: Any, pdf_bytes: bytes
) -> None:
    upload = SimpleUploadedFile("..\\..\\\u202efdp.exe\u202c.pdf", pdf_bytes, "application/pdf")
    client_of(representative).post(edit_url(draft), typed(draft, question, attachments=[upload]))
    (stored,) = draft.files.all()
    assert stored.name == "fdp.exe.pdf"


def test_attach_keeps_the_same_bytes_once_and_ten_files_at_most(
    client_of: Any, draft: Any, question: Any, representative: Any, pdf_bytes: bytes
) -> None:
    client = client_of(representative)
    for number in range(2):
        upload = SimpleUploadedFile("paper.pdf", pdf_bytes, "application/pdf")
        client.post(edit_url(draft), typed(draft, question, attachments=[upload], version=min(number, 1)))
    assert draft.files.count() == 1
    for number in range(9):
        InputFileFactory(written_input=draft, content=b"%%PDF-1.7 %d" % number)
    late = SimpleUploadedFile("paper.pdf", pdf_bytes + b"\n", "application/pdf")
    response = client.post(edit_url(draft), typed(draft, question, attachments=[late], version=1))
    assert (response.status_code, draft.files.count()) == (422, 10)


def test_remove_takes_a_file_off_the_draft(client_of: Any, draft: Any, question: Any, representative: Any) -> None:
    stored = InputFileFactory(written_input=draft)
    kept = InputFileFactory(written_input=draft, content=b"%PDF-1.7 other")
    client_of(representative).post(edit_url(draft), typed(draft, question, remove=[stored.sha256]))
    assert list(draft.files.all()) == [kept]


@pytest.mark.parametrize("state", [InputState.SUBMITTED, InputState.PUBLISHED, InputState.CLOSED, InputState.WITHDRAWN])
def test_files_of_what_was_sent_stay(state: str, representative: Any, organisation: Any, pdf_upload: Any) -> None:
    sent = WrittenInputFactory(owner=organisation, state=state)
    stored = InputFileFactory(written_input=sent)
    with pytest.raises(TransitionRefused):
        inputs.remove_file(sent, by=representative, sha256=stored.sha256)
    with pytest.raises(TransitionRefused):
        inputs.attach_file(sent, by=representative, upload=pdf_upload)
    assert list(sent.files.all()) == [stored]


def test_edit_is_not_found_for_others(
    client_of: Any, draft: Any, question: Any, other_representative: Any, drafter: Any, officer: Any, stranger: Any
) -> None:
    for user in (other_representative, drafter, officer, stranger):
        assert client_of(user).get(edit_url(draft)).status_code == 404
        assert client_of(user).post(edit_url(draft), typed(draft, question)).status_code == 404
    assert client_of(None).get(edit_url(draft)).status_code == 302
    assert texts(draft) == []


def test_edit_warns_softly_of_too_many_words(client_of: Any, draft: Any, question: Any, representative: Any) -> None:
    draft.call.word_limit = 3
    draft.call.save()
    client = client_of(representative)
    response = client.post(edit_url(draft), typed(draft, question), follow=True)
    assert response.status_code == 200
    assert "The input has 5 words; the call asks for at most 3" in response.content.decode()
    assert texts(draft) == ["Una respuesta."]


def test_edit_of_a_closed_call_still_keeps_the_draft(
    client_of: Any, draft: Any, question: Any, representative: Any
) -> None:
    draft.call.state = CallState.CLOSED
    draft.call.save()
    assert client_of(representative).post(edit_url(draft), typed(draft, question)).status_code == 302
    assert texts(draft) == ["Una respuesta."]
