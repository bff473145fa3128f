"""Written inputs of an organization whose entry is merged into another: what is not published goes on there."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.models import InputParty, WrittenInput
from poa_portal.audit import actions as audit
from stakeholders.actions import moving


def _move_inputs(merged: Any, survivor: Any) -> list[int]:
    """Drafts and whatever was never published; published inputs keep the name under which they came."""
    keys = moving.change_owner(WrittenInput.objects.filter(owner=merged.pk, published_at=None), survivor)
    InputParty.objects.filter(written_input__in=keys, party=survivor.pk).delete()  # the author is named once
    return keys


def _inputs_back(keys: list[int], merged: Any, survivor: Any) -> None:
    moving.change_owner(WrittenInput.objects.filter(pk__in=keys, owner=survivor.pk, published_at=None), merged)


def _move_places(merged: Any, survivor: Any) -> list[int]:
    """Places on joint inputs that are not published; an input on which the survivor stands already names it once."""
    places = InputParty.objects.filter(party=merged.pk, written_input__published_at=None)
    moved = []
    for place in places.select_for_update(of=("self",)).select_related("written_input").order_by("pk"):
        written_input = place.written_input
        if written_input.owner_id == survivor.pk or written_input.parties.filter(party=survivor.pk).exists():
            place.delete()
        else:
            moved.append(_give(place, survivor))
    return moved


def _places_back(keys: list[int], merged: Any, survivor: Any) -> None:
    places = InputParty.objects.filter(pk__in=keys, party=survivor.pk, written_input__published_at=None)
    for place in places.select_for_update(of=("self",)).select_related("written_input").order_by("pk"):
        _give(place, merged)


def _give(place: InputParty, to: Any) -> int:
    place.party_id = to.pk
    place.save(update_fields=["party"])
    audit.record(place.written_input, "move", by=None, to=to.key)
    return int(place.pk)


def plug_in() -> None:
    inputs = _("Written inputs that are not published, drafts among them")
    places = _("Places on joint inputs that are not published")
    moving.register(moving.MoveSource("inputs", inputs, _move_inputs, _inputs_back))
    moving.register(moving.MoveSource("input_places", places, _move_places, _places_back))
