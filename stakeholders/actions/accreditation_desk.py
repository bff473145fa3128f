"""What secretariat, Chair's office and clock do with requests for accreditation."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from poa_portal.common.enums import Role
from poa_portal.common.workflow import CLOCK, TransitionRefused
from stakeholders import rules
from stakeholders.accreditation_mail import tell_chairs_office, tell_delegations, tell_secretariat, tell_step
from stakeholders.accreditation_steps import take_step
from stakeholders.enums import RequestState
from stakeholders.models import AccreditationRequest, AccreditationRound, Holiday
from stakeholders.silence import end_of_silence


@transaction.atomic
def request_information(request: AccreditationRequest, *, by: Any, reason: str, **ground: Any) -> AccreditationRequest:
    """Ask the organization for more; it reads ``reason`` and can send again, also after the round has closed."""
    take_step(request, "request_information", by=by, reason=reason, remark=reason, **ground)
    tell_step(request, reason=reason)
    return request


@transaction.atomic
def find_eligible(request: AccreditationRequest, *, by: Any, reason: str = "", **ground: Any) -> AccreditationRequest:
    take_step(request, "find_eligible", by=by, reason=reason, **ground)
    tell_step(request)
    return request


@transaction.atomic
def find_ineligible(request: AccreditationRequest, *, by: Any, reason: str, **ground: Any) -> AccreditationRequest:
    take_step(request, "find_ineligible", by=by, reason=reason, remark=reason, decided_at=timezone.now(), **ground)
    tell_step(request, reason=reason)
    return request


@transaction.atomic
def admit(request: AccreditationRequest, *, by: Any, reason: str = "", **ground: Any) -> AccreditationRequest:
    """Accredit without circulation, as the rule of the round has it for this category."""
    take_step(request, "admit", by=by, reason=reason, decided_at=timezone.now(), **ground)
    tell_step(request)
    return request


@transaction.atomic
def circulate_requests(
    requests: Sequence[AccreditationRequest], *, by: Any, reason: str = "", **ground: Any
) -> list[AccreditationRequest]:
    """Circulate eligible requests of one round together: one message a person, one clock for all of them.

    All are circulated, or none. Circulating the same ones again changes nothing. Raises ``TransitionRefused``.
    """
    keys = {request.pk for request in requests}
    found = AccreditationRequest.objects.filter(pk__in=keys).select_related("round", "owner")
    locked = list(found.select_for_update(of=("self",)).order_by("pk"))
    if not locked:
        raise TransitionRefused(_("Choose at least one request."))
    if len({request.round_id for request in locked}) > 1:
        raise TransitionRefused(_("Requests of different rounds cannot be circulated together."))
    if rules.can_publish(by) and all(request.state == RequestState.CIRCULATED for request in locked):
        return locked
    _refuse_what_is_not_eligible(locked)
    now = timezone.now()
    until = silence_from(locked[0].round, now)
    for request in locked:
        take_step(request, "circulate", by=by, reason=reason, circulated_at=now, silence_until=until, **ground)
        tell_step(request)
    tell_delegations(sorted(locked, key=lambda request: request.applied_as.casefold()))
    return locked


def circulate(request: AccreditationRequest, *, by: Any, reason: str = "", **ground: Any) -> AccreditationRequest:
    """Circulate one request alone."""
    return circulate_requests([request], by=by, reason=reason, **ground)[0]


@transaction.atomic
def consult(request: AccreditationRequest, *, by: Any, reason: str = "", **ground: Any) -> AccreditationRequest:
    take_step(request, "consult", by=by, reason=reason, **ground)
    tell_step(request)
    return request


@transaction.atomic
def accredit(request: AccreditationRequest, *, by: Any, reason: str = "", **ground: Any) -> AccreditationRequest:
    """Accredit where no objection stands."""
    take_step(request, "accredit", by=by, reason=reason, decided_at=timezone.now(), **ground)
    tell_step(request)
    return request


@transaction.atomic
def refuse(request: AccreditationRequest, *, by: Any, reason: str = "", **ground: Any) -> AccreditationRequest:
    """Close without accreditation; neither State nor reason is told. Written inputs and support for texts stay."""
    take_step(request, "refuse", by=by, reason=reason, decided_at=timezone.now(), **ground)
    tell_step(request)
    return request


@transaction.atomic
def lapse(request: AccreditationRequest, *, by: Any, reason: str, **ground: Any) -> AccreditationRequest:
    """End an accreditation, for example where consultative status was lost; the organization reads the reason."""
    take_step(request, "lapse", by=by, reason=reason, remark=reason, **ground)
    tell_step(request, reason=reason)
    return request


def silence_from(the_round: AccreditationRound, moment: datetime) -> datetime:
    """When the silence of something circulated at ``moment`` ends by the rule of the round."""
    return end_of_silence(
        moment,
        days=the_round.silence_days,
        working_days=the_round.counts_working_days,
        hour=the_round.silence_ends_at,
        zone=the_round.time_zone,
        holidays=holidays_of(the_round.duty_station),
    )


def holidays_of(duty_station: str) -> Collection[Any]:
    return set(Holiday.objects.filter(duty_station=duty_station).values_list("day", flat=True))


def run_due_silences(now: datetime | None = None) -> int:
    """Note how each silence ended whose time has come, one transaction a request; how many ended. Repeating is harmless."""
    now = now or timezone.now()
    due = AccreditationRequest.objects.filter(state=RequestState.CIRCULATED, silence_until__lt=now)
    ended = [request for pk in due.order_by("pk").values_list("pk", flat=True) if (request := _end_silence(pk, now))]
    if ended:
        with transaction.atomic():
            tell_secretariat("accreditation_silence_ended", Role.PUBLISHER, requests=ended)
            if any(request.state == RequestState.OBJECTED for request in ended):
                tell_chairs_office("accreditation_objection")
    return len(ended)


@transaction.atomic
def _end_silence(pk: int, now: datetime) -> AccreditationRequest | None:
    """None where another machine was faster, or the organization has withdrawn meanwhile."""
    due = AccreditationRequest.objects.filter(state=RequestState.CIRCULATED, silence_until__lt=now)
    request = due.select_for_update(of=("self",)).filter(pk=pk).first()
    if request is None:
        return None
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gt=F("request__silence_until"))
    objected = request.objections.filter(stood).exists()
    take_step(request, "note_objection" if objected else "end_silence", by=CLOCK)
    tell_step(request)
    return request


def run_due_lapses(now: datetime | None = None) -> int:
    """Let accreditations lapse whose last day is over in the zone of their round; how many lapsed."""
    now = now or timezone.now()
    last_days = AccreditationRound.objects.filter(
        valid_until__lte=(now + timedelta(days=1)).date(), requests__state=RequestState.ACCREDITED
    )
    lapsed = 0
    for the_round in last_days.distinct():
        last_day = the_round.valid_until
        if last_day and now.astimezone(ZoneInfo(the_round.time_zone)).date() > last_day:
            for request in the_round.requests.accredited().order_by("pk"):
                lapsed += _lapse_by_clock(request, the_round)
    return lapsed


def _lapse_by_clock(request: AccreditationRequest, the_round: AccreditationRound) -> bool:
    reason = _("The round gave accreditation until %(day)s.") % {"day": the_round.valid_until}
    try:
        lapse(request, by=CLOCK, reason=reason)
    except TransitionRefused:
        return False  # withdrawn, or lapsed on another machine meanwhile
    return True


def _refuse_what_is_not_eligible(locked: Sequence[AccreditationRequest]) -> None:
    others = [request.applied_as for request in locked if request.state != RequestState.ELIGIBLE]
    others += [
        request.applied_as for request in locked if request.skips_circulation and request.applied_as not in others
    ]
    if others:
        raise TransitionRefused(
            _("Nothing was circulated, because these requests are not waiting for circulation: %(names)s.")
            % {"names": get_text_list(others, _("and"))}
        )
