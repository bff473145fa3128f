"""How States and regional groups look in the API."""

from typing import Any

from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of
from poa_portal.common.enums import PartyKind
from states.models import PublicContact, RegionalGroup, State


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


class ContactOwnerSerializer(serializers.Serializer):
    kind = serializers.CharField(help_text="state or secretariat.")
    key = serializers.CharField(help_text="Of a State, its ISO code in small letters.")
    name = serializers.CharField()


class PublicContactSerializer(RecordSerializer):
    translated = ("title", "office")

    reference = serializers.CharField()
    owner = ContactOwnerSerializer()
    title = serializers.CharField(help_text="What one can turn to it for.")
    office = serializers.CharField()
    mailbox = serializers.CharField()
    telephone = serializers.CharField()
    website = serializers.CharField()
    languages = serializers.ListField(child=serializers.CharField(), help_text="BCP 47 tags.")
    changed_at = serializers.DateTimeField()
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: PublicContact, language: str) -> dict[str, Any]:
        owner = record.owner
        path = f"/states/{owner.key}/" if owner.kind == PartyKind.STATE else "/contacts/"
        return {
            "reference": record.reference,
            "owner": {"kind": owner.kind, "key": owner.key, "name": text_of(owner, "name", language)},
            "title": text_of(record, "title", language),
            "office": text_of(record, "office", language),
            "mailbox": record.mailbox,
            "telephone": record.telephone,
            "website": record.website,
            "languages": record.languages,
            "changed_at": record.changed_at,
            "url": page_address(language, f"{path}#{record.reference}"),
            "translations": self.translations(record),
        }
