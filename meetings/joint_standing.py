"""How far a joint input is: who confirmed, who is asked, and for which party nobody can speak at present."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from meetings.enums import InputState
from meetings.input_content import places_of
from meetings.models import InputParty, WrittenInput
from meetings.named import party_address
from meetings.rules import DECIDING_ROLES
from poa_portal.accounts.models import Post
from poa_portal.common import times
from stakeholders.enums import OrganisationState
from stakeholders.models import Organisation


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One named party as the author and the other parties see it. ``status`` is confirmed, declined, waiting or open."""

    key: str
    name: str
    url: str
    word: str
    status: str
    when: str
    reason: str
    has_nobody: bool


def lines_of(written_input: WrittenInput) -> list[PlaceLine]:
    """The named parties in their order: three queries, however many there are."""
    places = places_of(written_input)
    silent = {place.pk for place in without_people(place for place in places if not is_confirmed(place, written_input))}
    return [_line(place, written_input, place.pk in silent) for place in places]


def is_confirmed(place: InputParty, written_input: WrittenInput) -> bool:
    """Whether the party confirmed the words as they are now."""
    return place.confirmed_at is not None and place.confirmed_version == written_input.version


def without_people(places: Iterable[InputParty]) -> list[InputParty]:
    """Those for whose party nobody can give a word now: no post is held, or the entry of the organization is closed."""
    wanted = list(places)
    parties = {place.party_id for place in wanted}
    posts = Post.objects.current().filter(party__in=parties, role__in=DECIDING_ROLES, user__is_active=True)
    closed = Organisation.objects.filter(pk__in=parties, state=OrganisationState.CLOSED)
    able = set(posts.values_list("party_id", flat=True)) - set(closed.values_list("pk", flat=True))
    return [place for place in wanted if place.party_id not in able]


def waiting_for(party_ids: Iterable[int]) -> Any:
    """The places at which one of these parties is still asked for its word, the oldest asking first."""
    waiting = InputParty.objects.filter(
        written_input__state=InputState.AWAITING_CONFIRMATION, party__in=party_ids, confirmed_at=None
    )
    return waiting.select_related("written_input__owner", "written_input__call", "party").order_by(
        "written_input__asked_at", "pk"
    )


def _line(place: InputParty, written_input: WrittenInput, has_nobody: bool) -> PlaceLine:
    status, moment = "open", None
    if place.declined_at:
        status, moment = "declined", place.declined_at
    elif is_confirmed(place, written_input):
        status, moment = "confirmed", place.confirmed_at
    elif written_input.state == InputState.AWAITING_CONFIRMATION:
        status = "waiting"
    return PlaceLine(
        key=place.party.key,
        name=place.party.name or _("Without a name"),
        url=party_address(place.party.kind, place.party.key),
        word=place.get_capacity_display(),
        status=status,
        when=str(times.Moment.at(moment, written_input.call.time_zone)) if moment else "",
        reason=place.reason,
        has_nobody=has_nobody,
    )
