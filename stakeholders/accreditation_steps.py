"""Carrying out a step of a request: the transition and its public row, in one transaction."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from poa_portal.accounts.standing import standing_of
from poa_portal.audit import actions as audit
from poa_portal.common.enums import Role
from poa_portal.library.models import Document
from stakeholders import rules
from stakeholders.models import AccreditationRequest, AccreditationStep
from stakeholders.workflow import REQUEST

_CHAIRS = {"consult", "refuse"}
_SECRETARIAT_ROLES = (Role.PUBLISHER, Role.OFFICER, Role.ADMINISTRATOR, Role.CHAIRS_OFFICE)


@transaction.atomic
def take_step(
    request: AccreditationRequest,
    name: str,
    *,
    by: Any,
    reason: str = "",
    document: Document | None = None,
    document_note: str = "",
    **changes: Any,
) -> AccreditationRequest:
    """Carry out transition ``name``; its public row says when, in which capacity and on which letter or note verbale."""
    audit.perform(REQUEST, request, name, by=by, reason=reason, **changes)
    AccreditationStep.objects.create(
        request=request,
        name=name,
        state=request.state,
        at=timezone.now(),
        role=role_of(by, request, name),
        document=document,
        document_note=document_note.strip(),
    )
    return request


def role_of(by: Any, request: AccreditationRequest, name: str) -> str:
    """In which capacity a person takes this step; empty for the clock."""
    standing = standing_of(by)
    if name in _CHAIRS:
        return str(Role.CHAIRS_OFFICE)
    if rules.can_represent(by, request.owner_id):
        return str(Role.REPRESENTATIVE)
    return next((str(role) for role in _SECRETARIAT_ROLES if standing.holds(role)), "")
