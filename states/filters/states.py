"""The filters of the list of States."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _

from states.enums import StateStatus
from states.models import RegionalGroup, State
from states.querysets import StateQuerySet


class StateFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        method="search",
        label=_("Name or code"),
        max_length=100,
    )
    group = django_filters.ModelChoiceFilter(
        method="of_group",
        queryset=RegionalGroup.objects.all(),
        to_field_name="key",
        label=_("Regional group"),
    )
    status = django_filters.ChoiceFilter(choices=StateStatus.choices, label=_("Status"))

    class Meta:
        model = State
        fields: list[str] = []

    def search(self, queryset: StateQuerySet, name: str, value: str) -> StateQuerySet:
        return queryset.matching(value)

    def of_group(self, queryset: StateQuerySet, name: str, value: Any) -> StateQuerySet:
        return queryset.in_group(value.key)
