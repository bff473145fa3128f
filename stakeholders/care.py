"""Requests for accreditation in a person's care: those not decided yet, which a hand-over gives to the successor."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts import care
from stakeholders.enums import RequestState
from stakeholders.models import AccreditationRequest

OVER = (RequestState.ACCREDITED, RequestState.NOT_ACCREDITED, RequestState.LAPSED, RequestState.WITHDRAWN)


def plug_in() -> None:
    care.register(care.CareSource("accreditation-requests", _("Requests for accreditation"), find, move))


def find(user: Any, party: Any) -> QuerySet[AccreditationRequest]:
    """The organization's undecided requests that this person looks after: the starter, where nobody was named."""
    mine = Q(in_care_of=user) | Q(in_care_of=None, started_by=user)
    return AccreditationRequest.objects.filter(mine, owner=party.pk).exclude(state__in=OVER).order_by("pk")


def move(records: QuerySet[AccreditationRequest], to: Any) -> int:
    return records.order_by().update(in_care_of=to)
