"""The content of a national report as one thing: for receipts, and to carry it over into another report."""

from typing import Any

from reports.audiences import is_as_open
from reports.enums import QuestionKind
from reports.models import Answer, NationalReport, Question


def filled_answers(report: NationalReport) -> list[Answer]:
    """The answers that say something, in the order of the survey."""
    answers = report.answers.select_related("question__part")
    ordered = answers.order_by("question__part__number", "question__position", "question_id")
    return [answer for answer in ordered if answer.text or answer.choices]


def canonical_content(report: NationalReport, *, readers_only: bool) -> dict[str, Any]:
    """What a receipt proves. With ``readers_only`` it leaves out the answers that not every reader of the report may
    read: the digest of a publication is public, and a short answer could be guessed from it."""
    answers = [
        _answer(answer)
        for answer in filled_answers(report)
        if not readers_only or is_as_open(report.audience, answer.audience)
    ]
    return {
        "reference": report.reference,
        "state": report.owner.key,
        "edition": report.edition.key,
        "period_from": report.period_from.isoformat(),
        "period_to": report.period_to.isoformat(),
        "language": report.language,
        "answers": answers,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "part": answer.question.part.number,
        "question": answer.question.key,
        "text": answer.text,
        "choices": answer.choices,
        "audience": answer.audience,
    }


def copy_answers(source: NationalReport, target: NationalReport, *, by: Any) -> int:
    """Copy what fits: to the same question, or in another edition to the question of the same key and kind."""
    questions = Question.objects.filter(part__edition=target.edition_id).prefetch_related("choices")
    by_key = {question.key: question for question in questions}
    copies = [
        Answer(
            report=target,
            question=question,
            text=answer.text,
            choices=_still_offered(question, answer.choices),
            audience=answer.audience,
            version=1,
            changed_by=by,
        )
        for answer in filled_answers(source)
        if (question := by_key.get(answer.question.key)) and question.kind == answer.question.kind
    ]
    Answer.objects.bulk_create(copies)
    return len(copies)


def _still_offered(question: Question, chosen: list[str]) -> list[str]:
    if question.kind == QuestionKind.TEXT:
        return []
    return [choice.key for choice in question.choices.all() if choice.key in chosen]
