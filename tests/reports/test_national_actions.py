"""The life of a national report: who may do what, what it leaves behind, and what is refused."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from post_office.models import Email

from poa_portal.audit.models import AuditEvent, Receipt
from poa_portal.common.enums import Audience, Role
from poa_portal.common.workflow import TransitionRefused
from reports.actions import national as actions
from reports.actions.answers import TEXT_LIMIT
from reports.enums import ReportState
from reports.models import Answer, NationalReport
from reports.workflow import NATIONAL
from tests import factories
from tests.reports.national_survey import draft_of, published, survey

PERIOD = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31)}


def _save(report: Any, question: Any, by: Any, version: int = 0, **said: Any) -> Answer:
    said = {"text": "", "choices": [], "audience": "", **said}
    return actions.save_answer(report, question, by=by, version=version, **said)


def _verbs(report: NationalReport) -> list[str]:
    return list(AuditEvent.objects.about(report).order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def questions(db: None) -> dict[str, Any]:
    return survey()


@pytest.fixture
def draft(state: Any, questions: dict[str, Any]) -> NationalReport:
    return draft_of(state, questions)


def test_start_report_by_a_drafter_begins_a_private_draft(drafter: Any, state: Any, questions: dict[str, Any]) -> None:
    report = actions.start_report(by=drafter, state=state, edition=questions["edition"], language="es", **PERIOD)
    assert (report.state, report.audience, report.language) == (ReportState.DRAFTING, Audience.PRIVATE, "es")
    assert report.reference.startswith("NRP-")
    assert _verbs(report) == ["start_report"]


def test_start_report_twice_makes_one(drafter: Any, state: Any, questions: dict[str, Any]) -> None:
    values = {"by": drafter, "state": state, "edition": questions["edition"], "language": "en", **PERIOD}
    assert actions.start_report(**values) == actions.start_report(**values)
    assert NationalReport.objects.count() == 1


def test_start_report_for_another_state_is_refused(other_drafter: Any, state: Any, questions: dict[str, Any]) -> None:
    with pytest.raises(TransitionRefused):
        actions.start_report(by=other_drafter, state=state, edition=questions["edition"], language="en", **PERIOD)
    assert not NationalReport.objects.exists()
    assert not AuditEvent.objects.exists()


def test_start_report_carries_over_answers_that_still_fit(drafter: Any, state: Any, questions: dict[str, Any]) -> None:
    last = factories.NationalReportFactory(owner=state, edition=questions["edition"])
    factories.AnswerFactory(report=last, question=questions["text"], text="As before.", audience="states")
    factories.AnswerFactory(report=last, question=questions["one"], text="", choices=["yes"])
    newer = factories.SurveyEditionFactory(key="survey-2028")
    part = factories.PartFactory(edition=newer, number=1)
    same = factories.QuestionFactory(part=part, key="cooperation")
    factories.QuestionFactory(part=part, key="strategy", kind="text")  # the kind changed, so the choice does not fit
    report = actions.start_report(by=drafter, state=state, edition=newer, language="en", carry_over=last, **PERIOD)
    assert list(report.answers.values_list("question", "text", "audience")) == [(same.pk, "As before.", "states")]


def test_start_report_never_carries_over_another_state(drafter: Any, state: Any, questions: dict[str, Any]) -> None:
    foreign = factories.AnswerFactory(question=questions["text"]).report
    values = {"edition": questions["edition"], "language": "en", "carry_over": foreign, **PERIOD}
    assert not actions.start_report(by=drafter, state=state, **values).answers.exists()


def test_save_answer_counts_its_versions(draft: NationalReport, drafter: Any, questions: dict[str, Any]) -> None:
    first = _save(draft, questions["text"], drafter, text=" We share reports.\r\nOften. ")
    assert (first.version, first.text, first.changed_by) == (1, "We share reports.\nOften.", drafter)
    unchanged = _save(draft, questions["text"], drafter, version=0, text="We share reports.\nOften.")
    assert unchanged.version == 1
    assert _save(draft, questions["text"], drafter, version=1, text="").version == 2


def test_save_answer_of_nothing_makes_no_row(draft: NationalReport, drafter: Any, questions: dict[str, Any]) -> None:
    assert _save(draft, questions["text"], drafter).version == 0
    assert not Answer.objects.exists()


def test_save_answer_from_an_old_version_gives_the_other_answer(
    draft: NationalReport, drafter: Any, coordinator: Any, questions: dict[str, Any]
) -> None:
    _save(draft, questions["text"], coordinator, text="Theirs.")
    with pytest.raises(actions.AnswerConflict) as conflict:
        _save(draft, questions["text"], drafter, version=0, text="Mine.")
    assert (conflict.value.theirs.text, conflict.value.theirs.changed_by) == ("Theirs.", coordinator)
    assert Answer.objects.get().text == "Theirs."


def test_save_answer_again_and_again_is_noted_once(
    draft: NationalReport, drafter: Any, coordinator: Any, questions: dict[str, Any]
) -> None:
    for version in range(3):
        _save(draft, questions["text"], drafter, version=version, text=f"Text {version}")
    _save(draft, questions["text"], coordinator, version=3, text="Better.")
    assert _verbs(draft) == ["save_answer", "save_answer"]
    assert set(AuditEvent.objects.values_list("actor", flat=True)) == {drafter.pk, coordinator.pk}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("text", {"choices": ["yes"]}),
        ("one", {"choices": ["yes", "no"]}),
        ("one", {"choices": ["perhaps"]}),
        ("some", {"choices": ["training", "money"]}),
        ("text", {"text": "x" * (TEXT_LIMIT + 1)}),
        ("text", {"text": "x", "audience": "friends"}),
    ],
)
def test_save_answer_that_the_question_does_not_offer_is_refused(
    draft: NationalReport, drafter: Any, questions: dict[str, Any], question: str, said: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError):
        _save(draft, questions[question], drafter, **said)
    assert not Answer.objects.exists()


def test_save_answer_to_another_edition_is_refused(draft: NationalReport, drafter: Any) -> None:
    other = factories.QuestionFactory(part__edition=factories.SurveyEditionFactory(key="other"))
    with pytest.raises(ValidationError):
        _save(draft, other, drafter, text="x")


def test_save_answer_outside_drafting_is_refused(
    draft: NationalReport, coordinator: Any, questions: dict[str, Any]
) -> None:
    actions.send_to_review(draft, by=coordinator)
    with pytest.raises(TransitionRefused):
        _save(draft, questions["text"], coordinator, text="x")
    assert not Answer.objects.exists()


ROLES = {
    "drafter": {"send_to_review", "take_back"},
    "clearing": {"send_to_review", "take_back", "clear"},
    "publishing": {"send_to_review", "take_back", "submit", "publish", "supersede", "withdraw"},
    "other_drafter": set(),
    "publisher": set(),
    "representative": set(),
    "stranger": set(),
}


@pytest.fixture
def clearing(state: Any) -> Any:
    return factories.PostFactory(party=state, role=Role.COORDINATOR).user


@pytest.fixture
def publishing(state: Any) -> Any:
    return factories.PostFactory(party=state, role=Role.DELEGATION_PUBLISHER).user


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", NATIONAL.transitions)
def test_transition_is_open_to_its_roles_from_its_states_only(
    request: Any, state: Any, questions: dict[str, Any], role: str, name: str
) -> None:
    user, row = request.getfixturevalue(role), NATIONAL.transitions[name]
    now = {"submitted_at": timezone.now(), "published_at": timezone.now(), "withdrawn_at": timezone.now()}
    for before in ReportState:
        report = factories.NationalReportFactory(owner=state, edition=questions["edition"], state=before, **now)
        opened = name in {found.name for found in NATIONAL.available(user, report)}
        assert opened == (before in row.sources and name in ROLES[role]), before


@pytest.mark.parametrize("role", ["drafter", "clearing", "other_drafter", "publisher", "stranger"])
def test_publish_by_anybody_but_the_publisher_changes_nothing(
    request: Any, state: Any, questions: dict[str, Any], role: str
) -> None:
    report = draft_of(state, questions, state=ReportState.CLEARED)
    with pytest.raises(TransitionRefused):
        actions.publish_report(report, by=request.getfixturevalue(role), audience="public")
    report.refresh_from_db()
    assert (report.state, report.audience) == (ReportState.CLEARED, Audience.PRIVATE)
    assert not Receipt.objects.exists()
    assert not AuditEvent.objects.exists()


def test_publish_leaves_two_receipts(draft: NationalReport, coordinator: Any, questions: dict[str, Any]) -> None:
    _save(draft, questions["text"], coordinator, text="For all readers.")
    _save(draft, questions["one"], coordinator, choices=["yes"], audience="states")
    report = published(draft, coordinator, "public")
    assert (report.state, report.audience) == (ReportState.PUBLISHED, Audience.PUBLIC)
    receipts = {receipt.act: json.loads(receipt.content) for receipt in Receipt.objects.all()}
    assert [answer["question"] for answer in receipts["submitted"]["answers"]] == ["cooperation", "strategy"]
    assert [answer["question"] for answer in receipts["published"]["answers"]] == ["cooperation"]
    assert _verbs(report)[-2:] == ["submit", "publish"]


def test_publish_twice_is_refused_and_leaves_no_more_receipts(draft: NationalReport, coordinator: Any) -> None:
    report = published(draft, coordinator)
    with pytest.raises(TransitionRefused):
        actions.publish_report(report, by=coordinator, audience="owner")
    assert Receipt.objects.count() == 2
    assert NationalReport.objects.get().audience == Audience.PUBLIC


@pytest.mark.parametrize("audience", ["private", "", "friends"])
def test_publish_for_no_readers_is_refused(draft: NationalReport, coordinator: Any, audience: str) -> None:
    with pytest.raises(TransitionRefused):
        published(draft, coordinator, audience)
    assert NationalReport.objects.get().state == ReportState.CLEARED


def test_publish_with_a_release_time_keeps_whole_minutes(draft: NationalReport, coordinator: Any) -> None:
    release = timezone.now() + timedelta(days=1)
    report = published(draft, coordinator, released_at=release)
    assert report.released_at == release.replace(second=0, microsecond=0)


def test_correction_supersedes_when_it_is_published(
    draft: NationalReport, coordinator: Any, drafter: Any, questions: dict[str, Any]
) -> None:
    _save(draft, questions["text"], coordinator, text="First.")
    report = published(draft, coordinator)
    correction = actions.start_correction(report, by=drafter)
    assert actions.start_correction(report, by=coordinator) == correction
    assert [answer.text for answer in correction.answers.all()] == ["First."]
    _save(correction, questions["text"], drafter, version=1, text="Second.")
    report.refresh_from_db()
    assert (report.state, report.answers.get().text) == (ReportState.PUBLISHED, "First.")
    published(correction, coordinator)
    report.refresh_from_db()
    assert (report.state, report.answers.get().text) == (ReportState.SUPERSEDED, "First.")


def test_correction_with_a_release_time_is_refused(draft: NationalReport, coordinator: Any) -> None:
    correction = actions.start_correction(published(draft, coordinator), by=coordinator)
    with pytest.raises(TransitionRefused):
        published(correction, coordinator, released_at=timezone.now() + timedelta(days=1))
    assert NationalReport.objects.filter(state=ReportState.PUBLISHED).count() == 1


def test_correction_of_a_draft_is_refused(draft: NationalReport, coordinator: Any) -> None:
    with pytest.raises(TransitionRefused):
        actions.start_correction(draft, by=coordinator)
    assert NationalReport.objects.count() == 1


def test_withdraw_needs_a_reason_and_leaves_the_day(draft: NationalReport, coordinator: Any) -> None:
    report = published(draft, coordinator)
    with pytest.raises(TransitionRefused):
        actions.withdraw_report(report, by=coordinator, reason=" ")
    report = actions.withdraw_report(report, by=coordinator, reason="A wrong figure.")
    assert (report.state, report.withdrawn_at.date()) == (ReportState.WITHDRAWN, timezone.now().date())
    assert AuditEvent.objects.about(report).first().reason == "A wrong figure."


def test_change_audience_is_the_publishers_alone(
    draft: NationalReport, coordinator: Any, drafter: Any, publisher: Any
) -> None:
    report = published(draft, coordinator, "states")
    for other in (drafter, publisher):
        with pytest.raises(TransitionRefused):
            actions.change_audience(report, by=other, audience="public")
    assert actions.change_audience(report, by=coordinator, audience="public").audience == Audience.PUBLIC
    assert actions.change_audience(report, by=coordinator, audience="owner").audience == Audience.OWNER
    assert _verbs(report)[-2:] == ["widen_audience", "narrow_audience"]
    assert list(Receipt.objects.filter(act="published").order_by("pk").values_list("audience", flat=True)) == [
        "states",
        "public",
        "owner",
    ]


def test_change_audience_of_a_draft_is_refused(draft: NationalReport, coordinator: Any) -> None:
    with pytest.raises(TransitionRefused):
        actions.change_audience(draft, by=coordinator, audience="public")


def test_mail_goes_to_the_next_in_the_own_delegation(
    draft: NationalReport, drafter: Any, clearing: Any, publishing: Any, officer: Any, other_drafter: Any
) -> None:
    def told() -> list[str]:
        found = [address for mail in Email.objects.all() for address in mail.to]
        Email.objects.all().delete()
        return found

    actions.send_to_review(draft, by=drafter)
    assert told() == [clearing.email]
    actions.clear_report(draft, by=clearing)
    assert told() == [publishing.email]
    actions.publish_report(draft, by=publishing, audience="owner")
    assert told() == [officer.email]


def test_mail_is_in_the_language_of_the_reader_and_holds_no_answer(
    draft: NationalReport, coordinator: Any, officer: Any, questions: dict[str, Any]
) -> None:
    officer.language = "fr"
    officer.save(update_fields=["language"])
    _save(draft, questions["text"], coordinator, text="Secret words.")
    published(draft, coordinator, "owner")
    mail = Email.objects.get(to=officer.email)
    assert f"/fr/reports/national/{draft.reference}/" in mail.message
    assert "Secret words" not in mail.message
