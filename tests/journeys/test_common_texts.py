"""An organization opens a text for support; another supports it, a reader asks to join, and the support is withdrawn."""

import json
import re
from collections.abc import Callable

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

TITLES = {"en": "Lighthouses that answer at night", "ar": "Ferries that keep their timetable"}
WORDS = "Every harbour names one desk that answers at night."
FORUM, ALLIANCE = "Open Ledger Forum", "Northwind CERT Alliance"
COORDINATORS_MAILBOX = "ines.quiroga@openledger.example"
GIVEN = "%(name)s supports version %(number)d. Everybody sees it now."


def test_common_text_from_its_opening_to_a_withdrawn_support(walk: Callable[..., Walker]) -> None:
    coordinator, supporter, reader = walk("Inés Quiroga"), walk("Ken Haddad"), walk()
    title = TITLES[coordinator.language]
    slug = _begin(coordinator, title)
    answer = reader.go(f"texts/{slug}/")
    assert answer is not None
    assert answer.status == 404
    coordinator.follow("Open for support")
    coordinator.press("Open for support")
    _support(supporter, slug, ALLIANCE)
    _support(coordinator, slug, FORUM)

    day = _find(reader, title)
    _arrange(coordinator, slug)
    reader.go(f"texts/{slug}/")
    assert _supporters(reader) == [FORUM, ALLIANCE]
    mailbox = _ask_to_join(reader, slug)
    _answer(coordinator, slug, mailbox)
    _withdraw(supporter, slug)
    reader.go(f"texts/{slug}/")
    assert _supporters(reader) == [FORUM]
    reader.sees(reader.words("Support that was withdrawn"), ALLIANCE, reader.words("withdrawn on %(day)s", day=day))
    reader.misses(mailbox, COORDINATORS_MAILBOX)
    shown = reader.fetch(f"/api/v1/common-texts/{slug}/").decode()
    assert json.loads(shown)["title"] == title
    assert mailbox not in shown


def _begin(coordinator: Walker, title: str) -> str:
    coordinator.go("texts/")
    coordinator.follow("Our common texts")
    coordinator.follow("Begin a common text")
    coordinator.press("Begin and write")
    coordinator.sees(coordinator.words("This field is required."))
    coordinator.fill({"title": title})
    coordinator.choose("language", "en")
    coordinator.press("Begin and write")
    coordinator.fill({"body": WORDS})
    coordinator.press("Save the words")
    coordinator.sees(coordinator.words("Nobody but the coordinators sees this text"))
    return coordinator.path.split("/")[2]


def _support(supporter: Walker, slug: str, organisation: str) -> None:
    supporter.go(f"texts/{slug}/")
    supporter.follow("Support this text")
    supporter.sees(WORDS)
    supporter.press("Support this text")
    supporter.sees(supporter.words("This field is required."))
    supporter.check("is_authorized")
    named = supporter.main.get_by_role("radio", name=organisation, exact=True)
    if named.count():  # who acts for several says for which
        named.check()
    supporter.press("Support this text")
    supporter.sees(supporter.words(GIVEN, name=organisation, number=1))


def _find(reader: Walker, title: str) -> str:
    """On a telephone, by a word of the text; name, version and day of each supporter stand there. Gives the day."""
    reader.page.set_viewport_size({"width": 360, "height": 800})
    reader.go("texts/")
    assert not reader.scrolls_sideways()
    reader.fill({"q": "one desk that answers"})
    reader.press("Apply", "filters")
    reader.follow(title)
    assert not reader.scrolls_sideways()
    reader.sees(WORDS, reader.words("version %(number)s", number=1))
    assert _supporters(reader) == [ALLIANCE, FORUM]
    day = reader.main.locator("section:has(#supporters) time").first
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", day.get_attribute("datetime") or "")
    return day.inner_text()


def _supporters(reader: Walker) -> list[str]:
    """In the order of the page, without those who withdrew."""
    return reader.main.locator("section:has(#supporters) ol").first.locator(".row-title").all_inner_texts()


def _arrange(coordinator: Walker, slug: str) -> None:
    """Alphabetical at first; then in an order of the coordinators' own."""
    coordinator.go(f"work/texts/{slug}/")
    coordinator.follow("Change title, introduction and order")
    coordinator.check("order", "position")
    coordinator.press("Save", "button")
    coordinator.follow("Arrange the supporters")
    coordinator.click(coordinator.main.locator('button[value="up"]'))


def _ask_to_join(reader: Walker, slug: str) -> str:
    """Without an account; the page shows nobody's mailbox."""
    mailbox = f"ines.melo.{reader.language}@faros.example"
    reader.follow("Ask to join")
    reader.press("Send to the coordinators")
    reader.sees(reader.words("This field is required."))
    reader.fill({"name": "Inês Melo", "organisation_name": "Faróis Abertos", "email": mailbox, "message": "We host."})
    reader.press("Send to the coordinators")
    reader.sees(reader.words("Your message was sent"))
    reader.misses(COORDINATORS_MAILBOX)
    reader.follow("Back to the text")
    assert reader.path == f"texts/{slug}/"
    return mailbox


def _answer(coordinator: Walker, slug: str, mailbox: str) -> None:
    """The coordinators have it by mail and on a page of their own."""
    coordinator.go(f"demonstration/mail/?q={mailbox}")
    coordinator.sees("Faróis Abertos", COORDINATORS_MAILBOX)
    coordinator.go(f"work/texts/{slug}/requests/")
    coordinator.sees("Inês Melo", mailbox, "We host.")
    coordinator.click(coordinator.main.locator('button[value="answered"]'))
    coordinator.sees(coordinator.words("Marked as answered."), coordinator.words("No wish to join waits"))


def _withdraw(supporter: Walker, slug: str) -> None:
    supporter.go(f"texts/{slug}/")
    supporter.follow("Support this text")
    given = supporter.words("<bdi>%(name)s</bdi> supports version %(number)s.", name=ALLIANCE, number=1)
    supporter.sees(given.replace("<bdi>", "").replace("</bdi>", ""))
    supporter.follow("Withdraw support")
    supporter.press(supporter.words("Withdraw the support of %(organisation)s", organisation=ALLIANCE))
    supporter.sees(supporter.words("The support of %(name)s is withdrawn.", name=ALLIANCE))
