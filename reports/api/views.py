"""National and progress reports."""

import django_filters
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, F, Prefetch, QuerySet, Value, When

from poa_portal.api.viewsets import PublicViewSet
from reports.api.serializers import NationalReportSerializer, ProgressReportSerializer
from reports.models import Answer, NationalReport, ParagraphText, ProgressReport, Revision

NOBODY = AnonymousUser()


class NationalReportFilter(django_filters.FilterSet):
    reporting_state = django_filters.CharFilter("owner__key", "iexact", label="ISO 3166-1, two letters.")
    edition = django_filters.CharFilter("edition__key", label="Key of an edition of the survey.")
    language = django_filters.CharFilter("language", label="Language of the report.")

    class Meta:
        model = NationalReport
        fields: list[str] = []


class NationalReportViewSet(PublicViewSet):
    """What States published for everybody. Reports are voluntary; silence means nothing."""

    queryset = NationalReport.objects.select_related("owner", "edition")
    serializer_class = NationalReportSerializer
    lookup_field = "reference"
    filterset_class = NationalReportFilter
    ordering = ("-published_at",)
    ordering_fields = ["published_at", "reference"]

    def visible(self) -> QuerySet:
        answers = Answer.objects.visible_to(NOBODY).select_related("question").prefetch_related("question__topics")
        seen = NationalReport.objects.visible_to(NOBODY).values("pk")
        predecessor = Case(When(supersedes__in=seen, then=F("supersedes__reference")), default=Value(None))
        return (
            super()
            .visible()
            .annotate(public_predecessor=predecessor)
            .prefetch_related(Prefetch("answers", answers, "public_answers"))
        )


class ProgressReportFilter(django_filters.FilterSet):
    body = django_filters.CharFilter("body__key", label="Key of a body.")

    class Meta:
        model = ProgressReport
        fields: list[str] = []


class ProgressReportViewSet(PublicViewSet):
    """Adopted progress reports, each paragraph with its stable address."""

    queryset = ProgressReport.objects.select_related("body").prefetch_related("sections__pillar")
    serializer_class = ProgressReportSerializer
    lookup_field = "slug"
    filterset_class = ProgressReportFilter
    ordering = ("-period_to",)
    ordering_fields = ["period_to", "slug"]

    def visible(self) -> QuerySet:
        texts = ParagraphText.objects.select_related("paragraph")
        revisions = Revision.objects.visible_to(NOBODY).prefetch_related(Prefetch("texts", texts))
        return super().visible().prefetch_related(Prefetch("revisions", revisions, "public_revisions"))
