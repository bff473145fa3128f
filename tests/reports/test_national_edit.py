"""Answering the survey: one part as one form, autosave in JSON, and two colleagues at one question."""

from typing import Any

import pytest
from django.test import Client

from reports.actions import national as actions
from reports.enums import ReportState
from reports.models import Answer, NationalReport
from tests import factories
from tests.reports.national_survey import address, draft_of, edit_data, survey


@pytest.fixture
def questions(db: None) -> dict[str, Any]:
    return survey()


@pytest.fixture
def draft(state: Any, questions: dict[str, Any]) -> NationalReport:
    return draft_of(state, questions)


@pytest.fixture
def desk(client_of: Any, drafter: Any) -> Client:
    return client_of(drafter)


def _texts(report: NationalReport) -> dict[str, str]:
    return dict(report.answers.values_list("question__key", "text"))


def _autosave(client: Client, url: str, data: dict[str, Any]) -> Any:
    return client.post(url, data, headers={"X-Autosave": "1"})


def test_edit_page_shows_the_first_part_with_norms_and_choices(desk: Client, draft: NationalReport) -> None:
    page = desk.get(address("national_edit", draft.reference))
    text = page.content.decode()
    assert [one.question.key for one in page.context["form"].forms] == ["cooperation", "strategy"]
    assert "(a) Cooperation" in text
    assert "As the report" in text
    assert "data-autosave" in text
    assert " required" not in text.split("<form", 2)[-1]


def test_edit_page_of_an_unknown_part_is_not_found(desk: Client, draft: NationalReport) -> None:
    for part in ("9", "0", "x", "9999999999999999999999"):
        assert desk.get(address("national_edit", draft.reference), {"part": part}).status_code == 404


def test_save_button_saves_the_whole_part_without_scripts(desk: Client, draft: NationalReport) -> None:
    url = address("national_edit", draft.reference) + "?part=1"
    changes = {"cooperation__text": "We meet.", "cooperation__audience": "states", "strategy__choices": "planned"}
    response = desk.post(url, edit_data(desk.get(url), go_to="2", **changes))
    assert (response.status_code, response.url) == (302, address("national_edit", draft.reference) + "?part=2")
    answers = {answer.question.key: answer for answer in draft.answers.select_related("question")}
    assert (answers["cooperation"].text, answers["cooperation"].audience) == ("We meet.", "states")
    assert answers["strategy"].choices == ["planned"]


def test_save_button_leaves_what_a_colleague_changed_elsewhere(
    desk: Client, draft: NationalReport, coordinator: Any, questions: dict[str, Any]
) -> None:
    url = address("national_edit", draft.reference)
    page = desk.get(url)
    said = {"text": "By a colleague.", "choices": ["yes"], "audience": ""}
    actions.save_answer(draft, questions["one"], by=coordinator, version=0, **said)
    response = desk.post(url, edit_data(page, cooperation__text="Mine."))
    assert response.status_code == 302
    assert _texts(draft) == {"cooperation": "Mine.", "strategy": "By a colleague."}


def test_save_button_shows_both_answers_where_two_met(
    desk: Client, draft: NationalReport, coordinator: Any, questions: dict[str, Any]
) -> None:
    url = address("national_edit", draft.reference)
    page = desk.get(url)
    actions.save_answer(draft, questions["text"], by=coordinator, version=0, text="Theirs.", choices=[], audience="")
    conflict = desk.post(url, edit_data(page, cooperation__text="Mine.", strategy__choices="no"))
    text = conflict.content.decode()
    assert conflict.status_code == 409
    assert "Theirs." in text
    assert "Mine." in text
    assert str(coordinator) in text
    assert _texts(draft)["cooperation"] == "Theirs."
    assert draft.answers.get(question=questions["one"]).choices == ["no"]  # what met nobody is saved

    undecided = desk.post(url, edit_data(conflict))
    assert undecided.status_code == 409
    assert _texts(draft)["cooperation"] == "Theirs."

    assert desk.post(url, edit_data(undecided, cooperation__keep="mine")).status_code == 302
    assert _texts(draft)["cooperation"] == "Mine."


def test_save_button_can_keep_the_answer_of_the_colleague(
    desk: Client, draft: NationalReport, coordinator: Any, questions: dict[str, Any]
) -> None:
    url = address("national_edit", draft.reference)
    page = desk.get(url)
    actions.save_answer(draft, questions["text"], by=coordinator, version=0, text="Theirs.", choices=[], audience="")
    conflict = desk.post(url, edit_data(page, cooperation__text="Mine."))
    assert desk.post(url, edit_data(conflict, cooperation__keep="theirs")).status_code == 302
    assert _texts(draft) == {"cooperation": "Theirs."}


def test_save_button_after_a_second_change_asks_again(
    desk: Client, draft: NationalReport, coordinator: Any, questions: dict[str, Any]
) -> None:
    url = address("national_edit", draft.reference)
    page = desk.get(url)
    said = {"choices": [], "audience": ""}
    actions.save_answer(draft, questions["text"], by=coordinator, version=0, text="Theirs.", **said)
    conflict = desk.post(url, edit_data(page, cooperation__text="Mine."))
    actions.save_answer(draft, questions["text"], by=coordinator, version=1, text="Theirs, later.", **said)
    again = desk.post(url, edit_data(conflict, cooperation__keep="mine"))
    assert (again.status_code, "Theirs, later." in again.content.decode()) == (409, True)
    assert _texts(draft) == {"cooperation": "Theirs, later."}


