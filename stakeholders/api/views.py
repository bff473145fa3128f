"""Organizations of the stakeholder community."""

from typing import Any

import django_filters
from django.db.models import F
from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from rest_framework.request import Request

from poa_portal.api.viewsets import PublicViewSet
from stakeholders.api.serializers import OrganisationSerializer
from stakeholders.models import Organisation

MAY_BE_UNDONE = {"Cache-Control": "public, max-age=0"}  # a merger can be, so that no browser keeps the way for ever


class OrganisationFilter(django_filters.FilterSet):
    category = django_filters.CharFilter("category__key", label="Key of a category.")
    topic = django_filters.CharFilter("topics__key", label="Key of a topic.", distinct=True)
    country = django_filters.CharFilter("home_state__iso2", "iexact", label="ISO 3166-1, two letters.")

    class Meta:
        model = Organisation
        fields: list[str] = []


class OrganisationViewSet(PublicViewSet):
    """Organizations that registered themselves. Registration is not accreditation."""

    queryset = (
        Organisation.objects.with_names()
        .annotate(category_key=F("category__key"), home_iso2=F("home_state__iso2"))
        .defer("searched")
        .prefetch_related("topics")
    )
    serializer_class = OrganisationSerializer
    lookup_field = "key"
    filterset_class = OrganisationFilter
    ordering = ("folded_name",)
    ordering_fields = ["folded_name"]

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Any:
        """One organization. A former address, and that of a merged entry, leads to the entry that goes on (301)."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except Http404:
            moved = self.visible().moved_to(kwargs["key"])
            if moved is None:
                raise
        address = reverse("api:organisations-detail", kwargs={"key": moved.key})
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address, headers=MAY_BE_UNDONE)
