"""Where the secretariat drafts the progress report."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView, TemplateView

from poa_portal.audit.transitions import TransitionView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from reports import documents, presenters_progress, rules
from reports.actions import progress as actions
from reports.enums import ProgressState
from reports.forms.progress import HeadForm, ReportForm
from reports.models import ProgressReport, Revision
from reports.workflow import PROGRESS


class OfficerPage(LoginRequiredMixin, PageMixin):
    """A page of the secretariat; for everybody else who is signed in there is no such page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not rules.can_prepare_progress(request.user, None):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Work"), reverse("accounts:work_home")),
            (_("Progress reports"), reverse("reports:progress_work_list")),
        ]


class ReportPage(OfficerPage):
    """A page about one report and its newest revision."""

    @cached_property
    def report(self) -> ProgressReport:
        return find_report(self.request.user, self.kwargs["slug"])

    @cached_property
    def revision(self) -> Revision:
        revision = actions.latest_revision(self.report)
        revision.report = self.report
        return revision

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        address = reverse("reports:progress_edit", args=[self.report.slug])
        return [*super().get_breadcrumbs(), (self.report.title, address)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(report=self.report, revision=self.revision, **kwargs)


def find_report(user: Any, slug: str) -> ProgressReport:
    return get_object_or_404(ProgressReport.objects.visible_to(user).select_related("body"), slug=slug)


class ProgressWorkListView(OfficerPage, ListView):
    template_name = "reports/progress_work_list.html"
    context_object_name = "reports"
    page_title = gettext_lazy("Progress reports")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return super().get_breadcrumbs()[:1]

    def get_queryset(self) -> QuerySet:
        return ProgressReport.objects.visible_to(self.request.user).select_related("body")


class ProgressCreateView(OfficerPage, FormView):
    template_name = "reports/progress_form.html"
    form_class = ReportForm
    page_title = gettext_lazy("Begin a progress report")

    def form_valid(self, form: ReportForm) -> HttpResponse:
        said = form.cleaned_data
        report = actions.create_report(
            by=self.request.user,
            slug=said["slug"],
            body=said["body"],
            titles=form.words("title"),
            period_from=said["period_from"],
            period_to=said["period_to"],
        )
        messages.success(self.request, _("The report is there, with a section for each pillar."))
        return redirect("reports:progress_edit", slug=report.slug)

    def form_invalid(self, form: ReportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ProgressHeadView(ReportPage, FormView):
    """Title and period of a report that is drafted."""

    template_name = "reports/progress_form.html"
    form_class = HeadForm
    page_title = gettext_lazy("Title and period")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"report": self.report}

    def form_valid(self, form: HeadForm) -> HttpResponse:
        said = form.cleaned_data
        try:
            actions.change_report(
                self.report,
                by=self.request.user,
                titles=form.words("title"),
                period_from=said["period_from"],
                period_to=said["period_to"],
            )
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
        return redirect("reports:progress_edit", slug=self.report.slug)

    def form_invalid(self, form: HeadForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class ProgressEditView(ReportPage, TemplateView):
    """The report as its drafters see it: each paragraph with its buttons, and what comes next."""

    template_name = "reports/progress_edit.html"

    def get_page_title(self) -> str:
        return str(self.report.title)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return super().get_breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        source = documents.Source.load(self.revision)
        return context | {
            "chapters": presenters_progress.editor_chapters(source),
            "is_open": self.report.state == ProgressState.DRAFTING and not self.revision.circulated_at,
            "steps": presenters_progress.steps(self.report),
            "transitions": [row for row in PROGRESS.available(self.request.user, self.report) if row.name != "publish"],
            "may_publish": self.report.state == ProgressState.ADOPTED
            and rules.can_publish_progress(self.request.user, self.report),
            "base_url": reverse("reports:progress_work_list") + f"{self.report.slug}/",
        }


class ProgressPreviewView(ReportPage, TemplateView):
    """The newest revision with the template of its PDF."""

    template_name = "reports/progress_preview.html"

    def get_page_title(self) -> str:
        return _("Preview: %(title)s") % {"title": self.report.title}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(reading=documents.Source.load(self.revision).reading(), **kwargs)


class ProgressTransitionView(TransitionView):
    """Circulate, revise, adopt; publishing has a page of its own."""

    workflow = PROGRESS
    actions: ClassVar[dict[str, Any]] = {
        "circulate": actions.circulate,
        "revise": actions.revise,
        "adopt": actions.adopt,
    }

    def get_object(self) -> ProgressReport:
        if not rules.can_prepare_progress(self.request.user, None):
            raise Http404
        return find_report(self.request.user, self.kwargs["slug"])

    def get_success_url(self, subject: ProgressReport) -> str:
        return reverse("reports:progress_edit", args=[subject.slug])
