"""What comes back to a ping: answers, mail that could not be delivered, and what became of the mail itself."""

from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email

from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.enums import PingState
from states.models import Ping, PingRound


@transaction.atomic
def answer_ping(ping: Ping, *, by: Any) -> Ping:
    """Record that an answer came now: once, and as late where the round is over. ``by`` is whoever is signed in, or None.

    Answered again, it stays as it was. Raises ``TransitionRefused`` for people who act for somebody else, and for a
    round that was cancelled.
    """
    locked = Ping.objects.select_for_update(of=("self",)).with_rows().get(pk=ping.pk)
    if not rules.can_answer_ping(by, locked):
        raise TransitionRefused(_("You are signed in for another party, so nothing was counted."))
    if locked.round.state not in (PingState.RUNNING, PingState.CLOSED):
        raise TransitionRefused(_("This check was cancelled. Nothing has to be done."))
    if locked.answered_at or locked.late_at:
        return locked
    now = timezone.now()
    is_late = locked.round.state == PingState.CLOSED or now >= locked.round.ends_at
    field = "late_at" if is_late else "answered_at"
    setattr(locked, field, now)
    locked.save(update_fields=[field])
    audit.record(locked, "answer_late" if is_late else "answer", by=by)
    return locked


@transaction.atomic
def note_foreign_attempt(ping: Ping, *, by: Any) -> None:
    """Record for the State that somebody who acts for another party tried its link; nothing is counted."""
    audit.record(ping, "refuse_answer", by=by)


@transaction.atomic
def mark_returned(ping: Ping, *, by: Any, is_returned: bool) -> Ping:
    """Note by hand that the mail came back, or take that note away. Raises ``TransitionRefused`` for what was answered,
    and for mail that the mail server itself refused."""
    locked = Ping.objects.select_for_update(of=("self",)).with_rows().get(pk=ping.pk)
    if not rules.can_run_round(by, locked.round):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if bool(locked.bounced_at) == is_returned:
        return locked
    if is_returned and (locked.answered_at or locked.late_at):
        raise TransitionRefused(_("This point of contact has answered, so its mail did not come back."))
    if not is_returned and Email.objects.filter(pk=locked.email_id, status=STATUS.failed).exists():
        raise TransitionRefused(_("The mail server refused this mail; that cannot be taken away."))
    locked.bounced_at = timezone.now() if is_returned else None
    locked.save(update_fields=["bounced_at"])
    audit.record(locked, "mark_returned" if is_returned else "unmark_returned", by=by)
    return locked


@transaction.atomic
def note_export(ping_round: PingRound, *, by: Any, reason: str) -> None:
    """Record that the results leave the portal as a file, and why."""
    if not rules.can_run_round(by, ping_round):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if not reason.strip():
        raise TransitionRefused(_("Give a reason; it will be recorded."))
    audit.record(ping_round, "export_results", by=by, reason=reason)


def note_deliveries() -> int:
    """Take over from the mail what became of it: when it was sent, or that it was given up. How many pings changed.

    Called after each batch of mail, and by the sweeper; two queries where there is nothing to note.
    """
    unsent = Ping.objects.filter(sent_at=None, bounced_at=None)
    sent = _moved(unsent.filter(email__status=STATUS.sent), "sent_at")
    return sent + _moved(unsent.filter(email__status=STATUS.failed), "bounced_at")


def _moved(pings: QuerySet[Ping], field: str) -> int:
    moment = Email.objects.filter(pk=OuterRef("email")).values("last_updated")[:1]
    return pings.update(**{field: Subquery(moment)})
