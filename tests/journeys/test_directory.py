"""Whom to call now: a delegate finds an entry, a coordinator keeps one, the manager takes a copy; others find nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House
from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

ON_DUTY = "duty@cert.arvandia.example"
OFFICES = {"en": "Office for cyber law", "ar": "Bureau of treaties"}  # written once, in the language of the State
TITLES = {"en": "Reports of faulty devices", "ar": "الإبلاغ عن الأجهزة المعيبة"}
LEGAL = 4  # its place among the categories
NO_CHANNEL = "Give at least one way to reach it: a mailbox, a telephone or another channel."
OWN_EYES = "Your delegation alone sees this."


def test_delegate_finds_in_two_steps_whom_to_call_now(walk: Callable[..., Walker]) -> None:
    delegate = walk("Tomas Okello")
    delegate.page.set_viewport_size({"width": 360, "height": 800})
    delegate.go("work/contacts/")
    delegate.sees("CERT Arvandia", "Caldera Isles Response Team", "Belmoria CSIRT, night watch")
    assert not delegate.scrolls_sideways()
    for name, value in [("category", "national-cert"), ("language", "pt"), ("reachable", "now")]:
        delegate.choose(name, value)
    delegate.examine("filters open")
    assert not delegate.scrolls_sideways()
    delegate.press("Apply", "filters")
    delegate.sees("CERT Arvandia", ON_DUTY, delegate.words("Reachable now"))
    delegate.misses("Caldera Isles Response Team", "Belmoria CSIRT, night watch")
    delegate.follow("CERT Arvandia")
    delegate.sees(ON_DUTY, "+999 20 555 0199", "Encrypted mail is preferred for indicators.")
    assert not delegate.scrolls_sideways()
    delegate.go("work/contacts/?q=zzzz")
    delegate.sees(delegate.words("No points of contact found"))


def test_entry_is_refused_made_confirmed_and_ended(walk: Callable[..., Walker], house: House) -> None:
    """What it lacks is told to its own State alone."""
    keeper, manager = walk("Mara Lindqvist"), walk("Nora Vance")
    office, address = OFFICES[keeper.language], _enter(keeper)
    reference = address.split("/")[2]
    house.query(
        "UPDATE states_contact SET last_confirmed_at = now() - interval '300 days' WHERE reference = %s", reference
    )
    lapsed = keeper.words("Marked as unconfirmed, because nobody confirmed them in time:")
    for path in ("work/", "work/contacts/own/"):
        keeper.go(path)
        keeper.sees(lapsed, keeper.words(OWN_EYES))
    manager.go(f"work/contacts/?q={office}")
    manager.sees(office, manager.words("Unconfirmed", "point of contact"))
    manager.misses(lapsed, manager.words(OWN_EYES))

    keeper.go(address)
    keeper.sees(keeper.words("Not confirmed for a long time"))
    keeper.press("Still right", "point of contact")
    keeper.sees(office)
    keeper.misses(lapsed, keeper.words(OWN_EYES))
    keeper.go(address)
    keeper.follow("End this entry")
    keeper.press("Save the end")
    manager.go(f"work/contacts/?q={office}")
    manager.sees(manager.words("No points of contact found"))


def test_published_contact_is_found_by_everybody(walk: Callable[..., Walker]) -> None:
    keeper, reader = walk("Mara Lindqvist"), walk()
    title, mailbox = TITLES[keeper.language], f"devices.{keeper.language}@mfa.arvandia.example"
    keeper.go("work/public-contacts/")
    keeper.click(keeper.main.locator('a[href*="public-contacts/new/"]').first)
    keeper.fill({f"title_{keeper.language}": title})
    keeper.press("Publish for everybody")
    keeper.arrive("with errors")
    keeper.sees(keeper.words("Give at least one way to reach it: a mailbox, a telephone or a web address."))
    keeper.fill({"mailbox": mailbox})
    keeper.press("Publish for everybody")
    keeper.sees(title, mailbox)
    reader.page.set_viewport_size({"width": 360, "height": 800})
    for path in ("contacts/", "states/xa/"):
        reader.go(path)
        reader.sees(title, mailbox)
        reader.misses(ON_DUTY)
        assert not reader.scrolls_sideways()
    keeper.click(keeper.main.locator("li", has_text=title).locator('a[href$="/remove/"]'))
    keeper.press("Take it off the public list")
    keeper.misses(title)
    reader.go(f"contacts/?q={title}")
    reader.sees(reader.words("No contacts found"))


def test_copy_is_taken_for_a_reason_that_the_secretariat_reads(walk: Callable[..., Walker]) -> None:
    manager = walk("Nora Vance")
    reason = f"For the binder on the shelf ({manager.language})"
    manager.go("work/contacts/")
    manager.follow("Take a copy")
    manager.press("Record this and take the copy")
    manager.arrive("with errors")
    manager.sees(manager.words("This field is required."))
    manager.fill({"reason": reason})
    with manager.page.expect_download() as taken:
        manager.main.get_by_role("button", name=manager.words("Record this and take the copy")).click()
    copy = Path(taken.value.path()).read_text()
    assert "CERT Arvandia" in copy
    assert ON_DUTY in copy
    manager.go("work/records/")
    manager.sees(reason)
    manager.misses(ON_DUTY)


def test_directory_is_closed_to_everybody_else(walk: Callable[..., Walker]) -> None:
    reader, officer, representative = walk(), walk("Alex Rivers"), walk("Ken Haddad")
    code = reader.language
    for path in ("work/contacts/", "work/contacts/POC-2026-0001/", "work/contacts/export/"):
        answer = reader.go(path)
        assert answer is not None
        assert answer.url.endswith(f"/accounts/login/?next=/{code}/{path}")
        for person in (officer, representative):
            answer = person.go(path)
            assert (path, answer.status if answer else None) == (path, 404)
    reader.go(f"library/?q={ON_DUTY}")
    reader.misses("CERT Arvandia")


def _enter(keeper: Walker) -> str:
    office = OFFICES[keeper.language]
    keeper.go("work/contacts/")
    keeper.follow("Enter a point of contact")
    keeper.field("category").select_option(index=LEGAL)
    keeper.fill({"office": office})
    keeper.check("languages", "en")
    keeper.check("reachability", "always")
    keeper.press("Save for all delegations")
    keeper.arrive("with errors")
    keeper.sees(keeper.words(NO_CHANNEL))
    expect(keeper.field("office")).to_have_value(office)
    keeper.fill({"mailbox": f"law.{keeper.language}@mfa.arvandia.example"})
    keeper.press("Save for all delegations")
    keeper.sees(office, keeper.words("Reachable now"))
    return keeper.path
