"""States and regional groups."""

import django_filters

from poa_portal.api.viewsets import PublicViewSet
from states.api.serializers import RegionalGroupSerializer, StateSerializer
from states.enums import StateStatus
from states.models import RegionalGroup, State


class StateFilter(django_filters.FilterSet):
    group = django_filters.CharFilter("memberships__group__key", label="Key of a regional group.", distinct=True)
    status = django_filters.ChoiceFilter(choices=StateStatus.choices)

    class Meta:
        model = State
        fields: list[str] = []


class StateViewSet(PublicViewSet):
    """Member and observer States, alphabetical in the asked language."""

    queryset = State.objects.real().prefetch_related("memberships__group")
    serializer_class = StateSerializer
    lookup_field = "iso2"
    lookup_value_regex = "[A-Za-z]{2}"
    filterset_class = StateFilter
    ordering = ("place",)
    ordering_fields = ["place", "iso2"]
    translated_ordering = frozenset({"place"})

    def get_object(self) -> State:
        self.kwargs["iso2"] = self.kwargs["iso2"].upper()
        found: State = super().get_object()
        return found


class RegionalGroupViewSet(PublicViewSet):
    """The regional groups of the United Nations."""

    queryset = RegionalGroup.objects.all()
    serializer_class = RegionalGroupSerializer
    lookup_field = "key"
    ordering = ("position",)
    ordering_fields = ["position", "key"]
