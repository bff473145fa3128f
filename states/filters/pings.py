"""Filters of the list of ping rounds, and of the results of one."""

from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from states.enums import PingResult, PingState
from states.models import Ping, PingRound, State
from states.querysets.pings import PingQuerySet, PingRoundQuerySet


class RoundFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Title or reference"), method="by_text", max_length=100)
    state = filters.ChoiceFilter(label=pgettext_lazy("of a process", "Status"), choices=PingState.choices)
    order = filters.OrderingFilter(
        label=_("Order"),
        fields=[("starts_at", "start"), ("title", "title")],
        choices=[("-start", _("Newest first")), ("start", _("Oldest first")), ("title", _("By title"))],
        empty_label=None,
        null_label=None,
    )

    class Meta:
        model = PingRound
        fields: list[str] = []

    def by_text(self, queryset: PingRoundQuerySet, name: str, value: str) -> PingRoundQuerySet:
        return queryset.filter(Q(title__icontains=value) | Q(reference__iexact=value.strip()))


class ResultFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("State"), method="by_state", max_length=100)
    result = filters.ChoiceFilter(label=pgettext_lazy("ping", "Result"), choices=PingResult.choices, method="by_result")

    class Meta:
        model = Ping
        fields: list[str] = []

    def by_state(self, queryset: PingQuerySet, name: str, value: str) -> Any:
        return queryset.filter(owner__in=State.objects.matching(value))

    def by_result(self, queryset: PingQuerySet, name: str, value: str) -> Any:
        return queryset.with_result(value)
