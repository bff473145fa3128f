"""Who may do what for an organization."""

from typing import Any

from allauth.account.models import EmailAddress

from poa_portal.accounts.standing import standing_of
from poa_portal.common.enums import Role
from stakeholders.enums import OrganisationState


def can_register(user: Any) -> bool:
    """Signed in with an address that was confirmed; accreditation is not needed."""
    return bool(user.is_authenticated) and EmailAddress.objects.filter(user=user, verified=True).exists()


def can_represent(user: Any, organisation: Any) -> bool:
    """Holds a representative post of this organization."""
    return standing_of(user).holds(Role.REPRESENTATIVE, party=getattr(organisation, "pk", organisation))


def can_change(user: Any, organisation: Any) -> bool:
    """Its own people keep its entry, as long as it is not closed."""
    return can_represent(user, organisation) and organisation.state == OrganisationState.REGISTERED
