"""An organization gets a new name and is still found under the old one; a second entry of it is merged, and given back."""

from collections.abc import Callable

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

PASSWORD = "harbour-lantern-29"
FORMER = {"en": "Salt Marsh Observatory", "ar": "Rain Gauge Registry"}  # alike names would be asked about
NAMES = {"en": "Tidal Wetland Archive", "ar": "Weather Mast Institute"}
ANOTHER = "None of these is my organization; register it as a new one"
LETTER, TWICE = "Letter of the organization.", "The same organization, entered twice."


def test_organization_from_a_new_name_to_a_merger_undone(walk: Callable[..., Walker]) -> None:
    keeper, officer, newcomer, reader = walk(), walk("Alex Rivers"), walk(), walk()
    former, name = FORMER[keeper.language], NAMES[keeper.language]
    _sign_up(keeper, "Mina Solberg", f"mina.{keeper.language}@marsh.example")
    _begin_entry(keeper, former)
    assert keeper.path.startswith("stakeholders/")
    old = keeper.path
    new = _rename(officer, old, name)
    _find(reader, former, name)
    reader.go(old)
    assert reader.path == new
    reader.sees(name, former)

    _sign_up(newcomer, "Paulo Reis", f"paulo.{keeper.language}@marsh.example")
    twin = _enter_again(newcomer, former, name)
    _merge(officer, twin, former, name)
    reader.go(twin)
    assert reader.path == new
    newcomer.go(new)
    newcomer.follow("Edit this entry")
    _undo(officer, twin, former)
    reader.go(twin)
    assert reader.path == twin
    newcomer.go(twin)
    newcomer.follow("Edit this entry")


def _sign_up(person: Walker, name: str, email: str) -> None:
    person.go(f"accounts/signup/?next=/{person.language}/work/organizations/register/")
    person.fill({"name": name, "email": email, "password1": PASSWORD, "password2": PASSWORD})
    person.choose("language", person.language)
    person.press("Create the account")
    person.go(f"demonstration/mail/?q={email}")
    person.click(person.main.locator('a[href*="/demonstration/mail/"]').first)
    person.click(person.main.locator('article a[href*="confirm-email"]'))
    person.press("Confirm the address")
    if person.path.startswith("accounts/login/"):
        person.fill({"login": email, "password": PASSWORD})
        person.press("Sign in")
    assert person.path == "work/organizations/register/"


def _begin_entry(person: Walker, name: str) -> None:
    person.fill({"name": name})
    person.field("category").select_option(index=3)
    person.press("Register the organization")


def _rename(officer: Walker, old: str, name: str) -> str:
    """By the secretariat, for the organization; its page gets an address made of the new name."""
    officer.go(old)
    officer.follow("Work on this entry")
    officer.follow("Change the name")
    officer.fill({"name": ""})
    officer.press("Change the name")
    officer.sees(officer.words("This field is required."))
    officer.fill({"name": name, "reason": LETTER})
    officer.check("new_address")
    officer.press("Change the name")
    officer.sees(officer.words("The name is changed; everybody sees it now."), officer.words("Formerly", "name"))
    return officer.path


def _find(reader: Walker, former: str, name: str) -> None:
    """On a telephone, by the name that the reader remembers."""
    reader.page.set_viewport_size({"width": 360, "height": 800})
    reader.go("stakeholders/")
    assert not reader.scrolls_sideways()
    reader.fill({"q": former.lower()})
    reader.press("Apply", "filters")
    reader.follow(name)
    assert not reader.scrolls_sideways()


def _enter_again(newcomer: Walker, former: str, name: str) -> str:
    """The portal shows the organization that has this name no more; the newcomer registers all the same."""
    _begin_entry(newcomer, former)
    newcomer.arrive("with duplicates")
    newcomer.sees(newcomer.words("Is it one of these?"), name)
    newcomer.press("Register the organization")
    newcomer.sees(newcomer.words("This field is required."), name)
    newcomer.main.get_by_label(newcomer.words(ANOTHER)).check()
    newcomer.press("Register the organization")
    newcomer.sees(former, newcomer.words("%(name)s is registered. You represent it.", name=former))
    return newcomer.path


def _merge(officer: Walker, twin: str, former: str, name: str) -> None:
    """Both are among those that are likely there twice; side by side it is said what will happen."""
    officer.go("work/organizations/?twins=yes")
    officer.sees(name)
    officer.follow(former)
    officer.follow("Merge into another entry")
    officer.follow(f"{officer.words('Merge into this one')} · {name}")
    officer.arrive("side by side")
    officer.sees(officer.words("This entry goes on"), officer.words("What will happen"))
    officer.press("Merge the entries")
    officer.sees(officer.words("This field is required."))
    officer.fill({"reason": TWICE})
    officer.press("Merge the entries")
    officer.sees(name, officer.words("Entries merged into this one"), former)
    officer.go(f"demonstration/mail/?q=paulo.{officer.language}@marsh.example")
    officer.click(officer.main.locator('a[href*="/demonstration/mail/"]').first)
    officer.sees(TWICE)
    officer.go(f"work/organizations/{twin.split('/')[1]}/entry/")
    officer.arrive("merged")
    officer.sees(name, officer.words("This entry was merged into another one; its address leads there:"))


def _undo(officer: Walker, twin: str, former: str) -> None:
    officer.follow("Open the entry again")
    officer.fill({"reason": "Two organizations after all."})
    officer.press("Open the entry again")
    officer.sees(former)
    officer.misses(officer.words("This entry was merged into another one; its address leads there:"))
    officer.follow("The page as readers see it")
    assert officer.path == twin
