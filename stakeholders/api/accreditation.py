"""Rounds and requests of accreditation in the public API: the facts of their pages, nothing of what requests say."""

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from rest_framework import serializers

from poa_portal.api.serializers import RecordSerializer, page_address
from poa_portal.api.translations import TranslationsField, text_of
from poa_portal.api.viewsets import PublicViewSet
from stakeholders.accreditation_rows import Totals, totals_of
from stakeholders.models import AccreditationRequest, AccreditationRound, AccreditationStep


class TotalsSerializer(serializers.Serializer):
    applied = serializers.IntegerField(help_text="Organizations whose requests are to be circulated.")
    accredited = serializers.IntegerField(help_text="Of these, accredited, also where it has lapsed.")
    objected = serializers.IntegerField(help_text="Of these, silence ended with an objection.")
    admitted = serializers.IntegerField(help_text="Accredited without circulation.")


class RoundSerializer(RecordSerializer):
    translated = ("title", "rule")
    _counted: dict[int, Totals] | None = None

    slug = serializers.CharField()
    title = serializers.CharField()
    rule = serializers.CharField()
    rule_source = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    time_zone = serializers.CharField(help_text="IANA name; the silence ends by its clock.")
    categories = serializers.ListField(child=serializers.CharField(), help_text="Keys; none means every category.")
    admitted_categories = serializers.ListField(
        child=serializers.CharField(), help_text="Keys of categories accredited without circulation."
    )
    silence_days = serializers.IntegerField()
    counts_working_days = serializers.BooleanField()
    silence_ends_at = serializers.TimeField(help_text="Local time in the zone of the round.")
    duty_station = serializers.CharField(help_text="Whose holidays of the United Nations move the end of a silence.")
    valid_until = serializers.DateField(allow_null=True)
    state = serializers.CharField(help_text="open (announced) or closed.")
    totals = TotalsSerializer()
    url = serializers.URLField()
    translations = TranslationsField()  # type: ignore[assignment]

    def write(self, record: AccreditationRound, language: str) -> dict[str, Any]:
        totals = self._totals(record)
        return {
            "slug": record.slug,
            "title": text_of(record, "title", language),
            "rule": text_of(record, "rule", language),
            "rule_source": record.rule_source,
            "opens_at": record.opens_at,
            "closes_at": record.closes_at,
            "time_zone": record.time_zone,
            "categories": [category.key for category in record.categories.all()],
            "admitted_categories": [category.key for category in record.ecosoc_categories.all()],
            "silence_days": record.silence_days,
            "counts_working_days": record.counts_working_days,
            "silence_ends_at": record.silence_ends_at.isoformat(),
            "duty_station": record.duty_station,
            "valid_until": record.valid_until,
            "state": record.state,
            "totals": {name: getattr(totals, name) for name in ("applied", "accredited", "objected", "admitted")},
            "url": page_address(language, f"/accreditation/{record.slug}/"),
            "translations": self.translations(record),  # type: ignore[operator]
        }

    def _totals(self, record: AccreditationRound) -> Totals:
        """Counted once for a whole page of rounds."""
        if self._counted is None:
            page = getattr(self.parent, "instance", None)
            self._counted = totals_of([record] if page is None else page)
        return self._counted.get(record.pk, Totals())


class RoundViewSet(PublicViewSet):
    """Rounds of accreditation with the rule applied."""

    queryset = AccreditationRound.objects.prefetch_related("categories", "ecosoc_categories")
    serializer_class = RoundSerializer
    lookup_field = "slug"
    ordering = ("-opens_at",)
    ordering_fields = ["opens_at", "closes_at"]


class RequestStepSerializer(serializers.Serializer):
    step = serializers.CharField()
    state = serializers.CharField(help_text="The state that it led to.")
    at = serializers.DateTimeField()
    role = serializers.CharField(help_text="In which capacity it was taken; empty for the clock.")
    document_note = serializers.CharField(help_text="Letter or note verbale.")


class RequestSerializer(RecordSerializer):
    reference = serializers.CharField()
    round = serializers.CharField(help_text="Slug of the round.")
    organisation = serializers.CharField(help_text="Key of the organization.")
    applied_as = serializers.CharField(help_text="Name under which it applied.")
    merged_into = serializers.CharField(allow_null=True, help_text="Key of the organization it became part of.")
    category = serializers.CharField()
    skips_circulation = serializers.BooleanField()
    state = serializers.CharField()
    submitted_at = serializers.DateTimeField()
    circulated_at = serializers.DateTimeField(allow_null=True)
    silence_until = serializers.DateTimeField(allow_null=True, help_text="UTC; up to and at this second.")
    decided_at = serializers.DateTimeField(allow_null=True)
    steps = RequestStepSerializer(many=True)
    url = serializers.URLField()

    def write(self, record: AccreditationRequest, language: str) -> dict[str, Any]:
        merged = record.owner.merged_into
        return {
            "reference": record.reference,
            "round": record.round.slug,
            "organisation": record.owner.key,
            "applied_as": record.applied_as,
            "merged_into": merged.key if merged else None,
            "category": record.category.key,
            "skips_circulation": record.skips_circulation,
            "state": record.state,
            "submitted_at": record.submitted_at,
            "circulated_at": record.circulated_at,
            "silence_until": record.silence_until,
            "decided_at": record.decided_at,
            "steps": [
                {
                    "step": step.name,
                    "state": step.state,
                    "at": step.at,
                    "role": step.role,
                    "document_note": step.document_note,
                }
                for step in record.steps.all()
            ],
            "url": page_address(language, f"/accreditation/requests/{record.reference}/"),
        }


class RequestFilter(django_filters.FilterSet):
    round = django_filters.CharFilter("round__slug", label="Slug of a round.")
    state = django_filters.CharFilter("state", label="Present state.")
    organisation = django_filters.CharFilter("owner__key", label="Key of an organization.")

    class Meta:
        model = AccreditationRequest
        fields: list[str] = []


class RequestViewSet(PublicViewSet):
    """Requests that were sent, with every step. Objections are not here; what States published stands on the pages."""

    queryset = AccreditationRequest.objects.select_related("round", "category", "owner__merged_into")
    serializer_class = RequestSerializer
    lookup_field = "reference"
    filterset_class = RequestFilter
    ordering = ("owner__folded_name",)
    ordering_fields = ["submitted_at", "owner__folded_name"]

    def visible(self) -> QuerySet:
        steps = AccreditationStep.objects.order_by("at", "pk")
        return super().visible().filter(submitted_at__isnull=False).prefetch_related(Prefetch("steps", queryset=steps))
