"""Filters of the list of what happened."""

import django_filters
from django.db.models import Q, QuerySet
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _

from poa_portal.audit import readers
from poa_portal.audit.models import AuditEvent


def _day() -> DateInput:
    return DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AuditEventFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Record, person or reason"), method="by_words")
    since = django_filters.DateFilter(label=_("From"), field_name="at", lookup_expr="date__gte", widget=_day())
    until = django_filters.DateFilter(label=_("Until"), field_name="at", lookup_expr="date__lte", widget=_day())

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[AuditEvent], name: str, value: str) -> QuerySet[AuditEvent]:
        # A name that a row does not tell is not found either.
        asked = Q(actor__name__icontains=value) & (~Q(subject_type__in=readers.restricted()) | ~Q(actor_post=""))
        for field in ("subject_label", "actor_post", "reason", "verb"):
            asked |= Q(**{f"{field}__icontains": value})
        return queryset.filter(asked)
