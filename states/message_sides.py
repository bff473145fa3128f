"""The two sides of a message: on which of them a person acts, and which is the other."""

from typing import Any

from poa_portal.accounts.standing import standing_of
from states.models import Message, State


def side_of(user: Any, message: Message) -> int | None:
    """The State, by id, for which this person reads the message; None for everybody else. Somebody who works for
    both reads what was sent as the one who received it."""
    parties = standing_of(user).parties
    return next((party for party in (message.recipient_id, message.owner_id) if party in parties), None)


def other_side(message: Message, party: int) -> State:
    return message.owner if party == message.recipient_id else message.recipient
