"""How organizations look in the API."""

from typing import Any

from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of
from stakeholders.models import Organisation


class OrganisationSerializer(RecordSerializer):
    translated = ("name", "description")

    key = serializers.CharField()
    name = serializers.CharField(help_text="As the organization writes it.")
    acronym = serializers.CharField()
    category = serializers.CharField()
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1, two letters.")
    website = serializers.CharField()
    description = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: Organisation, language: str) -> dict[str, Any]:
        return {
            "key": record.key,
            "name": text_of(record, "name", language),
            "acronym": record.acronym,
            "category": record.category.key,
            "country": record.home_state.iso2 if record.home_state else None,
            "website": record.website,
            "description": text_of(record, "description", language),
            "topics": [topic.key for topic in record.topics.all()],
            "url": page_address(language, f"/stakeholders/{record.key}/"),
            "translations": self.translations(record),
        }
