"""Who may do what in the room of meetings."""

from typing import Any

from meetings.enums import Respondents
from poa_portal.accounts.standing import is_secretariat_officer, is_secretariat_publisher, standing_of
from poa_portal.common.enums import PartyKind, Role
from states.models import GroupMembership

can_prepare = is_secretariat_officer
can_publish = is_secretariat_publisher

# Who gives a formal word for a party that a joint input names.
DECIDING_ROLES = (Role.REPRESENTATIVE, Role.COORDINATOR, Role.DELEGATION_PUBLISHER)

_RESPONDENT_KINDS = {
    Respondents.ORGANISATIONS: {PartyKind.ORGANISATION},
    Respondents.STATES: {PartyKind.STATE},
    Respondents.EVERYBODY: {PartyKind.ORGANISATION, PartyKind.STATE},
}


def can_author(user: Any, written_input: Any) -> bool:
    """Holds a post in the party that the input is from."""
    return written_input.owner_id in standing_of(user).parties


def is_joint(written_input: Any) -> bool:
    return bool(written_input.parties.exists())


def can_submit(user: Any, written_input: Any) -> bool:
    """The author sends its own input; a joint one waits for its other parties first."""
    return can_author(user, written_input) and not is_joint(written_input)


def can_ask_parties(user: Any, written_input: Any) -> bool:
    return can_author(user, written_input) and is_joint(written_input)


def can_decide_for(user: Any, place: Any) -> bool:
    """A formal word for a named party: its representative, or the State's coordinator or publisher."""
    return standing_of(user).holds(*DECIDING_ROLES, party=place.party_id)


def can_refuse(user: Any, written_input: Any) -> bool:
    """Whoever may confirm for one of the named parties may decline for it."""
    return any(can_decide_for(user, place) for place in written_input.parties.all())


def can_complete(user: Any, written_input: Any) -> bool:
    """Whoever gives the last confirmation sends the joint input: every named party confirmed these words."""
    places = list(written_input.parties.all())
    if any(place.confirmed_version != written_input.version or not place.confirmed_at for place in places):
        return False
    return any(can_decide_for(user, place) for place in places)


def kinds_that_may_answer(call: Any) -> set[PartyKind]:
    """The kinds of parties that a call asks; the other parties of a joint input are of these kinds as well."""
    return _RESPONDENT_KINDS[Respondents(call.respondents)]


def parties_that_may_answer(user: Any, call: Any) -> list[Any]:
    """The parties for which this person may answer this call, as posts."""
    left_out = states_left_out(user, call)
    return [party for party in _parties_asked(user, call) if party not in left_out]


def states_left_out(user: Any, call: Any) -> list[Any]:
    """The States for which this person works and that are in none of the regional groups to which the call is open."""
    states = [party for party in _parties_asked(user, call) if party.kind == PartyKind.STATE]
    groups = [group.pk for group in call.open_to.all()] if states else []
    if not groups:
        return []
    current = GroupMembership.objects.filter(group__in=groups, ends_on=None, state__in=[state.pk for state in states])
    inside = set(current.values_list("state", flat=True))
    return [state for state in states if state.pk not in inside]


def _parties_asked(user: Any, call: Any) -> list[Any]:
    kinds = kinds_that_may_answer(call)
    return list({post.party_id: post.party for post in standing_of(user).posts if post.party.kind in kinds}.values())


def can_answer(user: Any, call: Any) -> bool:
    return bool(parties_that_may_answer(user, call))


def may_close(user: Any, written_input: Any) -> bool:
    """The secretariat closes an input when each forum has recorded a consideration; there must be one at least."""
    if not can_prepare(user):
        return False
    considered = set(written_input.considerations.values_list("forum_id", flat=True))
    forums = set(written_input.forums.values_list("pk", flat=True))
    return bool(considered) and forums <= considered
