"""When a point of contact can be reached, on any clock of the world."""

from datetime import UTC, date, datetime, time

import pytest

from states.contact_hours import Hours, in_words, in_words_elsewhere, is_reachable

WORKDAYS = [1, 2, 3, 4, 5]


def office(
    days: list[int] = WORKDAYS, opens: str = "09:00", closes: str = "17:00", zone: str = "Europe/Vienna"
) -> Hours:
    return Hours("hours", days, time.fromisoformat(opens), time.fromisoformat(closes), zone)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "now", "expected"),
    [
        # a Wednesday in winter: Vienna is an hour ahead of UTC
        (office(), "2026-01-14T07:59:59", False),
        (office(), "2026-01-14T08:00", True),
        (office(), "2026-01-14T15:59:59", True),
        (office(), "2026-01-14T16:00", False),
        # in summer it is two hours ahead
        (office(), "2026-07-15T07:00", True),
        (office(), "2026-07-15T15:00", False),
        # Saturday
        (office(), "2026-01-17T10:00", False),
        (office(days=[]), "2026-01-17T10:00", True),
        # the night watch of Friday ends on Saturday morning, that of Sunday is nobody's
        (office(opens="20:00", closes="04:00"), "2026-01-16T20:00", True),
        (office(opens="20:00", closes="04:00"), "2026-01-17T02:59", True),
        (office(opens="20:00", closes="04:00"), "2026-01-17T03:00", False),
        (office(opens="20:00", closes="04:00"), "2026-01-19T02:00", False),
        (office(days=[7], opens="20:00", closes="04:00"), "2026-01-19T02:00", True),
        # until midnight, and around the clock
        (office(opens="09:00", closes="00:00"), "2026-01-14T22:59", True),
        (office(opens="09:00", closes="00:00"), "2026-01-14T23:00", False),
        (office(days=[3], opens="08:00", closes="08:00"), "2026-01-15T06:59", True),
        (office(days=[3], opens="08:00", closes="08:00"), "2026-01-15T07:00", False),
        # the date line: Monday morning in Auckland is Sunday evening in UTC
        (office(zone="Pacific/Auckland"), "2026-01-18T21:00", True),
        # the hour that the clocks leave out on 29 March, and the one they repeat on 25 October
        (office(days=[7], opens="02:30", closes="04:00"), "2026-03-29T01:00", True),
        (office(days=[7], opens="02:30", closes="04:00"), "2026-03-29T00:59", False),
        (office(days=[7], opens="02:00", closes="02:30"), "2026-10-25T00:10", True),
        (office(days=[7], opens="02:00", closes="02:30"), "2026-10-25T01:10", True),
        (office(days=[7], opens="02:00", closes="02:30"), "2026-10-25T00:40", False),
        # at half past five hours from UTC
        (office(zone="Asia/Kolkata"), "2026-01-14T03:29", False),
        (office(zone="Asia/Kolkata"), "2026-01-14T03:30", True),
    ],
)
def test_office_is_reachable_in_its_own_hours(hours: Hours, now: str, expected: bool) -> None:
    assert is_reachable(hours, at(now)) is expected


def test_always_is_always() -> None:
    assert is_reachable(Hours("always", [], None, None, "UTC"), at("2026-01-17T03:00"))


def test_hours_that_were_not_given_reach_nobody() -> None:
    assert not is_reachable(Hours("hours", [], None, None, "UTC"), at("2026-01-17T03:00"))


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (office(), "Mon–Fri, 09:00–17:00 (Vienna)"),
        (office(days=[1, 2, 4, 5, 6]), "Mon · Tue, Thu–Sat, 09:00–17:00 (Vienna)"),
        (office(days=[7, 1, 2, 3, 4]), "Sun–Thu, 09:00–17:00 (Vienna)"),
        (office(days=[]), "every day, 09:00–17:00 (Vienna)"),
        (Hours("always", [], None, None, "Europe/Vienna"), "At any time"),
    ],
)
def test_hours_in_words(hours: Hours, expected: str) -> None:
    assert in_words(hours) == expected


@pytest.mark.parametrize(
    ("hours", "zone", "expected"),
    [
        (office(), "America/New_York", "03:00–11:00 (New York)"),
        (office(), "Asia/Tokyo", "17:00–01:00 (Tokyo)"),
        (office(zone="Pacific/Auckland"), "America/New_York", "15:00–23:00 (New York), from the day before"),
        (office(opens="20:00", closes="04:00", zone="America/New_York"), "Europe/Vienna", "02:00–10:00 (Vienna), from the day after"),
        (office(), "Europe/Vienna", ""),
        (Hours("always", [], None, None, "Europe/Vienna"), "Asia/Tokyo", ""),
    ],
)  # fmt: skip
def test_hours_on_the_clock_of_the_reader(hours: Hours, zone: str, expected: str) -> None:
    assert in_words_elsewhere(hours, zone, date(2026, 1, 14)) == expected


def test_clocks_that_change_on_other_days_are_seen() -> None:
    """On 9 March New York is in summer time and Vienna is not: five hours apart instead of six."""
    assert in_words_elsewhere(office(), "America/New_York", date(2026, 3, 9)) == "04:00–12:00 (New York)"
