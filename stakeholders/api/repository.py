"""Contacts of the repository in the public API: what the pages show, so never a mailbox."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.viewsets import PublicViewSet
from stakeholders.models import StakeholderContact


class StakeholderContactSerializer(RecordSerializer):
    reference = serializers.CharField()
    organisation = serializers.CharField(help_text="Key of the organization.")
    organisation_name = serializers.CharField()
    function = serializers.CharField(help_text="As the organization writes it.")
    offer = serializers.CharField(help_text="What one can ask, as the organization writes it.")
    offer_language = serializers.CharField(help_text="BCP 47.")
    topics = serializers.ListField(child=serializers.CharField(), help_text="Keys of topics.")
    regions = serializers.ListField(
        child=serializers.CharField(), help_text="Keys of regional groups; empty for all of them."
    )
    languages = serializers.ListField(child=serializers.CharField(), help_text="BCP 47.")
    takes_questions = serializers.BooleanField()
    last_confirmed_on = serializers.DateField()
    url = serializers.URLField()

    def write(self, record: StakeholderContact, language: str) -> dict[str, Any]:
        return {
            "reference": record.reference,
            "organisation": record.owner.key,
            "organisation_name": record.owner.name,
            "function": record.title,
            "offer": record.offer,
            "offer_language": record.offer_language,
            "topics": [topic.key for topic in record.topics.all()],
            "regions": [group.key for group in record.regions.all()],
            "languages": list(record.languages),
            "takes_questions": record.takes_questions,
            "last_confirmed_on": record.last_confirmed_at.date().isoformat(),
            "url": page_address(language, f"/repository/{record.reference}/"),
        }


class StakeholderContactFilter(django_filters.FilterSet):
    topic = django_filters.CharFilter(method="by_topic", label="Key of a topic; a pillar includes its norms.")
    region = django_filters.CharFilter(
        method="by_region", label="Key of a regional group; who names none answers for all."
    )
    language = django_filters.CharFilter(method="by_language", label="BCP 47.")
    organisation = django_filters.CharFilter("owner__key", label="Key of an organization.")

    class Meta:
        model = StakeholderContact
        fields: list[str] = []

    def by_topic(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.on_topic(value)

    def by_region(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.for_region(value)

    def by_language(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.in_language(value)


class StakeholderContactViewSet(PublicViewSet):
    """Contacts that organizations list themselves, under CC0 1.0. Being listed is not accreditation."""

    queryset = StakeholderContact.objects.with_rows()
    serializer_class = StakeholderContactSerializer
    lookup_field = "reference"
    filterset_class = StakeholderContactFilter
    ordering = ("reference",)
    ordering_fields = ["reference", "last_confirmed_at"]
