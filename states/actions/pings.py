"""Ping rounds of the directory manager and drills of a State: planned, changed, begun, closed, cancelled."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import Email

from poa_portal.accounts import mail
from poa_portal.accounts.models import User
from poa_portal.audit import actions as audit
from poa_portal.common.workflow import CLOCK, TransitionRefused
from states import rules
from states.actions.ping_answers import note_deliveries
from states.enums import PingState
from states.models import ContactCategory, Ping, PingRound, State
from states.ping_mail import tell_coordinators, write_to_contacts
from states.ping_targets import written_to
from states.workflow import PING

ROWS_AT_ONCE = 500


@transaction.atomic
def plan_round(
    *,
    by: Any,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    categories: Iterable[ContactCategory] = (),
    is_announced: bool = True,
    owner: State | None = None,
) -> PingRound:
    """Plan a round of the directory, or with ``owner`` a private drill; the same plan sent twice is one.

    Coordinators of all delegations get a mail about an announced round. Raises ``TransitionRefused`` where the post
    does not allow it, ``ValidationError`` for times that cannot be.
    """
    User.objects.select_for_update().get(pk=by.pk)  # of two clicks the second waits, and finds the first
    planned = PingRound(
        owner=owner,
        title=title.strip(),
        is_announced=is_announced and owner is None,
        starts_at=starts_at,
        ends_at=ends_at,
        time_zone=time_zone,
        planned_by=by,
    )
    _refuse_strangers(by, planned)
    _check_times(starts_at, ends_at)
    same = PingRound.objects.filter(
        owner=owner, title=planned.title, starts_at=starts_at, ends_at=ends_at, planned_by=by, state=PingState.PLANNED
    ).first()
    if same:
        return same
    planned.reference = audit.next_reference("PNG")
    planned.save()
    planned.categories.set(categories)
    audit.record(planned, "plan", by=by, announced=planned.is_announced)
    if planned.is_announced:
        tell_coordinators("ping_announced", planned)
    return planned


@transaction.atomic
def change_round(
    ping_round: PingRound,
    *,
    by: Any,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    categories: Iterable[ContactCategory] = (),
    is_announced: bool = True,
) -> PingRound:
    """Change what is still planned. A round that was announced stays announced; coordinators get mail about a change
    of it, or about its announcement. Raises ``TransitionRefused`` or ``ValidationError``."""
    locked = PingRound.objects.select_for_update(of=("self",)).get(pk=ping_round.pk)
    _refuse_strangers(by, locked)
    if locked.state != PingState.PLANNED:
        raise TransitionRefused(_("The round has begun or was cancelled, so it cannot be changed any more."))
    _check_times(starts_at, ends_at)
    was_announced = locked.is_announced
    said = {
        "title": title.strip(),
        "is_announced": locked.owner_id is None and (was_announced or is_announced),
        "starts_at": starts_at,
        "ends_at": ends_at,
        "time_zone": time_zone,
    }
    changed = [name for name, value in said.items() if getattr(locked, name) != value]
    wanted = {category.pk for category in categories}
    if wanted != set(locked.categories.values_list("pk", flat=True)):
        changed.append("categories")
    if not changed:
        return locked
    for name, value in said.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(said))
    locked.categories.set(wanted)
    audit.record(locked, "change", by=by, fields=sorted(changed))
    if locked.is_announced:
        tell_coordinators("ping_changed" if was_announced else "ping_announced", locked)
    return locked


@transaction.atomic
def start_round(ping_round: PingRound, *, by: Any, reason: str = "") -> PingRound:
    """Begin the round: one ping and one mail for each point of contact, all rows in this transaction.

    Raises ``TransitionRefused`` where its end has passed or nobody would be written to.
    """
    now = timezone.now()
    locked = PingRound.objects.select_for_update(of=("self",)).get(pk=ping_round.pk)
    if locked.state == PingState.PLANNED and locked.ends_at <= now:
        raise TransitionRefused(_("Not begun: the end of this round has passed. Change its times first."))
    audit.perform(PING, locked, "start", by=by, reason=reason, started_at=now)
    contacts = list(written_to(locked).with_rows().order_by("owner_id", "pk"))
    if not contacts:
        raise TransitionRefused(_("Not begun: there is no valid point of contact with a mailbox to write to."))
    pings = [Ping(round=locked, contact=contact, owner=contact.owner) for contact in contacts]
    for ping, email in zip(pings, write_to_contacts(locked, pings), strict=True):
        ping.email = email
    Ping.objects.bulk_create(pings, batch_size=ROWS_AT_ONCE)
    ping_round.refresh_from_db()
    return locked


@transaction.atomic
def close_round(ping_round: PingRound, *, by: Any, reason: str = "") -> PingRound:
    """End the round: later answers count as late. Mail that has not left yet is taken back and could not be delivered."""
    audit.perform(PING, ping_round, "close", by=by, reason=reason, closed_at=timezone.now())
    mail.take_back(Email.objects.filter(pk__in=ping_round.pings.filter(sent_at=None).values("email")))
    note_deliveries()
    return ping_round


@transaction.atomic
def cancel_round(ping_round: PingRound, *, by: Any, reason: str) -> PingRound:
    """Call a planned round off; the coordinators to whom it was announced read the reason."""
    audit.perform(PING, ping_round, "cancel", by=by, reason=reason)
    if ping_round.is_announced:
        tell_coordinators("ping_cancelled", ping_round, reason=reason)
    return ping_round


def run_due_rounds(now: datetime | None = None) -> int:
    """Note what became of the mail, then begin and close what is due at ``now``; safe to repeat. How many rounds were
    moved. A planned round whose end has passed too, because nothing ran meanwhile, is left to whoever planned it.
    """
    now = now or timezone.now()
    note_deliveries()
    planned = PingRound.objects.filter(state=PingState.PLANNED, starts_at__lte=now, ends_at__gt=now)
    over = PingRound.objects.filter(state=PingState.RUNNING, ends_at__lte=now)
    moved = 0
    for rounds, act in ((planned, start_round), (over, close_round)):
        for ping_round in rounds:
            try:
                act(ping_round, by=CLOCK)
            except TransitionRefused:  # somebody was faster, or there is nobody to write to
                continue
            moved += 1
    return moved


def _refuse_strangers(by: Any, ping_round: PingRound) -> None:
    if not rules.can_run_round(by, ping_round):
        raise TransitionRefused(_("This step is not open to you in your post."))


def _check_times(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": _("The end must be later than the start.")})
    if ends_at <= timezone.now():
        raise ValidationError({"ends_at": _("The end must not be in the past.")})
