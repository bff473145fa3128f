"""An organization applies, the secretariat circulates, a State objects, the Chair's office reads, and the State sees it."""

import json
from collections.abc import Callable

import pytest

from tests.journeys.files import pdf
from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

ROUND = "demonstration-accreditation-2"
APPLICANTS = {"en": ("Inés Quiroga", "Open Ledger Forum"), "ar": ("Ken Haddad", "Northwind CERT Alliance")}
BASIS = "The basis that only the Chair reads."


def test_request_from_the_first_click_to_an_objection_and_its_withdrawal(walk: Callable[..., Walker]) -> None:
    reader = walk()
    person, organisation = APPLICANTS[reader.language]
    reference = _apply(walk(person), organisation)
    _circulate(walk("Alex Rivers"), reference, organisation)
    reader.go(f"accreditation/{ROUND}/")
    reader.sees(organisation, reference, reader.words("Circulated to all delegations", "accreditation"))
    reader.go(f"accreditation/requests/{reference}/")
    reader.sees(organisation, reader.words("The silence ends on"), "Letter of the Chair")
    reader.misses("Annual exercises")
    delegate = walk("Mara Lindqvist")
    _object(delegate, reference, organisation)
    _chair_reads(walk("Samir Holt"), organisation)
    delegate.page.reload()
    delegate.arrive("read")
    delegate.sees("Samir Holt")
    delegate.follow("Withdraw", "button")
    delegate.press("Withdraw the objection")
    delegate.sees(delegate.words("Withdrawn", "objection"))
    shown = json.loads(reader.fetch(f"/api/v1/accreditation-requests/{reference}/"))
    assert [step["step"] for step in shown["steps"]] == ["submit", "find_eligible", "circulate"]
    assert BASIS not in reader.fetch(f"/{reader.language}/accreditation/requests/{reference}/").decode()


def _apply(author: Walker, organisation: str) -> str:
    author.go(f"accreditation/{ROUND}/")
    author.follow("Apply for accreditation")
    author.press(author.words("Begin the request of %(name)s", name=organisation))
    reference = author.path.split("/")[3]
    author.fill({"purpose": "Stability.", "programmes": "Courses.", "activities": "Annual exercises."})
    author.attach("attachments", pdf("statutes.pdf", reference))
    author.press("Save, check and send")
    author.sees("Annual exercises.", "statutes.pdf", author.words("What happens when you send it"))
    author.press("Send to the secretariat")
    author.sees(author.words("The request is sent. Keep this receipt."), reference)
    return reference


def _circulate(officer: Walker, reference: str, organisation: str) -> None:
    officer.go("work/accreditation/")
    officer.follow(organisation)
    officer.follow("Find eligible")
    officer.press("Find eligible")
    officer.follow("Circulate to all delegations")
    officer.sees(officer.words("If you circulate now, the silence ends on"))
    officer.fill({"document_note": "Letter of the Chair"})
    officer.press("Circulate to all delegations")
    officer.sees(officer.words("The silence ends on"), reference)


def _object(delegate: Walker, reference: str, organisation: str) -> None:
    delegate.go("work/accreditation/circulated/")
    delegate.sees(organisation, reference)
    delegate.go(f"work/accreditation/requests/{reference}/")
    delegate.follow("Object to this request")
    delegate.fill({"basis": BASIS})
    delegate.press("Object for the State")
    delegate.sees(BASIS, delegate.words("Nobody outside your delegation has read it yet."))


def _chair_reads(chair: Walker, organisation: str) -> None:
    chair.go("work/objections/")
    chair.misses(BASIS)
    chair.follow(organisation)
    chair.sees(
        BASIS, chair.words("The State has not published this. That you read it now is recorded, and the State sees it.")
    )
