"""Messages as lists and pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.accounts.standing import standing_of
from poa_portal.common import languages
from poa_portal.common.times import Moment
from states.enums import MessageState
from states.models import Message


@dataclass(frozen=True)
class MessageRow:
    """One message in a list; ``note`` says what it waits for, empty where it waits for nothing."""

    reference: str
    url: str
    subject: str
    language: str
    direction: str
    way: str
    kind: str
    urgency: str
    state: str
    note: str
    last: Moment


def message_rows(messages: Iterable[Message], user: Any) -> list[MessageRow]:
    """Rows of messages that come from ``for_readers``."""
    parties = standing_of(user).parties
    return [_row(message, parties) for message in messages]


def _row(message: Any, parties: frozenset[int]) -> MessageRow:
    received = message.recipient_id in parties
    way = (
        _("from %(state)s") % {"state": message.owner} if received else _("to %(state)s") % {"state": message.recipient}
    )
    return MessageRow(
        reference=message.reference,
        url=message.get_absolute_url(),
        subject=message.subject,
        language=message.language,
        direction=languages.direction(message.language),
        way=way,
        kind=message.get_kind_display(),
        urgency=message.get_urgency_display(),
        state=message.get_state_display(),
        note=_note(message, received),
        last=Moment.at(message.last_at, message.contact.time_zone),
    )


def _note(message: Any, received: bool) -> str:
    if received and message.state == MessageState.SENT:
        return _("Waits to be acknowledged")
    return pgettext("message", "Unread") if message.is_unread else ""


def facts_of(message: Message) -> list[tuple[str, Any]]:
    """What stands beside the text. Of the point of contact no more than its category: the entry may have ended."""
    return [
        (_("From"), _point(message.owner, message.sender_category)),
        (_("To"), _point(message.recipient, message.contact.category)),
        (_("Kind"), message.get_kind_display()),
        (_("Urgency"), message.get_urgency_display()),
        (_("How far it may be passed on"), message.get_confidentiality_display()),
        (_("Language"), languages.name_in(message.language)),
    ]


def _point(state: Any, category: Any) -> str:
    return _("%(state)s, point of contact: %(category)s") % {"state": state, "category": category}


def steps_of(message: Message) -> list[dict[str, Any]]:
    """Sent, acknowledged, closed, as the status line shows them. A thread may close without acknowledgement."""
    moments = {
        MessageState.SENT: message.sent_at,
        MessageState.ACKNOWLEDGED: message.acknowledged_at,
        MessageState.CLOSED: message.closed_at,
    }
    return [
        {
            "label": state.label,
            "moment": Moment.at(moment, message.contact.time_zone) if moment else None,
            "is_current": message.state == state,
            "is_done": moment is not None and message.state != state,
        }
        for state, moment in moments.items()
        if moment or message.state != MessageState.CLOSED
    ]
