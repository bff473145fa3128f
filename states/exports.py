"""The directory as a table that spreadsheets open. Its header is in English, so that programs can rely on it."""

from typing import Any

from poa_portal.common.languages import current
from states.models import Contact

HEADER = (
    "reference",
    "state",
    "state_code",
    "category",
    "rank",
    "office",
    "function",
    "person",
    "mailbox",
    "telephone",
    "other_channel",
    "languages",
    "reachable",
    "days",
    "opens",
    "closes",
    "time_zone",
    "key_fingerprint",
    "key_expires_on",
    "notes",
    "last_confirmed",
    "unconfirmed",
)


def contact_line(contact: Contact, *, is_unconfirmed: bool) -> list[Any]:
    """One entry under ``HEADER``; the State is named in the reader's language, days are ISO weekdays."""
    return [
        contact.reference,
        contact.owner.name,
        contact.owner.iso3,
        contact.category.key,
        contact.rank,
        contact.office,
        contact.role_title,
        contact.person,
        contact.mailbox,
        contact.telephone,
        contact.other_channel,
        " ".join(contact.languages),
        contact.reachability,
        " ".join(map(str, contact.days)),
        f"{contact.opens:%H:%M}" if contact.opens else "",
        f"{contact.closes:%H:%M}" if contact.closes else "",
        contact.time_zone,
        contact.key_fingerprint,
        contact.key_expires_on.isoformat() if contact.key_expires_on else "",
        contact.notes,
        contact.last_confirmed_at.date().isoformat(),
        "yes" if is_unconfirmed else "no",
    ]


def file_name(day: Any) -> str:
    return f"points-of-contact-{day:%Y-%m-%d}-{current()}"
