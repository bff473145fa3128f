"""Mail about messages between States says that something waits, and nothing else: no sender, no subject, no urgency.

The address of a point of contact is restricted, and so is the fact that a message came: each mail belongs to the
State that receives it.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from poa_portal.accounts import mail
from poa_portal.accounts.models import Party
from poa_portal.common import languages
from states.models import Contact, Message


def mailbox_of(contact: Contact) -> mail.Mailbox:
    """The mailbox of an office, written to in the first of its languages that the portal speaks."""
    spoken = (languages.known_language(tag) or languages.known_language(tag.split("-")[0]) for tag in contact.languages)
    return mail.Mailbox(contact.mailbox, next(filter(None, spoken), settings.LANGUAGE_CODE))


def readers_of(party: Party, contact: Contact | None = None) -> list[Any]:
    """Whom a mail goes to: the mailbox of the point of contact, and everybody of the delegation; each address once."""
    people = mail.people_of(party)
    known = {person.email.casefold() for person in people}
    if contact is None or not contact.mailbox or contact.mailbox.casefold() in known:
        return [*people]
    return [mailbox_of(contact), *people]


def tell_of_message(message: Message) -> list[int]:
    """Write to the receiving State that a message waits; the numbers of the mails."""
    return _send("message_waits", message.recipient, readers_of(message.recipient, message.contact))


def tell_of_news(message: Message, *, to: Party) -> list[int]:
    """Write to one of the two States that a thread went on; the numbers of the mails."""
    contact = message.contact if to.pk == message.recipient_id else None
    return _send("message_news", to, readers_of(to, contact))


def _send(template: str, party: Party, readers: Iterable[Any]) -> list[int]:
    letters = [mail.Letter(reader, {"party": party}, restricted_to=party) for reader in readers]
    return [email.pk for email in mail.send_many(template, letters=letters)]
