"""Who may do what for an organization."""

from typing import Any

from poa_portal.accounts.standing import standing_of
from poa_portal.common.enums import Role


def can_represent(user: Any, organisation: Any) -> bool:
    """Holds a representative post of this organization."""
    return standing_of(user).holds(Role.REPRESENTATIVE, party=getattr(organisation, "pk", organisation))
