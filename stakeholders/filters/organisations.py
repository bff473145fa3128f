"""Filters of the lists of organizations: the public one, and that of the secretariat."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from poa_portal.common.widgets import PlainSelect
from stakeholders.enums import OrganisationState
from stakeholders.models import Organisation
from stakeholders.organisation_vocabulary import Choices, vocabulary


class OrganisationFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Search by name"), method="by_name")
    category = filters.ChoiceFilter(widget=PlainSelect, label=_("Category"), field_name="category__key")
    group = filters.ChoiceFilter(
        widget=PlainSelect, label=_("Group in tallies"), field_name="category__tally_group__key"
    )
    country = filters.ChoiceFilter(widget=PlainSelect, label=_("Country of the seat"), field_name="home_state__key")
    topic = filters.ChoiceFilter(widget=PlainSelect, label=_("Topic"), field_name="topics__key")

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = vocabulary()  # lists, not querysets: a form reads its choices several times
        self._offer("category", known.categories)
        self._offer("group", known.groups)
        self._offer("country", known.homes)
        self._offer("topic", known.topics)

    def _offer(self, name: str, choices: Choices) -> None:
        self.filters[name].extra["choices"] = choices

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)


class OrganisationWorkFilter(filters.FilterSet):
    """What the secretariat looks for: closed entries too, and those that are likely there twice."""

    q = filters.CharFilter(label=_("Search by name"), method="by_name")
    state = filters.ChoiceFilter(label=_("State of the entry"), choices=OrganisationState.choices)
    category = filters.ChoiceFilter(label=_("Category"), field_name="category__key")
    twins = filters.ChoiceFilter(label=_("Likely there twice"), method="by_twins", choices=[("yes", _("Only these"))])

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["category"].extra["choices"] = vocabulary().categories

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)

    def by_twins(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By their keys, so that looking for twins does not meet the other filters."""
        return queryset.filter(pk__in=Organisation.objects.with_twins().values("pk"))
