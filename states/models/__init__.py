"""The records of the room of States, by noun."""

from states.models.contacts import ConfirmationRule, Contact, ContactCategory, PublicContact
from states.models.delegations import NoteVerbale
from states.models.messages import Message, MessageEntry, MessageReading
from states.models.pings import Ping, PingRound
from states.models.states import GroupMembership, RegionalGroup, State, StateAlias

__all__ = [
    "ConfirmationRule",
    "Contact",
    "ContactCategory",
    "GroupMembership",
    "Message",
    "MessageEntry",
    "MessageReading",
    "NoteVerbale",
    "Ping",
    "PingRound",
    "PublicContact",
    "RegionalGroup",
    "State",
    "StateAlias",
]
