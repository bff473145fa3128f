"""Planning a round or a drill, and changing the plan."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from poa_portal.common.workflow import TransitionRefused
from states import ping_mail, rules
from states.actions import pings
from states.enums import PingState
from states.forms.pings import DrillForm, RoundForm
from states.models import PingRound, State
from states.views.pings import Crumbs, DirectoryMixin, RunnerMixin


class _PlanMixin(ABC):
    """A refusal of the action stands in the form, with status 422."""

    request: HttpRequest
    template_name = "states/ping_form.html"

    @abstractmethod
    def act(self, form: Any) -> PingRound:
        """Write what the valid form says."""

    @abstractmethod
    def done(self, ping_round: PingRound) -> str:
        """What happened, in words for the person who planned."""

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()  # type: ignore[misc]
        kwargs.pop("initial")  # the form knows what stands there so far
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            ping_round = self.act(form)
        except ValidationError as error:
            form.add_error(None, error)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(self.request, self.done(ping_round))
            return redirect(ping_round)
        return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]


class _PlanningMixin(_PlanMixin, DirectoryMixin):
    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "zone": getattr(self.request.user, "time_zone", "")}

    def get_breadcrumbs(self) -> Crumbs:
        return [*super().get_breadcrumbs(), (_("Communication checks"), reverse("states:ping_list"))]


class RoundPlanView(_PlanningMixin, FormView):
    """The directory manager plans a round of the whole directory."""

    form_class = RoundForm
    page_title = gettext_lazy("Plan a round")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not rules.can_manage_directory(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: RoundForm) -> PingRound:
        return pings.plan_round(by=self.request.user, **form.cleaned_data)

    def done(self, ping_round: PingRound) -> str:
        if ping_round.is_announced:
            return _("The round is planned and announced: the coordinators of all delegations get a mail.")
        return _("The round is planned. Nobody but the directory manager sees it before it starts.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(coordinators=len(ping_mail.coordinators()), **kwargs)


class DrillPlanView(_PlanningMixin, FormView):
    """A coordinator plans a drill with the points of contact of the own State."""

    form_class = DrillForm
    page_title = gettext_lazy("Plan a private drill")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and self.state is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def state(self) -> State | None:
        """The State whose coordinator this person is: that of the post worked in, else the first one."""
        own = [
            party.pk for party in rules.states_of(self.request.user) if rules.can_coordinate(self.request.user, party)
        ]
        worked_in = getattr(getattr(self.request, "post", None), "party_id", None)
        chosen = worked_in if worked_in in own else next(iter(own), None)
        return State.objects.filter(pk=chosen).first() if chosen else None

    def act(self, form: DrillForm) -> PingRound:
        return pings.plan_round(by=self.request.user, owner=self.state, **form.cleaned_data)

    def done(self, ping_round: PingRound) -> str:
        return _("The drill is planned. Only your delegation sees it. You can start it now or let it start by itself.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(drill_of=self.state, **kwargs)


class RoundChangeView(_PlanMixin, RunnerMixin, FormView):
    """The plan of a round or drill that has not begun."""

    page_title = gettext_lazy("Change the plan")

    def get_form_class(self) -> type[DrillForm]:
        return DrillForm if self.ping_round.is_drill else RoundForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "ping_round": self.ping_round}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.ping_round.state != PingState.PLANNED:
            messages.info(request, _("The round has begun or was cancelled, so it cannot be changed any more."))
            return redirect(self.ping_round)
        return super().get(request, *args, **kwargs)

    def act(self, form: DrillForm) -> PingRound:
        return pings.change_round(self.ping_round, by=self.request.user, **form.cleaned_data)

    def done(self, ping_round: PingRound) -> str:
        if ping_round.is_announced:
            return _("Saved. If something changed, the coordinators of all delegations get a mail.")
        return _("Saved.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        owner = self.ping_round.owner
        return super().get_context_data(coordinators=len(ping_mail.coordinators()), drill_of=owner, **kwargs)
