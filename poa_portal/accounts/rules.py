"""Who may give and end posts. Standing alone decides, so that the floor knows no rooms."""

from typing import Any

from poa_portal.accounts.standing import is_secretariat_officer, standing_of
from poa_portal.common.enums import PartyKind, Role


def roles_to_give(user: Any, party: Any) -> list[Role]:
    """The roles to which this person may invite in ``party``, in the order of the enum; empty for none.

    A coordinator fills the own delegation, the secretariat names the coordinators of States and the moderators of the
    repository of contacts, an administrator fills the secretariat, a representative the own organization.
    """
    standing = standing_of(user)
    if party.kind == PartyKind.STATE:
        if standing.holds(Role.COORDINATOR, party=party.pk):
            return Role.of(PartyKind.STATE)
        return [Role.COORDINATOR] if is_secretariat_officer(user) else []
    if party.kind == PartyKind.SECRETARIAT:
        return Role.of(party.kind) if standing.holds(Role.ADMINISTRATOR, party=party.pk) else []
    given = [Role.REPRESENTATIVE] if standing.holds(Role.REPRESENTATIVE, party=party.pk) else []
    return [*given, Role.MODERATOR] if is_secretariat_officer(user) else given


def can_invite(user: Any, party: Any, role: str) -> bool:
    return role in roles_to_give(user, party)


def needs_ground(user: Any, party: Any) -> bool:
    """The secretariat names a State's coordinator on a note verbale only; the delegation itself needs none."""
    return party.kind == PartyKind.STATE and not standing_of(user).holds(Role.COORDINATOR, party=party.pk)


def can_change(user: Any, post: Any) -> bool:
    """Who gives a role may give another in its place, or say when it ends; what the secretariat gives on a note verbale
    it can end, and gives anew on another note only."""
    return can_invite(user, post.party, post.role) and not needs_ground(user, post.party)


def can_end(user: Any, post: Any) -> bool:
    """Who holds a post may lay it down; who gives a role may take it back."""
    return user.pk == post.user_id or can_invite(user, post.party, post.role)


def can_hand_over(user: Any, post: Any) -> bool:
    """Who holds a post may put a colleague in it, and so may who can change it."""
    return user.pk == post.user_id or can_change(user, post)


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
