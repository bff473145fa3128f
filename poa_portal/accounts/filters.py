"""Filters of the lists about parties and of the demonstration's mail."""

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind
from poa_portal.common.languages import CODES, column


class PartyFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Name"), method="by_name")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PartyKind.choices, empty_label=_("All kinds"))

    class Meta:
        model = Party
        fields: list[str] = []

    def by_name(self, queryset: QuerySet[Party], name: str, value: str) -> QuerySet[Party]:
        """A name is found in whichever language it is typed."""
        found = Q(key__iexact=value)
        for code in CODES:
            found |= Q(**{f"{column('name', code)}__icontains": value})
        return queryset.filter(found)


class MailFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("Address or words"), method="by_words")

    class Meta:
        model = Email
        fields: list[str] = []

    def by_words(self, queryset: QuerySet[Email], name: str, value: str) -> QuerySet[Email]:
        return queryset.filter(Q(to__icontains=value) | Q(subject__icontains=value) | Q(message__icontains=value))
