"""Filters of the lists of requests for accreditation."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common.text import fold
from stakeholders.enums import RequestState
from stakeholders.models import AccreditationRequest, AccreditationRound

PUBLIC_STATES = [(state.value, state.label) for state in RequestState.public()]


class SearchedFilter(filters.FilterSet):
    """By the name under which the organization applied, its present names, or the reference."""

    q = filters.CharFilter(label=_("Search by name or reference"), method="by_text")

    class Meta:
        model = AccreditationRequest
        fields: list[str] = []

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(
            Q(applied_as__icontains=value)
            | Q(owner__folded_name__contains=fold(value))
            | Q(owner__acronym__iexact=value.strip())
            | Q(reference__iexact=value.strip())
        )


class RoundRequestFilter(SearchedFilter):
    """The public list of one round."""

    state = filters.ChoiceFilter(label=pgettext_lazy("of a process", "Step"), choices=PUBLIC_STATES)


class RequestDeskFilter(SearchedFilter):
    """All requests, for the secretariat and for their organization."""

    state = filters.ChoiceFilter(label=pgettext_lazy("of a process", "Step"), choices=RequestState.choices)
    round = filters.ChoiceFilter(label=_("Round"), field_name="round__slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rounds = AccreditationRound.objects.visible_to(self.request.user)
        self.filters["round"].extra["choices"] = [(one.slug, one.title) for one in rounds]


class CirculatedFilter(SearchedFilter):
    """What was circulated to delegations: the clock running, or over."""

    clock = filters.ChoiceFilter(
        label=_("Silence"),
        method="by_clock",
        choices=[("running", _("Silence not ended yet")), ("over", _("Silence ended"))],
    )

    def by_clock(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.in_silence() if value == "running" else queryset.exclude(pk__in=queryset.in_silence())
