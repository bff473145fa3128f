"""Published functional contacts as pages show them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from poa_portal.common import languages
from poa_portal.common.enums import PartyKind
from states.contact_rows import languages_in_words
from states.models import PublicContact

_NOT_DIALLED = re.compile(r"[^\d+]")


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One contact in words; what is empty is not shown."""

    pk: int
    reference: str
    title: str
    office: str
    mailbox: str
    telephone: str
    dialled: str
    website: str
    languages: str


@dataclass(frozen=True, slots=True)
class OwnerGroup:
    """The contacts of one owner; ``url`` is the page of a State and empty for the secretariat."""

    key: str
    name: str
    url: str
    rows: list[PublicRow]


def public_row(contact: PublicContact) -> PublicRow:
    return PublicRow(
        pk=contact.pk,
        reference=contact.reference,
        title=contact.title,
        office=contact.office,
        mailbox=contact.mailbox,
        telephone=contact.telephone,
        dialled=_NOT_DIALLED.sub("", contact.telephone),
        website=contact.website,
        languages=languages_in_words(tuple(contact.languages), languages.current()),
    )


def by_owner(contacts: Iterable[PublicContact]) -> list[OwnerGroup]:
    """Contacts that are in the order of the list already, under their owners."""
    code = languages.current()
    groups = []
    for owner, found in groupby(contacts, key=lambda contact: contact.owner):
        url = f"/{code}/states/{owner.key}/" if owner.kind == PartyKind.STATE else ""
        groups.append(OwnerGroup(owner.key, owner.name, url, [public_row(contact) for contact in found]))
    return groups
