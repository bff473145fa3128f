"""Rendering a progress report in six languages, and publishing what was rendered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView

from poa_portal.common import languages
from poa_portal.common.views import NotFound
from poa_portal.common.workflow import TransitionRefused
from reports import documents, presenters_progress, rules
from reports.actions import progress as actions
from reports.actions import publishing
from reports.actions.rendering import request_rendering
from reports.enums import JobState, ProgressState
from reports.forms.progress import SymbolForm
from reports.models import RenderJob, Revision
from reports.rendering import latest_jobs
from reports.views.work_progress import ReportPage, find_report

STOP_POLLING = 286  # htmx takes the answer and asks no more


class ProgressJobsView(ReportPage, TemplateView):
    """How far the files are. The table asks for itself every second until all jobs have ended."""

    template_name = "reports/progress_jobs.html"
    page_title = gettext_lazy("PDF files")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jobs = latest_jobs(self.revision)
        busy = presenters_progress.is_busy(jobs.values())
        # While jobs run the page is asked for every second, and the files are compared with the text only at the end.
        source = _light(self.revision) if busy else documents.Source.load(self.revision)
        lines = presenters_progress.job_lines(source, jobs, check=not busy)
        return super().get_context_data(lines=lines, busy=busy, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if not getattr(self.request, "htmx", False):
            return super().render_to_response(context, **kwargs)
        status = 200 if context["busy"] else STOP_POLLING
        return render(self.request, "reports/progress_jobs_table.html", context, status=status)


def _light(revision: Revision) -> documents.Source:
    """A source that names its report and revision only."""
    return documents.Source(revision.report, revision, [], [], {})


@require_POST
@login_required
def progress_render(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for the files of the newest revision, in all languages or in those chosen."""
    if not rules.can_prepare_progress(request.user, None):
        raise Http404
    report = find_report(request.user, slug)
    chosen = [code for code in request.POST.getlist("language") if code in languages.CODES] or languages.CODES
    try:
        request_rendering(actions.latest_revision(report), by=request.user, chosen=chosen)
    except TransitionRefused as refusal:
        messages.error(request, refusal.message)
    return redirect("reports:progress_jobs", slug=slug)


@require_safe
@login_required
def render_download(request: HttpRequest, slug: str, number: int, language: str) -> HttpResponseBase:
    """The newest finished file of a revision in one language; for the secretariat, as are all jobs."""
    report = find_report(request.user, slug)
    jobs = RenderJob.objects.visible_to(request.user).filter(revision__report=report, revision__number=number)
    finished = jobs.filter(language=language, state=JobState.DONE).order_by("-finished_at")
    job = finished.first()
    if job is None:
        raise NotFound(_("This PDF has not been rendered yet, or it is not open to you."))
    try:
        content = job.upload.open("rb")
    except OSError as error:
        raise NotFound(_("This file cannot be read at the moment. Render it again.")) from error
    name = f"{slug}-rev{number}-{language}.pdf"
    response = FileResponse(content, filename=name, content_type="application/pdf")
    response["ETag"] = f'"{job.sha256}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


class ProgressPublishView(ReportPage, FormView):
    """What will be published under which symbol; the symbol is set first, because the PDF files print it."""

    template_name = "reports/progress_publish.html"
    form_class = SymbolForm
    page_title = gettext_lazy("Publish as a document")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not self._is_open():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def _is_open(self) -> bool:
        may = rules.can_publish_progress(self.request.user, None)
        return may and self.report.state == ProgressState.ADOPTED

    def get_initial(self) -> dict[str, Any]:
        return {"symbol": self.report.symbol}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source, jobs = documents.Source.load(self.revision), latest_jobs(self.revision)
        missing = publishing.missing_languages(source, jobs)
        named = languages.listed(languages.name_in(code) for code in missing)
        return super().get_context_data(
            missing=named, lines=presenters_progress.job_lines(source, jobs, check=True), **kwargs
        )

    def form_valid(self, form: SymbolForm) -> HttpResponse:
        """Set the symbol; the files have to be rendered again with it."""
        actions.change_report(self.report, by=self.request.user, symbol=form.cleaned_data["symbol"])
        messages.success(self.request, _("The symbol is set. Render the files again, so that they print it."))
        return redirect("reports:progress_publish", slug=self.report.slug)

    def form_invalid(self, form: SymbolForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
@login_required
def progress_publish_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Publish the adopted report as a document."""
    if not rules.can_publish_progress(request.user, None):
        raise Http404
    report = find_report(request.user, slug)
    try:
        report = publishing.publish(report, by=request.user)
    except TransitionRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("reports:progress_edit", slug=slug)
    messages.success(request, _("The report is published as a document in six languages."))
    return redirect(report.document.get_absolute_url())
