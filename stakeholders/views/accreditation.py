"""A request for accreditation: its public page, and its way from the first click of its organization to the receipt."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, FormView, TemplateView

from poa_portal.accounts import mail
from poa_portal.audit.models import Receipt
from poa_portal.common import languages
from poa_portal.common.conflicts import differences
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.accreditation_rows import clock_of, is_listed, name_now, silence_words, step_rows, steps_of
from stakeholders.actions import accreditation as actions
from stakeholders.enums import RequestState
from stakeholders.forms.accreditation import RequestForm, initial_of_request
from stakeholders.models import AccreditationRequest, AccreditationRound, Objection, Organisation


class RequestDetailView(PageMixin, DetailView):
    """What everybody reads of a request: names, rule, every step with its date and document, and the clock."""

    template_name = "stakeholders/request_detail.html"
    context_object_name = "accreditation"
    slug_field = slug_url_kwarg = "reference"

    def get_queryset(self) -> Any:
        requests = AccreditationRequest.objects.visible_to(self.request.user)
        return requests.select_related("round", "category", "owner__merged_into").prefetch_related("steps")

    def get_page_title(self) -> str:
        return self.object.applied_as

    def get_page_description(self) -> str:
        return f"{self.object.reference} · {self.object.round.title} · {self.object.get_state_display()}"

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        the_round = self.object.round
        return [
            (_("Accreditation"), reverse("stakeholders:round_list")),
            (the_round.title, the_round.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request, user = self.object, self.request.user
        owner = request.owner.merged_into or request.owner
        steps = list(request.steps.all())
        return super().get_context_data(
            steps=steps_of(request, steps),
            step_rows=step_rows(request, steps, user),
            clock=clock_of(request),
            name_now=name_now(request),
            organisation=owner if is_listed(owner) else None,
            silence_words=silence_words(request.round),
            published=published_objections(request),
            may_read=rules.can_read_request(user, request),
            keeps=request.state in (RequestState.NOT_ACCREDITED, RequestState.LAPSED),
            **kwargs,
        )


def published_objections(request: AccreditationRequest) -> list[Objection]:
    """Objections that their States published, in the alphabetical order of States."""
    found = Objection.objects.filter(request=request, published_at__isnull=False).select_related("owner")
    return list(found.order_by(languages.column("owner__place"), "pk"))


class RequestStartView(PageMixin, LoginRequiredMixin, TemplateView):
    """GET says what comes next; POST begins the request of one of the reader's organizations."""

    template_name = "stakeholders/request_start.html"
    page_title = gettext_lazy("Apply for accreditation")

    @cached_property
    def round(self) -> AccreditationRound:
        rounds = AccreditationRound.objects.visible_to(self.request.user)
        return get_object_or_404(rounds.prefetch_related("categories", "ecosoc_categories"), slug=self.kwargs["slug"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        the_round = self.round
        return [
            (_("Accreditation"), reverse("stakeholders:round_list")),
            (the_round.title, the_round.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parties = [party.pk for party in rules.organisations_of(self.request.user)]
        organisations = Organisation.objects.registered().filter(pk__in=parties).select_related("category")
        own = AccreditationRequest.objects.filter(round=self.round, owner__in=parties)
        standing = {one.owner_id: one for one in own.exclude(state=RequestState.WITHDRAWN)}
        rows = [
            (one, standing.get(one.pk), actions.admits(self.round, one.category),
             actions.skips_circulation(self.round, one.category))
            for one in organisations.alphabetical()
        ]  # fmt: skip
        closed = "" if actions.is_open_now(self.round) else actions.closed_words(self.round)
        return super().get_context_data(round=self.round, rows=rows, closed=closed, next=self.request.path, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        asked = request.POST.get("organisation", "")
        party = next((one for one in rules.organisations_of(request.user) if one.key == asked), None)
        if party is None:
            raise Http404
        try:
            begun = actions.start_request(self.round, by=request.user, organisation=party)
        except TransitionRefused as refusal:
            return self.render_to_response(self.get_context_data(refusal=refusal.message), status=422)
        return redirect("stakeholders:request_edit", begun.reference)


class OwnRequestMixin(PageMixin, LoginRequiredMixin):
    """A request of one of the reader's organizations that is open for writing; others are 404, sent ones show their page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if self.accreditation.state not in actions.OPEN_FOR_WRITING:
            return self.not_open()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def accreditation(self) -> AccreditationRequest:
        own = [party.pk for party in rules.organisations_of(self.request.user)]
        requests = AccreditationRequest.objects.visible_to(self.request.user).filter(owner__in=own)
        found = requests.select_related("round", "owner__category", "category").prefetch_related("files")
        return get_object_or_404(found, reference=self.kwargs["reference"])

    def not_open(self) -> HttpResponse:
        state = self.accreditation.get_state_display()
        messages.info(self.request, _("This is now “%(state)s”, so it cannot be changed any more.") % {"state": state})
        return redirect("stakeholders:request_reading", self.accreditation.reference)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        reference = self.accreditation.reference
        return [
            (_("Accreditation"), reverse("stakeholders:request_work_list")),
            (reference, reverse("stakeholders:request_reading", args=[reference])),
        ]


class RequestEditView(OwnRequestMixin, FormView):
    """Writing. What was typed is never lost: a colleague's text is shown beside it, a wrong file keeps the words."""

    form_class = RequestForm
    template_name = "stakeholders/request_edit.html"

    def get_page_title(self) -> str:
        return _("Request for accreditation of %(name)s") % {"name": self.accreditation.owner}

    def get_form(self, form_class: type[RequestForm] | None = None) -> RequestForm:
        kwargs = self.get_form_kwargs()
        kwargs.pop("initial")  # the form knows what is written so far
        return RequestForm(**kwargs, request=self.accreditation)

    def not_open(self) -> HttpResponse:
        """A colleague sent the request while this person wrote: what was typed is shown, so that it can be kept."""
        if self.request.method != "POST":
            return super().not_open()
        state = self.accreditation.get_state_display()
        refusal = _("This is now “%(state)s”, so it cannot be changed any more.") % {"state": state}
        return self.render_to_response(self.get_context_data(form=self.get_form(), refusal=refusal), status=409)

    def form_valid(self, form: RequestForm) -> HttpResponse:
        try:
            with transaction.atomic():
                actions.save_request(self.accreditation, by=self.request.user, **form.values)
                self._keep_files(form)
        except actions.RequestConflict as conflict:
            return self._conflict(form, conflict.current)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        if self.request.POST.get("do") == "check":
            return redirect("stakeholders:request_check", self.accreditation.reference)
        messages.success(self.request, _("Saved as a draft. Nothing has been sent yet."))
        return redirect("stakeholders:request_edit", self.accreditation.reference)

    def _keep_files(self, form: RequestForm) -> None:
        for sha256 in form.cleaned_data.get("remove", []):
            actions.remove_file(self.accreditation, by=self.request.user, sha256=sha256)
        for upload in form.cleaned_data["attachments"]:
            actions.attach_file(self.accreditation, by=self.request.user, upload=upload)

    def form_invalid(self, form: RequestForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _conflict(self, form: RequestForm, current: AccreditationRequest) -> HttpResponse:
        """Both texts on one page; saving again, knowing theirs, puts one's own in its place. New files are kept."""
        for upload in form.cleaned_data["attachments"]:
            actions.attach_file(current, by=self.request.user, upload=upload)
        theirs = differences(form, initial_of_request(current), leave_out=("attachments", "remove"))
        data = self.request.POST.copy()
        data["version"] = str(current.version)
        again = RequestForm(data, request=current)
        return self.render_to_response(self.get_context_data(form=again, theirs=theirs), status=409)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request = self.accreditation
        direct = actions.skips_circulation(request.round, request.owner.category)
        return super().get_context_data(accreditation=request, round=request.round, direct=direct, **kwargs)


class RequestCheckView(OwnRequestMixin, TemplateView):
    """The request as it will be read, what sending it does, and the button that sends it."""

    template_name = "stakeholders/request_check.html"
    page_title = gettext_lazy("Check and send")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        version = request.POST.get("version", "")
        number = int(version) if version.isascii() and version.isdecimal() and len(version) < 10 else None
        try:
            sent = actions.submit_request(self.accreditation, by=request.user, version=number)
        except actions.RequestConflict:
            del self.accreditation
            message = _("A colleague changed the request while you checked it. Nothing was sent. Check it again.")
            return self.render_to_response(self.get_context_data(refusal=message), status=409)
        except TransitionRefused as refusal:
            return self.render_to_response(self.get_context_data(refusal=refusal.message), status=422)
        messages.success(request, _("The request is sent. Keep this receipt."))
        return redirect("audit:receipt_detail", receipt_of(sent).number)

    def not_open(self) -> HttpResponse:
        """The second of two clicks arrives here: it gets the receipt of the first."""
        if self.request.method == "POST" and self.accreditation.state == RequestState.SUBMITTED:
            return redirect("audit:receipt_detail", receipt_of(self.accreditation).number)
        return super().not_open()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request = self.accreditation
        may_send = actions.is_open_now(request.round) or request.state == RequestState.INFORMATION_REQUESTED
        return super().get_context_data(
            accreditation=request,
            round=request.round,
            direction=languages.direction(request.language),
            direct=actions.skips_circulation(request.round, request.owner.category),
            missing=actions.what_is_missing(request),
            closed="" if may_send else actions.closed_words(request.round),
            attached=request.files.all(),
            colleagues=mail.people_of(request.owner),
            **kwargs,
        )


def receipt_of(request: AccreditationRequest) -> Receipt:
    """The newest receipt of sending this request; whatever was sent has one."""
    label = request._meta.label_lower
    return Receipt.objects.filter(subject_type=label, subject_id=request.pk, act="submitted")[0]
