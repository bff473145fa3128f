"""Circulated requests for delegations, and objections: made, published and withdrawn by their State, read by the Chair.

What an objection says stands on its own page alone; each reading by the Chair's office is recorded, and its State sees it.
"""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, FormView, ListView, TemplateView

from poa_portal.accounts.standing import standing_of
from poa_portal.audit.models import AuditEvent
from poa_portal.common import times
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.accreditation_rows import clock_of, request_rows, with_rows
from stakeholders.actions import objections as actions
from stakeholders.enums import RequestState
from stakeholders.filters.accreditation import CirculatedFilter
from stakeholders.forms.accreditation import ObjectionForm
from stakeholders.models import AccreditationRequest, Objection
from states import rules as state_rules


class CirculatedListView(PageMixin, LoginRequiredMixin, FilteredListView):
    """Everything that was circulated to delegations; what a State can still object to stands first."""

    filterset_class = CirculatedFilter
    template_name = "stakeholders/circulated_list.html"
    page_title = gettext_lazy("Requests for accreditation circulated to delegations")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        standing = standing_of(request.user)
        if request.user.is_authenticated and not (standing.is_delegation or standing.is_secretariat):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        requests = AccreditationRequest.objects.visible_to(self.request.user).filter(circulated_at__isnull=False)
        self.queryset = with_rows(requests).order_by("-silence_until", "owner__folded_name", "pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = request_rows(context["object_list"])
        context["is_delegation"] = standing_of(self.request.user).is_delegation
        return context


def states_that_may_object(user: Any) -> list[int]:
    """The States for which this person can object, by id."""
    return [party.pk for party in state_rules.states_of(user) if state_rules.can_object_for(user, party)]


def may_object_to(user: Any, request: AccreditationRequest) -> bool:
    """Whether an objection of one of the reader's States is open at this second."""
    clock = clock_of(request)
    return bool(
        request.state == RequestState.CIRCULATED and clock and not clock.is_over and states_that_may_object(user)
    )


def own_objection_to(user: Any, request: AccreditationRequest) -> Objection | None:
    """The standing objection of one of the reader's own States."""
    own = [party.pk for party in state_rules.states_of(user)]
    return request.objections.standing().filter(owner__in=own).first() if own else None


class ObjectionCreateView(PageMixin, LoginRequiredMixin, FormView):
    """A State objects. A refusal keeps what was typed on the page."""

    form_class = ObjectionForm
    template_name = "stakeholders/objection_form.html"
    page_title = gettext_lazy("Object to this request")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.parties:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def parties(self) -> list[int]:
        return states_that_may_object(self.request.user)

    @cached_property
    def accreditation(self) -> AccreditationRequest:
        requests = AccreditationRequest.objects.visible_to(self.request.user).filter(circulated_at__isnull=False)
        return get_object_or_404(requests.select_related("round", "owner"), reference=self.kwargs["reference"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        request = self.accreditation
        return [
            (_("Circulated requests"), reverse("stakeholders:circulated_list")),
            (request.applied_as, reverse("stakeholders:request_reading", args=[request.reference])),
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "parties": self.parties}

    def form_valid(self, form: ObjectionForm) -> HttpResponse:
        said = {name: form.cleaned_data.get(name) for name in ("state", "note")}
        try:
            objection = actions.object_to(
                self.accreditation, by=self.request.user, basis=form.cleaned_data["basis"], **said
            )
        except actions.SilenceOver as refusal:
            form.add_error(None, f"{refusal.message} {self._in_own_zone()}".strip())
            return self.form_invalid(form)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The objection is recorded. The Chair’s office has a message that one waits."))
        return redirect(objection)

    def _in_own_zone(self) -> str:
        """The end as the reader's own clock showed it, where that is another zone."""
        zone, until = self.request.user.time_zone, self.accreditation.silence_until
        if not until or zone in {"", "UTC", self.accreditation.round.time_zone}:
            return ""
        return _("In your time zone: %(when)s.") % {"when": times.Moment.at(until, zone)}

    def form_invalid(self, form: ObjectionForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request = self.accreditation
        return super().get_context_data(
            accreditation=request,
            clock=clock_of(request),
            is_open=may_object_to(self.request.user, request),
            own_objection=own_objection_to(self.request.user, request),
            **kwargs,
        )


class ObjectionListView(PageMixin, LoginRequiredMixin, ListView):
    """For the Chair's office one line an objection, without State and basis; for delegations their own."""

    template_name = "stakeholders/objection_list.html"
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not (self.is_chair or standing_of(request.user).is_delegation):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def is_chair(self) -> bool:
        return rules.can_read_objections(self.request.user)

    def get_page_title(self) -> str:
        return _("Objections") if self.is_chair else _("Objections of our State")

    def get_queryset(self) -> Any:
        found = Objection.objects.visible_to(self.request.user).select_related("request__round", "owner")
        if not self.is_chair:
            found = found.filter(owner__in=standing_of(self.request.user).parties)
        return found.order_by("-made_at", "-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(is_chair=self.is_chair, **kwargs)
        context["rows"] = [_line(one) for one in context["object_list"]]
        return context


def _line(objection: Objection) -> dict[str, Any]:
    request = objection.request
    return {
        "url": objection.get_absolute_url(),
        "name": request.applied_as,
        "reference": request.reference,
        "state_word": request.get_state_display(),
        "made": times.Moment.at(objection.made_at, request.round.time_zone),
        "withdrawn": objection.withdrawn_at,
        "published": objection.published_at,
    }


class ObjectionMixin(PageMixin, LoginRequiredMixin):
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def objection(self) -> Objection:
        found = Objection.objects.visible_to(self.request.user).select_related("request__round", "owner", "note")
        return get_object_or_404(found, pk=self.kwargs["pk"])

    @cached_property
    def is_own(self) -> bool:
        return self.objection.owner_id in standing_of(self.request.user).parties

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Objections"), reverse("stakeholders:objection_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_act = state_rules.can_object_for(self.request.user, self.objection.owner_id)
        return super().get_context_data(  # type: ignore[misc, no-any-return]
            objection=self.objection,
            accreditation=self.objection.request,
            round=self.objection.request.round,
            is_own=self.is_own,
            may_publish=may_act and not self.objection.published_at and not self.objection.withdrawn_at,
            may_withdraw=may_act
            and not self.objection.withdrawn_at
            and self.objection.request.state in actions.UNDECIDED,
            **kwargs,
        )


@method_decorator(never_cache, name="dispatch")  # a page kept by the browser would be read without a record
class ObjectionDetailView(ObjectionMixin, DetailView):
    """What one objection says. Reading it is recorded before it is shown; its State sees who read it, and when."""

    template_name = "stakeholders/objection_detail.html"

    def get_object(self, queryset: Any = None) -> Objection:
        actions.read_objection(self.objection, by=self.request.user)
        return self.objection

    def get_page_title(self) -> str:
        return _("Objection to the request of %(name)s") % {"name": self.objection.request.applied_as}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        readings = AuditEvent.objects.about(self.objection).filter(verb="read_objection") if self.is_own else []
        zone = self.objection.request.round.time_zone
        context = super().get_context_data(**kwargs)
        context["readings"] = [(str(one.actor), one.actor_post, times.Moment.at(one.at, zone)) for one in readings]
        return context


class ObjectionStepView(ObjectionMixin, TemplateView):
    """The page before publishing or withdrawing: it says who will see what, then does it."""

    template_name = "stakeholders/objection_step.html"
    step = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not state_rules.can_object_for(request.user, self.objection.owner_id):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Publish the objection") if self.step == "publish" else _("Withdraw the objection")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        act = actions.publish_objection if self.step == "publish" else actions.withdraw_objection
        try:
            act(self.objection, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            published = _("The objection is published. Everybody reads it on the page of the request.")
            withdrawn = _("The objection is withdrawn. The Chair’s office has a message.")
            messages.success(request, published if self.step == "publish" else withdrawn)
        return redirect(self.objection)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(step=self.step, **kwargs)
