"""Organizations of the stakeholder community."""

import django_filters

from poa_portal.api.viewsets import PublicViewSet
from stakeholders.api.serializers import OrganisationSerializer
from stakeholders.models import Organisation


class OrganisationFilter(django_filters.FilterSet):
    category = django_filters.CharFilter("category__key", label="Key of a category.")
    topic = django_filters.CharFilter("topics__key", label="Key of a topic.", distinct=True)
    country = django_filters.CharFilter("home_state__iso2", "iexact", label="ISO 3166-1, two letters.")

    class Meta:
        model = Organisation
        fields: list[str] = []


class OrganisationViewSet(PublicViewSet):
    """Organizations that registered themselves. Registration is not accreditation."""

    queryset = Organisation.objects.select_related("category", "home_state").prefetch_related("topics")
    serializer_class = OrganisationSerializer
    lookup_field = "key"
    filterset_class = OrganisationFilter
    ordering = ("folded_name",)
    ordering_fields = ["folded_name"]
