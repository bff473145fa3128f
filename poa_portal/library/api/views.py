"""Topics and documents."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.http import Http404

from poa_portal.api.viewsets import PublicViewSet
from poa_portal.library.api.serializers import DocumentSerializer, TopicSerializer
from poa_portal.library.models import Document, Topic
from poa_portal.library.symbols import normalise


class TopicViewSet(PublicViewSet):
    """Pillars, norms (a) to (k) and themes: the one taxonomy of the portal."""

    queryset = Topic.objects.select_related("parent")
    serializer_class = TopicSerializer
    lookup_field = "key"
    filterset_fields = ["kind"]
    ordering = ("position",)
    ordering_fields = ["position", "key", "title"]
    translated_ordering = frozenset({"title"})


class DocumentFilter(django_filters.FilterSet):
    kind = django_filters.CharFilter("kind__key", label="Key of the kind of document.")
    topic = django_filters.CharFilter("topics__key", label="Key of a topic.", distinct=True)
    language = django_filters.CharFilter("versions__language", label="A language in which it exists.", distinct=True)
    symbol = django_filters.CharFilter(method="by_symbol", label="A symbol, in any spelling.")
    date_from = django_filters.DateFilter("date", "gte", label="First day.")
    date_to = django_filters.DateFilter("date", "lte", label="Last day.")

    class Meta:
        model = Document
        fields: list[str] = []

    def by_symbol(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(symbols__normal_form=normalise(value))


class DocumentViewSet(PublicViewSet):
    """Published documents with their symbols, language versions and files; withdrawn ones as their notice."""

    queryset = Document.objects.select_related("kind").prefetch_related(
        "symbols", "versions__files", Prefetch("topics", Topic.objects.only("key"))
    )
    serializer_class = DocumentSerializer
    lookup_field = "reference"
    lookup_value_regex = "[^?]+?"
    filterset_class = DocumentFilter
    ordering = ("-date",)
    ordering_fields = ["date", "title", "reference"]
    translated_ordering = frozenset({"title"})

    def get_object(self) -> Any:
        """By reference, or by symbol in any spelling, slashes included."""
        asked = self.kwargs["reference"]
        found = self.visible().filter(reference=asked).first()
        found = found or self.visible().filter(symbols__normal_form=normalise(asked)).first()
        if found is None:
            raise Http404
        return found
