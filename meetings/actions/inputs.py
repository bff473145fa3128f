"""What authors do with written inputs: begin, write, attach, send, withdraw. The secretariat's part is imported here."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import rules
from meetings.actions.input_desk import (
    close_input,
    decline_input,
    publish_input,
    record_consideration,
    return_input,
    set_forums,
)
from meetings.actions.input_mail import tell_author, tell_named_parties, tell_secretariat
from meetings.call_groups import left_out_words
from meetings.enums import InputState
from meetings.input_content import canonical_content
from meetings.models import AgendaItem, Call, InputAnswer, InputFile, WrittenInput
from meetings.workflow import INPUT
from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common import languages, times
from poa_portal.common.enums import Audience
from poa_portal.common.text import unix_lines
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import attachments
from poa_portal.library.models import Topic
from stakeholders.models import TextVersion

__all__ = [
    "DeadlinePassed",
    "InputConflict",
    "attach_file",
    "close_input",
    "decline_input",
    "publish_input",
    "record_consideration",
    "remove_file",
    "return_input",
    "save_input",
    "set_forums",
    "start_input",
    "submit_input",
    "withdraw_input",
]

OPEN_FOR_WRITING = (InputState.DRAFT, InputState.RETURNED)


class InputConflict(Exception):
    """Somebody changed the input after this person began to edit it; ``current`` is the input as it is now."""

    def __init__(self, current: WrittenInput) -> None:
        super().__init__(current.reference)
        self.current = current


class DeadlinePassed(TransitionRefused):
    """The call takes no more inputs; the draft is kept."""


@transaction.atomic
def start_input(call: Call, *, by: Any, party: Party) -> WrittenInput:
    """Begin the party's input to a call, or give back the one it is writing: of two clicks the second finds the first."""
    Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    if party.pk not in {may.pk for may in rules.parties_that_may_answer(by, call)}:
        left_out = [state for state in rules.states_left_out(by, call) if state.pk == party.pk]
        raise TransitionRefused(
            left_out_words(call, left_out) or _("You cannot answer this call for this party in your post.")
        )
    begun = WrittenInput.objects.filter(call=call, owner=party.pk, state__in=OPEN_FOR_WRITING).order_by("-pk").first()
    if begun:
        return begun
    if not call.takes_inputs:
        raise DeadlinePassed(closed_words(call))
    written_input = WrittenInput.objects.create(
        reference=audit.next_reference("INP"),
        call=call,
        owner_id=party.pk,
        title="",
        language=languages.current(),
        started_by=by,
    )
    audit.record(written_input, "start", by=by)
    return written_input


@transaction.atomic
def save_input(
    written_input: WrittenInput,
    *,
    by: Any,
    version: int,
    title: str,
    language: str,
    answers: dict[int, str],
    agenda_item: AgendaItem | None = None,
    topics: Iterable[Topic] = (),
    audience: str = Audience.PUBLIC,
    builds_on: TextVersion | None = None,
) -> WrittenInput:
    """Keep what was written. ``version`` is the one the person began from, ``answers`` are by question id.

    Raises ``InputConflict`` where a colleague saved something else meanwhile; then nothing is changed.
    """
    locked = locked_for_writing(written_input, by)
    if not languages.is_tag(language):
        raise ValidationError({"language": _("“%(tag)s” is not a language we know.") % {"tag": language}})
    if agenda_item is not None and agenda_item.meeting_id != locked.call.meeting_id:
        raise ValidationError({"agenda_item": _("This agenda item belongs to another meeting.")})
    if builds_on is not None and not TextVersion.objects.visible_to(by).published().filter(pk=builds_on.pk).exists():
        raise ValidationError({"builds_on": _("Choose a published version of a common text.")})
    wanted = {
        "title": title.strip(),
        "language": language,
        "audience": Audience(audience),
        "agenda_item_id": agenda_item.pk if agenda_item else None,
        "builds_on_id": builds_on.pk if builds_on else None,
    }
    texts = {pk: unix_lines(text).strip() for pk, text in answers.items()}
    keys = {topic.pk for topic in topics}
    if _is_said_already(locked, wanted, texts, keys):
        return locked  # a second click, or two colleagues of one mind
    if locked.version != version:
        raise InputConflict(locked)
    for field, value in wanted.items():
        setattr(locked, field, value)
    locked.version += 1
    locked.save(update_fields=[*wanted, "version", "changed_at"])
    locked.topics.set(keys)
    _keep_answers(locked, texts)
    audit.record(locked, "write", by=by, version=locked.version)
    return locked


@transaction.atomic
def attach_file(written_input: WrittenInput, *, by: Any, upload: File) -> InputFile:
    """Attach a file to an input that is being written; the same bytes are kept once. Raises ``ValidationError``."""
    return attachments.attach(locked_for_writing(written_input, by), upload, by=by)


@transaction.atomic
def remove_file(written_input: WrittenInput, *, by: Any, sha256: str) -> None:
    """Take a file off an input that is being written; one that is not there any more is no fault."""
    attachments.remove(locked_for_writing(written_input, by), sha256, by=by)


