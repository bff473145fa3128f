"""With the keyboard alone, and with scripts switched off: everything can still be done."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.files import pdf
from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

CALL = "demonstration-inputs"
FOCUSED = """() => { const one = document.activeElement; if (!one || one === document.body) return "";
  return (one.getAttribute("aria-label") || one.innerText || one.value || one.name || "").trim().replace(/\\s+/g, " "); }"""


def test_draft_is_sent_with_the_keyboard_alone(walk: Callable[..., Walker]) -> None:
    author = walk()
    author.page.set_viewport_size({"width": 700, "height": 900})  # narrow enough for the menu button
    author.go("")
    author.page.keyboard.press("Tab")
    assert _focused(author) == author.words("Skip to the content")
    author.page.keyboard.press("Enter")
    assert author.page.evaluate("document.activeElement.id") == "main"
    author.go("")
    _tab_to(author, author.words("Menu"))
    author.page.keyboard.press("Enter")
    expect(author.page.locator("#menu")).to_be_visible()
    _tab_to(author, author.words("Sign in"))
    _enter(author)
    _tab_to(author, author.words("Sign in as %(name)s", name="Ken Haddad"))
    _enter(author)
    assert author.path == "work/"

    author.go(f"calls/{CALL}/")
    _tab_to(author, author.words("Answer this call"))
    _enter(author)
    _tab_to(author, author.words("Write for %(party)s", party="Northwind CERT Alliance"))
    _enter(author)
    title = f"By keyboard, {author.language}"
    _tab_to_field(author, "title")
    author.page.keyboard.press("Control+a")
    author.page.keyboard.type(title)
    author.page.keyboard.press("Tab")
    author.page.keyboard.press("Tab")
    author.page.keyboard.type("Typed without a mouse.")
    _tab_to(author, author.words("Save, check and send"))
    _enter(author)
    author.sees(title, "Typed without a mouse.")
    _tab_to(author, author.words("Send to the secretariat"))
    _enter(author)
    author.sees(author.words("The input is sent. Keep this receipt."))


def test_call_is_answered_without_scripts(walk: Callable[..., Walker]) -> None:
    author = walk("Inés Quiroga", scripts=False)
    author.go(f"calls/{CALL}/")
    author.follow("Answer this call")
    author.press(author.words("Write for %(party)s", party="Open Ledger Forum"))
    reference = author.path.split("/")[2]
    title = f"Sin secuencias de comandos ({author.language})"
    author.fill({"title": title})
    author.main.locator("textarea").first.fill("Una respuesta.")
    author.attach("attachments", pdf("anexo.pdf", reference))
    author.press("Save as a draft")
    author.sees(author.words("Saved as a draft. Nothing has been sent yet."), "anexo.pdf")
    author.press("Save, check and send")
    author.sees(title, "Una respuesta.")
    author.press("Send to the secretariat")
    author.sees(author.words("The input is sent. Keep this receipt."), reference)


def test_survey_is_answered_without_scripts(walk: Callable[..., Walker]) -> None:
    drafter = walk("Tomas Okello", scripts=False)
    answer = f"Answered without scripts ({drafter.language})."
    drafter.go("work/reports/NRP-2026-0003/edit/?part=1")
    drafter.field("charter-text").fill(answer)
    drafter.press("Save and go to the next part")
    assert drafter.page.url.endswith("?part=2")
    drafter.go("reports/national/NRP-2026-0003/")
    drafter.sees(answer)


def _focused(walker: Walker) -> str:
    return str(walker.page.evaluate(FOCUSED))


def _tab_to(walker: Walker, text: str) -> None:
    """Press the tabulator until what says this has the focus, and the focus can be seen."""
    seen = []
    for _ in range(150):
        walker.page.keyboard.press("Tab")
        seen.append(_focused(walker))
        if seen[-1] == text:
            return
    raise AssertionError(f"The tabulator never came to “{text}”; it came to {seen}")


def _tab_to_field(walker: Walker, name: str) -> None:
    for _ in range(150):
        walker.page.keyboard.press("Tab")
        if walker.page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"The tabulator never came to the field {name}")


def _enter(walker: Walker) -> None:
    with walker.page.expect_navigation():
        walker.page.keyboard.press("Enter")
    walker.arrive()
