"""Filters of the list of notes verbales."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from poa_portal.accounts.standing import standing_of
from states.models import NoteVerbale, State


class NoteFilter(filters.FilterSet):
    """By number or reference, and by State for the secretariat."""

    q = filters.CharFilter(label=_("Number or reference"), method="by_words")
    state = filters.ChoiceFilter(label=_("State"), field_name="owner__key", empty_label=_("All States"))

    class Meta:
        model = NoteVerbale
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not standing_of(self.request.user).is_secretariat:
            del self.filters["state"]
            return
        senders = Q(pk__in=self.queryset.order_by().values("owner")) | Q(key=(self.data or {}).get("state", ""))
        states = State.objects.filter(senders).alphabetical()
        self.filters["state"].extra["choices"] = [(state.key, state.name) for state in states]

    def by_words(self, queryset: QuerySet[NoteVerbale], name: str, value: str) -> QuerySet[NoteVerbale]:
        return queryset.filter(Q(number__icontains=value) | Q(reference__icontains=value))
