"""Answers of national reports: saved one by one or a part at a time, and never over a colleague's."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Audience
from poa_portal.common.text import unix_lines
from poa_portal.common.workflow import TransitionRefused
from reports import rules
from reports.enums import QuestionKind, ReportState
from reports.models import Answer, NationalReport, Question

TEXT_LIMIT = 20_000  # characters of one answer
NOTED_AGAIN_AFTER = timedelta(minutes=10)


class AnswerConflict(Exception):
    """A colleague saved the answer in between; ``theirs`` is the answer as it is now. Nothing was changed."""

    def __init__(self, theirs: Answer) -> None:
        super().__init__(_("A colleague has changed this answer in the meantime."))
        self.theirs = theirs


@dataclass(frozen=True)
class Draft:
    """What one colleague wants to save, begun from ``version``."""

    question: Question
    version: int
    text: str
    choices: list[str]
    audience: str


@dataclass
class Saved:
    """What became of several drafts, each by the key of its question."""

    answers: dict[str, Answer] = field(default_factory=dict)
    conflicts: dict[str, Answer] = field(default_factory=dict)  # the answers of the colleagues


@transaction.atomic
def save_answer(
    report: NationalReport,
    question: Question,
    *,
    by: Any,
    version: int,
    text: str,
    choices: list[str],
    audience: str,
) -> Answer:
    """Save one answer that was begun from ``version`` (0: there was none) and return it with its new version.

    An answer saved unchanged keeps its version. Raises ``AnswerConflict`` where a colleague saved something else in
    between, ``TransitionRefused`` where the report is not being drafted, ``ValidationError`` for a wrong answer.
    """
    locked = lock_report(report)
    if not rules.can_draft(by, locked):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if locked.state != ReportState.DRAFTING:
        raise TransitionRefused(_("This report is closed for editing. Take it back to drafting first."))
    said = _checked(locked, question, text, choices, audience)
    answer = Answer.objects.select_for_update(of=("self",)).filter(report=locked, question=question).first()
    answer = answer or Answer(report=locked, question=question)
    if said == {"text": answer.text, "choices": answer.choices, "audience": answer.audience}:
        return answer
    if version != answer.version:
        raise AnswerConflict(answer)
    for name, value in said.items():
        setattr(answer, name, value)
    answer.version, answer.changed_by = answer.version + 1, by
    answer.save()
    _note_answer(locked, question, by=by)
    return answer


def save_answers(report: NationalReport, drafts: Iterable[Draft], *, by: Any) -> Saved:
    """Save each draft that meets no other; those that do are given back with the colleague's answer, and not saved."""
    done = Saved()
    for draft in drafts:
        try:
            answer = save_answer(
                report,
                draft.question,
                by=by,
                version=draft.version,
                text=draft.text,
                choices=draft.choices,
                audience=draft.audience,
            )
        except AnswerConflict as conflict:
            done.conflicts[draft.question.key] = conflict.theirs
        else:
            done.answers[draft.question.key] = answer
    return done


def lock_report(report: NationalReport) -> NationalReport:
    """The report as it is now, held until the end of the transaction."""
    return NationalReport.objects.select_for_update(of=("self",)).get(pk=report.pk)


def _checked(
    report: NationalReport, question: Question, text: str, choices: list[str], audience: str
) -> dict[str, Any]:
    """The answer in the form in which it is kept, or ``ValidationError``."""
    if question.part.edition_id != report.edition_id:
        raise ValidationError(_("This question belongs to another edition of the survey."))
    if len(text) > TEXT_LIMIT:
        message = _("This answer has %(length)d characters; at most %(limit)d can be kept.")
        raise ValidationError(message % {"length": len(text), "limit": TEXT_LIMIT})
    offered = [] if question.kind == QuestionKind.TEXT else [choice.key for choice in question.choices.all()]
    if set(choices) - set(offered) or (question.kind == QuestionKind.ONE and len(set(choices)) > 1):
        raise ValidationError(_("Choose from the answers that the question offers."))
    if audience and audience not in Audience.values:
        raise ValidationError(_("Choose who may read the answer."))
    kept = [key for key in offered if key in choices]
    return {"text": unix_lines(text).strip(), "choices": kept, "audience": audience}


def _note_answer(report: NationalReport, question: Question, *, by: Any) -> None:
    """One event for a person at a question every few minutes: autosave would fill the record with its ticks."""
    recent = AuditEvent.objects.about(report).filter(
        actor=by, verb="save_answer", detail__question=question.key, at__gt=timezone.now() - NOTED_AGAIN_AFTER
    )
    if not recent.exists():
        audit.record(report, "save_answer", by=by, question=question.key)
