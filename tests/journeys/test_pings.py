"""Does anybody read these mailboxes? A round of the manager and a private drill of a State, from the plan to the result."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

ROUNDS = {"en": "Check before the summer", "ar": "فحص قبل الصيف"}
DRILLS = {"en": "Who wakes up?", "ar": "من يستيقظ؟"}
ON_DUTY = "duty@cert.arvandia.example"
CONFIRM = "Confirm that this mailbox is read"


def test_round_tells_the_manager_all_and_a_delegation_its_own(walk: Callable[..., Walker]) -> None:
    manager, delegate = walk("Nora Vance"), walk("Tomas Okello")
    address = _plan_round(manager)
    answer = delegate.go(address)
    assert answer is not None
    assert answer.status == 404  # not announced
    _move(manager, "Start now")
    manager.sees(manager.words("Results by point of contact"), *_states(manager))
    delegate.go("work/pings/")
    delegate.follow(ROUNDS[delegate.language])
    delegate.sees(delegate.words("Totals are shown here when the round is closed."))
    _move(manager, "Close the round")
    manager.sees(manager.words("No answer", "ping"))
    manager.follow("Results as a file")

    delegate.page.set_viewport_size({"width": 360, "height": 800})
    delegate.go(address)
    delegate.sees(delegate.words("Results of your delegation"), delegate.words("All other States together"))
    delegate.sees(delegate.words("fewer than %(number)d", number=5))  # so few States are not told apart
    _own, *others = _states(delegate)
    delegate.misses(*others, delegate.words("Results by point of contact"))
    assert not delegate.scrolls_sideways()


def test_drill_is_answered_by_a_link_for_one_use(walk: Callable[..., Walker]) -> None:
    keeper, guest, stranger = walk("Mara Lindqvist"), walk(), walk("Ken Haddad")
    address = _plan_drill(keeper)
    _ask_who_answers_at_night(keeper)
    _move(keeper, "Start now")
    keeper.sees(keeper.words("Waiting for an answer", "ping"))
    link = _link_of_the_mail(keeper, guest, address.split("/")[2])

    stranger.go(link)
    stranger.sees(stranger.words("You are signed in for another party"))
    guest.go(link)
    guest.press(CONFIRM)
    guest.sees(guest.words("The answer was recorded"))
    again = walk()
    again.go(link)
    again.sees(again.words("Thank you. Nothing more has to be done; the link cannot be used again."))
    expect(again.main.get_by_role("button", name=again.words(CONFIRM))).to_have_count(0)

    delegate, manager = walk("Tomas Okello"), walk("Nora Vance")
    delegate.go(address)
    results = delegate.main.locator('section[aria-labelledby="results"] tbody tr')
    expect(results.filter(has_text=delegate.words("Answered", "ping"))).to_have_count(1)
    answer = manager.go(address)
    assert answer is not None
    assert answer.status == 404  # the State's own business
    keeper.go(address)
    _move(keeper, "Close the round")
    keeper.sees(keeper.words("No answer", "ping"))


def _plan_round(manager: Walker) -> str:
    title = ROUNDS[manager.language]
    manager.go("work/pings/")
    manager.follow("Plan a round")
    right = manager.field("ends_at").input_value()
    manager.fill({"title": title, "ends_at": "2020-01-01T00:00"})
    manager.check("is_announced", "False")
    manager.press("Plan the round")
    manager.arrive("with errors")
    manager.sees(manager.words("The end must be later than the start."))
    manager.fill({"ends_at": right})
    manager.press("Plan the round")
    manager.sees(title, manager.words("Nobody but the directory manager sees this round before it starts."))
    return manager.path


def _plan_drill(keeper: Walker) -> str:
    title = DRILLS[keeper.language]
    keeper.go("work/pings/")
    keeper.follow("Plan a private drill")
    keeper.fill({"title": title})
    keeper.press("Plan the drill")
    keeper.sees(title, keeper.words("A private drill"))
    return keeper.path


def _ask_who_answers_at_night(keeper: Walker) -> None:
    keeper.choose("zone", "Europe/Vienna")
    keeper.fill({"at": "2026-03-07T03:00"})  # a Saturday
    keeper.press("Show", "button")
    keeper.sees(keeper.words("Outside the given hours"), keeper.words("Reachable", "point of contact"))


def _move(person: Walker, step: str) -> None:
    person.follow(step)
    person.press(step)


def _states(reader: Walker) -> tuple[str, ...]:
    """The invented States that have points of contact, as this language names them; the reader's own first."""
    return {
        "en": ("Arvandia", "Belmoria", "Caldera Isles"),
        "ar": ("أرفانديا", "بلموريا", "جزر كالديرا"),
    }[reader.language]


def _link_of_the_mail(keeper: Walker, guest: Walker, reference: str) -> str:
    """The mail is among that of the demonstration, for the State alone; it is in the coordinator's language."""
    guest.go(f"demonstration/mail/?q={ON_DUTY}")
    guest.sees(guest.words("No mail"))
    keeper.go(f"demonstration/mail/?q={ON_DUTY}")
    keeper.click(keeper.main.locator("tr", has_text=ON_DUTY).first.get_by_role("link"))
    keeper.sees(reference)
    found = re.search(r"/(pings/[^/]+/)$", keeper.main.locator('a[href*="/pings/"]').get_attribute("href") or "")
    assert found is not None
    return found[1]