def test_autosave_answers_with_the_new_version(desk: Client, draft: NationalReport) -> None:
    url = address("national_edit", draft.reference) + "?part=1"
    data = edit_data(desk.get(url), cooperation__text="First.")
    saved = _autosave(desk, url, data)
    assert saved.status_code == 200
    assert saved.json()["message"].startswith("Saved ")
    data |= {"version": saved.json()["version"], "cooperation-text": "First and second."}
    assert _autosave(desk, url, data).status_code == 200
    answer = draft.answers.get()
    assert (answer.text, answer.version) == ("First and second.", 2)


def test_autosave_that_meets_a_colleague_carries_the_other_text(
    desk: Client, draft: NationalReport, coordinator: Any, questions: dict[str, Any]
) -> None:
    url = address("national_edit", draft.reference)
    data = edit_data(desk.get(url), cooperation__text="Mine.")
    actions.save_answer(draft, questions["text"], by=coordinator, version=0, text="Theirs.", choices=[], audience="")
    conflict = _autosave(desk, url, data)
    assert (conflict.status_code, conflict.json()["theirs"]) == (409, "Theirs.")
    assert str(coordinator) in conflict.json()["message"]
    assert _autosave(desk, url, data | {"version": conflict.json()["version"]}).status_code == 409
    assert _texts(draft) == {"cooperation": "Theirs."}


@pytest.mark.parametrize(
    "wrong",
    [
        {"cooperation-text": "x" * 20_001},
        {"strategy-choices": "perhaps"},
        {"cooperation-audience": "friends"},
        {"cooperation-text": "null \x00 byte"},
    ],
)
def test_save_of_a_wrong_answer_keeps_what_was_typed(
    desk: Client, draft: NationalReport, wrong: dict[str, str]
) -> None:
    url = address("national_edit", draft.reference)
    data = edit_data(desk.get(url)) | {"cooperation-text": "Kept."} | wrong
    page = desk.post(url, data)
    assert page.status_code == 422
    assert data["cooperation-text"][:4] in page.content.decode()
    told = _autosave(desk, url, data)
    assert (told.status_code, bool(told.json()["message"])) == (422, True)
    assert not Answer.objects.exists()


def test_save_with_a_broken_version_never_overwrites(
    desk: Client, draft: NationalReport, coordinator: Any, questions: dict[str, Any]
) -> None:
    actions.save_answer(draft, questions["text"], by=coordinator, version=0, text="Theirs.", choices=[], audience="")
    url = address("national_edit", draft.reference)
    for version in ("", "nonsense", "cooperation:99999999999:x", "::,,"):
        data = edit_data(desk.get(url), cooperation__text="Mine.") | {"version": version}
        assert desk.post(url, data).status_code == 409
    assert _texts(draft) == {"cooperation": "Theirs."}


def test_edit_outside_drafting_is_closed(desk: Client, state: Any, questions: dict[str, Any]) -> None:
    report = draft_of(state, questions)
    url = address("national_edit", report.reference)
    data = edit_data(desk.get(url), cooperation__text="Late.")
    NationalReport.objects.filter(pk=report.pk).update(state=ReportState.NATIONAL_REVIEW)
    assert desk.get(url).url == report.get_absolute_url()
    refused = desk.post(url, data)
    assert (refused.status_code, "Late." in refused.content.decode()) == (403, True)
    assert _autosave(desk, url, data).status_code == 403
    assert not Answer.objects.exists()


@pytest.mark.parametrize("who", ["other_drafter", "publisher", "representative", "stranger"])
def test_edit_is_not_found_by_others(request: Any, client_of: Any, draft: NationalReport, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    data = {"text": "x", "version": "0"}
    assert client.get(address("national_edit", draft.reference)).status_code == 404
    assert client.post(address("national_edit", draft.reference), data).status_code == 404
    assert not Answer.objects.exists()


def test_edit_asks_the_signed_out_to_sign_in(client: Client, draft: NationalReport) -> None:
    assert client.get(address("national_edit", draft.reference)).status_code == 302
    assert client.post(address("national_edit", draft.reference), {"text": "x"}).status_code == 302
    assert not Answer.objects.exists()


def test_edit_page_costs_the_same_with_one_and_three_questions(
    desk: Client,
    draft: NationalReport,
    questions: dict[str, Any],
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    url = address("national_edit", draft.reference) + "?part=2"
    desk.get(url)  # the first request of a session writes it down
    with django_assert_max_num_queries(16) as first:
        desk.get(url)
    for number in range(2):
        question = factories.QuestionFactory(part=questions["parts"][1], kind="some")
        factories.ChoiceFactory(question=question)
        factories.AnswerFactory(report=draft, question=question, text=str(number))
    with django_assert_num_queries(len(first)):
        desk.get(url)
