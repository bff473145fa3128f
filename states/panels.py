"""What people find about contacts on the work page: a delegation what it lacks, the secretariat the way to its own."""

from typing import Any

from poa_portal.accounts.models import Post
from poa_portal.accounts.panels import Panel, register
from poa_portal.common.enums import PartyKind
from states import rules
from states.contact_needs import needs_of
from states.contact_rows import Reading


def delegation_panel(user: Any, post: Post) -> dict[str, Any]:
    may_publish = rules.can_publish_contact(user, post.party)
    return {"needs": needs_of(post.party, user, Reading(user)), "may_publish": may_publish}


def secretariat_panel(user: Any, post: Post) -> dict[str, Any] | None:
    """The ways in; nothing of any State's entries, not even how many there are."""
    found = {
        "is_manager": rules.can_manage_directory(user),
        "may_publish": rules.can_publish_contact(user, post.party),
    }
    return found if any(found.values()) else None


def plug_in() -> None:
    secretariat = frozenset({PartyKind.SECRETARIAT})
    register(
        Panel("contacts of the secretariat", secretariat, "states/public_contact_panel.html", secretariat_panel, 90)
    )
    register(
        Panel("contacts", frozenset({PartyKind.STATE}), "states/contact_panel.html", delegation_panel, position=40)
    )
