"""Requests at work: the list of each kind of reader, what a request says, the steps on it, and circulation."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, FormView

from poa_portal.accounts.standing import standing_of
from poa_portal.audit.transitions import TransitionView
from poa_portal.common import languages
from poa_portal.common.enums import PartyKind
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import Transition, TransitionRefused
from poa_portal.library import files
from stakeholders import rules
from stakeholders.accreditation_mail import delegates, delegations_reached
from stakeholders.accreditation_rows import clock_at, clock_of, name_now, request_rows, step_rows, steps_of, with_rows
from stakeholders.actions import accreditation as own_actions
from stakeholders.actions import accreditation_desk as actions
from stakeholders.enums import RequestState
from stakeholders.filters.accreditation import RequestDeskFilter
from stakeholders.forms.accreditation import CirculationForm, StepForm
from stakeholders.models import AccreditationFile, AccreditationRequest, AccreditationRound, Organisation
from stakeholders.views.objections import may_object_to, own_objection_to
from stakeholders.views.rounds_work import SecretariatMixin
from stakeholders.workflow import REQUEST

ALIKE = 5
SENDING = "submit"  # has a page of its own


class RequestWorkListView(PageMixin, LoginRequiredMixin, FilteredListView):
    """What was sent, for the secretariat; the own requests and the open rounds, for organizations."""

    filterset_class = RequestDeskFilter
    template_name = "stakeholders/request_work_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        standing = standing_of(request.user)
        if request.user.is_authenticated and not (standing.is_secretariat or standing.is_organisation):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def at_desk(self) -> bool:
        """Who also works for an organization sees the desk in the post of the secretariat only."""
        post = getattr(self.request, "post", None)
        elsewhere = post is not None and post.party.kind == PartyKind.ORGANISATION
        return standing_of(self.request.user).is_secretariat and not elsewhere

    def get_page_title(self) -> str:
        return _("Requests for accreditation") if self.at_desk else _("Our accreditation")

    def get_queryset(self) -> Any:
        requests = with_rows(AccreditationRequest.objects.visible_to(self.request.user))
        if self.at_desk:
            self.queryset = requests.filter(submitted_at__isnull=False).order_by("-submitted_at", "-pk")
        else:
            own = [party.pk for party in rules.organisations_of(self.request.user)]
            self.queryset = requests.filter(owner__in=own).order_by("-started_at", "-pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        context = super().get_context_data(at_desk=self.at_desk, **kwargs)
        context["rows"] = request_rows(context["object_list"])
        context["open_rounds"] = [] if self.at_desk else list(AccreditationRound.objects.open_now())
        context["may_publish"] = rules.can_publish(user)
        context["may_prepare"] = rules.can_prepare(user)
        context["may_read_objections"] = rules.can_read_objections(user)
        return context


class RequestReadingView(PageMixin, LoginRequiredMixin, DetailView):
    """What a request says, for its organization, the secretariat, and delegations once it was circulated."""

    template_name = "stakeholders/request_reading.html"
    context_object_name = "accreditation"
    slug_field = slug_url_kwarg = "reference"

    def get_queryset(self) -> Any:
        requests = AccreditationRequest.objects.visible_to(self.request.user)
        found = requests.select_related("round", "category", "owner__merged_into", "owner__category")
        return found.prefetch_related("steps", "files")

    def get_object(self, queryset: Any = None) -> AccreditationRequest:
        found: AccreditationRequest = super().get_object(queryset)
        if not rules.can_read_request(self.request.user, found):
            raise Http404
        return found

    def get_page_title(self) -> str:
        return self.object.applied_as

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        if standing_of(self.request.user).is_delegation:
            return [(_("Circulated requests"), reverse("stakeholders:circulated_list"))]
        return [(_("Accreditation"), reverse("stakeholders:request_work_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request, user = self.object, self.request.user
        steps = list(request.steps.all())
        is_own = rules.can_own_request(user, request)
        at_desk = standing_of(user).is_secretariat
        return super().get_context_data(
            round=request.round,
            is_own=is_own,
            at_desk=at_desk,
            may_write=is_own and request.state in own_actions.OPEN_FOR_WRITING,
            attached=request.files.all(),
            direction=languages.direction(request.language),
            language_name=languages.name_in(request.language),
            name_now=name_now(request),
            clock=clock_of(request),
            steps=steps_of(request, steps),
            step_rows=step_rows(request, steps, user),
            transitions=transitions_for(user, request),
            transitions_url=reverse("stakeholders:request_reading", args=[request.reference]),
            alike=alike_to(request) if at_desk else [],
            may_object=may_object_to(user, request),
            own_objection=own_objection_to(user, request),
            **kwargs,
        )


def transitions_for(user: Any, request: AccreditationRequest) -> list[Transition]:
    """The steps open to this person; those that say no stand last."""
    rows = [row for row in REQUEST.available(user, request) if row.name != SENDING]
    return sorted(rows, key=lambda row: row.needs_reason or row.name in {"withdraw", "refuse"})


def alike_to(request: AccreditationRequest) -> list[tuple[Organisation, AccreditationRequest | None]]:
    """Organizations that may be the same body under another name, each with its request in this round."""
    owner = request.owner
    alike = Organisation.objects.exclude(pk=owner.pk).like(owner.own_name or owner.name, owner.website)
    found = list(alike.select_related("category").alphabetical()[:ALIKE])
    others = AccreditationRequest.objects.filter(round=request.round, owner__in=[one.pk for one in found])
    by_owner = {one.owner_id: one for one in others.filter(submitted_at__isnull=False).order_by("pk")}
    return [(one, by_owner.get(one.pk)) for one in found]


class RequestTransitionView(TransitionView):
    """Every step but sending. The secretariat and the Chair's office name the letter or note verbale it rests on."""

    workflow = REQUEST
    actions = {
        "request_information": actions.request_information,
        "find_eligible": actions.find_eligible,
        "find_ineligible": actions.find_ineligible,
        "admit": actions.admit,
        "circulate": actions.circulate,
        "consult": actions.consult,
        "accredit": actions.accredit,
        "refuse": actions.refuse,
        "lapse": actions.lapse,
        "withdraw": own_actions.withdraw_request,
    }

    def get_object(self) -> AccreditationRequest:
        requests = AccreditationRequest.objects.visible_to(self.request.user).select_related("round", "owner")
        found = get_object_or_404(requests, reference=self.kwargs["reference"])
        if not rules.can_read_request(self.request.user, found):
            raise Http404
        return found

    def get_success_url(self, subject: AccreditationRequest) -> str:
        return reverse("stakeholders:request_reading", args=[subject.reference])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subject, row = self._open(kwargs["transition"])
        return self._step_page(subject, row, self._form(row))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subject, row = self.get_object(), self.workflow.transitions[kwargs["transition"]]
        form = self._form(row, request.POST)
        if form is not None and not form.is_valid():
            return self._step_page(subject, row, form, status=422)
        said = {"reason": form.cleaned_data.get("reason", ""), **form.ground} if form else {}
        try:
            subject = self.actions[row.name](subject, by=request.user, **said)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": row.label})
        return redirect(self.get_success_url(subject))

    @staticmethod
    def _form(row: Transition, data: Any = None) -> StepForm | None:
        """Its organization withdraws without giving anything."""
        return None if row.name == "withdraw" else StepForm(data, needs_reason=row.needs_reason)

    def _step_page(
        self, subject: AccreditationRequest, row: Transition, form: StepForm | None, status: int = 200
    ) -> HttpResponse:
        context = {"subject": subject, "transition": row, "form": form, "page_title": row.label}
        context["back_url"] = self.get_success_url(subject)
        if row.name == "circulate":
            context |= circulation_words(subject.round)
        return render(self.request, "stakeholders/request_transition.html", context, status=status)


