"""Messages between two States: sent, read, acknowledged, answered, closed. What is recorded never holds their words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.enums import MessageKind, MessageState
from states.message_mail import tell_of_message, tell_of_news
from states.message_sides import other_side, side_of
from states.models import Contact, ContactCategory, Message, MessageEntry, MessageReading, State
from states.workflow import MESSAGE

# What makes two sendings of one form the same message.
_WORDS = ("kind", "urgency", "confidentiality", "subject", "what_happened", "affected", "what_is_asked", "language")


class AlreadySent(TransitionRefused):
    """This form has sent another message: what was typed since then is not lost, it needs a form of its own."""


@sensitive_variables()
@transaction.atomic
def send_message(
    *,
    by: Any,
    sender: Party,
    contact: Contact,
    sender_category: ContactCategory,
    sending_key: str,
    kind: str,
    urgency: str,
    confidentiality: str,
    subject: str,
    what_happened: str,
    language: str,
    affected: str = "",
    what_is_asked: str = "",
) -> Message:
    """Send a message from ``sender`` to the State of ``contact``; the same form pressed twice sends one.

    Raises ``TransitionRefused`` where the post has ended, the contact does not hold any more or is one's own, and
    where the form has sent something else; ``ValidationError`` for a request that asks nothing.
    """
    words = {
        "kind": kind,
        "urgency": urgency,
        "confidentiality": confidentiality,
        "subject": subject,
        "what_happened": what_happened,
        "affected": affected,
        "what_is_asked": what_is_asked,
        "language": language,
    }
    _refuse_what_cannot_be_sent(by, sender, kind, what_is_asked)
    addressed = _locked_contact(contact, sender)
    if sent := Message.objects.filter(sending_key=sending_key).first():
        return _the_same(sent, by, sender, contact, words)
    message = Message.objects.create(
        reference=audit.next_reference("MSG"),
        owner_id=sender.pk,
        recipient=addressed.owner,
        contact=addressed,
        sender_category=sender_category,
        sending_key=sending_key,
        sent_by=by,
        **words,
    )
    audit.record(message, "send", by=by, party=sender.pk)
    _record_mails(message, message.recipient, tell_of_message(message))
    return message


def _refuse_what_cannot_be_sent(by: Any, sender: Party, kind: str, what_is_asked: str) -> None:
    if not rules.can_send_message_for(by, sender):
        raise TransitionRefused(_("You hold no post in this delegation, so nothing was sent."))
    if kind == MessageKind.REQUEST and not what_is_asked.strip():
        raise ValidationError({"what_is_asked": _("Say what is asked of the other State, or choose “Information”.")})


def _record_mails(message: Message, to: State, mails: list[int]) -> None:
    """Keep which mails went to which State, so that the log of the thread can say when they left."""
    if mails:
        audit.record(message, "notify", by=None, to=to.pk, mails=mails)


def _tell(message: Message, to: State) -> None:
    _record_mails(message, to, tell_of_news(message, to=to))


def _locked_contact(contact: Contact, sender: Party) -> Contact:
    """The contact as it is now. Two clicks at once wait for each other here."""
    locked = (
        Contact.objects.select_for_update(of=("self",)).select_related("owner").valid().filter(pk=contact.pk).first()
    )
    if locked is None:
        raise TransitionRefused(_("This point of contact is not valid any more. Nothing was sent; choose another."))
    if locked.owner_id == sender.pk:
        raise TransitionRefused(_("This is a point of contact of your own State. Nothing was sent."))
    return locked


@sensitive_variables()
def _the_same(sent: Message, by: Any, sender: Party, contact: Contact, words: dict[str, str]) -> Message:
    same = (sent.owner_id, sent.sent_by_id, sent.contact_id) == (sender.pk, by.pk, contact.pk)
    if same and all(getattr(sent, name) == words[name] for name in _WORDS):
        return sent
    raise AlreadySent(
        _("A message was sent from this form already. Check what you wrote, and send it as a new message.")
    )


def record_reading(message: Message, *, by: Any) -> bool:
    """Keep that ``by`` opened the thread as it is now; False where that was known. The reading is its own record."""
    party = side_of(by, message)
    if party is None:
        raise TransitionRefused(_("This step is not open to you in your post."))
    _reading, is_new = MessageReading.objects.get_or_create(
        message=message, read_by=by, entries_then=message.entries.count(), defaults={"party_id": party}
    )
    return is_new


@transaction.atomic
def acknowledge_message(message: Message, *, by: Any, reason: str = "") -> Message:
    """Tell the sending State that its message was received."""
    acknowledged = audit.perform(MESSAGE, message, "acknowledge", by=by, acknowledged_at=timezone.now())
    _tell(acknowledged, acknowledged.owner)
    return acknowledged


@transaction.atomic
def close_message(message: Message, *, by: Any, reason: str = "") -> Message:
    """End the thread for both States; it stays readable."""
    closed = audit.perform(MESSAGE, message, "close", by=by, closed_at=timezone.now())
    if (party := side_of(by, closed)) is not None:
        _tell(closed, other_side(closed, party))
    return closed


@sensitive_variables("text")
@transaction.atomic
def answer_message(message: Message, *, by: Any, text: str, seen: int) -> MessageEntry:
    """Write a further word. ``seen`` is how many entries the writer's page showed: the same words by the same person
    since then are the second click. The first answer of the receiving State acknowledges the message, too."""
    locked = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    party = side_of(by, locked)
    if party is None or not rules.can_take_part(by, locked):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if not text.strip():
        raise ValidationError({"text": _("Write something first.")})
    later = list(locked.entries.all()[max(seen, 0) :])
    if twice := next((entry for entry in later if entry.written_by_id == by.pk and entry.text == text), None):
        return twice
    if locked.state == MessageState.CLOSED:
        raise TransitionRefused(_("This thread was closed, so nothing more can be written."))
    if locked.state == MessageState.SENT and party == locked.recipient_id:
        audit.perform(MESSAGE, locked, "acknowledge", by=by, acknowledged_at=timezone.now())
    entry = MessageEntry.objects.create(message=locked, party_id=party, text=text, written_by=by)
    audit.record(locked, "answer", by=by, party=party, entry=entry.pk)
    _tell(locked, other_side(locked, party))
    return entry


@transaction.atomic
def record_log_download(message: Message, *, by: Any) -> None:
    """Keep that the log of the thread left the portal, and on which side."""
    party = side_of(by, message)
    if party is None:
        raise TransitionRefused(_("This step is not open to you in your post."))
    audit.record(message, "download_log", by=by, party=party)
