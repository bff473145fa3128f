"""What a delegation finds about messages on its work page."""

from typing import Any

from poa_portal.accounts.models import Post
from poa_portal.accounts.panels import Panel, register
from poa_portal.common.enums import PartyKind
from states.message_rows import message_rows
from states.models import Message

SHOWN = 5


def delegation_panel(user: Any, post: Post) -> dict[str, Any]:
    """What waits for the State worked for: unread, or received and not acknowledged."""
    own = Message.objects.visible_to(user).of_parties([post.party_id]).for_readers([post.party_id])
    found = list(own.filter(is_waiting=True).with_rows().most_urgent_first())
    return {"waiting": len(found), "rows": message_rows(found[:SHOWN], user)}


def plug_in() -> None:
    kinds = frozenset({PartyKind.STATE})
    register(Panel("messages", kinds, "states/message_panel.html", delegation_panel, position=5))
