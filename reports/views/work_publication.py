"""Where the publisher of a delegation decides who reads a report, and sees beforehand what that means."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from poa_portal.common import times
from poa_portal.common.workflow import TransitionRefused
from reports import national_summary, rules
from reports.actions import national as actions
from reports.audiences import is_wider
from reports.enums import ReportState
from reports.forms.national import AudienceForm, PublishForm
from reports.views.work_national import OwnReportPage


class AudienceView(OwnReportPage, TemplateView):
    """Other readers for a published report. GET with a choice shows what it would do, POST does it."""

    template_name = "reports/national_audience.html"
    page_title = gettext_lazy("Change who may read the report")
    form_class: type[AudienceForm] = AudienceForm
    open_in = frozenset({ReportState.PUBLISHED, ReportState.SUPERSEDED})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._is_open():
            raise Http404
        if "audience" not in request.GET:
            return self._page(self.form_class(initial=self._initial(), **self.form_options()))
        form = self.form_class(request.GET, **self.form_options())
        return self._page(form, status=200 if form.is_valid() else 422)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, **self.form_options())
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            self.carry_out(form.cleaned_data)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.report.get_absolute_url())
        return redirect("reports:national_receipt", reference=self.report.reference)

    def form_options(self) -> dict[str, Any]:
        return {}

    def carry_out(self, chosen: dict[str, Any]) -> None:
        actions.change_audience(self.report, by=self.request.user, audience=chosen["audience"])

    def _is_open(self) -> bool:
        return self.report.state in self.open_in and rules.can_publish(self.request.user, self.report)

    def _initial(self) -> dict[str, Any]:
        earlier = self.report.supersedes
        initial = {"audience": earlier.audience} if earlier else {}
        return initial if self.report.state == ReportState.CLEARED else {"audience": self.report.audience}

    def _page(self, form: AudienceForm, status: int = 200) -> HttpResponse:
        context = self.get_context_data(form=form)
        if form.is_bound and form.is_valid():
            audience = form.cleaned_data["audience"]
            context["summary"] = national_summary.summary(self.report, audience)
            context["chosen"] = [(name, form.data.get(name, "")) for name in form.fields]
            context["release"] = form.cleaned_data.get("release")
            context["release_zone"] = form.cleaned_data.get("time_zone") or times.DEFAULT_ZONE
            context["is_wider"] = is_wider(self.report.audience, audience)
        return self.render_to_response(context, status=status)


class PublishView(AudienceView):
    """Submit and publish a cleared report for the readers that the State chooses."""

    template_name = "reports/national_publish.html"
    page_title = gettext_lazy("Publish the national report")
    form_class = PublishForm
    open_in = frozenset({ReportState.CLEARED})

    def form_options(self) -> dict[str, Any]:
        return {"is_correction": self.report.supersedes_id is not None}

    def carry_out(self, chosen: dict[str, Any]) -> None:
        actions.publish_report(
            self.report, by=self.request.user, audience=chosen["audience"], released_at=chosen.get("release")
        )
        messages.success(self.request, _("The report is published. These receipts prove what was published and when."))
