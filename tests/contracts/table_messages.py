"""Messages between States: what every role gets at every address, and the records behind them."""

from typing import Any

from states.models import State
from tests import factories
from tests.contracts.addresses import DELEGATION, Row, work
from tests.contracts.world import World

# Belmoria wrote to Arvandia: both delegations read it, and nobody else.
BOTH = (*DELEGATION, "other_drafter")

ROWS: list[Row] = [
    work("states:message_list", None, *BOTH),
    work("states:message_create", None, *BOTH, note="leads to the directory"),
    work("states:message_detail", lambda world: {"reference": world.message.reference}, *BOTH),
    work(
        "states:message_detail",
        lambda world: {"reference": world.foreign_message.reference},
        note="between two other States",
    ),
    work("states:message_log", lambda world: {"reference": world.message.reference}, *BOTH),
    work(
        "states:message_transition",
        lambda world: {"reference": world.message.reference, "transition": "acknowledge"},
        *DELEGATION,
    ),
    work(
        "states:message_transition",
        lambda world: {"reference": world.message.reference, "transition": "close"},
        *BOTH,
        note="close",
    ),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """``message`` waits at Arvandia; ``foreign_message`` is between two States for which nobody here works."""
    category = factories.ContactCategoryFactory()
    belmoria = State.objects.get(iso2="XB")
    addressed = factories.ContactFactory(owner=world.state, category=category)
    message = factories.MessageFactory(owner=belmoria, contact=addressed, sender_category=category)
    factories.MessageEntryFactory(message=message)
    return {
        "message": message,
        "foreign_message": factories.MessageFactory(sender_category=category, contact__category=category),
    }
