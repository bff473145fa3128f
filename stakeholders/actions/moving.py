"""What an organization has under way, which a merger moves into the entry that goes on, and an undoing moves back.

Rooms above register their sources in ``AppConfig.ready()``. What was decided or published stays where it came from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poa_portal.audit import actions as audit
from poa_portal.common.workflow import TransitionRefused
from stakeholders.enums import RequestState, TextState
from stakeholders.models import (
    AccreditationRequest,
    CommonText,
    EnquiryThread,
    Organisation,
    StakeholderContact,
)

Keys = list[int]


@dataclass(frozen=True)
class MoveSource:
    """``move(merged, survivor)`` gives the keys of what it moved, and raises ``TransitionRefused`` where that cannot be;
    ``back(keys, merged, survivor)`` returns those that the survivor still has. Both run inside the transaction of the
    merger. ``label`` says on the page before it what will move."""

    name: str
    label: Any
    move: Callable[[Organisation, Organisation], Keys]
    back: Callable[[Keys, Organisation, Organisation], None]


_sources: dict[str, MoveSource] = {}


def register(source: MoveSource) -> None:
    _sources[source.name] = source


def labels() -> list[str]:
    """What a merger moves, in words."""
    return [str(source.label) for source in _sources.values()]


def move_all(merged: Organisation, survivor: Organisation) -> dict[str, Keys]:
    """Move everything under way; what moved, by source."""
    return {source.name: source.move(merged, survivor) for source in _sources.values()}


def move_back(moved: dict[str, Keys], merged: Organisation, survivor: Organisation) -> None:
    for name, keys in moved.items():
        if source := _sources.get(name):
            source.back(keys, merged, survivor)


def change_owner(records: Any, to: Organisation) -> Keys:
    """Give locked records to another organization. The merger's own event says who did it: drafts are nobody else's
    to read, not even in the log of whoever merged, so these events name the portal."""
    keys = []
    for record in records.select_for_update(of=("self",)).order_by("pk"):
        record.owner_id = to.pk
        record.save(update_fields=["owner"])
        audit.record(record, "move", by=None, to=to.key)
        keys.append(record.pk)
    return keys


# Requests that are not decided yet.
_UNDER_WAY = [
    state
    for state in RequestState
    if state not in {RequestState.ACCREDITED, RequestState.NOT_ACCREDITED, RequestState.LAPSED, RequestState.WITHDRAWN}
]


def _move_requests(merged: Organisation, survivor: Organisation) -> Keys:
    open_requests = AccreditationRequest.objects.filter(owner=merged, state__in=_UNDER_WAY)
    taken = _rounds_of(survivor)
    twice = open_requests.filter(round__in=taken).select_related("round").first()
    if twice is not None:
        message = _("Both organizations have a request in “%(round)s”. One of the two has to be withdrawn first.")
        raise TransitionRefused(message % {"round": twice.round.title})
    return change_owner(open_requests, survivor)


def _requests_back(keys: Keys, merged: Organisation, survivor: Organisation) -> None:
    still = AccreditationRequest.objects.filter(pk__in=keys, owner=survivor).exclude(round__in=_rounds_of(merged))
    change_owner(still, merged)


def _rounds_of(organisation: Organisation) -> Any:
    standing = AccreditationRequest.objects.filter(owner=organisation).exclude(state=RequestState.WITHDRAWN)
    return standing.values("round")


def _owned(model: Any) -> tuple[Any, Any]:
    """Moving and returning all records of a model that only its owner's people can keep."""

    def move(merged: Organisation, survivor: Organisation) -> Keys:
        return change_owner(model.objects.filter(owner=merged), survivor)

    def back(keys: Keys, merged: Organisation, survivor: Organisation) -> None:
        change_owner(model.objects.filter(pk__in=keys, owner=survivor), merged)

    return move, back


def _move_texts(merged: Organisation, survivor: Organisation) -> Keys:
    """The survivor's people coordinate what the merged entry coordinated; drafts become the survivor's own."""
    handed = CommonText.objects.filter(coordinators=merged).exclude(coordinators=survivor)
    keys = _hand_texts(handed, merged, survivor)
    change_owner(CommonText.objects.filter(owner=merged, state=TextState.DRAFT), survivor)
    return keys


def _texts_back(keys: Keys, merged: Organisation, survivor: Organisation) -> None:
    handed = CommonText.objects.filter(pk__in=keys, coordinators=survivor)
    _hand_texts(handed, survivor, merged)
    change_owner(CommonText.objects.filter(pk__in=keys, owner=survivor, state=TextState.DRAFT), merged)


def _hand_texts(texts: Any, before: Organisation, after: Organisation) -> Keys:
    found = list(texts.select_for_update(of=("self",)).order_by("pk"))
    for text in found:
        text.coordinators.remove(before)
        text.coordinators.add(after)
        audit.record(text, "move", by=None, to=after.key)
    return [text.pk for text in found]


register(
    MoveSource(
        "requests", gettext_lazy("Requests for accreditation that are not decided"), _move_requests, _requests_back
    )
)
register(MoveSource("contacts", gettext_lazy("Contacts in the repository"), *_owned(StakeholderContact)))
register(
    MoveSource("threads", gettext_lazy("Questions that were asked through the repository"), *_owned(EnquiryThread))
)
register(MoveSource("texts", gettext_lazy("The coordination of common texts"), _move_texts, _texts_back))
