"""Who may do what in the room of meetings."""

from typing import Any

from meetings.enums import Respondents
from poa_portal.accounts.standing import is_secretariat_officer, is_secretariat_publisher, standing_of
from poa_portal.common.enums import PartyKind

can_prepare = is_secretariat_officer
can_publish = is_secretariat_publisher

_RESPONDENT_KINDS = {
    Respondents.ORGANISATIONS: {PartyKind.ORGANISATION},
    Respondents.STATES: {PartyKind.STATE},
    Respondents.EVERYBODY: {PartyKind.ORGANISATION, PartyKind.STATE},
}


def can_author(user: Any, written_input: Any) -> bool:
    """Holds a post in the party that the input is from."""
    return written_input.owner_id in standing_of(user).parties


def parties_that_may_answer(user: Any, call: Any) -> list[Any]:
    """The parties for which this person may answer this call, as posts."""
    kinds = _RESPONDENT_KINDS[Respondents(call.respondents)]
    found = {post.party_id: post.party for post in standing_of(user).posts if post.party.kind in kinds}
    return list(found.values())


def can_answer(user: Any, call: Any) -> bool:
    return bool(parties_that_may_answer(user, call))


def may_close(user: Any, written_input: Any) -> bool:
    """The secretariat closes an input when each forum has recorded a consideration; there must be one at least."""
    if not can_prepare(user):
        return False
    considered = set(written_input.considerations.values_list("forum_id", flat=True))
    forums = set(written_input.forums.values_list("pk", flat=True))
    return bool(considered) and forums <= considered
