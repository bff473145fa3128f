"""National reports and surveys as their pages show them, formatted once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.audit.models import Receipt
from poa_portal.common import languages, times
from poa_portal.common.enums import Audience
from reports.audiences import effective
from reports.enums import ReportState
from reports.models import Answer, NationalReport, Part, Question, SurveyEdition
from reports.workflow import NATIONAL


@dataclass(frozen=True)
class ReportRow:
    """A national report in a list; ``note`` says where not everybody may read it, or not yet."""

    state: str
    title: str
    url: str
    reference: str
    period: str
    edition: str
    language: str
    state_word: str
    note: str
    day: str = ""


def report_rows(reports: Iterable[NationalReport]) -> list[ReportRow]:
    return [_row(report) for report in reports]


def _row(report: NationalReport) -> ReportRow:
    return ReportRow(
        state=report.owner.name,
        title=report_title(report),
        url=report.get_absolute_url(),
        reference=report.reference,
        period=period_of(report),
        edition=report.edition.title,
        language=languages.name_in(report.language),
        state_word="" if report.state == ReportState.PUBLISHED else report.get_state_display(),
        note="" if report.audience == Audience.PUBLIC else report.get_audience_display(),
        day=times.format_date(out_at(report).date()) if report.published_at else "",
    )


def report_title(report: NationalReport) -> str:
    """What a report is called: it has no title of its own."""
    values = {"state": report.owner.name, "period": period_of(report)}
    return _("%(state)s: voluntary national report, %(period)s") % values


def period_of(report: NationalReport) -> str:
    """Whole calendar years by their numbers, ``2025`` or ``2024–2025``; other periods by their days."""
    start, end = report.period_from, report.period_to
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return times.format_period(start, end)
    return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"


def out_at(report: NationalReport) -> Any:
    """When others could first read a published report."""
    return max(filter(None, [report.published_at, report.released_at]))


@dataclass(frozen=True)
class AnswerLine:
    """One answer; ``audience`` is set where fewer may read it than the report."""

    question: str
    key: str
    topics: list[tuple[str, str]]
    text: str
    choices: list[str]
    audience: str


@dataclass(frozen=True)
class PartLines:
    number: int
    title: str
    answers: list[AnswerLine] = field(default_factory=list)


def answers_for(report: NationalReport, user: Any) -> list[PartLines]:
    """The answers that this reader may read, by part. What was not answered is not shown at all."""
    parts: dict[int, PartLines] = {}
    for answer in readable_answers(report, user):
        part = answer.question.part
        lines = parts.setdefault(part.pk, PartLines(part.number, part.title))
        lines.answers.append(_answer_line(report, answer))
    return list(parts.values())


def readable_answers(report: NationalReport, user: Any) -> list[Answer]:
    answers = (
        Answer.objects.visible_to(user)
        .filter(report=report)
        .select_related("question__part")
        .prefetch_related("question__topics", "question__choices")
        .order_by("question__part__number", "question__position", "question_id")
    )
    return [answer for answer in answers if answer.text or answer.choices]


def _answer_line(report: NationalReport, answer: Answer) -> AnswerLine:
    question = answer.question
    reached = effective(report.audience, answer.audience)
    return AnswerLine(
        question=question.text,
        key=question.key,
        topics=_topics(question),
        text=answer.text,
        choices=[choice.text for choice in question.choices.all() if choice.key in answer.choices],
        audience="" if reached == report.audience else str(Audience(reached).label),
    )


def _topics(question: Question) -> list[tuple[str, str]]:
    return [(str(topic), topic.get_absolute_url()) for topic in question.topics.all()]


def facts(report: NationalReport) -> list[tuple[str, str]]:
    found = [
        (_("Period"), period_of(report)),
        (_("Survey"), report.edition.title),
        (_("Language of the report"), languages.name_in(report.language)),
        (_("Reference"), report.reference),
    ]
    if report.published_at:
        found.append((_("Published"), times.format_date(out_at(report).date())))
    if report.audience != Audience.PUBLIC:
        found.append((_("Who may read it"), report.get_audience_display()))
    return found


def public_receipt(report: NationalReport) -> Receipt | None:
    """The proof of the publication as it stands."""
    receipts = Receipt.objects.filter(subject_type=report._meta.label_lower, subject_id=report.pk, act="published")
    return receipts.filter(audience=report.audience).first()


@dataclass(frozen=True)
class Step:
    """A step of the status line."""

    label: str
    moment: Any
    is_current: bool
    is_done: bool


def steps(report: NationalReport) -> list[Step]:
    """Where the report stands on its way; what ended it otherwise is the last step."""
    way = [ReportState.DRAFTING, ReportState.NATIONAL_REVIEW, ReportState.CLEARED, ReportState.PUBLISHED]
    if report.state in {ReportState.SUPERSEDED, ReportState.WITHDRAWN}:
        way.append(ReportState(report.state))
    moments = {
        ReportState.DRAFTING: report.started_at,
        ReportState.PUBLISHED: report.published_at,
        ReportState.WITHDRAWN: report.withdrawn_at,
    }
    here = way.index(ReportState(report.state)) if report.state in way else len(way) - 2
    return [
        Step(str(state.label), moments.get(state) if place <= here else None, place == here, place < here)
        for place, state in enumerate(way)
    ]


@dataclass(frozen=True)
class WorkRow:
    """A report of the own delegation with what can be done next."""

    row: ReportRow
    state_word: str
    changed: str
    next_steps: list[str]
    waits_until: Any = None


def work_rows(reports: Iterable[NationalReport], user: Any) -> list[WorkRow]:
    return [
        WorkRow(
            row=_row(report),
            state_word=report.get_state_display(),
            changed=times.format_date((report.published_at or report.started_at).date()),
            next_steps=[str(row.label) for row in NATIONAL.available(user, report) if row.name != "supersede"],
            waits_until=report.released_at if waits(report) else None,
        )
        for report in reports
    ]


def waits(report: NationalReport) -> bool:
    """Published, but others cannot read it yet."""
    return bool(report.state == ReportState.PUBLISHED and report.released_at and report.released_at > timezone.now())


@dataclass(frozen=True)
class SurveyQuestion:
    key: str
    text: str
    help: str
    kind: str
    topics: list[tuple[str, str]]
    choices: list[str]


@dataclass(frozen=True)
class SurveyPart:
    number: int
    title: str
    introduction: str
    pillar: str
    pillar_url: str
    questions: list[SurveyQuestion]


def survey_parts(edition: SurveyEdition) -> list[SurveyPart]:
    """The questions of an edition by part, in four queries."""
    return [
        SurveyPart(
            part.number,
            part.title,
            part.introduction,
            str(part.pillar),
            part.pillar.get_absolute_url(),
            [_survey_question(question) for question in part.questions.all()],
        )
        for part in parts_with_questions(edition)
    ]


def parts_with_questions(edition: SurveyEdition) -> QuerySet[Part]:
    questions = Question.objects.order_by("position", "pk").prefetch_related("topics", "choices")
    parts = Part.objects.filter(edition=edition).select_related("pillar").order_by("number")
    return parts.prefetch_related(Prefetch("questions", questions))


def _survey_question(question: Question) -> SurveyQuestion:
    return SurveyQuestion(
        question.key,
        question.text,
        question.help,
        question.get_kind_display(),
        _topics(question),
        [choice.text for choice in question.choices.all()],
    )
