"""What is due in accreditation, for delegations, organizations and the secretariat."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from poa_portal.accounts.duties import Duty, DutySource, register
from poa_portal.common.enums import PartyKind
from stakeholders import rules
from stakeholders.enums import RequestState, RoundState
from stakeholders.models import AccreditationRequest, AccreditationRound
from states import rules as state_rules

UNFINISHED = (RequestState.DRAFT, RequestState.INFORMATION_REQUESTED)
MINUTES_TO_WRITE, MINUTES_TO_COMPLETE, MINUTES_TO_READ = 60, 30, 5


def plug_in() -> None:
    """Called once the app registry is ready."""
    register(DutySource("accreditation", of, announced))


def of(user: Any, party: Any) -> list[Duty]:
    """What the party may do until a moment; nothing for who holds no post that could."""
    if party.kind == PartyKind.STATE:
        return _of_delegation(user) if state_rules.can_draft_for(user, party.pk) else []
    if party.kind == PartyKind.ORGANISATION:
        return _of_organisation(user, party) if rules.can_represent(user, party.pk) else []
    return _of_secretariat(user) if rules.can_prepare(user) else []


def announced(start: datetime, end: datetime) -> list[Duty]:
    """Ends of windows and of silences between two moments, so that who sets a new deadline sees what it meets."""
    closing = AccreditationRound.objects.filter(state=RoundState.OPEN, closes_at__range=(start, end))
    duties = [Duty(one.title, _kind(), one.get_absolute_url(), one.closes_at, one.time_zone) for one in closing]
    running = AccreditationRequest.objects.filter(state=RequestState.CIRCULATED, silence_until__range=(start, end))
    return duties + _silences(running, reverse("stakeholders:round_list"))


def _of_delegation(user: Any) -> list[Duty]:
    return _silences(
        AccreditationRequest.objects.visible_to(user).in_silence(), reverse("stakeholders:circulated_list")
    )


def _silences(requests: Any, url: str) -> list[Duty]:
    """One for each end of a silence, whatever the number of requests."""
    ends = requests.order_by("silence_until").values_list("silence_until", "round__time_zone").annotate(Count("pk"))
    return [
        Duty(
            title=ngettext(
                "Silence ends on %(number)d circulated request",
                "Silence ends on %(number)d circulated requests",
                number,
            )
            % {"number": number},
            kind=_kind(),
            url=url,
            until=until,
            zone=zone,
            minutes=number * MINUTES_TO_READ,
        )
        for until, zone, number in ends
    ]


def _of_organisation(user: Any, party: Any) -> list[Duty]:
    """What has to be completed, drafts whose window closes, and rounds in which it could still apply."""
    own = AccreditationRequest.objects.visible_to(user).filter(owner=party.pk, state__in=UNFINISHED)
    duties = [_unfinished(one) for one in own.select_related("round") if _can_be_sent(one)]
    applied = AccreditationRequest.objects.filter(owner=party.pk).exclude(state=RequestState.WITHDRAWN)
    category = party.as_organisation.category_id
    admits = Q(categories=None) | Q(categories=category) | Q(ecosoc_categories=category)
    open_rounds = (
        AccreditationRound.objects.open_now().filter(admits).exclude(pk__in=applied.values("round")).distinct()
    )
    return duties + [
        Duty(
            title=_("Requests can be sent: %(round)s") % {"round": one.title},
            kind=_kind(),
            url=reverse("stakeholders:request_start", args=[one.slug]),
            until=one.closes_at,
            zone=one.time_zone,
            minutes=MINUTES_TO_WRITE,
        )
        for one in open_rounds
    ]


def _can_be_sent(request: AccreditationRequest) -> bool:
    """A draft whose round takes no requests any more is due no more."""
    is_open = request.round.state == RoundState.OPEN and timezone.now() <= request.round.closes_at
    return is_open or request.state == RequestState.INFORMATION_REQUESTED


def _unfinished(request: AccreditationRequest) -> Duty:
    asked = request.state == RequestState.INFORMATION_REQUESTED
    title = _("Complete the request %(reference)s") if asked else _("Send the request %(reference)s")
    return Duty(
        title=title % {"reference": request.reference},
        kind=_kind(),
        url=reverse("stakeholders:request_edit", args=[request.reference]),
        until=None if asked else request.round.closes_at,
        zone=request.round.time_zone,
        minutes=MINUTES_TO_COMPLETE if asked else MINUTES_TO_WRITE,
    )


def _of_secretariat(user: Any) -> list[Duty]:
    """What waits at the desk, without deadline; and silences that run."""
    waiting = {
        RequestState.SUBMITTED: _("Requests for accreditation to check: %(number)d"),
        RequestState.ELIGIBLE: _("Eligible requests to circulate or to accredit: %(number)d"),
        RequestState.NO_OBJECTION: _("Requests without objection to decide: %(number)d"),
    }
    found = AccreditationRequest.objects.visible_to(user).filter(state__in=waiting).order_by()
    counts = dict(found.values_list("state").annotate(Count("pk")))
    url = reverse("stakeholders:request_work_list")
    duties = [
        Duty(words % {"number": counts[state]}, _kind(), f"{url}?state={state.value}", None)
        for state, words in waiting.items()
        if state in counts
    ]
    running = AccreditationRequest.objects.visible_to(user).in_silence()
    return duties + _silences(running, reverse("stakeholders:circulated_list"))


def _kind() -> str:
    return pgettext("kind of duty", "Accreditation")
