"""How national and progress reports look in the API."""

from typing import Any

from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of
from reports.enums import ReportState
from reports.models import NationalReport, ProgressReport


class NationalAnswerSerializer(serializers.Serializer):
    question = serializers.CharField(help_text="Key of the question.")
    text = serializers.CharField(help_text="In the language of the report.")
    choices = serializers.ListField(child=serializers.CharField(), help_text="Keys of the chosen answers.")
    topics = serializers.ListField(
        child=serializers.CharField(), help_text="Norms and themes that the question speaks to."
    )


class NationalReportSerializer(RecordSerializer):
    reference = serializers.CharField()
    reporting_state = serializers.CharField(help_text="ISO 3166-1, two letters, in lower case.")
    reporting_state_name = serializers.CharField()
    edition = serializers.CharField()
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    language = serializers.CharField()
    state = serializers.CharField(
        help_text="published, superseded or withdrawn; of a withdrawn report only the notice is given."
    )
    published_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    supersedes = serializers.CharField(allow_null=True)
    answers = NationalAnswerSerializer(many=True)
    url = serializers.URLField()

    def write(self, record: NationalReport, language: str) -> dict[str, Any]:
        return {
            "reference": record.reference,
            "reporting_state": record.owner.key,
            "reporting_state_name": text_of(record.owner, "name", language),
            "edition": record.edition.key,
            "period_from": record.period_from.isoformat(),
            "period_to": record.period_to.isoformat(),
            "language": record.language,
            "state": record.state,
            "published_at": record.published_at,
            "withdrawn_at": record.withdrawn_at,
            "supersedes": record.public_predecessor,
            "answers": [] if record.state == ReportState.WITHDRAWN else [_answer(one) for one in record.public_answers],
            "url": page_address(language, f"/reports/national/{record.reference}/"),
        }


def _answer(one: Any) -> dict[str, Any]:
    return {
        "question": one.question.key,
        "text": one.text,
        "choices": one.choices,
        "topics": [topic.key for topic in one.question.topics.all()],
    }


class ParagraphSerializer(serializers.Serializer):
    number = serializers.IntegerField(help_text="As shown in this revision.")
    anchor = serializers.CharField(help_text="Stable across revisions.")
    block = serializers.CharField()
    text = serializers.CharField()
    url = serializers.URLField()


class SectionSerializer(serializers.Serializer):
    letter = serializers.CharField()
    title = serializers.CharField()
    pillar = serializers.CharField(allow_null=True)
    paragraphs = ParagraphSerializer(many=True)


class ProgressReportSerializer(RecordSerializer):
    translated = ("title",)

    slug = serializers.CharField()
    body = serializers.CharField()
    title = serializers.CharField()
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    state = serializers.CharField(help_text="adopted or published.")
    symbol = serializers.CharField()
    adopted_at = serializers.DateTimeField(allow_null=True)
    revision = serializers.CharField(allow_null=True)
    sections = SectionSerializer(many=True)
    url = serializers.URLField()
    translations = TranslationsField()

    def write(self, record: ProgressReport, language: str) -> dict[str, Any]:
        revisions = record.public_revisions
        address = page_address(language, f"/reports/progress/{record.slug}/")
        texts = list(revisions[-1].texts.all()) if revisions else []
        return {
            "slug": record.slug,
            "body": record.body.key,
            "title": text_of(record, "title", language),
            "period_from": record.period_from.isoformat(),
            "period_to": record.period_to.isoformat(),
            "state": record.state,
            "symbol": record.symbol,
            "adopted_at": record.adopted_at,
            "revision": str(revisions[-1]) if revisions else None,
            "sections": [_section(section, texts, language, address) for section in record.sections.all()],
            "url": address,
            "translations": self.translations(record),
        }


def _section(section: Any, texts: list[Any], language: str, address: str) -> dict[str, Any]:
    return {
        "letter": section.letter,
        "title": text_of(section, "title", language),
        "pillar": section.pillar.key if section.pillar else None,
        "paragraphs": [
            {
                "number": text.number,
                "anchor": text.paragraph.anchor,
                "block": text.block,
                "text": text_of(text, "text", language),
                "url": f"{address}#{text.paragraph.anchor}",
            }
            for text in texts
            if text.section_id == section.pk
        ],
    }
