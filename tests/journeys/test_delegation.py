"""A State that nobody has worked for yet: its note verbale, its coordinator, a drafter, and an empty report."""

from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.journeys.files import pdf
from tests.journeys.house import House
from tests.journeys.walker import Walker

pytestmark = pytest.mark.xdist_group("journeys")  # all journeys share one portal

STATES = {"en": "xc", "ar": "xb"}  # one of them without any history
PASSWORD = "correct horse battery staple"
YEARS = {"en": "2017", "ar": "2018"}


def test_delegation_is_opened_on_a_note_and_begins_a_report(walk: Callable[..., Walker], house: House) -> None:
    officer = walk("Alex Rivers")
    state, language = STATES[officer.language], officer.language
    coordinator_address, drafter_address = f"first.{language}@mission.example", f"second.{language}@mission.example"
    _open(officer, state, coordinator_address)

    coordinator = walk()
    _accept(coordinator, house, coordinator_address, "Mila First")
    coordinator.go("work/due/")
    coordinator.sees(f"{language}-1/2026", "Mila First")
    coordinator.go(f"work/team/{state}/")
    coordinator.fill({"email": drafter_address})
    coordinator.choose("role", "drafter")
    coordinator.press("Send the invitation")

    drafter = walk()
    _accept(drafter, house, drafter_address, "Noor Second")
    drafter.go("work/reports/new/")
    drafter.fill({"period_from": f"{YEARS[language]}-01-01", "period_to": f"{YEARS[language]}-12-31"})
    drafter.press("Start drafting")
    reference = drafter.path.split("/")[2]
    drafter.go("work/due/")
    assert drafter.main.locator(f'a[href*="{reference}"]').count() == 1
    _hand_over(coordinator, state, reference)


def _open(officer: Walker, state: str, address: str) -> None:
    officer.go(f"work/team/{state}/")
    officer.follow("Enter a note verbale and invite")
    officer.fill({"number": f"{officer.language}-1/2026", "dated_on": "2099-01-01", "email": address})
    officer.attach("upload", pdf("note.pdf", state))
    officer.press("Enter the note and send the invitation")
    officer.arrive("with errors")
    officer.sees(officer.words("This day lies in the future. Enter the date that stands on the note."))
    officer.fill({"dated_on": "2026-01-12"})
    officer.attach("upload", pdf("note.pdf", state))
    officer.press("Enter the note and send the invitation")
    officer.sees(address, f"{officer.language}-1/2026")
    officer.go(f"work/notes/?state={state}")
    officer.sees(f"{officer.language}-1/2026")


def _accept(guest: Walker, house: House, address: str, name: str) -> None:
    """By the link of the mail: an account, the post, and the second factor without which work stays closed."""
    ((token,),) = house.query("SELECT token FROM accounts_invitation WHERE email = %s", address)
    guest.go(f"invitations/{token}/")
    guest.press("Create an account")
    guest.fill({"name": name, "password1": PASSWORD, "password2": PASSWORD})
    guest.press("Create the account")
    guest.press("Accept the invitation")
    guest.follow("Set up an authenticator app")
    if guest.main.locator('input[name="password"]').count():
        guest.fill({"password": PASSWORD})
        guest.press("Confirm", "button")
    secret = guest.main.locator("code").inner_text()
    guest.fill({"code": format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))})
    guest.press("Set up the app")
    guest.go("work/")
    guest.sees(guest.words("Your work"))


def _hand_over(coordinator: Walker, state: str, reference: str) -> None:
    """The page says what will move; afterwards the report is in the care of the new holder."""
    coordinator.go(f"work/team/{state}/")
    row = coordinator.main.locator("tr", has_text="Noor Second")
    coordinator.click(row.locator('a[href*="/hand-over/"]'))
    coordinator.sees(reference)
    holder = coordinator.main.locator("option", has_text="Mila First").get_attribute("value")
    coordinator.choose("to", holder or "")
    coordinator.press("Hand over the post")
    coordinator.go(f"work/reports/{reference}/edit/")
    coordinator.sees("Mila First")
