"""An organization writes an input with a State: the State asks for other words, then confirms, and both names go out."""

import json
import re
from collections.abc import Callable

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

CALL = "demonstration-inputs"
ALLIANCE = "Northwind CERT Alliance"
WAITING = "Exercises that a State and operators hold together"  # what the demonstration holds for Arvandia to confirm
BEFORE, AFTER = "Drills every week, day and night.", "Drills twice a year."
REASON = "Every week is more than we can host."
DUTY = "Confirm the joint input %(reference)s: %(title)s"
CONFIRMED = "You confirmed for %(party)s. Every party has confirmed; the input is with the secretariat."


def test_joint_input_from_naming_a_state_to_both_names_on_it(walk: Callable[..., Walker]) -> None:
    author, delegate, reader = walk("Ken Haddad"), walk("Mara Lindqvist"), walk()
    title = f"Drills that two hosts prepare ({author.language})"
    reference = _write(author, title)
    state = _name(author)
    assert _status(delegate, reference) == 404
    _ask(author, state)
    assert _status(reader, reference) == 404

    _decline(delegate, reference, title)
    _mend(author, reference)
    _confirm(delegate, reference, state)
    _is_handed_in(author, reference)
    _publish(walk("Alex Rivers"), reference)
    reader.page.set_viewport_size({"width": 360, "height": 800})
    reader.go("inputs/")
    assert not reader.scrolls_sideways()
    reader.sees(title, state)
    reader.go(f"inputs/{reference}/")
    assert not reader.scrolls_sideways()
    reader.sees(title, AFTER, ALLIANCE, state, f"({reader.words('Sponsor', 'joint input')})")
    reader.misses(BEFORE, REASON)
    shown = json.loads(reader.fetch(f"/api/v1/inputs/{reference}/?lang={reader.language}"))
    assert [shown["state"], [party["name"] for party in shown["parties"]]] == ["published", [ALLIANCE, state]]


def _status(walker: Walker, reference: str) -> int:
    answer = walker.go(f"inputs/{reference}/")
    assert answer is not None
    return answer.status


def _write(author: Walker, title: str) -> str:
    author.go(f"calls/{CALL}/answer/")
    author.press(author.words("Write for %(party)s", party=ALLIANCE))
    author.fill({"title": title})
    author.choose("language", "en")
    author.main.locator("textarea").first.fill(BEFORE)
    author.check("audience", "public")
    author.press("Save and name other parties")
    author.sees(title, author.words("No other party is named"))
    return author.path.split("/")[2]


def _name(author: Walker) -> str:
    """By the code of the State; gives its name in this language."""
    author.press("Name this party")
    author.sees(author.words("This field is required."))
    author.fill({"name": "Nobody of that name"})
    author.press("Name this party")
    author.sees(author.words("No State or registered organization that can be named here fits this."))
    author.fill({"name": "XA"})
    author.check("capacity", "sponsor")
    author.press("Name this party")
    named = author.main.locator("ol .row-title").nth(1).inner_text()
    author.sees(author.words("%(party)s is named. It is asked when you send the input.", party=named))
    return named


def _ask(author: Walker, state: str) -> None:
    author.follow("Check and send")
    author.arrive("joint")
    author.sees(BEFORE, state, author.words("What happens when you ask the parties"))
    author.press("Ask the other parties to confirm")
    author.sees(author.words("The parties are asked. The input is sent when every one has confirmed."))
    author.sees(author.words("asked, not yet confirmed"))


def _decline(delegate: Walker, reference: str, title: str) -> None:
    """It waits beside the joint paper of the demonstration."""
    delegate.go("work/")
    delegate.sees(title, WAITING)
    delegate.go("work/due/")
    delegate.sees(delegate.words(DUTY, reference=reference, title=title))
    delegate.click(delegate.main.locator(f'a[href*="{reference}/confirm/"]').first)
    delegate.sees(title, BEFORE, ALLIANCE, delegate.words("What your word does"))
    delegate.field("reason")
    delegate.click(delegate.main.locator('button[value="refuse"]'))
    delegate.sees(delegate.words("This field is required."))
    delegate.fill({"reason": REASON})
    delegate.click(delegate.main.locator('button[value="refuse"]'))
    assert delegate.path == "work/inputs/"
    delegate.go("work/due/")
    delegate.misses(reference)


def _mend(author: Walker, reference: str) -> None:
    """The author reads the reason, changes the words, and asks anew."""
    author.go(f"inputs/{reference}/")
    author.sees(REASON)
    author.follow("Continue writing")
    author.main.locator("textarea").first.fill(AFTER)
    author.press("Save, check and send")
    author.sees(AFTER)
    author.press("Ask the other parties to confirm")


def _confirm(delegate: Walker, reference: str, state: str) -> None:
    delegate.go("work/due/")
    delegate.click(delegate.main.locator(f'a[href*="{reference}/confirm/"]').first)
    delegate.sees(AFTER)
    delegate.misses(BEFORE, REASON)
    delegate.click(delegate.main.locator('button[value="confirm"]'))
    delegate.sees(delegate.words(CONFIRMED, party=state))


def _is_handed_in(author: Walker, reference: str) -> None:
    """With the last word it is with the secretariat; all people of both have the receipt, each in the own language."""
    author.go(f"inputs/{reference}/")
    author.sees(author.words("Submitted", "state"))
    author.go(f"demonstration/mail/?q={reference}")
    author.click(author.main.get_by_role("link", name=f"The joint input {reference} was sent").first)
    author.sees(f"{ALLIANCE} with Arvandia")
    assert re.search(r"SHA-256: [0-9a-f]{64}", author.main.inner_text())


def _publish(publisher: Walker, reference: str) -> None:
    publisher.go(f"work/inputs/{reference}/publish/")
    publisher.press("Publish for everybody", "written input")
