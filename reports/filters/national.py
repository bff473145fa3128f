"""The filters of lists of national reports."""

from typing import Any

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common import languages
from poa_portal.common.text import without_invisible
from reports.enums import ReportState
from reports.models import NationalReport, SurveyEdition
from reports.querysets import NationalReportQuerySet
from states.models import State

ALL = pgettext_lazy("filter", "All")


def alphabetical(reports: NationalReportQuerySet) -> NationalReportQuerySet:
    """By State in the alphabetical order of the page's language; of one State the newest first."""
    place = f"owner__as_state__{languages.column('place')}"
    return reports.order_by(place, "owner__name", "-period_to", "-pk")


def _reporting_states(request: Any) -> QuerySet:
    """Only States of which the reader can read a report: the filter tells nothing that the list does not."""
    reports = NationalReport.objects.visible_to(request.user).published()
    return State.objects.filter(pk__in=reports.values("owner")).alphabetical()


class ReportFilter(django_filters.FilterSet):
    """The public list. ``order`` is alphabetical unless the newest are asked for."""

    state = django_filters.ModelChoiceFilter(
        method="of_state", queryset=_reporting_states, to_field_name="key", label=_("State"), empty_label=ALL
    )
    edition = django_filters.ModelChoiceFilter(
        queryset=SurveyEdition.objects.all(), to_field_name="key", label=_("Edition of the survey"), empty_label=ALL
    )
    year = django_filters.NumberFilter(method="of_year", label=_("Year in the period"), min_value=2000, max_value=2100)
    language = django_filters.ChoiceFilter(
        choices=settings.LANGUAGES, label=_("Language of the report"), empty_label=ALL
    )
    order = django_filters.ChoiceFilter(
        method="in_order",
        choices=[("newest", _("Newest first"))],
        label=pgettext_lazy("of a list", "Order"),
        empty_label=_("States, alphabetically"),
    )

    class Meta:
        model = NationalReport
        fields: list[str] = []

    def of_state(self, queryset: QuerySet, name: str, value: State) -> QuerySet:
        return queryset.filter(owner=value.pk)

    def of_year(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        return queryset.filter(period_from__year__lte=int(value), period_to__year__gte=int(value))

    def in_order(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.order_by("-published_at", "-pk")


class WorkReportFilter(django_filters.FilterSet):
    """The reports of the own delegation."""

    q = django_filters.CharFilter(method="search", label=_("Reference or survey"), max_length=100)
    state = django_filters.ChoiceFilter(choices=ReportState.choices, label=_("State of work"), empty_label=ALL)

    class Meta:
        model = NationalReport
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        asked = without_invisible(value).strip()
        title = f"edition__{languages.column('title')}__icontains"
        return queryset.filter(reference__icontains=asked) | queryset.filter(**{title: asked})
