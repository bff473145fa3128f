"""What is due for a party, on one page by date: rooms register sources, each says what it has for one party.

Nothing here is a rule: a duty is a reminder of what the party may do until a moment, and how long it might take.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import ngettext

from poa_portal.common import times

SHORT_OF_AN_HOUR = 50  # minutes; more is about an hour
A_DAY = 8 * 60


@dataclass(frozen=True)
class Duty:
    """One thing due. ``until`` is a moment in UTC, read in ``zone``; None where there is no deadline.

    ``minutes`` is an estimate of the effort, None where nobody can say. ``url`` has the language prefix.
    """

    title: str
    kind: str
    url: str
    until: datetime | None
    zone: str = "UTC"
    minutes: int | None = None
    rank: int = 0  # among duties of the same moment, or of none: the lower stands first

    @property
    def moment(self) -> times.Moment | None:
        """The deadline as the times piece shows it."""
        return times.Moment.at(self.until, self.zone) if self.until else None

    @property
    def effort(self) -> str:
        return effort_in_words(self.minutes) if self.minutes else ""


@dataclass(frozen=True)
class DutySource:
    """``of(user, party)`` gives what is due for one party as this person may see it; ``announced(start, end)`` gives
    deadlines of general concern between two moments, so that who sets a new one sees what it meets."""

    name: str
    of: Callable[[Any, Any], list[Duty]]
    announced: Callable[[datetime, datetime], list[Duty]] | None = None


_sources: dict[str, DutySource] = {}


def register(source: DutySource) -> None:
    _sources[source.name] = source


def duties_of(user: Any, party: Any) -> list[Duty]:
    """Everything due for the party, the next deadline first, what has none at the end."""
    found = [duty for source in _sources.values() for duty in source.of(user, party)]
    return sorted(found, key=_order)


def _order(duty: Duty) -> tuple[bool, float, int, str]:
    return duty.until is None, duty.until.timestamp() if duty.until else 0, duty.rank, duty.title


def clashes(moment: datetime, *, days: int = 7) -> list[Duty]:
    """Announced deadlines within ``days`` of a moment, the nearest first."""
    around = timedelta(days=days)
    sources = [source.announced for source in _sources.values() if source.announced]
    found = [duty for announced in sources for duty in announced(moment - around, moment + around)]
    return sorted(found, key=lambda duty: abs((duty.until or moment) - moment))


def effort_in_words(minutes: int) -> str:
    """A rough estimate, rounded as people say it: ``about 20 minutes``, ``about 2 hours``, ``about 3 days``.

    A day of work has eight hours.
    """
    if minutes < SHORT_OF_AN_HOUR:
        rounded = max(5, 5 * round(minutes / 5))
        return ngettext("about %(number)d minute", "about %(number)d minutes", rounded) % {"number": rounded}
    if minutes < A_DAY:
        hours = max(1, round(minutes / 60))
        return ngettext("about %(number)d hour", "about %(number)d hours", hours) % {"number": hours}
    days = max(1, round(minutes / A_DAY))
    return ngettext("about %(number)d day", "about %(number)d days", days) % {"number": days}
