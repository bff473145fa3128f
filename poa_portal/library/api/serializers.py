"""How topics and documents look in the API."""

from typing import Any

from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of
from poa_portal.library.models import Document, Topic, Version


class TopicSerializer(RecordSerializer):
    translated = ("title",)

    key = serializers.CharField(help_text="Stable identifier.")
    kind = serializers.CharField(help_text="pillar, norm or theme.")
    letter = serializers.CharField(help_text="The letter of a norm, (a) to (k).")
    title = serializers.CharField()
    parent = serializers.CharField(allow_null=True, help_text="Key of the pillar.")
    source = serializers.CharField()
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: Topic, language: str) -> dict[str, Any]:
        return {
            "key": record.key,
            "kind": record.kind,
            "letter": record.letter,
            "title": text_of(record, "title", language),
            "parent": record.parent.key if record.parent else None,
            "source": record.source,
            "url": page_address(language, f"/topics/{record.key}/"),
            "translations": self.translations(record),
        }


class FileSerializer(serializers.Serializer):
    name = serializers.CharField()
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField()
    url = serializers.URLField()


class VersionSerializer(serializers.Serializer):
    language = serializers.CharField(help_text="BCP 47 tag.")
    revision = serializers.IntegerField()
    status = serializers.CharField(help_text="official, courtesy, volunteer or machine.")
    files = FileSerializer(many=True)


class DocumentSerializer(RecordSerializer):
    translated = ("title", "summary")

    reference = serializers.CharField(help_text="Local reference; never a United Nations symbol.")
    symbols = serializers.ListField(child=serializers.CharField())
    kind = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    date = serializers.DateField()
    date_is_certain = serializers.BooleanField()
    state = serializers.CharField(help_text="published or withdrawn.")
    released_at = serializers.DateTimeField(allow_null=True)
    topics = serializers.ListField(child=serializers.CharField())
    elsewhere = serializers.CharField()
    versions = VersionSerializer(many=True)
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: Document, language: str) -> dict[str, Any]:
        withdrawn = record.state == "withdrawn"
        symbols = [symbol.text for symbol in record.symbols.all()]
        return {
            "reference": record.reference,
            "symbols": symbols,
            "kind": record.kind.key,
            "title": text_of(record, "title", language),
            "summary": "" if withdrawn else text_of(record, "summary", language),
            "date": record.date.isoformat(),
            "date_is_certain": record.date_is_certain,
            "state": record.state,
            "released_at": record.released_at,
            "topics": [topic.key for topic in record.topics.all()],
            "elsewhere": record.elsewhere,
            "versions": [] if withdrawn else [_version(version, language) for version in record.versions.all()],
            "url": page_address(language, f"/documents/{symbols[0] if symbols else record.reference}"),
            "translations": self.translations(record),
        }


def _version(version: Version, language: str) -> dict[str, Any]:
    files = [
        {
            "name": stored.name,
            "media_type": stored.media_type,
            "size": stored.size,
            "sha256": stored.sha256,
            "url": page_address(language, f"/files/{stored.sha256}/{stored.name}"),
        }
        for stored in version.files.all()
    ]
    return {"language": version.language, "revision": version.revision, "status": version.status, "files": files}
