"""Ping rounds among what is due for a delegation."""

from typing import Any

from django.utils.translation import gettext as _

from poa_portal.accounts.duties import Duty, DutySource, register
from states import rules
from states.enums import PingState
from states.models import Ping, PingRound

MINUTES = 5


def duties(user: Any, party: Any) -> list[Duty]:
    """Announced rounds to come, and running ones that wait for an answer of this State's points of contact."""
    if not rules.can_draft_for(user, party):
        return []
    rounds = PingRound.objects.visible_to(user)
    planned = rounds.filter(state=PingState.PLANNED, owner=None)
    waiting = Ping.objects.visible_to(user).filter(owner=party.pk, answered_at=None, late_at=None)
    running = rounds.filter(state=PingState.RUNNING, pk__in=waiting.values("round"))
    coming = [(_("Check your points of contact before: %(round)s"), found, found.starts_at) for found in planned]
    asked = [(_("Answer from each mailbox: %(round)s"), found, found.ends_at) for found in running]
    return [
        Duty(
            title=words % {"round": found.title},
            kind=_("Communication check"),
            url=found.get_absolute_url(),
            until=until,
            zone=found.time_zone,
            minutes=MINUTES,
        )
        for words, found, until in [*coming, *asked]
    ]


def plug_in() -> None:
    # Officers who set other deadlines do not read rounds, so none is told as a clash.
    register(DutySource("ping-rounds", duties))
