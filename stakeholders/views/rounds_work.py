"""Where the secretariat keeps rounds of accreditation and the holidays on which no silence ends."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, ListView

from poa_portal.audit.transitions import TransitionView
from poa_portal.common import times
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.actions import ChangedMeanwhile
from stakeholders import rules
from stakeholders.accreditation_rows import Totals, round_words, silence_words, totals_of
from stakeholders.actions import rounds as actions
from stakeholders.enums import RequestState
from stakeholders.forms.accreditation import HolidayForm, RoundForm, initial_of_round
from stakeholders.models import AccreditationRound, Holiday
from stakeholders.workflow import ROUND

USUAL = {"silence_days": 14, "silence_ends_at": "18:00"}


class SecretariatMixin(LoginRequiredMixin, PageMixin):
    """Only who may do ``needs`` gets in; officers read, publishers write."""

    needs = staticmethod(rules.can_publish)
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.needs(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Accreditation"), reverse("stakeholders:request_work_list"))]


class RoundManageView(SecretariatMixin, ListView):
    """All rounds, drafts too, with what waits in each."""

    needs = staticmethod(rules.can_prepare)
    template_name = "stakeholders/round_manage.html"
    page_title = gettext_lazy("Rounds of accreditation")
    paginate_by = 20

    def get_queryset(self) -> Any:
        return AccreditationRound.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(may_publish=rules.can_publish(self.request.user), **kwargs)
        rounds = list(context["object_list"])
        totals = totals_of(rounds)
        context["rows"] = [(one, round_words(one)[1], totals.get(one.pk, Totals()).lines) for one in rounds]
        return context


class RoundFormView(SecretariatMixin, FormView, ABC):
    form_class = RoundForm
    template_name = "stakeholders/round_form.html"

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*super().get_breadcrumbs(), (_("Rounds"), reverse("stakeholders:round_manage"))]

    def form_valid(self, form: RoundForm) -> HttpResponse:
        try:
            the_round = self.act(form)
        except ChangedMeanwhile as conflict:
            form.add_error(None, _said_by(conflict))
        except ValidationError as error:
            known = {name if name in form.fields else None: faults for name, faults in _faults(error).items()}
            for name, faults in known.items():
                form.add_error(name, faults)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("stakeholders:round_edit", the_round.slug)
        return self.form_invalid(form)

    def form_invalid(self, form: RoundForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @abstractmethod
    def act(self, form: RoundForm) -> AccreditationRound:
        """Write what the valid form says; its refusals come back into the form."""


class RoundCreateView(RoundFormView):
    page_title = gettext_lazy("New round of accreditation")
    initial = USUAL

    def act(self, form: RoundForm) -> AccreditationRound:
        the_round = actions.create_round(by=self.request.user, **form.values)
        messages.success(self.request, _("The draft is saved. Only the secretariat sees it until it is announced."))
        return the_round


class RoundEditView(RoundFormView):
    page_title = gettext_lazy("Change the round")

    @cached_property
    def round(self) -> AccreditationRound:
        return get_object_or_404(AccreditationRound.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    @cached_property
    def is_fixed(self) -> bool:
        return actions.rule_is_fixed(self.round)

    def get_initial(self) -> dict[str, Any]:
        return {**initial_of_round(self.round), "seen": actions.latest_change(self.round)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "is_fixed": self.is_fixed}

    def act(self, form: RoundForm) -> AccreditationRound:
        the_round = actions.change_round(
            self.round, by=self.request.user, seen=form.cleaned_data.get("seen"), **form.values
        )
        messages.success(self.request, _("Saved."))
        return the_round

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        the_round = self.round
        eligible = the_round.requests.filter(state=RequestState.ELIGIBLE, skips_circulation=False).count()
        return super().get_context_data(
            round=the_round,
            is_fixed=self.is_fixed,
            silence_words=silence_words(the_round),
            eligible=eligible,
            transitions=ROUND.available(self.request.user, the_round),
            transitions_url=reverse("stakeholders:round_edit", args=[the_round.slug]).removesuffix("edit/"),
            **kwargs,
        )


class RoundTransitionView(TransitionView):
    """Announce, close, open again."""

    workflow = ROUND
    actions = {"open": actions.open_round, "close": actions.close_round, "reopen": actions.reopen_round}

    def get_object(self) -> AccreditationRound:
        if not rules.can_publish(self.request.user):
            raise Http404
        return get_object_or_404(AccreditationRound.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    def get_success_url(self, subject: AccreditationRound) -> str:
        return reverse("stakeholders:round_edit", args=[subject.slug])


class HolidayListView(SecretariatMixin, FormView):
    """The holidays of the United Nations, and the form that adds one."""

    form_class = HolidayForm
    template_name = "stakeholders/holiday_list.html"
    page_title = gettext_lazy("Holidays of the United Nations")

    def form_valid(self, form: HolidayForm) -> HttpResponse:
        actions.add_holiday(by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The day is entered. Silences that run already keep their end."))
        return redirect("stakeholders:holiday_list")

    def form_invalid(self, form: HolidayForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        holidays = Holiday.objects.visible_to(self.request.user).order_by("duty_station", "-day")
        return super().get_context_data(holidays=holidays, **kwargs)


class HolidayRemoveView(SecretariatMixin, View):
    """POST takes a day out; adding it again undoes that."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        holiday = Holiday.objects.visible_to(request.user).filter(pk=pk).first()
        if holiday:
            actions.remove_holiday(holiday, by=request.user)
            messages.success(request, _("The day is taken out. Silences that run already keep their end."))
        return redirect("stakeholders:holiday_list")


def _faults(error: ValidationError) -> dict[Any, Any]:
    return dict(error.error_dict) if hasattr(error, "error_dict") else {None: error.messages}


def _said_by(conflict: ChangedMeanwhile) -> str:
    values = {"person": conflict.event.actor or "", "when": times.Moment.at(conflict.event.at)}
    return (
        _(
            "%(person)s changed this on %(when)s, after you opened the form. Look at it in another window, then save again."
        )
        % values
    )
