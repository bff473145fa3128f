"""How organizations look in the API."""

from typing import Any

from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of
from stakeholders.enums import NameKind
from stakeholders.models import Organisation


class OtherNameSerializer(serializers.Serializer):
    language = serializers.CharField(help_text="BCP 47; empty where it is not known.")
    name = serializers.CharField()


class FormerNameSerializer(OtherNameSerializer):
    until = serializers.DateField(help_text="The last day of this name.")


class OrganisationSerializer(RecordSerializer):
    translated = ("name", "description")

    key = serializers.CharField()
    name = serializers.CharField(help_text="As the organization writes it.")
    acronym = serializers.CharField()
    other_names = OtherNameSerializer(many=True, help_text="Names in languages beside those of the portal.")
    former_names = FormerNameSerializer(many=True)
    category = serializers.CharField()
    country = serializers.CharField(allow_null=True, help_text="ISO 3166-1, two letters.")
    countries = serializers.ListField(
        child=serializers.CharField(), help_text="Where it works; ISO 3166-1, two letters."
    )
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
            "other_names": [_other(name) for name in record.named if name["kind"] == NameKind.OTHER],
            "former_names": [
                {**_other(name), "until": name["until"]} for name in record.named if name["kind"] == NameKind.FORMER
            ],
            "category": record.category_key,
            "country": record.home_iso2,
            "countries": sorted(state["iso2"] for state in record.works_in),
            "website": record.website,
            "description": text_of(record, "description", language),
            "topics": [topic.key for topic in record.topics.all()],
            "url": page_address(language, f"/stakeholders/{record.key}/"),
            "translations": self.translations(record),
        }


def _other(name: dict[str, Any]) -> dict[str, Any]:
    return {"language": name["language"], "name": name["text"]}
