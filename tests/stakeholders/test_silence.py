"""When silence ends: days, working days, holidays in a row, and clocks that change on different days."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from stakeholders.silence import end_of_silence, is_working_day

NEW_YORK, GENEVA = "America/New_York", "Europe/Zurich"


def ends(circulated_at: str, **rule: Any) -> str:
    """The end in UTC as text; by the usual rule unless another is given."""
    usual = {"days": 14, "working_days": False, "hour": time(18), "zone": NEW_YORK, "holidays": ()}
    moment = datetime.fromisoformat(circulated_at).replace(tzinfo=UTC)
    return end_of_silence(moment, **{**usual, **rule}).isoformat()[:16]


def test_fourteen_days_end_at_six_in_new_york() -> None:
    assert ends("2026-05-04T15:00") == "2026-05-18T22:00"


def test_one_day_ends_on_the_next_day() -> None:
    assert ends("2026-05-04T15:00", days=1) == "2026-05-05T22:00"


def test_day_of_circulation_is_that_of_the_zone_of_the_round() -> None:
    """At 01:00 UTC on 5 May it is still 4 May in New York, and already 5 May in Geneva."""
    assert ends("2026-05-05T01:00") == "2026-05-18T22:00"
    assert ends("2026-05-05T01:00", zone=GENEVA) == "2026-05-19T16:00"


@pytest.mark.parametrize(("circulated", "end"), [("2026-05-02", "2026-05-18"), ("2026-05-03", "2026-05-18")])
def test_end_on_a_weekend_moves_to_monday(circulated: str, end: str) -> None:
    assert ends(f"{circulated}T15:00") == f"{end}T22:00"


def test_end_on_a_holiday_moves_to_the_next_working_day() -> None:
    assert ends("2026-05-11T15:00", holidays={date(2026, 5, 25)}) == "2026-05-26T22:00"


def test_end_moves_over_a_chain_of_weekend_and_holidays() -> None:
    """Christmas on a Friday, the weekend, and two days more."""
    holidays = {date(2026, 12, 25), date(2026, 12, 28), date(2026, 12, 29)}
    assert ends("2026-12-11T15:00", holidays=holidays) == "2026-12-30T23:00"


def test_holiday_within_the_period_changes_nothing_when_all_days_count() -> None:
    assert ends("2026-05-04T15:00", holidays={date(2026, 5, 12)}) == "2026-05-18T22:00"


def test_working_days_leave_out_weekends_and_holidays() -> None:
    assert ends("2026-05-04T15:00", days=10, working_days=True) == "2026-05-18T22:00"
    assert ends("2026-05-04T15:00", days=10, working_days=True, holidays={date(2026, 5, 12)}) == "2026-05-19T22:00"


def test_working_days_counted_from_a_weekend_begin_on_monday() -> None:
    assert ends("2026-05-02T15:00", days=1, working_days=True) == "2026-05-04T22:00"


@pytest.mark.parametrize(
    ("circulated", "zone", "end"),
    [
        # New York goes forward on 8 March 2026 and back on 1 November, Geneva on 29 March and 25 October.
        ("2026-03-03T15:00", NEW_YORK, "2026-03-17T22:00"),
        ("2026-03-03T15:00", GENEVA, "2026-03-17T17:00"),
        ("2026-03-23T15:00", GENEVA, "2026-04-06T16:00"),
        ("2026-10-19T15:00", NEW_YORK, "2026-11-02T23:00"),
        ("2026-10-19T15:00", GENEVA, "2026-11-02T17:00"),
        ("2026-10-13T15:00", NEW_YORK, "2026-10-27T22:00"),
    ],
)
def test_hour_stays_local_over_a_clock_change(circulated: str, zone: str, end: str) -> None:
    assert ends(circulated, zone=zone) == end


def test_hour_that_is_repeated_means_the_first_and_one_left_out_still_has_a_moment() -> None:
    """Only a zone that changes its clocks on a working day shows it: Cairo goes forward on a Friday at midnight."""
    assert ends("2026-04-10T12:00", zone="Africa/Cairo", hour=time(0, 30)) == "2026-04-23T22:30"


def test_working_days() -> None:
    assert [is_working_day(date(2026, 5, day)) for day in (8, 9, 10, 11)] == [True, False, False, True]
    assert not is_working_day(date(2026, 5, 11), {date(2026, 5, 11)})
