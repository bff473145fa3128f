"""Common texts and their supporters in the public API."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import text_of
from poa_portal.api.viewsets import PublicViewSet
from stakeholders.enums import TextState
from stakeholders.models import CommonText, Endorsement, TextVersion
from stakeholders.text_rows import in_order


class CoordinatorSerializer(serializers.Serializer):
    key = serializers.CharField()
    name = serializers.CharField()


class TextVersionSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    language = serializers.CharField(help_text="BCP 47 tag.")
    published_at = serializers.DateTimeField()
    date_is_certain = serializers.BooleanField(help_text="Where false, only year and month are known.")
    note = serializers.CharField(help_text="What changed.")
    document = serializers.CharField(allow_null=True, help_text="Reference of the document that holds the words.")
    url = serializers.URLField()


class SupporterSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="The name that the organization had that day.")
    organisation = serializers.CharField(allow_null=True, help_text="Key of the organization, where it is known here.")
    version = serializers.IntegerField()
    supported_at = serializers.DateTimeField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class CommonTextSerializer(RecordSerializer):
    slug = serializers.CharField()
    title = serializers.CharField(help_text="In the language of the title.")
    language = serializers.CharField(help_text="BCP 47 tag of the title.")
    introduction = serializers.CharField()
    state = serializers.CharField(help_text="open or closed (for support).")
    order = serializers.CharField(help_text="How the supporters stand: name, date or position.")
    origin = serializers.CharField(help_text="Of a text from before the portal.")
    coordinators = CoordinatorSerializer(many=True)
    topics = serializers.ListField(child=serializers.CharField())
    body = serializers.CharField(help_text="The words of the newest version; empty where they stand in a document.")
    versions = TextVersionSerializer(many=True, help_text="Published versions, the newest first.")
    supporters = SupporterSerializer(many=True, help_text="All support given, withdrawn support with its date.")
    url = serializers.URLField()

    def write(self, record: CommonText, language: str) -> dict[str, Any]:
        versions: list[TextVersion] = record.published  # type: ignore[attr-defined]
        given = [endorsement for version in versions for endorsement in version.endorsements.all()]
        return {
            "slug": record.slug,
            "title": record.title,
            "language": record.language,
            "introduction": record.introduction,
            "state": record.state,
            "order": record.order,
            "origin": record.source,
            "coordinators": [
                {"key": one.key, "name": text_of(one, "name", language)} for one in record.coordinators.all()
            ],
            "topics": [topic.key for topic in record.topics.all()],
            "body": versions[0].body if versions else "",
            "versions": [_version(record, version, language) for version in versions],
            "supporters": [_supporter(one) for one in in_order(record, given)],
            "url": page_address(language, f"/texts/{record.slug}/"),
        }


def _version(text: CommonText, version: TextVersion, language: str) -> dict[str, Any]:
    return {
        "number": version.number,
        "language": version.language,
        "published_at": version.published_at,
        "date_is_certain": version.date_is_certain,
        "note": version.note,
        "document": version.document.reference if version.document else None,
        "url": page_address(language, f"/texts/{text.slug}/versions/{version.number}/"),
    }


def _supporter(given: Endorsement) -> dict[str, Any]:
    return {
        "name": given.name,
        "organisation": given.owner.key if given.owner else None,
        "version": given.version.number,
        "supported_at": given.endorsed_at,
        "withdrawn_at": given.withdrawn_at,
    }


class CommonTextFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=[(TextState.OPEN, "open"), (TextState.CLOSED, "closed")])
    topic = django_filters.CharFilter("topics__key", label="Key of a topic.", distinct=True)
    coordinator = django_filters.CharFilter("coordinators__key", label="Key of an organization.", distinct=True)

    class Meta:
        model = CommonText
        fields: list[str] = []


class CommonTextViewSet(PublicViewSet):
    """Common texts that are or were open for support, with versions and supporters. Support is not accreditation."""

    queryset = CommonText.objects.all()
    serializer_class = CommonTextSerializer
    lookup_field = "slug"
    filterset_class = CommonTextFilter
    ordering = ("-created_at",)
    ordering_fields = ["created_at", "title"]

    def visible(self) -> QuerySet:
        versions = TextVersion.objects.published().select_related("document").order_by("-number")
        given = Endorsement.objects.select_related("owner", "version")
        published = versions.prefetch_related(Prefetch("endorsements", given))
        return (
            super().visible().prefetch_related("coordinators", "topics", Prefetch("versions", published, "published"))
        )
