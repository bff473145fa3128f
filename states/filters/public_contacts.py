"""The filter of the public list of functional contacts."""

from typing import Any

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.text import fold
from states.models import PublicContact, State


class PublicContactFilter(filters.FilterSet):
    q = filters.CharFilter(method="search", label=_("State, or what you need"), max_length=100)

    class Meta:
        model = PublicContact
        fields: list[str] = []

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """By any name of a State, or by the words of the contact; few enough to be compared here, accents aside."""
        columns = [languages.column(field, code) for field in ("title", "office") for code in languages.CODES]
        asked = fold(value).strip()
        found = [
            pk
            for pk, *texts in queryset.order_by().values_list("pk", *columns)
            if any(asked in fold(text) for text in texts if text)
        ]
        return queryset.filter(Q(pk__in=found) | Q(owner__in=State.objects.matching(value).values("pk")))
