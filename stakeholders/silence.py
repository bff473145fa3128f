"""When a silence ends: one pure function, so that the public can check every date against the rule of its round."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from poa_portal.common.times import UTC

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def end_of_silence(
    circulated_at: datetime,
    *,
    days: int,
    working_days: bool,
    hour: time,
    zone: str,
    holidays: Collection[date] = (),
) -> datetime:
    """The moment in UTC up to which, and at which, a State may still object.

    ``days`` are counted from the day after ``circulated_at``, as the calendar of ``zone`` has it: all of them, or
    working days alone. An end that falls on a weekend or on one of ``holidays`` moves to the next working day. ``hour``
    is local time of that day, whatever clocks did meanwhile; of an hour that a clock change repeats the first is meant.
    """
    day = circulated_at.astimezone(ZoneInfo(zone)).date()
    if working_days:
        for _counted in range(days):
            day = _working_day_from(day + ONE_DAY, holidays)
    else:
        day = _working_day_from(day + timedelta(days=days), holidays)
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def is_working_day(day: date, holidays: Collection[date] = ()) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def _working_day_from(day: date, holidays: Collection[date]) -> date:
    """``day`` itself, or the first working day after it."""
    while not is_working_day(day, holidays):
        day += ONE_DAY
    return day
