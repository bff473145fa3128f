"""A delegation answers a message that waits, and writes one of its own; nobody of the secretariat finds either."""

from collections.abc import Callable

import pytest

from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

WAITING = "Scanning of port management systems"


def test_message_between_states_is_answered_and_written(walk: Callable[..., Walker]) -> None:
    delegate, secretariat = walk("Mara Lindqvist"), walk("Alex Rivers")
    _answer(delegate)
    reference = _write(delegate, f"Harbour lights ({delegate.language})")
    answer = secretariat.go(f"work/messages/{reference}/")
    assert answer is not None
    assert answer.status == 404


def _answer(delegate: Walker) -> None:
    delegate.go("work/messages/")
    delegate.click(delegate.main.get_by_role("link", name=WAITING))
    delegate.press("Send the answer")
    delegate.arrive("with errors")
    delegate.sees(delegate.words("This field is required."))
    said = f"We spoke to the company. ({delegate.language})"
    delegate.fill({"text": said})
    delegate.press("Send the answer")
    delegate.sees(said, delegate.words("Acknowledged", "message"), delegate.words("Log of the thread"))


def _write(delegate: Walker, subject: str) -> str:
    delegate.go("work/messages/new/")
    delegate.follow("Open the directory")
    delegate.go("work/contacts/POC-2026-0004/")
    delegate.follow("Write a message")
    delegate.press("Check before sending")
    delegate.arrive("with errors")
    delegate.sees(delegate.words("This field is required."))
    delegate.check("kind", "request")
    delegate.fill({"subject": subject, "what_happened": "Two lights are out.", "what_is_asked": "Whose are they?"})
    delegate.press("Check before sending")
    delegate.arrive("to check")
    delegate.sees(subject, "Two lights are out.", delegate.words("What happens when you send it"))
    delegate.press("Go on writing")
    delegate.fill({"affected": "Two lights."})
    delegate.press("Check before sending")
    delegate.click(delegate.main.locator('button[name="do"][value="send"]'))
    delegate.sees(subject, "Two lights.", "Whose are they?")
    return delegate.path.split("/")[2]
