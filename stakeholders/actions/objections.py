"""Objections of States: made until the second the silence ends, published or withdrawn by their State, read by the Chair.

What an objection says goes nowhere from here: not into the log, not into mail, not into search.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.common import times
from poa_portal.common.text import unix_lines
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.accreditation_mail import tell_chairs_office
from stakeholders.enums import RequestState
from stakeholders.models import AccreditationRequest, Objection
from states import rules as state_rules
from states.models import NoteVerbale, State

UNDECIDED = (RequestState.CIRCULATED, RequestState.OBJECTED, RequestState.CONSULTATIONS)


class SilenceOver(TransitionRefused):
    """The silence has ended; nothing was written."""


@transaction.atomic
def object_to(
    request: AccreditationRequest, *, by: Any, state: State, basis: str = "", note: NoteVerbale | None = None
) -> Objection:
    """Object for ``state``; the same objection sent twice is one.

    The clock decides, not the sweeper: raises ``SilenceOver`` from the second after the end. Raises
    ``TransitionRefused`` for anybody but the State's coordinator or publisher, and while another objection of the State stands.
    """
    found = AccreditationRequest.objects.select_related("round").select_for_update(of=("self",))
    locked = found.get(pk=request.pk)
    if not state_rules.can_object_for(by, state):
        raise TransitionRefused(_("Only the coordinator or the publisher of a delegation can object for its State."))
    basis = unix_lines(basis).strip()
    standing = locked.objections.standing().filter(owner=state).first()
    if standing and (standing.basis, standing.note_id) == (basis, note.pk if note else None):
        return standing
    now = timezone.now()
    if locked.state != RequestState.CIRCULATED or locked.silence_until is None or now > locked.silence_until:
        raise SilenceOver(over_words(locked))
    if standing:
        raise TransitionRefused(
            _("An objection of your State stands already. Withdraw it first if you want to give another basis.")
        )
    if note is not None and note.owner_id != state.pk:
        raise TransitionRefused(_("This note verbale is from another State."))
    objection = Objection.objects.create(request=locked, owner=state, basis=basis, note=note, made_by=by, made_at=now)
    audit.record(objection, "object", by=by)
    tell_chairs_office("accreditation_objection")
    return objection


@transaction.atomic
def publish_objection(objection: Objection, *, by: Any, reason: str = "") -> Objection:
    """Show State, basis and date to everybody, by decision of the State itself; a second click changes nothing."""
    locked = _own(objection, by)
    if locked.published_at:
        return locked
    if locked.withdrawn_at:
        raise TransitionRefused(_("This objection was withdrawn, so it cannot be published any more."))
    locked.published_at = timezone.now()
    locked.save(update_fields=["published_at"])
    audit.record(locked, "publish", by=by, reason=reason)
    return locked


@transaction.atomic
def withdraw_objection(objection: Objection, *, by: Any, reason: str = "") -> Objection:
    """Withdraw it, with the date; possible until the request is decided. A second click changes nothing."""
    locked = _own(objection, by)
    if locked.withdrawn_at:
        return locked
    request = AccreditationRequest.objects.select_for_update(of=("self",)).get(pk=locked.request_id)
    if request.state not in UNDECIDED:
        raise TransitionRefused(_("The request was decided, so the objection to it stays as it is."))
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    audit.record(locked, "withdraw", by=by, reason=reason)
    tell_chairs_office("accreditation_objection_withdrawn")
    return locked


@transaction.atomic
def read_objection(objection: Objection, *, by: Any) -> None:
    """Record that the Chair's office reads an objection that its State has not published; its State sees who and when."""
    if objection.published_at is None and rules.can_read_objections(by) and not _is_own(objection, by):
        audit.record(objection, "read_objection", by=by)


def over_words(request: AccreditationRequest) -> str:
    """Why nobody can object any more, with the end in the zone of the round and in UTC."""
    if request.silence_until is None or timezone.now() <= request.silence_until:
        state = request.get_state_display()
        return _("This is now “%(state)s”, so that step is not open any more.") % {"state": state}
    when = times.Moment.at(request.silence_until, request.round.time_zone)
    return _("The silence ended on %(when)s. No objection can be made after that; nothing was recorded.") % {
        "when": when
    }


def _own(objection: Objection, by: Any) -> Objection:
    locked = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if not state_rules.can_object_for(by, locked.owner_id):
        raise TransitionRefused(_("Only the coordinator or the publisher of a delegation can do this for its State."))
    return locked


def _is_own(objection: Objection, by: Any) -> bool:
    return objection.owner_id in by.standing.parties