def circulation_words(the_round: AccreditationRound) -> dict[str, Any]:
    """What circulating now would do: who gets mail, and when the silence would end."""
    until = actions.silence_from(the_round, timezone.now())
    return {
        "delegations": delegations_reached(),
        "people": len(delegates()),
        "clock": clock_at(until, the_round.time_zone),
    }


class RoundCirculateView(SecretariatMixin, FormView):
    """Chosen eligible requests of one round go to all delegations at once."""

    form_class = CirculationForm
    template_name = "stakeholders/round_circulate.html"
    page_title = gettext_lazy("Circulate requests to all delegations")

    @cached_property
    def round(self) -> AccreditationRound:
        return get_object_or_404(AccreditationRound.objects.visible_to(self.request.user), slug=self.kwargs["slug"])

    @cached_property
    def eligible(self) -> Any:
        waiting = self.round.requests.filter(state=RequestState.ELIGIBLE, skips_circulation=False)
        return waiting.order_by("owner__folded_name", "pk")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        edit = reverse("stakeholders:round_edit", args=[self.round.slug])
        return [*super().get_breadcrumbs(), (self.round.title, edit)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "eligible": self.eligible}

    def get_initial(self) -> dict[str, Any]:
        return {"requests": list(self.eligible.values_list("pk", flat=True))}

    def form_valid(self, form: CirculationForm) -> HttpResponse:
        chosen = list(form.cleaned_data["requests"])
        try:
            actions.circulate_requests(chosen, by=self.request.user, **form.ground)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("The requests are circulated. All delegations have a message."))
        return redirect(self.round)

    def form_invalid(self, form: CirculationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = self.eligible.count()
        return super().get_context_data(round=self.round, waiting=waiting, **circulation_words(self.round), **kwargs)


@require_safe
def request_file(request: HttpRequest, reference: str, sha256: str, name: str) -> HttpResponseBase:
    """A file of a request, for those who may read what it says; found by its digest, the name is for the reader."""
    readable = AccreditationFile.objects.visible_to(request.user).select_related("request")
    stored = readable.filter(request__reference=reference, sha256=sha256).first()
    if stored is None or not rules.can_read_request(request.user, stored.request):
        raise Http404
    return files.serve(stored, request)
