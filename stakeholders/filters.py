"""Filters of the public list of organizations."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from poa_portal.library.models import Topic
from stakeholders.models import Category, Organisation, TallyGroup
from states.models import State


class OrganisationFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Search by name"), method="by_name")
    category = filters.ChoiceFilter(label=_("Category"), field_name="category__key")
    group = filters.ChoiceFilter(label=_("Group in tallies"), field_name="category__tally_group__key")
    country = filters.ChoiceFilter(label=_("Country of the seat"), field_name="home_state__key")
    topic = filters.ChoiceFilter(label=_("Topic"), field_name="topics__key")

    class Meta:
        model = Organisation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Lists, not querysets: a form reads its choices several times.
        homes = State.objects.filter(organisations__isnull=False).distinct().alphabetical()
        topics = Topic.objects.filter(organisations__isnull=False).distinct()
        self._offer("category", [(category.key, category.name) for category in Category.objects.all()])
        self._offer("group", [(group.key, group.name) for group in TallyGroup.objects.all()])
        self._offer("country", [(state.key, state.name) for state in homes])
        self._offer("topic", [(topic.key, str(topic)) for topic in topics])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.filters[name].extra["choices"] = choices

    def by_name(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.matching(value)
