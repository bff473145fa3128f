"""When a point of contact can be reached: asked of the clock on its own wall, and said in words.

Hours are local: nine o'clock stays nine o'clock when the clocks change. A day of the week is the day on which the
hours begin, so hours that go past midnight end on the next day; equal times mean twenty-four hours. No day given
means every day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

from babel import dates as babel_dates
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.common import languages, times
from states.enums import Reachability

WEEK = (1, 2, 3, 4, 5, 6, 7)  # ISO 8601: Monday is 1
DAY = timedelta(days=1)
_MONDAY = date(2024, 1, 1)


class HasHours(Protocol):
    """A point of contact, or the hours of one."""

    @property
    def reachability(self) -> str: ...
    @property
    def days(self) -> Sequence[int]: ...
    @property
    def opens(self) -> time | None: ...
    @property
    def closes(self) -> time | None: ...
    @property
    def time_zone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Hours:
    """When somebody can be reached; ``opens`` and ``closes`` are None where ``reachability`` is ``always``."""

    reachability: str
    days: Sequence[int]
    opens: time | None
    closes: time | None
    time_zone: str


def is_reachable(hours: HasHours, now: datetime) -> bool:
    """Whether somebody answers at the moment ``now``. The first minute counts, the last does not."""
    if hours.reachability == Reachability.ALWAYS:
        return True
    if hours.opens is None or hours.closes is None:
        return False
    local = now.astimezone(_zone(hours.time_zone))
    days, clock, today = hours.days or WEEK, local.time(), local.isoweekday()
    if hours.opens < hours.closes:
        return today in days and hours.opens <= clock < hours.closes
    yesterday = today - 1 or 7
    return (today in days and clock >= hours.opens) or (yesterday in days and clock < hours.closes)


def in_words(hours: HasHours) -> str:
    """The hours on the contact's own clock: ``Mon–Fri, 09:00–17:00 (Vienna)``."""
    return _in_words(_kept(hours), languages.current())


@lru_cache(maxsize=4096)
def _in_words(hours: Hours, language: str) -> str:
    if hours.reachability == Reachability.ALWAYS:
        return _("At any time")
    if hours.opens is None or hours.closes is None:
        return ""
    days = days_in_words(tuple(sorted(set(hours.days))) or WEEK, language)
    values = {"days": days, "hours": _span(hours.opens, hours.closes), "city": times.city_of(hours.time_zone)}
    return _("%(days)s, %(hours)s (%(city)s)") % values


def in_words_elsewhere(hours: HasHours, zone: str, today: date) -> str:
    """The same hours on the reader's clock as it stands to the contact's on ``today``: ``03:00–11:00 (New York)``.

    Empty where both clocks are the same, or where there are no hours.
    """
    return _in_words_elsewhere(_kept(hours), zone, today, languages.current())


@lru_cache(maxsize=4096)
def _in_words_elsewhere(hours: Hours, zone: str, today: date, language: str) -> str:
    if hours.reachability == Reachability.ALWAYS or zone == hours.time_zone:
        return ""
    if hours.opens is None or hours.closes is None:
        return ""
    own = _zone(hours.time_zone)
    begins = datetime.combine(today, hours.opens, own)
    ends = datetime.combine(today if hours.opens < hours.closes else today + DAY, hours.closes, own)
    here, there = begins.astimezone(_zone(zone)), ends.astimezone(_zone(zone))
    values = {"hours": _span(here.time(), there.time()), "city": times.city_of(zone)}
    if here.date() < today:
        return _("%(hours)s (%(city)s), from the day before") % values
    if here.date() > today:
        return _("%(hours)s (%(city)s), from the day after") % values
    return _("%(hours)s (%(city)s)") % values


def _kept(hours: HasHours) -> Hours:
    """The hours as the words about them are kept for: the same few stand on every page."""
    return Hours(hours.reachability, tuple(hours.days), hours.opens, hours.closes, hours.time_zone)


@lru_cache(maxsize=512)
def days_in_words(days: tuple[int, ...], language: str) -> str:
    """Days of the week in runs: ``Mon–Wed, Fri``, ``Sun–Thu``; ``every day`` for all seven."""
    if days == WEEK:
        return pgettext("days of the week", "every day")
    runs: list[list[int]] = []
    for number in days:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][-1] == 7:
        runs = [runs[-1] + runs[0], *runs[1:-1]]  # a week that works from Sunday on
    return languages.listed((_run(run, language) for run in runs), language)


def day_name(number: int, language: str, style: str = "EEEE") -> str:
    """The name of an ISO weekday: ``Monday``, or ``Mon`` in the style ``EEE``."""
    day = _MONDAY + (number - 1) * DAY
    return babel_dates.format_date(day, style, locale=languages.babel_locale(language))


def _run(run: list[int], language: str) -> str:
    names = [day_name(number, language, "EEE") for number in run]
    return f"{names[0]}–{names[-1]}" if len(names) > 2 else " · ".join(names)


def _span(begins: time, ends: time) -> str:
    return f"{begins:%H:%M}–{ends:%H:%M}"


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
