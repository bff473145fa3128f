"""Days, periods and moments as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from poa_portal.common import times

PERIODS = {
    "en": "20–24 July 2026",
    "fr": "20–24 juillet 2026",
    "es": "20–24 de julio de 2026",
    "ar": "20–24 يوليو 2026",
    "zh-hans": "2026年7月20–24日",
}


@pytest.mark.parametrize(("code", "shown"), PERIODS.items())
def test_period_within_a_month_names_the_month_once(code: str, shown: str) -> None:
    with translation.override(code):
        assert times.format_period(date(2026, 7, 20), date(2026, 7, 24)) == shown


def test_period_of_one_day_is_that_day() -> None:
    assert times.format_period(date(2026, 7, 20), date(2026, 7, 20)) == "20 July 2026"


def test_period_over_two_months_names_the_year_once() -> None:
    assert times.format_period(date(2026, 3, 30), date(2026, 4, 2)) == "30 March – 2 April 2026"


def test_period_over_two_years_names_both() -> None:
    assert times.format_period(date(2026, 12, 30), date(2027, 1, 2)) == "30 December 2026 – 2 January 2027"


def test_moment_names_the_venue_and_utc() -> None:
    moment = times.Moment.at(datetime(2026, 12, 1, 23, 0, tzinfo=UTC), "America/New_York")
    assert (moment.venue, moment.city, moment.utc) == ("1 December 2026, 18:00", "New York", "23:00")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("ar", "1 ديسمبر 2026، 18:00"),
        ("zh-hans", "2026年12月1日 18:00"),
        ("fr", "1 décembre 2026, 18:00"),
    ],
)
def test_moment_joins_day_and_time_as_the_language_does(code: str, shown: str) -> None:
    with translation.override(code):
        assert times.format_moment(datetime(2026, 12, 1, 18, 0, tzinfo=UTC)) == shown


def test_moment_on_another_day_in_utc_says_that_day() -> None:
    moment = times.Moment.at(datetime(2026, 12, 2, 3, 0, tzinfo=UTC), "America/New_York")
    assert moment.utc == "2 December 2026, 03:00"


def test_deadline_in_new_york_moves_with_the_clocks() -> None:
    """On 1 November 2026 New York sets its clocks back; 18:00 there is one hour later in UTC."""
    before = times.Moment.at(datetime(2026, 10, 31, 22, 0, tzinfo=UTC), "America/New_York")
    after = times.Moment.at(datetime(2026, 11, 1, 23, 0, tzinfo=UTC), "America/New_York")
    assert [before.venue[-5:], after.venue[-5:]] == ["18:00", "18:00"]
