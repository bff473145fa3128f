"""Joint inputs: naming other parties, asking them, and their word. Nothing goes out before every party has confirmed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import rules
from meetings.actions.input_mail import tell_author, tell_named_parties, tell_party, tell_secretariat
from meetings.actions.inputs import (
    OPEN_FOR_WRITING,
    InputConflict,
    first_sent,
    locked_for_writing,
    received,
    what_is_missing,
)
from meetings.enums import Capacity, InputState
from meetings.input_content import named_as, places_of
from meetings.joint_standing import is_confirmed, without_people
from meetings.models import InputParty, WrittenInput
from meetings.workflow import INPUT
from poa_portal.accounts.models import Party
from poa_portal.audit import actions as audit
from poa_portal.common.enums import PartyKind
from poa_portal.common.workflow import TransitionRefused
from stakeholders.enums import OrganisationState

PARTIES_AT_MOST = 60
_NOBODYS_WORD = {"confirmed_at": None, "confirmed_version": None, "declined_at": None, "decided_by": None, "reason": ""}


@transaction.atomic
def name_party(written_input: WrittenInput, *, by: Any, party: Party, capacity: str = Capacity.AUTHOR) -> InputParty:
    """Name another party on an input that is being written, last in the order; named again, its capacity changes.

    Raises ``TransitionRefused``, or ``ValidationError`` for a party that cannot stand on this input.
    """
    locked = locked_for_writing(written_input, by)
    place = locked.parties.filter(party=party.pk).first()
    if place is None:
        _refuse_party(locked, party)
        place = InputParty(written_input=locked, party_id=party.pk, position=_last_position(locked) + 1)
    elif place.capacity == capacity:
        return place
    place.capacity = Capacity(capacity)
    place.save()
    audit.record(locked, "change_parties", by=by)
    return place


@transaction.atomic
def remove_party(written_input: WrittenInput, *, by: Any, party: Party) -> None:
    """Take a party off an input that is being written; one that is not on it is no fault."""
    locked = locked_for_writing(written_input, by)
    if locked.parties.filter(party=party.pk).delete()[0]:
        audit.record(locked, "change_parties", by=by)


@transaction.atomic
def move_party(written_input: WrittenInput, *, by: Any, party: Party, up: bool) -> None:
    """Exchange a party with the one before it, or behind it; at either end nothing moves."""
    locked = locked_for_writing(written_input, by)
    order = places_of(locked)
    here = next((place for place, one in enumerate(order) if one.party_id == party.pk), None)
    there = None if here is None else here - 1 if up else here + 1
    if here is None or there is None or not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, place in enumerate(order, start=1):
        InputParty.objects.filter(pk=place.pk).update(position=position)
    audit.record(locked, "change_parties", by=by)


@transaction.atomic
def ask_parties(
    written_input: WrittenInput, *, by: Any, version: int | None = None, named: str | None = None
) -> WrittenInput:
    """Ask every named party to confirm these words; a second click changes nothing.

    Each asking is a version of its own, so that no confirmation of other words, files or names can count. The deadline
    of the call counts for this moment. Raises ``DeadlinePassed``, ``InputConflict`` where ``version`` or ``named`` is
    not what the author checked, ``TransitionRefused``.
    """
    locked = WrittenInput.objects.select_for_update(of=("self",)).get(pk=written_input.pk)
    if locked.state == InputState.AWAITING_CONFIRMATION and rules.can_author(by, locked):
        return locked
    if locked.state in OPEN_FOR_WRITING:
        if version not in {None, locked.version} or named not in {None, named_as(locked)}:
            raise InputConflict(locked)
        if missing := what_is_missing(locked):
            raise TransitionRefused(missing)
    first = first_sent(locked, "asked_at") if locked.state in OPEN_FOR_WRITING else {}
    audit.perform(INPUT, locked, "ask_parties", by=by, version=locked.version + 1, **first)
    locked.parties.update(**_NOBODYS_WORD)
    tell_named_parties("joint_asked", locked)
    tell_of_nobody(locked)
    return locked


@transaction.atomic
def confirm_words(written_input: WrittenInput, *, by: Any, party: Party, version: int | None) -> WrittenInput:
    """Give the word of one named party for the words of ``version``; the last word sends the input to the secretariat.

    A second click, or a colleague who confirms as well, changes nothing. Raises ``InputConflict`` where the words are
    others by now, ``TransitionRefused``.
    """
    locked, place = _locked_place(written_input, by, party)
    if is_confirmed(place, locked) and version == locked.version:
        return _complete(locked, by)  # a merger of organizations may have taken off the one that was waited for
    _refuse_unless_asked(locked)
    if version != locked.version:
        raise InputConflict(locked)
    word = {"confirmed_at": timezone.now(), "confirmed_version": version, "decided_by": by, "declined_at": None}
    InputParty.objects.filter(pk=place.pk).update(**word, reason="")
    audit.record(locked, "confirm_words", by=by)
    if _complete(locked, by).state == InputState.AWAITING_CONFIRMATION:
        tell_author("joint_confirmed", locked, party=place.party)
    return locked


@transaction.atomic
def refuse_words(written_input: WrittenInput, *, by: Any, party: Party, reason: str) -> WrittenInput:
    """Decline for one named party: the input goes back to its author, who reads the reason; nobody else does.

    The time of asking is kept: the author can change the words, or take the name off, also after the deadline.
    """
    locked, place = _locked_place(written_input, by, party)
    if place.declined_at and locked.state in OPEN_FOR_WRITING:
        return locked  # a second click
    _refuse_unless_asked(locked)
    if not reason.strip():
        raise TransitionRefused(_("Give a reason; the author reads it."))
    audit.perform(INPUT, locked, "refuse_words", by=by)
    locked.parties.update(confirmed_at=None, confirmed_version=None)
    word = {"declined_at": timezone.now(), "decided_by": by, "reason": reason.strip()[:500]}
    InputParty.objects.filter(pk=place.pk).update(**word)
    tell_author("joint_refused", locked, party=place.party, reason=word["reason"])
    for other in locked.parties.exclude(pk=place.pk).select_related("party"):
        tell_party("joint_news", other.party, locked)
    return locked


@transaction.atomic
def take_back(written_input: WrittenInput, *, by: Any, reason: str = "") -> WrittenInput:
    """Go on writing while the parties are asked; what they confirmed so far ends.

    The deadline then counts anew, unless nobody can confirm for one of the parties: that is not the author's doing.
    """
    locked = WrittenInput.objects.select_for_update(of=("self",)).get(pk=written_input.pk)
    waiting = [place for place in locked.parties.all() if not is_confirmed(place, locked)]
    keeps_time = bool(without_people(waiting))
    changes = {} if keeps_time else {"asked_at": None}
    audit.perform(INPUT, locked, "take_back", by=by, reason=reason, **changes)
    locked.parties.update(confirmed_at=None, confirmed_version=None)
    tell_named_parties("joint_news", locked)
    return locked


def tell_of_nobody(written_input: WrittenInput, parties: set[int] | None = None) -> None:
    """Tell author and secretariat of the asked parties for whom nobody can confirm; of ``parties`` only, where given."""
    asked = [place for place in written_input.parties.select_related("party") if not place.confirmed_at]
    for place in without_people(place for place in asked if parties is None or place.party_id in parties):
        tell_author("joint_nobody", written_input, party=place.party, is_author=True)
        tell_secretariat("joint_nobody", written_input, party=place.party, is_author=False)


def _complete(locked: WrittenInput, by: Any) -> WrittenInput:
    """Send the input to the secretariat, if every party has confirmed it as it is now."""
    waits = locked.state == InputState.AWAITING_CONFIRMATION
    if waits and all(is_confirmed(one, locked) for one in locked.parties.all()):
        audit.perform(INPUT, locked, "complete", by=by, remark="", **first_sent(locked, "submitted_at"))
        received(locked, by=by)
    return locked


def _locked_place(written_input: WrittenInput, by: Any, party: Party) -> tuple[WrittenInput, InputParty]:
    """The input and the place of the party on it, both locked: of two people at once the second waits."""
    locked = WrittenInput.objects.select_for_update(of=("self",)).get(pk=written_input.pk)
    place = locked.parties.select_for_update(of=("self",)).select_related("party").filter(party=party.pk).first()
    if place is None:
        raise TransitionRefused(_("The author has taken this party off the input. Nothing was recorded."))
    if not rules.can_decide_for(by, place):
        raise TransitionRefused(_("This step is not open to you in your post."))
    if without_people([place]):
        raise TransitionRefused(_("The entry of this organization is closed. It cannot confirm any more."))
    return locked, place


def _refuse_unless_asked(locked: WrittenInput) -> None:
    if locked.state != InputState.AWAITING_CONFIRMATION:
        state = locked.get_state_display()
        raise TransitionRefused(_("This is now “%(state)s”, so that step is not open any more.") % {"state": state})


def _refuse_party(locked: WrittenInput, party: Party) -> None:
    if party.pk == locked.owner_id:
        raise ValidationError(_("The input is from this party already."))
    if party.kind not in rules.kinds_that_may_answer(locked.call):
        raise ValidationError(_("The call does not ask parties of this kind."))
    if party.kind == PartyKind.ORGANISATION and party.as_organisation.state != OrganisationState.REGISTERED:
        raise ValidationError(_("The entry of this organization is closed."))
    if locked.parties.count() >= PARTIES_AT_MOST:
        raise ValidationError(_("At most %(number)d other parties can be named.") % {"number": PARTIES_AT_MOST})


def _last_position(locked: WrittenInput) -> int:
    return max(locked.parties.values_list("position", flat=True), default=0)
