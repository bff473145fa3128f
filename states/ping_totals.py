"""The totals of a round: whole for those whose results they are, with small counts left out for everybody else."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from poa_portal.accounts.standing import standing_of
from poa_portal.common import bars, cells
from states.enums import PingResult, PingState
from states.models import Ping, PingRound

# Of a closed round; the last is the first to be left out for the sake of a small number.
TOLD = (PingResult.ANSWERED, PingResult.LATE, PingResult.BOUNCED, PingResult.SILENT)


@dataclass(frozen=True)
class Totals:
    """Label and words of each count, the total last. ``is_whole`` says that nothing is left out."""

    lines: list[tuple[str, str]]
    is_whole: bool


def whole(ping_round: PingRound, counts: dict[str, int]) -> bars.Bars:
    """All counts of one's own results, as bars."""
    last = PingResult.SILENT if ping_round.state == PingState.CLOSED else PingResult.WAITING
    results = (PingResult.ANSWERED, PingResult.LATE, PingResult.BOUNCED, last)
    return bars.tally(_("Points of contact by result"), [(str(result.label), counts[result]) for result in results])


def of_others(ping_round: PingRound, user: Any) -> Totals | None:
    """What a delegation learns of all other States together; None before the round is closed.

    Its own points of contact are left out, because it could subtract what it knows.
    """
    if ping_round.state != PingState.CLOSED:
        return None
    others = Ping.objects.filter(round=ping_round).exclude(owner__in=standing_of(user).parties)
    counts = others.counts()
    found = cells.suppress([counts[result] for result in TOLD])
    lines = [(str(result.label), str(cell)) for result, cell in zip(TOLD, found.cells, strict=True)]
    return Totals([(_("Points of contact written to"), str(found.total)), *lines], found.is_whole)