@transaction.atomic
def submit_input(written_input: WrittenInput, *, by: Any, version: int | None = None, reason: str = "") -> WrittenInput:
    """Send the input to the secretariat, with a receipt; a second click changes nothing.

    A returned input can be completed after the deadline: it was on time, or late, when it first came. Raises
    ``DeadlinePassed``, ``InputConflict`` where ``version`` is not the one that was checked, ``TransitionRefused``.
    """
    locked = WrittenInput.objects.select_for_update(of=("self",)).get(pk=written_input.pk)
    if locked.state == InputState.SUBMITTED and rules.can_author(by, locked):
        return locked
    if version is not None and locked.version != version and locked.state in OPEN_FOR_WRITING:
        raise InputConflict(locked)
    first = first_sent(locked, "submitted_at") if locked.state in OPEN_FOR_WRITING else {}
    if locked.state in OPEN_FOR_WRITING and (missing := what_is_missing(locked)):
        raise TransitionRefused(missing)
    audit.perform(INPUT, locked, "submit", by=by, reason=reason, remark="", **first)
    received(locked, by=by)
    return locked


def first_sent(locked: WrittenInput, field: str) -> dict[str, Any]:
    """The moment of sending as ``field``, and whether that was late, where the input is sent for the first time.

    What once left its author in time, to the secretariat or to the other parties of a joint input, stays in time.
    Raises ``DeadlinePassed``.
    """
    now = timezone.now()
    if locked.submitted_at or locked.asked_at:
        return {} if getattr(locked, field) else {field: now}
    if not locked.call.takes_inputs:
        raise DeadlinePassed(closed_words(locked.call))
    return {field: now, "was_late": now > locked.call.deadline}


def received(locked: WrittenInput, *, by: Any) -> None:
    """What follows when an input has reached the secretariat: the receipt, and the mail of both sides."""
    receipt = audit.issue_receipt(
        locked,
        "submitted",
        by=by,
        reference=locked.reference,
        audience=locked.audience,
        content=canonical_content(locked),
    )
    tell_author("input_submitted", locked, receipt=receipt)
    tell_named_parties("joint_submitted", locked, receipt=receipt)
    tell_secretariat("input_received", locked)


@transaction.atomic
def withdraw_input(written_input: WrittenInput, *, by: Any, reason: str = "") -> WrittenInput:
    """Take the input back before it is published; the secretariat hears of it where it had been sent."""
    asked = written_input.state == InputState.AWAITING_CONFIRMATION or written_input.submitted_at is not None
    audit.perform(INPUT, written_input, "withdraw", by=by, reason=reason)
    if asked:
        tell_named_parties("joint_news", written_input)
    if written_input.submitted_at:
        tell_secretariat("input_withdrawn", written_input)
    return written_input


def what_is_missing(written_input: WrittenInput) -> str:
    """What must be there before sending, in words; no question has to be answered, but something must be said."""
    if not written_input.title.strip():
        return _("Give the input a title before you send it.")
    if not written_input.files.exists() and not any(answer.text.strip() for answer in written_input.answers.all()):
        return _("Answer at least one question or attach a file before you send the input.")
    return ""


def closed_words(call: Call) -> str:
    """Why nothing can be sent at this moment."""
    if call.opens_at > timezone.now():
        when = times.Moment.at(call.opens_at, call.time_zone)
        return _("This call opens on %(when)s. You can begin to write then.") % {"when": when}
    if call.deadline < timezone.now():
        when = times.Moment.at(call.deadline, call.time_zone)
        return _("The deadline of this call passed on %(when)s. Nothing was sent; what you wrote is kept.") % {
            "when": when
        }
    return _("This call is closed. Nothing was sent; what you wrote is kept.")


def locked_for_writing(written_input: WrittenInput, by: Any) -> WrittenInput:
    locked = WrittenInput.objects.select_for_update(of=("self",)).get(pk=written_input.pk)
    if not rules.can_author(by, locked):
        raise TransitionRefused(_("Only its author can change this input."))
    if locked.state not in OPEN_FOR_WRITING:
        state = locked.get_state_display()
        raise TransitionRefused(_("This is now “%(state)s”, so it cannot be changed any more.") % {"state": state})
    return locked


def _is_said_already(locked: WrittenInput, wanted: dict[str, Any], texts: dict[int, str], topics: set[int]) -> bool:
    said = {answer.question_id: answer.text for answer in locked.answers.all()}
    same_fields = all(getattr(locked, field) == value for field, value in wanted.items())
    same_texts = all(said.get(pk, "") == text for pk, text in texts.items())
    return same_fields and same_texts and set(locked.topics.values_list("pk", flat=True)) == topics


def _keep_answers(locked: WrittenInput, texts: dict[int, str]) -> None:
    asked = set(locked.call.questions.values_list("pk", flat=True))
    for pk in texts.keys() & asked:
        InputAnswer.objects.update_or_create(written_input=locked, question_id=pk, defaults={"text": texts[pk]})
