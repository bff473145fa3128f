"""Who may do what for a delegation."""

from typing import Any

from poa_portal.accounts.standing import is_secretariat_officer, standing_of
from poa_portal.common.enums import Role


def can_draft_for(user: Any, state: Any) -> bool:
    """Any post of the delegation may draft."""
    return standing_of(user).holds(
        Role.DRAFTER, Role.COORDINATOR, Role.DELEGATION_PUBLISHER, party=getattr(state, "pk", state)
    )


def can_coordinate(user: Any, state: Any) -> bool:
    return standing_of(user).holds(Role.COORDINATOR, party=getattr(state, "pk", state))


def can_publish_for(user: Any, state: Any) -> bool:
    """Only the State's own publisher publishes, withdraws or widens an audience."""
    return standing_of(user).holds(Role.DELEGATION_PUBLISHER, party=getattr(state, "pk", state))


def can_invite(user: Any, party: Any, role: str) -> bool:
    """The coordinator invites to the own delegation; the secretariat invites coordinators."""
    if role == Role.COORDINATOR and is_secretariat_officer(user):
        return True
    return can_coordinate(user, party)
