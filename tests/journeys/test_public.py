"""Somebody without an account looks around: library, languages, error pages, calendars, feeds and the API."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable

import icalendar
import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

PAGES = (
    "",
    "about/",
    "how-it-works/",
    "accessibility/",
    "privacy/",
    "related-processes/",
    "help/",
    "help/public/",
    "help/stakeholders/",
    "help/delegations/",
    "help/secretariat/",
    "styleguide/",
    "meetings/",
    "meetings/oewg-s11/",
    "meetings/demonstration-critical-infrastructure/",
    "programme/",
    "bodies/global-mechanism/",
    "library/",
    "documents/A/RES/80/16",
    "topics/",
    "topics/protect-critical-infrastructure/",
    "norms/",
    "feeds/",
    "states/",
    "states/xa/",
    "stakeholders/",
    "stakeholders/open-ledger-forum/",
    "reports/",
    "reports/national/NRP-2026-0001/",
    "surveys/survey-2026/",
    "inputs/",
    "inputs/INP-2026-0001/",
    "calls/demonstration-inputs/",
    "calls/demonstration-inputs/answer/",
    "receipts/",
    "accounts/login/",
    "accounts/signup/",
    "accounts/password/reset/",
)
NARROW = (
    "",
    "library/",
    "meetings/demonstration-critical-infrastructure/",
    "calls/demonstration-inputs/",
    "inputs/INP-2026-0001/",
    "states/",
    "accounts/login/",
    "documents/A/RES/80/16",
    "reports/national/NRP-2026-0001/",
    "programme/",
)


def test_public_pages_are_without_barriers(walk: Callable[..., Walker]) -> None:
    reader = walk()
    for path in PAGES:
        answer = reader.go(path)
        assert (path, answer.status if answer else None) == (path, 200)


def test_open_menus_are_without_barriers(walk: Callable[..., Walker]) -> None:
    reader = walk()
    reader.go("")
    reader.page.locator("header details.drop > summary").click()
    reader.examine("language menu open")
    reader.page.keyboard.press("Escape")
    reader.page.set_viewport_size({"width": 360, "height": 800})
    reader.page.locator(".menu-button").click()
    assert reader.page.locator("#menu").is_visible()
    reader.examine("narrow menu open")
    reader.go("library/?q=zzzz")
    for summary in reader.main.locator("details:not([open]) > summary:visible").all():
        summary.click()
    reader.examine("filters open, nothing found")
    reader.go("work/")  # asks to sign in
    reader.fill({"login": "nobody@portal.example", "password": "wrong-and-wrong"})
    reader.press("Sign in")
    reader.examine("refused")
    reader.sees(reader.words("The address or the password is not right. Check both and try again."))


@pytest.mark.parametrize("person", ["", "Alex Rivers", "Tomas Okello"])
def test_no_page_scrolls_sideways_on_a_small_telephone(walk: Callable[..., Walker], person: str) -> None:
    reader = walk(person)
    reader.page.set_viewport_size({"width": 320, "height": 640})
    own = {"": NARROW, "Alex Rivers": WORK, "Tomas Okello": DELEGATION}[person]
    wide = []
    for path in own:
        reader.go(path)
        if reader.scrolls_sideways():
            wide.append(reader.path)
    assert wide == []


WORK = (
    "work/",
    "work/meetings/new/",
    "work/meetings/demonstration-critical-infrastructure/documents/",
    "work/meetings/demonstration-critical-infrastructure/calls/new/",
    "work/inputs/",
    "work/progress/",
    "work/documents/",
    "work/team/secretariat/",
    "work/records/",
    "work/settings/",
    "work/parties/",
)
DELEGATION = (
    "work/",
    "work/reports/",
    "work/reports/new/",
    "work/reports/NRP-2026-0003/edit/",
    "reports/national/NRP-2026-0003/",
)


def test_landmarks_stand_mirrored(walk: Callable[..., Walker]) -> None:
    """The name of the portal stands where reading begins, the side column where it ends."""
    reader = walk()
    reader.page.set_viewport_size({"width": 1280, "height": 900})
    reader.go("meetings/demonstration-critical-infrastructure/")
    brand, side = reader.page.locator(".brand").bounding_box(), reader.page.locator("aside.side").bounding_box()
    heading = reader.page.locator("h1").bounding_box()
    assert brand
    assert side
    assert heading
    begins_left = reader.language == "en"
    assert (brand["x"] < 640, heading["x"] < side["x"]) == (begins_left, begins_left)


def test_library_is_searched_filtered_and_read_in_another_language(walk: Callable[..., Walker]) -> None:
    reader = walk()
    code, other = reader.language, "ar" if reader.language == "en" else "en"
    reader.go("library/")
    reader.fill({"q": "a / res/77/37"})
    reader.press("Apply", "filters")
    reader.sees("A/RES/77/37")
    reader.go("library/")
    reader.choose("source", "document")
    reader.choose("year", "2025")
    reader.choose("topic", "capacity_building")
    reader.press("Apply", "filters")
    assert "source=document" in reader.page.url
    for symbol in reader.main.locator(".list .symbol").all_inner_texts():
        assert symbol
    reader.page.locator("header details.drop > summary").click()
    address = reader.page.url
    with reader.page.expect_navigation():
        reader.page.locator(f'header a[hreflang="{other}"]').click()
    assert reader.page.url == address.replace(f"/{code}/", f"/{other}/")
    assert reader.page.locator("html").get_attribute("lang") == other


def test_error_pages_speak_the_language_of_the_address(walk: Callable[..., Walker]) -> None:
    reader = walk()
    for path in ("nothing/", "meetings/nothing/", "documents/A/RES/1/1", "states/zz/", "inputs/INP-1900-0001/"):
        answer = reader.go(path)
        assert (path, answer.status if answer else None) == (path, 404)
        reader.sees(reader.words("Page not found"), reader.words("Search the library"))


def test_calendars_feeds_and_api_tell_the_same(walk: Callable[..., Walker]) -> None:
    reader = walk()
    code = reader.language
    programme = icalendar.Calendar.from_ical(reader.fetch(f"/{code}/calendar.ics"))
    assert len(programme.walk("VEVENT")) > 20
    reader.go("feeds/")
    feeds = [link.get_attribute("href") or "" for link in reader.main.locator('a[href$=".atom"]').all()]
    assert feeds
    for address in dict.fromkeys(feeds):
        root = ET.fromstring(reader.fetch(address))  # noqa: S314  our own feed
        assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    resources = [name for name in json.loads(reader.fetch("/api/v1/")) if name not in {"schema", "docs"}]
    counts = {name: len(json.loads(reader.fetch(f"/api/v1/{name}/?lang={code}"))["results"]) for name in resources}
    assert {name for name, count in counts.items() if not count} <= {"progress-reports"}  # none is public at first
    answer = reader.context.request.get(f"/api/v1/meetings/nothing/?lang={code}")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
