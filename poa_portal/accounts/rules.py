"""Who may give and end posts. Standing alone decides, so that the floor knows no rooms."""

from typing import Any

from poa_portal.accounts.standing import is_secretariat_officer, standing_of
from poa_portal.common.enums import PartyKind, Role


def roles_to_give(user: Any, party: Any) -> list[Role]:
    """The roles to which this person may invite in ``party``, in the order of the enum; empty for none.

    A coordinator fills the own delegation, the secretariat names the coordinators of States, an administrator fills
    the secretariat, a representative the own organization.
    """
    standing = standing_of(user)
    if party.kind == PartyKind.STATE:
        if standing.holds(Role.COORDINATOR, party=party.pk):
            return Role.of(PartyKind.STATE)
        return [Role.COORDINATOR] if is_secretariat_officer(user) else []
    giver = Role.ADMINISTRATOR if party.kind == PartyKind.SECRETARIAT else Role.REPRESENTATIVE
    return Role.of(party.kind) if standing.holds(giver, party=party.pk) else []


def can_invite(user: Any, party: Any, role: str) -> bool:
    return role in roles_to_give(user, party)


def can_end(user: Any, post: Any) -> bool:
    """Who holds a post may lay it down; who gives a role may take it back."""
    return user.pk == post.user_id or can_invite(user, post.party, post.role)


def can_withdraw(user: Any, invitation: Any) -> bool:
    return can_invite(user, invitation.party, invitation.role)


def can_see_team(user: Any, party: Any) -> bool:
    """Members of a party see who works in it; the secretariat sees every party."""
    standing = standing_of(user)
    return standing.is_secretariat or party.pk in standing.parties


def keeps_doors_open(role: str) -> bool:
    """Roles without which nobody could invite any more: a party never loses the last holder of one.

    The secretariat names a State's coordinator anew, so that role may become vacant.
    """
    return role in {Role.ADMINISTRATOR, Role.REPRESENTATIVE}
