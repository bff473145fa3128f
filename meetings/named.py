"""The other parties of a joint input as readers see them: in their order, each with its capacity."""

import json
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from meetings.enums import Capacity
from poa_portal.common import languages
from poa_portal.common.enums import PartyKind


@dataclass(frozen=True, slots=True)
class Named:
    """One party beside the one that the input is from. ``url`` is its public page, ``word`` its capacity."""

    key: str
    kind: str
    name: str
    url: str
    capacity: str
    word: str


def named_of(written_input: Any) -> list[Named]:
    """The other parties; no further query where the input was read ``with_rows()`` or ``with_named()``."""
    found = getattr(written_input, "named", None)
    if found is None:
        found = type(written_input).objects.with_named().get(pk=written_input.pk).named
    # A prepared query gives the text of each place, the usual ones read it already.
    return [_named(json.loads(place) if isinstance(place, str) else place) for place in found]


def _named(place: dict[str, Any]) -> Named:
    capacity = Capacity(place["capacity"])
    name = place[languages.column("name")] or place[languages.column("name", "en")]
    url = party_address(place["kind"], place["key"])
    return Named(place["key"], place["kind"], name or place["key"], url, capacity.value, str(capacity.label))


def party_address(kind: str, key: str) -> str:
    """The public page of a party; the secretariat has none."""
    names = {PartyKind.STATE: "states:state_detail", PartyKind.ORGANISATION: "stakeholders:organisation_detail"}
    name = names.get(PartyKind(kind))
    return reverse(name, args=[key]) if name else ""


def all_names(written_input: Any) -> str:
    """The names of author and other parties as one line of text, in their order, for mail, files and citations."""
    others = [
        other.name if other.capacity == Capacity.AUTHOR else f"{other.name} ({other.word})"
        for other in named_of(written_input)
    ]
    return languages.listed([written_input.owner.name, *others])
