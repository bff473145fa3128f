"""Recording changes, carrying out transitions, giving references and receipts."""

import json
from hashlib import sha256
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from poa_portal.audit import readers
from poa_portal.audit.models import AuditEvent, Receipt, Series
from poa_portal.audit.signals import recorded
from poa_portal.common.middleware import forget_public_pages
from poa_portal.common.workflow import CLOCK, TransitionRefused, Workflow

Record = TypeVar("Record", bound=models.Model)


def record(subject: models.Model, verb: str, *, by: Any, reason: str = "", **detail: Any) -> AuditEvent:
    """Write that ``by`` (a person, ``CLOCK``, or None for the portal itself) did ``verb`` to ``subject``.

    Call it inside the transaction of the change itself.
    """
    owner_id = _owner_id(subject)
    with translation.override("en"):  # the log has one language, whoever acts
        event = AuditEvent.objects.create(
            actor=None if by is CLOCK else by,
            actor_post=post_label(by, owner_id),
            verb=verb,
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            subject_label=str(subject)[:300],
            owner_id=owner_id,
            reason=reason,
            detail=detail,
        )
        recorded.send(sender=type(subject), event=event, subject=subject)
    if readers.concerns_public_pages(event.subject_type):
        transaction.on_commit(forget_public_pages)
    return event


def post_label(by: Any, owner_id: int | None) -> str:
    """The posts in which somebody acts on a record of this owner, in words; empty for the system itself."""
    standing = getattr(by, "standing", None)
    post = standing.post_for(owner_id) if standing else None
    if post is None:
        return ""
    roles = [held.get_role_display() for held in standing.posts if held.party_id == post.party_id]
    return f"{str(post.party)[:200]} · {', '.join(roles)}"[:300]


def perform(workflow: Workflow, subject: Record, name: str, *, by: Any, reason: str = "", **changes: Any) -> Record:
    """Carry out transition ``name`` on ``subject`` and return it as it is now.

    The row is locked and its state read again, so of two people who press at once one is refused. ``changes`` are
    fields set with the state. Raises ``TransitionRefused``; then nothing was changed and nothing recorded.
    """
    row = workflow.transitions[name]
    with transaction.atomic():
        locked = type(subject)._base_manager.select_for_update(of=("self",)).get(pk=subject.pk)
        if locked.state not in row.sources:
            state = locked.get_state_display()
            raise TransitionRefused(_("This is now “%(state)s”, so that step is not open any more.") % {"state": state})
        if not row.is_open_to(by, locked):
            raise TransitionRefused(_("This step is not open to you in your post."))
        if row.needs_reason and not reason.strip():
            raise TransitionRefused(_("Give a reason; it will be recorded."))
        before, locked.state = locked.state, row.target
        for field, value in changes.items():
            setattr(locked, field, value)
        locked.save(update_fields=["state", *changes])
        record(locked, name, by=by, reason=reason, before=before, after=row.target)
    subject.refresh_from_db()
    return subject


def next_reference(series: str) -> str:
    """The next reference of a series, clearly not a UN symbol: ``INP-2026-0007``."""
    year = timezone.now().year
    with transaction.atomic():
        Series.objects.get_or_create(name=series, year=year)
        counter = Series.objects.select_for_update().get(name=series, year=year)
        counter.reached += 1
        counter.save(update_fields=["reached"])
    return f"{series}-{year}-{counter.reached:04d}"


def issue_receipt(
    subject: models.Model, act: str, *, by: Any, reference: str, audience: str, content: dict[str, Any]
) -> Receipt:
    """Prove that ``content`` was submitted or published now; the same content always has the same digest."""
    canonical = canonical_json(content)
    owner_id = _owner_id(subject)
    with translation.override("en"):
        label = post_label(by, owner_id)
    return Receipt.objects.create(
        number=next_reference("RCT"),
        act=act,
        at=timezone.now(),
        actor_post=label,
        audience=audience,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_reference=reference,
        owner_id=owner_id,
        content=canonical,
        sha256=sha256(canonical.encode()).hexdigest(),
    )


def canonical_json(content: dict[str, Any]) -> str:
    """One text for one content: sorted keys, no spaces, real characters."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _owner_id(subject: models.Model) -> int | None:
    """The party whose record this is: a Party is its own, other records say it in ``owner``."""
    owner = getattr(subject, "owner_id", None)
    return owner if owner is not None else getattr(subject, "party_ptr_id", None)
