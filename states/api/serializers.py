"""How States and regional groups look in the API."""

from typing import Any

from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of
from states.models import RegionalGroup, State


class MembershipSerializer(serializers.Serializer):
    group = serializers.CharField()
    role = serializers.CharField(help_text="member, observer or electoral.")
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)


class StateSerializer(RecordSerializer):
    translated = ("name", "formal_name")

    iso2 = serializers.CharField(help_text="ISO 3166-1, two letters; the stable identifier.")
    iso3 = serializers.CharField()
    m49 = serializers.CharField(allow_null=True)
    name = serializers.CharField()
    formal_name = serializers.CharField()
    status = serializers.CharField(help_text="member or observer.")
    admitted_on = serializers.DateField(allow_null=True)
    regional_groups = MembershipSerializer(many=True)
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: State, language: str) -> dict[str, Any]:
        groups = [
            {
                "group": membership.group.key,
                "role": membership.role,
                "starts_on": membership.starts_on,
                "ends_on": membership.ends_on,
            }
            for membership in record.memberships.all()
        ]
        return {
            "iso2": record.iso2,
            "iso3": record.iso3,
            "m49": record.m49,
            "name": text_of(record, "name", language),
            "formal_name": text_of(record, "formal_name", language),
            "status": record.status,
            "admitted_on": record.admitted_on,
            "regional_groups": groups,
            "url": page_address(language, f"/states/{record.key}/"),
            "translations": self.translations(record),
        }


class RegionalGroupSerializer(RecordSerializer):
    translated = ("name",)

    key = serializers.CharField()
    name = serializers.CharField()
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: RegionalGroup, language: str) -> dict[str, Any]:
        return {
            "key": record.key,
            "name": text_of(record, "name", language),
            "url": page_address(language, f"/regional-groups/{record.key}/"),
            "translations": self.translations(record),
        }
