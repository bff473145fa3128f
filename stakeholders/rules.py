"""Who may do what for an organization, in a round of accreditation, in the repository and with a common text."""

from typing import Any

from allauth.account.models import EmailAddress

from poa_portal.accounts.standing import is_secretariat_officer, is_secretariat_publisher, standing_of
from poa_portal.common.enums import PartyKind, Role
from stakeholders.enums import OrganisationState, RequestState

can_prepare = is_secretariat_officer
can_publish = is_secretariat_publisher


def can_register(user: Any) -> bool:
    """Signed in with an address that was confirmed; accreditation is not needed."""
    return bool(user.is_authenticated) and EmailAddress.objects.filter(user=user, verified=True).exists()


def can_represent(user: Any, organisation: Any) -> bool:
    """Holds a representative post of this organization."""
    return standing_of(user).holds(Role.REPRESENTATIVE, party=getattr(organisation, "pk", organisation))


def can_change(user: Any, organisation: Any) -> bool:
    """Its own people keep its entry, as long as it is not closed."""
    return can_represent(user, organisation) and organisation.state == OrganisationState.REGISTERED


def can_rename(user: Any, organisation: Any) -> bool:
    """Its own people, and the secretariat's publisher where they ask for it."""
    is_open = organisation.state == OrganisationState.REGISTERED
    return is_open and (can_represent(user, organisation) or is_secretariat_publisher(user))


def can_ask_to_join(user: Any, organisation: Any) -> bool:
    """Whoever could register an organization, and does not represent this one."""
    is_open = organisation.state == OrganisationState.REGISTERED
    return is_open and can_register(user) and not can_represent(user, organisation)


def can_close(user: Any, organisation: Any) -> bool:
    """Closing, merging and their undoing are decisions of the secretariat's publisher."""
    return is_secretariat_publisher(user)


def can_own_request(user: Any, request: Any) -> bool:
    """A representative of the organization whose request it is."""
    return can_represent(user, request.owner_id)


def is_chairs_office(user: Any, subject: Any = None) -> bool:
    return standing_of(user).holds(Role.CHAIRS_OFFICE)


def can_read_request(user: Any, request: Any) -> bool:
    """What a request says: its organization, the secretariat, and delegations once it was circulated."""
    standing = standing_of(user)
    if request.owner_id in standing.parties or (standing.is_secretariat and request.state != RequestState.DRAFT):
        return True
    return standing.is_delegation and request.circulated_at is not None


def can_read_objections(user: Any) -> bool:
    """The Chair's office alone; the secretariat's other posts do not open them."""
    return is_chairs_office(user)


def can_keep_contact(user: Any, contact: Any) -> bool:
    return can_represent(user, contact.owner_id)


def can_moderate(user: Any, contact: Any = None) -> bool:
    """Moderators, who need not be of the secretariat, and the secretariat's officers."""
    return standing_of(user).holds(Role.MODERATOR) or is_secretariat_officer(user)


def can_ask(user: Any) -> bool:
    """States and the secretariat ask questions through the repository."""
    standing = standing_of(user)
    return standing.is_delegation or standing.is_secretariat


def parties_that_ask(user: Any) -> list[Any]:
    """The parties for which this person may ask, each once."""
    posts = [post for post in standing_of(user).posts if post.party.kind != PartyKind.ORGANISATION]
    return list({post.party_id: post.party for post in posts}.values())


def can_coordinate_text(user: Any, text: Any) -> bool:
    """A representative of one of the coordinating organizations."""
    coordinators = text.coordinators.values_list("pk", flat=True)
    return any(can_represent(user, party) for party in coordinators)


def organisations_of(user: Any) -> list[Any]:
    """The organizations that this person represents, each once, as parties."""
    posts = [post for post in standing_of(user).posts if post.role == Role.REPRESENTATIVE]
    return list({post.party_id: post.party for post in posts}.values())
