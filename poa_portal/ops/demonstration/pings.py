"""Communication checks of the demonstration: a round that is over, one that is announced, and a drill of Arvandia."""

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone
from post_office.models import STATUS, Email

from poa_portal.ops.demonstration.people import People
from states.actions.ping_answers import answer_ping, note_deliveries
from states.actions.pings import close_round, plan_round, start_round
from states.models import Contact, Ping, PingRound, State

ZONE = "America/New_York"
DAY, AGO = timedelta(days=1), timedelta(days=21)
MOMENTS = ("sent_at", "answered_at", "late_at", "bounced_at")


def make_pings(people: People) -> None:
    """Needs the points of contact of the demonstration; makes nothing where there are none."""
    if not Contact.objects.valid().exclude(mailbox="").filter(owner=people.arvandia).exists():
        return
    _closed(people)
    _plan(people.manager, "Communication check of the second half of the year", days=30)
    _drill(people)


def _plan(by: Any, title: str, *, days: float, owner: State | None = None) -> PingRound:
    starts = timezone.now().replace(minute=0, second=0, microsecond=0) + days * DAY
    return plan_round(by=by, title=title, starts_at=starts, ends_at=starts + 2 * DAY, time_zone=ZONE, owner=owner)


def _closed(people: People) -> None:
    """A round of three weeks ago: most answered, one after the end, one not at all."""
    ping_round = start_round(
        _plan(people.manager, "Communication check of the first half of the year", days=1), by=people.manager
    )
    pings = _sent(ping_round)
    late, prompt = (pings[-2], pings[:-2]) if len(pings) > 2 else (None, pings)
    for ping in prompt:
        answer_ping(ping, by=None)
    close_round(ping_round, by=people.manager)
    if late is not None:
        answer_ping(late, by=None)
    _move_back(ping_round, prompt)


def _drill(people: People) -> None:
    """A drill that runs: one of Arvandia's points of contact has answered."""
    drill = _plan(people.coordinator, "Would we answer tonight?", days=0.5, owner=people.arvandia)
    start_round(drill, by=people.coordinator)
    answer_ping(_sent(drill)[0], by=None)


def _sent(ping_round: PingRound) -> list[Ping]:
    """The pings of a round whose mail counts as sent; in the demonstration no mail leaves."""
    pings = ping_round.pings.alphabetical()
    Email.objects.filter(pk__in=pings.values("email")).update(status=STATUS.sent, last_updated=timezone.now())
    note_deliveries()
    return list(pings)


def _move_back(ping_round: PingRound, prompt: list[Ping]) -> None:
    """No action can do what was done three weeks ago; answers come at intervals."""
    now = timezone.now()
    PingRound.objects.filter(pk=ping_round.pk).update(
        starts_at=now - AGO, started_at=now - AGO, ends_at=now - AGO + 2 * DAY, closed_at=now - AGO + 2 * DAY
    )
    pings = ping_round.pings.all()
    pings.update(**{name: F(name) - AGO for name in MOMENTS})
    pings.update(late_at=F("late_at") + 2.5 * DAY)
    for place, ping in enumerate(prompt, start=1):
        pings.filter(pk=ping.pk).update(answered_at=F("answered_at") + place * timedelta(minutes=47))
