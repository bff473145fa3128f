"""What the secretariat does with written inputs, and how meetings considered them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from meetings import rules
from meetings.actions.input_mail import tell_author, tell_named_parties
from meetings.enums import InputState, Outcome
from meetings.input_content import canonical_content
from meetings.models import AgendaItem, Consideration, Meeting, WrittenInput
from meetings.workflow import INPUT
from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused


@transaction.atomic
def return_input(written_input: WrittenInput, *, by: Any, reason: str) -> WrittenInput:
    """Give the input back for completion; the author reads ``reason`` and can send it again, also after the deadline."""
    audit.perform(INPUT, written_input, "return", by=by, reason=reason, remark=reason)
    tell_author("input_returned", written_input, reason=reason)
    tell_named_parties("joint_news", written_input)
    return written_input


@transaction.atomic
def publish_input(written_input: WrittenInput, *, by: Any, reason: str = "") -> WrittenInput:
    """Publish at the audience the author chose, with a receipt; the meeting of the call is the first to consider it."""
    audit.perform(INPUT, written_input, "publish", by=by, reason=reason, published_at=timezone.now())
    if meeting := written_input.call.meeting:
        written_input.forums.add(meeting)
    audit.issue_receipt(
        written_input,
        "published",
        by=by,
        reference=written_input.reference,
        audience=written_input.audience,
        content=canonical_content(written_input),
    )
    tell_author("input_published", written_input)
    tell_named_parties("joint_news", written_input)
    return written_input


@transaction.atomic
def decline_input(written_input: WrittenInput, *, by: Any, reason: str) -> WrittenInput:
    audit.perform(INPUT, written_input, "decline", by=by, reason=reason, remark=reason)
    tell_author("input_declined", written_input, reason=reason)
    tell_named_parties("joint_news", written_input)
    return written_input


@transaction.atomic
def set_forums(written_input: WrittenInput, *, by: Any, forums: Iterable[Meeting]) -> WrittenInput:
    """Say which meetings are to consider the input; one that has considered it stays. Raises ``TransitionRefused``."""
    locked = _published_for(written_input, by)
    considered = set(locked.considerations.values_list("forum_id", flat=True))
    wanted = considered | {forum.pk for forum in forums}
    before = set(locked.forums.values_list("pk", flat=True))
    if wanted != before:
        locked.forums.set(wanted)
        audit.record(locked, "set_forums", by=by, before=sorted(before), after=sorted(wanted))
    return locked


@transaction.atomic
def record_consideration(
    written_input: WrittenInput,
    *,
    by: Any,
    forum: Meeting,
    outcome: str,
    agenda_item: AgendaItem | None = None,
    place: str = "",
    note: str = "",
) -> Consideration:
    """Record how a meeting dealt with a published input, once for each meeting; recorded anew, it replaces the record.

    The audit log keeps what was replaced. Raises ``TransitionRefused`` for an input that is not published or is
    closed, ``ValidationError`` for an agenda item of another meeting.
    """
    if agenda_item is not None and agenda_item.meeting_id != forum.pk:
        raise ValidationError({"agenda_item": _("This agenda item belongs to another meeting.")})
    locked = _published_for(written_input, by)
    said = {"agenda_item": agenda_item, "outcome": Outcome(outcome), "place": place, "note": note}
    existing = locked.considerations.filter(forum=forum).first()
    if existing and all(getattr(existing, field) == value for field, value in said.items()):
        return existing
    replaced = _in_words(existing) if existing else None
    consideration, _is_new = Consideration.objects.update_or_create(
        written_input=locked, forum=forum, defaults={**said, "recorded_by": by}
    )
    locked.forums.add(forum)
    audit.record(locked, "consider", by=by, forum=forum.slug, now=_in_words(consideration), replaced=replaced)
    tell_author("input_considered", locked, consideration=consideration)
    return consideration


@transaction.atomic
def close_input(written_input: WrittenInput, *, by: Any, reason: str = "") -> WrittenInput:
    """Close an input that every one of its meetings has considered; refused in words while one has not."""
    WrittenInput.objects.select_for_update(of=("self",)).get(pk=written_input.pk)
    if rules.can_prepare(by) and written_input.state == InputState.PUBLISHED:
        refuse_to_close_too_early(written_input)
    return audit.perform(INPUT, written_input, "close", by=by, reason=reason)


def refuse_to_close_too_early(written_input: WrittenInput) -> None:
    """Raise ``TransitionRefused`` that names the meetings still to record how they considered the input."""
    missing = [meeting.title for meeting in forums_to_come(written_input)]
    if missing:
        names = get_text_list(missing, _("and"))
        raise TransitionRefused(
            _("Not closed: record first how these meetings considered the input: %(meetings)s.") % {"meetings": names}
        )
    if not written_input.considerations.exists():
        raise TransitionRefused(_("Not closed: record first which meeting considered the input, and how."))


def forums_to_come(written_input: WrittenInput) -> list[Meeting]:
    """The meetings that have not yet recorded how they considered the input."""
    considered = written_input.considerations.values("forum")
    return list(written_input.forums.exclude(pk__in=considered).order_by("starts_on", "pk"))


def _published_for(written_input: WrittenInput, by: Any) -> WrittenInput:
    locked = WrittenInput.objects.select_for_update(of=("self",)).get(pk=written_input.pk)
    if not rules.can_prepare(by):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if locked.state != InputState.PUBLISHED:
        state = locked.get_state_display()
        raise TransitionRefused(_("This is now “%(state)s”, so that step is not open any more.") % {"state": state})
    return locked


def _in_words(consideration: Consideration) -> dict[str, str]:
    item = consideration.agenda_item
    return {
        "outcome": consideration.outcome,
        "agenda_item": item.number if item else "",
        "place": consideration.place,
        "note": consideration.note,
    }
