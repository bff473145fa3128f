"""Published functional contacts in the public API. The restricted directory has no part in it."""

import django_filters

from poa_portal.api.viewsets import PublicViewSet
from states.api.serializers import PublicContactSerializer
from states.models import PublicContact


class PublicContactFilter(django_filters.FilterSet):
    owner = django_filters.CharFilter("owner__key", label="Key of a State, or secretariat.")

    class Meta:
        model = PublicContact
        fields: list[str] = []


class PublicContactViewSet(PublicViewSet):
    """Functional contacts that the secretariat and States have published."""

    queryset = PublicContact.objects.with_rows()
    serializer_class = PublicContactSerializer
    lookup_field = "reference"
    filterset_class = PublicContactFilter
    ordering = ("owner_id",)
    ordering_fields = ["changed_at"]
