"""An organization lists a contact; a delegation finds it in three clicks and asks; the answer comes back, no mailbox is seen."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

TITLES = {"en": "Cable repair desk", "ar": "Harbour watch desk"}
TOPIC = {"en": "supply-chain-integrity", "ar": "human-rights-and-privacy"}
LANGUAGE = {"en": ("sw", "Swahili"), "ar": ("ur", "ur")}


def test_question_from_listing_a_contact_to_its_answer(walk: Callable[..., Walker]) -> None:
    keeper, asker = walk("Ken Haddad"), walk("Tomas Okello")
    code = keeper.language
    mailbox = f"desk.{code}@northwind.example"
    contact = _list_contact(keeper, mailbox)
    reader = walk()
    _find(reader, contact)
    reader.misses(mailbox)
    address = _ask(asker, contact, f"Spare parts ({code})")
    asker.misses(mailbox)
    _answer(keeper, f"Spare parts ({code})", address)
    asker.go(address)
    asker.sees("Two depots, north and south.", asker.words("Answered", "question to a contact"))
    asker.follow("Close the thread")
    asker.press("Close the thread")
    asker.sees(asker.words("This thread is closed. Both sides keep it."))
    colleague = walk("Mara Lindqvist")  # of the same delegation
    colleague.go(address)
    colleague.sees("Two depots, north and south.")


def _list_contact(keeper: Walker, mailbox: str) -> str:
    code = keeper.language
    keeper.go("work/repository/")
    keeper.follow("List a contact")
    keeper.press("List this contact for everybody")
    keeper.arrive("with errors")
    keeper.sees(keeper.words("This field is required."))
    keeper.fill({"title": TITLES[code], "offer": "Repair ships and spare parts.", "mailbox": mailbox})
    keeper.fill({"other_languages": LANGUAGE[code][1]})
    keeper.check("topics", TOPIC[code])
    keeper.press("List this contact for everybody")
    keeper.sees(TITLES[code])
    return keeper.path.split("/")[1]


def _find(reader: Walker, contact: str) -> None:
    """Three links; the next choice is always open."""
    reader.go("repository/")
    tag = LANGUAGE[reader.language][0]
    for part in (f"topic={TOPIC[reader.language]}", "region=grulac", f"language={tag}"):
        reader.click(reader.main.locator(f'nav a[href*="{part}"]').first)
    assert not reader.scrolls_sideways()
    reader.click(reader.main.get_by_role("link", name=TITLES[reader.language]))
    assert reader.path == f"repository/{contact}/"


def _ask(asker: Walker, contact: str, subject: str) -> str:
    asker.go(f"repository/?q={TITLES[asker.language].split()[0]}")
    asker.check("contact", contact)
    asker.press("Write to the chosen contacts")
    asker.press("Send the question")
    asker.arrive("with errors")
    asker.fill({"subject": subject, "text": "Where are spare parts kept?"})
    asker.press("Send the question")
    asker.sees(subject, "Where are spare parts kept?", "Northwind CERT Alliance")
    asker.click(asker.main.get_by_role("link", name="Northwind CERT Alliance"))
    found = re.fullmatch(rf"work/questions/(QST-\d+-\d+)/{contact}/", asker.path)
    assert found is not None
    return asker.path


def _answer(keeper: Walker, subject: str, address: str) -> None:
    keeper.go("work/due/")
    keeper.sees(subject)
    keeper.go("work/questions/received/")
    keeper.click(keeper.main.get_by_role("link", name=subject))
    assert keeper.path == address
    keeper.fill({"text": "Two depots, north and south."})
    keeper.press("Send the answer")
    keeper.sees("Two depots, north and south.")
    keeper.go("work/repository/")
    keeper.sees(TITLES[keeper.language])
