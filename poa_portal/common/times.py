"""Moments as people read them: in the zone of the venue first, then in UTC; dates by locale.

A moment is stored in UTC. It never appears without a zone, because New York and Geneva change their
clocks on different days and a deadline that means something else to every reader is no deadline.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel import dates as babel_dates
from django.utils import timezone

from poa_portal.common.languages import babel_locale

UTC = ZoneInfo("UTC")
DEFAULT_ZONE = "America/New_York"


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """The zones a person may choose, alphabetically; the aliases kept for old systems left out."""
    left_out = ("Etc/", "SystemV/", "US/", "posix", "right")
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith(left_out)))


def city_of(zone: str) -> str:
    """The city that names a zone in the reader's language: ``نيويورك`` for America/New_York."""
    if zone == "UTC":
        return "UTC"
    return babel_dates.get_timezone_location(zone, locale=babel_locale(), return_city=True)


def format_date(value: date, style: str = "long") -> str:
    """A day in the reader's language: ``24 July 2026``."""
    return babel_dates.format_date(value, style, locale=_long_locale())


def format_period(start: date, end: date) -> str:
    """Two days as one period: ``20–24 July 2026``; one day where both are the same."""
    if start == end:
        return format_date(start)
    if (start.year, start.month) == (end.year, end.month):
        # CLDR has no interval with a long month in most of our languages: the days go where the day stands.
        pattern = re.sub(r"d+", f"'{start.day}–{end.day}'", _long_locale().date_formats["long"].pattern, count=1)
        return babel_dates.format_date(end, pattern, locale=_long_locale())
    if start.year == end.year:
        return f"{babel_dates.format_skeleton('MMMMd', start, locale=_long_locale())} – {format_date(end)}"
    return f"{format_date(start)} – {format_date(end)}"


def _long_locale() -> Locale:
    """The reader's locale; the UN writes the day first in English as well: CLDR's British English."""
    locale = babel_locale()
    return Locale("en", "GB") if str(locale) == "en" else locale


def format_moment(value: datetime, zone: str = "UTC") -> str:
    """Day and time in ``zone``, without the zone's name: ``24 July 2026, 18:00``."""
    local = value.astimezone(ZoneInfo(zone))
    return _joined(format_date(local.date()), f"{local:%H:%M}")


def _joined(first: str, second: str) -> str:
    """As the language joins a day and a time: with its own comma, or none."""
    return str(_long_locale().datetime_formats["long"]).format(second, first)


@dataclass(frozen=True)
class Moment:
    """One moment as the ``times`` component shows it; ``iso`` is UTC and lets the page add the reader's own time."""

    iso: str
    venue: str
    city: str
    utc: str

    @classmethod
    def at(cls, value: datetime, zone: str = "UTC") -> "Moment":
        local, utc = value.astimezone(ZoneInfo(zone)), value.astimezone(UTC)
        same_day = local.date() == utc.date()
        return cls(
            iso=utc.strftime("%Y-%m-%dT%H:%M:%SZ"),
            venue=format_moment(value, zone),
            city=city_of(zone),
            utc="" if zone == "UTC" else (f"{utc:%H:%M}" if same_day else format_moment(value)),
        )

    def __str__(self) -> str:
        """The whole moment as text, for mail and PDF."""
        venue = f"{self.venue} ({self.city})"
        return _joined(venue, f"{self.utc} UTC") if self.utc else venue


def seconds_left_of_the_minute() -> int:
    """From 60 down to 1."""
    return 60 - timezone.now().second


def minute_now() -> int:
    """Minutes since the epoch: what was released up to this minute is out, and cached pages end with it."""
    return int(timezone.now().timestamp() // 60)
