"""National reports in a person's care: those in work, which a hand-over gives to the successor."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts import care
from reports.enums import ReportState
from reports.models import NationalReport


def plug_in() -> None:
    care.register(care.CareSource("national-reports", _("National reports in work"), find, move))


def find(user: Any, party: Any) -> QuerySet[NationalReport]:
    """The State's unpublished reports that this person looks after: the starter, where nobody was named."""
    mine = Q(in_care_of=user) | Q(in_care_of=None, started_by=user)
    reports = NationalReport.objects.filter(mine, owner=party.pk, state__in=ReportState.internal())
    return reports.select_related("owner").order_by("pk")


def move(records: QuerySet[NationalReport], to: Any) -> int:
    return NationalReport.objects.filter(pk__in=list(records.values_list("pk", flat=True))).update(in_care_of=to)
