"""Writes on calls as the secretariat makes them: text, questions, deadline, announcement."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.actions.fields import apply, by_language, free_slug, lock, titles_of
from meetings.enums import CallState, MeetingState
from meetings.models import Call, CallExtension, CallQuestion
from meetings.workflow import CALL
from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import Topic
from states.models import RegionalGroup

Texts = dict[str, str]
Question = dict[str, Any]  # "text" and "help" by language; "pk" where the question exists already


@transaction.atomic
def create_call(
    *,
    by: Any,
    topics: Iterable[Topic] = (),
    questions: Sequence[Question] = (),
    open_to: Iterable[RegionalGroup] = (),
    slug: str = "",
    **fields: Any,
) -> Call:
    """A draft call. ``questions`` are ``{"text": {"en": …}, "help": {"en": …}}`` in order; none has to be answered.

    ``open_to`` are the regional groups whose States may answer; none means all. A form sent twice makes one call: a draft of the same meeting, deadline and titles is returned as it is.
    """
    call = Call(**fields)
    if call.meeting:
        lock(call.meeting)
    twin = Call.objects.filter(
        meeting=call.meeting, deadline=call.deadline, state=CallState.DRAFT, **titles_of(call)
    ).first()
    if twin:
        return twin
    call.slug = slug or free_slug(Call, call, f"call-{call.deadline:%Y-%m}")
    call.save()
    call.topics.set(topics)
    call.open_to.set(open_to)
    for position, question in enumerate(questions):
        CallQuestion.objects.create(call=call, position=position, **_columns(question))
    audit.record(call, "create", by=by)
    return call


@transaction.atomic
def change_call(
    call: Call,
    *,
    by: Any,
    topics: Iterable[Topic] | None = None,
    questions: Sequence[Question] | None = None,
    open_to: Iterable[RegionalGroup] | None = None,
    seen: int | None = None,
    **fields: Any,
) -> Call:
    """Change a call; ``questions`` are all its questions in order, existing ones with their ``pk``.

    The deadline of an announced call moves with ``extend_deadline`` only, so that its history stays. Raises
    ``ValidationError`` for that and for removing a question that has answers.
    """
    locked = lock(call, seen)
    moved = {"deadline", "time_zone"} & {name for name in fields if getattr(locked, name) != fields[name]}
    if moved and locked.state != CallState.DRAFT:
        raise ValidationError(_("The call is announced. Extend its deadline instead, so that both dates stay visible."))
    changed = apply(locked, fields, topics)
    if questions is not None and _set_questions(locked, questions):
        changed.append("questions")
    if open_to is not None and {group.pk for group in open_to} != set(locked.open_to.values_list("pk", flat=True)):
        locked.open_to.set(open_to)
        changed.append("open_to")
    if changed:
        audit.record(locked, "change", by=by, changed=changed)
    call.refresh_from_db()
    return call


def _set_questions(call: Call, questions: Sequence[Question]) -> bool:
    """Whether anything was added, removed, moved or worded anew."""
    existing: dict[int | None, CallQuestion] = {question.pk: question for question in call.questions.all()}
    changed = False
    for position, wanted in enumerate(questions):
        columns: dict[str, Any] = {**_columns(wanted), "position": position}
        question = existing.pop(wanted.get("pk"), None)
        if question is None:
            CallQuestion.objects.create(call=call, **columns)
            changed = True
        else:
            changed = bool(apply(question, columns)) or changed
    for left in existing.values():
        if left.answers.exists():
            raise ValidationError(_("A question that has answers cannot be removed. Change its words instead."))
        left.delete()
    return changed or bool(existing)


@transaction.atomic
def extend_deadline(call: Call, *, by: Any, deadline: datetime, reason: str) -> CallExtension:
    """Move the deadline of an announced call to a later moment; both dates and the reason stay visible.

    The same extension sent twice is one. Raises ``ValidationError`` where the moment is not later or has passed.
    """
    locked = lock(call)
    if locked.deadline == deadline and (same := locked.extensions.filter(after=deadline).last()):
        return same
    if locked.state != CallState.OPEN:
        raise ValidationError(_("Only the deadline of an announced call can be extended."))
    if deadline <= locked.deadline or deadline <= timezone.now():
        raise ValidationError({"deadline": _("The new deadline must be later than the present one and lie ahead.")})
    extension = CallExtension.objects.create(call=locked, before=locked.deadline, after=deadline, reason=reason)
    locked.deadline = deadline
    locked.save(update_fields=["deadline"])
    audit.record(
        locked, "extend", by=by, reason=reason, before=extension.before.isoformat(), after=deadline.isoformat()
    )
    call.refresh_from_db()
    return extension


def open_call(call: Call, *, by: Any, reason: str = "") -> Call:
    """Announce the call. Refused while its meeting is a draft, or once its deadline has passed."""
    if call.meeting and call.meeting.state == MeetingState.DRAFT:
        raise TransitionRefused(_("Announce the meeting first; the call belongs to it."))
    if call.deadline <= timezone.now():
        raise TransitionRefused(_("The deadline has passed. Choose a later one first."))
    return audit.perform(CALL, call, "open", by=by, reason=reason)


def close_call(call: Call, *, by: Any, reason: str) -> Call:
    return audit.perform(CALL, call, "close", by=by, reason=reason)


def reopen_call(call: Call, *, by: Any, reason: str) -> Call:
    return audit.perform(CALL, call, "reopen", by=by, reason=reason)


def _columns(question: Question) -> Texts:
    return {**by_language("text", question["text"]), **by_language("help", question.get("help") or {})}
