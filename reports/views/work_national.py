"""Where a delegation works on its national reports."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView

from poa_portal.accounts.standing import standing_of
from poa_portal.audit.models import Receipt
from poa_portal.audit.transitions import TransitionView
from poa_portal.common import languages
from poa_portal.common.enums import PartyKind
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from reports import presenters
from reports.actions import national as actions
from reports.filters.national import WorkReportFilter
from reports.forms.national import StartReportForm
from reports.models import NationalReport
from reports.workflow import NATIONAL


def own_reports(user: Any) -> QuerySet:
    """The reports of the delegations in which this person holds a post; 404 for everybody else."""
    posts = standing_of(user).posts_of(PartyKind.STATE)
    if not posts:
        raise Http404
    return NationalReport.objects.visible_to(user).filter(owner__in={post.party_id for post in posts})


def own_report(user: Any, reference: str) -> NationalReport:
    return get_object_or_404(own_reports(user).with_rows(), reference=reference)


class DelegationPage(LoginRequiredMixin, PageMixin):
    """A page of work; what it works on is the delegation's own."""

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Work"), reverse("accounts:work_home")),
            (_("National reports"), reverse("reports:national_work_list")),
        ]


class OwnReportPage(DelegationPage):
    report: NationalReport

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.report = own_report(request.user, kwargs["reference"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (self.report.reference, self.report.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(report=self.report, **kwargs)
        context["period_words"] = presenters.period_of(self.report)
        return context


class ReportWorkListView(LoginRequiredMixin, PageMixin, FilteredListView):
    template_name = "reports/national_work_list.html"
    filterset_class = WorkReportFilter
    page_title = gettext_lazy("National reports of my delegation")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Work"), reverse("accounts:work_home"))]

    def get_queryset(self) -> QuerySet:
        self.queryset = own_reports(self.request.user).with_rows().order_by("-started_at", "-pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = presenters.work_rows(context["object_list"], self.request.user)
        context["count"] = context["paginator"].count
        return context


class ReportCreateView(DelegationPage, FormView):
    template_name = "reports/national_create.html"
    form_class = StartReportForm
    page_title = gettext_lazy("Start a national report")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated:
            self.own = own_reports(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), **StartReportForm.usual_period(), "language": languages.current()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own_reports": self.own.filter(owner=self._post().party_id)}

    def form_valid(self, form: StartReportForm) -> HttpResponse:
        report = actions.start_report(by=self.request.user, state=self._post().party, **form.cleaned_data)
        messages.success(self.request, _("%(reference)s is open for drafting.") % {"reference": report.reference})
        return redirect("reports:national_edit", reference=report.reference)

    def form_invalid(self, form: StartReportForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(delegation=self._post().party, **kwargs)

    def _post(self) -> Any:
        """The post worked in where it is a delegation's, else the first that is."""
        chosen = getattr(self.request, "post", None)
        posts = standing_of(self.request.user).posts_of(PartyKind.STATE)
        return chosen if chosen is not None and chosen.party.kind == PartyKind.STATE else posts[0]


class ReceiptView(OwnReportPage, TemplateView):
    """What proves the submission and the publication."""

    template_name = "reports/national_receipt.html"
    page_title = gettext_lazy("Receipts")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        about = {"subject_type": self.report._meta.label_lower, "subject_id": self.report.pk}
        receipts = list(Receipt.objects.filter(**about))
        if not receipts:
            raise Http404
        return super().get_context_data(receipts=receipts, **kwargs)


class NationalTransitionView(TransitionView):
    """The steps that need no more than a word of confirmation; publishing has a page of its own."""

    workflow = NATIONAL
    actions = {
        "send_to_review": actions.send_to_review,
        "take_back": actions.take_back,
        "clear": actions.clear_report,
        "withdraw": actions.withdraw_report,
    }

    def get_object(self) -> NationalReport:
        return own_report(self.request.user, self.kwargs["reference"])


@require_POST
@login_required
def correction_start(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin the report that will supersede this one, or go on with it."""
    report = own_report(request.user, reference)
    try:
        correction = actions.start_correction(report, by=request.user)
    except TransitionRefused as refusal:
        messages.error(request, refusal.message)
        return redirect(report.get_absolute_url())
    return redirect("reports:national_edit", reference=correction.reference)
