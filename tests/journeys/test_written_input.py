"""A newcomer answers a call and gets a receipt; the secretariat publishes and records how the input was considered."""

import json
import re
from collections.abc import Callable

import pytest

from tests.journeys.files import pdf
from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

PASSWORD = "harbour-lantern-29"
ANSWERS = ["Los simulacros anuales.", "El equipo nacional de respuesta.", "Formación en español."]
ORGANISATIONS = {"en": "Puertos Seguros", "ar": "Faros del Norte"}  # alike names would be asked about
CALL = "demonstration-inputs"


def test_input_of_a_new_organization_from_sign_up_to_closing(walk: Callable[..., Walker]) -> None:
    author, reader = walk(), walk()
    code = author.language
    organisation, title = ORGANISATIONS[code], f"Puertos que se cuidan ({code})"
    _sign_up(author, f"rosa.{code}@puertos.example")
    _register(author, organisation)
    reference = _write(author, organisation, title)
    number, digest = _send(author, reference)
    assert reader.go(f"inputs/{reference}/").status == 404

    _verify(reader, number, digest, reference)
    _secretariat_publishes(walk("Alex Rivers"), reference, title)
    reader.go(f"inputs/{reference}/")
    reader.sees(title, *ANSWERS, organisation, reader.words("Reflected", "consideration"), "Rev.1, § 12")
    reader.sees(reader.words("Considered and closed"))
    (attached,) = reader.main.locator('a[href*="/files/"]').all()
    assert reader.fetch(attached.get_attribute("href") or "") == pdf("anexo.pdf", reference)[2]
    reader.go(f"calls/{CALL}/")
    reader.sees(title)
    shown = json.loads(reader.fetch(f"/api/v1/inputs/{reference}/?lang={code}"))
    assert [shown["state"], shown["language"], shown["considerations"][0]["outcome"]] == ["closed", "es", "reflected"]
    assert title in reader.fetch(f"/{code}/feeds/inputs.atom").decode()


def _sign_up(author: Walker, email: str) -> None:
    """From the page of the call: what comes next is said at each step."""
    author.go(f"calls/{CALL}/")
    author.follow("Answer this call")
    author.follow("Create an account")
    author.press("Create the account")
    author.arrive("with errors")
    author.sees(author.words("This field is required."))
    author.fill({"name": "Rosa Vidal", "email": email, "password1": PASSWORD, "password2": PASSWORD})
    author.choose("language", author.language)
    author.press("Create the account")
    author.follow("Mail of the demonstration")
    author.click(author.main.locator('a[href*="/demonstration/mail/"]').first)
    author.sees(email)
    author.click(author.main.locator('article a[href*="confirm-email"]'))
    author.press("Confirm the address")
    if author.path.startswith("accounts/login/"):
        author.fill({"login": email, "password": PASSWORD})
        author.press("Sign in")
    assert author.path == f"calls/{CALL}/answer/"
    author.sees(author.words("You are signed in."))


def _register(author: Walker, organisation: str) -> None:
    author.follow("Register an organization")
    author.press("Register the organization")
    author.arrive("with errors")
    author.sees(author.words("This field is required."))
    author.fill({"name": organisation, "website": f"https://{author.language}.puertos.example"})
    author.field("category").select_option(index=3)
    author.press("Register the organization")
    assert author.path == f"calls/{CALL}/answer/"


def _write(author: Walker, organisation: str, title: str) -> str:
    author.press(author.words("Write for %(party)s", party=organisation))
    reference = author.path.split("/")[2]
    author.press("Save, check and send")
    author.arrive("with errors")
    author.sees(author.words("This field is required."))
    author.fill({"title": title})
    author.choose("language", "es")
    for number, answer in enumerate(ANSWERS):
        author.main.locator("textarea").nth(number).fill(answer)
    author.check("audience", "public")
    author.attach("attachments", pdf("anexo.pdf", reference))
    author.press("Save, check and send")
    author.sees(title, *ANSWERS, "anexo.pdf", author.words("What happens when you send it"))
    return reference


def _send(author: Walker, reference: str) -> tuple[str, str]:
    author.press("Send to the secretariat")
    author.sees(author.words("The input is sent. Keep this receipt."), reference)
    number = author.main.locator(".receipt-number").inner_text().strip()
    digest = author.main.locator(".receipt code.digest").inner_text().strip()
    assert re.fullmatch(r"[0-9a-f]{64}", digest)
    return number, digest


def _verify(reader: Walker, number: str, digest: str, reference: str) -> None:
    """Anybody can; a wrong digest is told apart from a right one, a broken one from both."""
    reader.go("receipts/")
    reader.fill({"number": f" {number.lower()} ", "sha256": digest.upper()})
    reader.press("Verify", "receipt")
    reader.sees(reader.words("The receipt is genuine"), reference)
    wrong = ("0" if digest[0] != "0" else "1") + digest[1:]
    reader.fill({"number": number, "sha256": wrong})
    reader.press("Verify", "receipt")
    reader.sees(reader.words("Number and SHA-256 do not match"))
    reader.misses(reader.words("The receipt is genuine"), reference)
    reader.fill({"number": number, "sha256": "abc"})
    reader.press("Verify", "receipt")
    reader.arrive("with errors")
    reader.sees(reader.words("This must be 64 signs, each 0 to 9 or a to f. Copy it whole."))


def _secretariat_publishes(publisher: Walker, reference: str, title: str) -> None:
    publisher.go("work/inputs/?state=submitted")
    publisher.click(publisher.main.get_by_role("link", name=title))
    publisher.follow("Publish for everybody", "written input")
    publisher.press("Publish for everybody", "written input")
    publisher.go(f"inputs/{reference}/")
    publisher.follow("Record a consideration")
    publisher.press("Record the consideration")
    publisher.arrive("with errors")
    publisher.field("forum").select_option(index=1)
    publisher.check("outcome", "reflected")
    publisher.fill({"place": "Rev.1, § 12"})
    publisher.press("Record the consideration")
    publisher.go(f"inputs/{reference}/")
    publisher.follow("Close as considered")
    publisher.press("Close as considered")
    publisher.go(f"inputs/{reference}/")
    publisher.sees(publisher.words("Considered and closed"))
