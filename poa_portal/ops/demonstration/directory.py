"""Points of contact of the invented States, and the contacts that they and the secretariat publish."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind
from poa_portal.ops.demonstration.papers import paper
from poa_portal.ops.demonstration.people import People
from poa_portal.ops.demonstration.words import words
from states.actions.contacts import create_contact
from states.actions.delegations import enter_note
from states.actions.public_contacts import publish_contact
from states.enums import Rank, Reachability
from states.models import Contact, ContactCategory, State

WORKDAYS = [1, 2, 3, 4, 5]
LONG_AGO = timedelta(days=260)


def make_directory(people: People) -> None:
    """Two States keep their entries themselves; for the third the manager entered one, which nobody has confirmed."""
    for state, by, entries in (
        (people.arvandia, people.coordinator, ARVANDIA),
        (people.belmoria, people.neighbour, BELMORIA),
    ):
        for entry in entries:
            create_contact(state, by=by, **_values(**entry))
    _caldera(people)
    _published(people)


def _caldera(people: People) -> None:
    state = State.objects.get(iso2="XC")
    note = enter_note(
        state,
        by=people.manager,
        number="CI-2026-014",
        dated_on=timezone.now().date() - LONG_AGO,
        upload=paper(words("note.title")["en"], words("note.text")["en"], "en"),
    )
    contact = create_contact(state, by=people.manager, **_values(**CALDERA, nominated_by=note))
    Contact.objects.filter(pk=contact.pk).update(last_confirmed_at=timezone.now() - LONG_AGO)  # time cannot be acted


def _values(*, category: str, **fields: Any) -> dict[str, Any]:
    """One entry of the tables below with everything that it leaves out."""
    usual: dict[str, Any] = {
        "rank": Rank.PRIMARY,
        "telephone": "",
        "other_channel": "",
        "languages": ["en"],
        "reachability": Reachability.HOURS,
        "days": WORKDAYS,
        "opens": time(9),
        "closes": time(17),
        "role_title": "",
        "person": "",
        "key_fingerprint": "",
        "key_expires_on": None,
        "notes": "",
        "valid_from": date(2026, 1, 1),
        "nominated_by": None,
    }
    return {**usual, "category": ContactCategory.objects.get(key=category), **fields}


def _published(people: People) -> None:
    secretariat = Party.objects.get(kind=PartyKind.SECRETARIAT)
    office = "contact.secretariat.office"
    for owner, by, title, place, mailbox, languages in (
        (secretariat, people.publisher, "contact.secretariat.general", office, "meetings@secretariat.example", ["en", "fr"]),
        (secretariat, people.publisher, "contact.secretariat.directory", office, "directory@secretariat.example", ["en"]),
        (people.arvandia, people.coordinator, "contact.XA.title", "contact.XA.office", "ict@mfa.arvandia.example", ["en", "fr"]),
        (people.belmoria, people.neighbour, "contact.XB.title", "contact.XB.office", "report@cert.belmoria.example", ["ar", "en"]),
    ):  # fmt: skip
        publish_contact(
            owner,
            by=by,
            titles=words(title),
            offices=words(place),
            mailbox=mailbox,
            telephone="",
            website="",
            languages=languages,
        )


ARVANDIA: list[dict[str, Any]] = [
    {
        "category": "diplomatic",
        "office": "Ministry of Foreign Affairs, cyber diplomacy",
        "mailbox": "poc-diplomatic@mfa.arvandia.example",
        "telephone": "+999 20 555 0110",
        "languages": ["en", "fr"],
        "time_zone": "Europe/Vienna",
    },
    {
        "category": "diplomatic",
        "rank": Rank.ALTERNATE,
        "office": "Permanent Mission in New York",
        "mailbox": "poc@mission.arvandia.example",
        "languages": ["en", "fr", "es"],
        "time_zone": "America/New_York",
    },
    {
        "category": "national-cert",
        "office": "CERT Arvandia",
        "role_title": "Officer on duty",
        "mailbox": "duty@cert.arvandia.example",
        "telephone": "+999 20 555 0199",
        "reachability": Reachability.ALWAYS,
        "languages": ["en", "fr", "pt"],
        "time_zone": "Europe/Vienna",
        "key_fingerprint": "4C1F7A90D2B83E6515AC90F7E2D4B1638A0957CE",
        "key_expires_on": date(2029, 6, 30),
        "notes": "Encrypted mail is preferred for indicators.",
    },
]
BELMORIA: list[dict[str, Any]] = [
    {
        "category": "diplomatic",
        "office": "Department of International Security",
        "mailbox": "security@mfa.belmoria.example",
        "languages": ["ar", "en"],
        "days": [7, 1, 2, 3, 4],
        "opens": time(8),
        "closes": time(15, 30),
        "time_zone": "Asia/Amman",
    },
    {
        "category": "technical",
        "office": "Belmoria CSIRT, night watch",
        "mailbox": "watch@csirt.belmoria.example",
        "telephone": "+999 61 555 0142",
        "languages": ["ar", "en", "ru"],
        "days": [],
        "opens": time(20),
        "closes": time(8),
        "time_zone": "Asia/Amman",
    },
]
CALDERA: dict[str, Any] = {
    "category": "national-cert",
    "office": "Caldera Isles Response Team",
    "mailbox": "team@response.caldera.example",
    "languages": ["es", "en"],
    "time_zone": "Pacific/Auckland",
}
