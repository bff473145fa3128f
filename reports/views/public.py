"""The public pages of reports and of the survey that guides them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from poa_portal.common import languages, times
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from reports import presenters, rules
from reports.enums import ReportState
from reports.filters.national import ReportFilter, alphabetical
from reports.forms.national import editions_in_use
from reports.models import NationalReport, ProgressReport, SurveyEdition
from reports.workflow import NATIONAL


class ReportListView(PageMixin, FilteredListView):
    """National reports of all States, and the progress reports of the mechanism beside them."""

    template_name = "reports/report_list.html"
    filterset_class = ReportFilter
    page_title = gettext_lazy("Reports")
    page_description = gettext_lazy("Voluntary national reports of States, and the progress reports of the mechanism.")

    def get_queryset(self) -> QuerySet:
        reports = NationalReport.objects.visible_to(self.request.user).published().with_rows()
        self.queryset = alphabetical(reports)
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = presenters.report_rows(context["object_list"])
        context["count"] = context["paginator"].count
        context["progress"] = [] if self.request.GET else self._progress_reports()
        context["survey"] = editions_in_use().first()
        return context

    def _progress_reports(self) -> list[tuple[str, str, str]]:
        reports = ProgressReport.objects.visible_to(self.request.user).published().order_by("-period_to", "-pk")
        return [
            (report.title, report.get_absolute_url(), times.format_period(report.period_from, report.period_to))
            for report in reports
        ]


class NationalDetailView(PageMixin, DetailView):
    """One report as this reader may read it; to its own delegation also where it stands and what comes next."""

    template_name = "reports/national_detail.html"
    context_object_name = "report"
    slug_field = slug_url_kwarg = "reference"

    def get_queryset(self) -> QuerySet:
        return NationalReport.objects.visible_to(self.request.user).select_related(
            "owner", "edition", "supersedes", "superseded_by"
        )

    def get_page_title(self) -> str:
        return presenters.report_title(self.object)

    def get_page_description(self) -> str:
        return _("%(title)s. State content – reproduced as received.") % {"title": self.get_page_title()}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Reports"), reverse("reports:report_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report, user = self.object, self.request.user
        is_own = rules.can_draft(user, report)
        context = super().get_context_data(is_own=is_own, **kwargs)
        context["facts"] = presenters.facts(report)
        context["direction"] = languages.direction(report.language)
        context["parts"] = presenters.answers_for(report, user)
        context["receipt"] = presenters.public_receipt(report) if report.state in _READABLE else None
        context["earlier"], context["later"] = self._neighbours(report)
        if is_own:
            context["steps"] = presenters.steps(report)
            context["transitions"] = [row for row in NATIONAL.available(user, report) if row.name in _CONFIRMED]
            context["waits"] = presenters.waits(report)
        context["may_publish"] = is_own and rules.can_publish(user, report)
        return context

    def _neighbours(self, report: NationalReport) -> tuple[Any, Any]:
        """The report that this one supersedes and the one that supersedes it, where the reader may know of them."""
        later = getattr(report, "superseded_by", None)
        near = [one.pk for one in (report.supersedes, later) if one is not None]
        if not near:
            return None, None
        visible = NationalReport.objects.visible_to(self.request.user).filter(pk__in=near)
        seen = set(visible.values_list("pk", flat=True))
        earlier = report.supersedes if report.supersedes_id in seen else None
        return earlier, later if later is not None and later.pk in seen else None


class SurveyDetailView(PageMixin, DetailView):
    """The questions of an edition, for whoever prepares an answer or wants to know what is asked."""

    template_name = "reports/survey_detail.html"
    context_object_name = "edition"
    slug_field = slug_url_kwarg = "key"

    def get_queryset(self) -> QuerySet:
        return SurveyEdition.objects.visible_to(self.request.user)

    def get_page_title(self) -> str:
        return self.object.title

    def get_page_description(self) -> str:
        return _("The questions that guide voluntary national reports, by part.")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Reports"), reverse("reports:report_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(parts=presenters.survey_parts(self.object), **kwargs)


_READABLE = {ReportState.PUBLISHED, ReportState.SUPERSEDED}
_CONFIRMED = {"send_to_review", "take_back", "clear", "withdraw"}
