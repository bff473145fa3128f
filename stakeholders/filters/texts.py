"""Filters of the public list of common texts."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.library.models import Topic
from stakeholders.enums import TextState
from stakeholders.models import CommonText


class CommonTextFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Search in titles and texts"), method="by_words")
    state = filters.ChoiceFilter(label=pgettext_lazy("of a process", "Status"))
    topic = filters.ChoiceFilter(label=_("Topic"), field_name="topics__key")

    class Meta:
        model = CommonText
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        public = [(state.value, state.label) for state in (TextState.OPEN, TextState.CLOSED)]
        self.filters["state"].extra["choices"] = public
        topics = Topic.objects.filter(common_texts__in=self.queryset.order_by().values("pk")).distinct()
        self.filters["topic"].extra["choices"] = [(topic.key, str(topic)) for topic in topics]

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        published = Q(versions__published_at__isnull=False, versions__body__icontains=value)
        supported = Q(versions__endorsements__name__icontains=value)
        return queryset.filter(Q(title__icontains=value) | published | supported).distinct()
