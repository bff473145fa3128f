"""Written inputs in a person's care: the open ones of a party, which a hand-over gives to the successor."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.enums import InputState
from meetings.models import WrittenInput
from poa_portal.accounts import care

OPEN = (InputState.DRAFT, InputState.RETURNED, InputState.AWAITING_CONFIRMATION)


def plug_in() -> None:
    care.register(care.CareSource("written-inputs", _("Written inputs in work"), find, move))


def find(user: Any, party: Any) -> QuerySet[WrittenInput]:
    """The party's inputs that are not sent yet and that this person looks after: the starter, where nobody was named."""
    mine = Q(in_care_of=user) | Q(in_care_of=None, started_by=user)
    return WrittenInput.objects.filter(mine, owner=party.pk, state__in=OPEN).order_by("pk")


def move(records: QuerySet[WrittenInput], to: Any) -> int:
    return records.order_by().update(in_care_of=to)
