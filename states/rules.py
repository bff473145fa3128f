"""Who may do what for a delegation."""

from typing import Any

from poa_portal.accounts.standing import is_secretariat_officer, standing_of
from poa_portal.common.enums import PartyKind, Role


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


def can_open_delegation(user: Any, state: Any = None) -> bool:
    """The secretariat's officers, on a note verbale."""
    return is_secretariat_officer(user)


def can_enter_note(user: Any) -> bool:
    """Officers, on whose notes delegations rest, and the directory manager, on whose notes nominations rest."""
    return can_open_delegation(user) or can_manage_directory(user)


def can_object_for(user: Any, state: Any) -> bool:
    """A formal act of the State: its coordinator or its publisher."""
    party = getattr(state, "pk", state)
    return standing_of(user).holds(Role.COORDINATOR, Role.DELEGATION_PUBLISHER, party=party)


def can_manage_directory(user: Any, subject: Any = None) -> bool:
    """The directory manager alone; other posts of the secretariat do not open the directory."""
    return standing_of(user).holds(Role.DIRECTORY_MANAGER)


def can_read_directory(user: Any) -> bool:
    """Delegations and the directory manager."""
    return standing_of(user).is_delegation or can_manage_directory(user)


def can_keep_contact(user: Any, contact: Any) -> bool:
    """The State's own coordinator keeps its entries; the manager may correct one on a note verbale."""
    return can_coordinate(user, contact.owner_id) or can_manage_directory(user)


def can_confirm_contact(user: Any, contact: Any) -> bool:
    """Anybody of the delegation may say that an entry still holds."""
    return can_draft_for(user, contact.owner_id)


def can_export_for(user: Any, party: Any) -> bool:
    """Who reads the directory may take a copy, in the name of the own delegation or as its manager."""
    roles = (*Role.of(PartyKind.STATE), Role.DIRECTORY_MANAGER)
    return standing_of(user).holds(*roles, party=getattr(party, "pk", party))


def can_run_round(user: Any, ping_round: Any) -> bool:
    """The manager runs rounds, a State's coordinator its own drills."""
    if ping_round.owner_id is None:
        return can_manage_directory(user)
    return can_coordinate(user, ping_round.owner_id)


def can_answer_ping(user: Any, ping: Any) -> bool:
    """Whoever holds the link; who is signed in for somebody else must not answer for the State."""
    parties = standing_of(user).parties
    return not parties or ping.owner_id in parties


def can_publish_contact(user: Any, owner: Any) -> bool:
    """A State's coordinator or publisher chooses what it publishes; the secretariat's publisher for the secretariat."""
    party = getattr(owner, "pk", owner)
    roles = (Role.COORDINATOR, Role.DELEGATION_PUBLISHER, Role.PUBLISHER, Role.ADMINISTRATOR)
    return standing_of(user).holds(*roles, party=party)


def can_send_message_for(user: Any, state: Any) -> bool:
    return can_draft_for(user, state)


def can_answer_message(user: Any, message: Any) -> bool:
    """Anybody of the State to which it was sent."""
    return can_draft_for(user, message.recipient_id)


def can_take_part(user: Any, message: Any) -> bool:
    """Anybody of the two States."""
    return can_draft_for(user, message.owner_id) or can_draft_for(user, message.recipient_id)


def states_of(user: Any) -> list[Any]:
    """The States for which this person holds a post, each once, as parties."""
    return list({post.party_id: post.party for post in standing_of(user).posts_of(PartyKind.STATE)}.values())
