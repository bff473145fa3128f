"""Ping rounds and drills on the work pages: the list, one round with its results, its buttons, the results as a file."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView

from poa_portal.audit.transitions import ReasonForm, TransitionView
from poa_portal.common import times
from poa_portal.common.downloads import csv_file
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from states import ping_targets, ping_totals, rules
from states.actions import ping_answers, pings
from states.enums import PingState
from states.filters.pings import ResultFilter, RoundFilter
from states.models import Contact, Ping, PingRound
from states.ping_rows import contact_words, facts_of, kind_of, result_rows, round_rows
from states.views import ping_hours
from states.workflow import PING

Crumbs = list[tuple[str, str]]
A_MOMENT = timedelta(minutes=2)  # the sweeper begins what is due every 30 seconds


class DirectoryMixin(LoginRequiredMixin, PageMixin):
    """Only delegations and the directory manager get in."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not rules.can_read_directory(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> Crumbs:
        directory = (_("Points of contact"), reverse("states:contact_list"))
        return [(_("Your work"), reverse("accounts:work_home")), directory]


class OfRoundMixin(DirectoryMixin):
    """Pages about one round that this person may see."""

    @cached_property
    def ping_round(self) -> PingRound:
        readable = PingRound.objects.visible_to(self.request.user).select_related("owner")
        return get_object_or_404(readable, reference=self.kwargs["reference"])

    @cached_property
    def may_run(self) -> bool:
        return rules.can_run_round(self.request.user, self.ping_round)

    def get_breadcrumbs(self) -> Crumbs:
        return [
            *super().get_breadcrumbs(),
            (_("Communication checks"), reverse("states:ping_list")),
            (self.ping_round.title, self.ping_round.get_absolute_url()),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(ping_round=self.ping_round, may_run=self.may_run, **kwargs)


class RunnerMixin(OfRoundMixin):
    """Pages for who runs the round; 404 for those who only read it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.may_run:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class RoundListView(DirectoryMixin, FilteredListView):
    """The rounds that one may know of, and the drills of one's own delegation; newest first."""

    filterset_class = RoundFilter
    template_name = "states/ping_list.html"
    page_title = gettext_lazy("Communication checks")

    def get_queryset(self) -> Any:
        self.queryset = PingRound.objects.visible_to(self.request.user)
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return context | {
            "rows": round_rows(context["object_list"]),
            "may_plan": rules.can_manage_directory(user),
            "may_drill": any(rules.can_coordinate(user, state) for state in rules.states_of(user)),
        }


class RoundDetailView(OfRoundMixin, FilteredListView):
    """One round: its plan, the results that this reader may see, and totals of the rest."""

    filterset_class = ResultFilter
    template_name = "states/ping_detail.html"
    paginate_by = 50

    def get_queryset(self) -> Any:
        results = Ping.objects.visible_to(self.request.user).filter(round=self.ping_round)
        self.queryset = results.with_rows().alphabetical()
        return super().get_queryset()

    def get_page_title(self) -> str:
        return self.ping_round.title

    def get_breadcrumbs(self) -> Crumbs:
        return super().get_breadcrumbs()[:-1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        ping_round, user = self.ping_round, self.request.user
        categories = [str(category) for category in ping_round.categories.all()]
        context |= {
            "kind": kind_of(ping_round),
            "facts": facts_of(ping_round, categories),
            "transitions": PING.available(user, ping_round),
            "is_planned": ping_round.state == PingState.PLANNED,
            "sees_all": self.may_run or ping_round.is_drill,
            "without_mail": [contact_line(contact) for contact in self._contacts(ping_targets.without_mail)],
        }
        if ping_round.is_drill:
            context |= ping_hours.context_of(self.request, self._contacts(ping_targets.contacts_of))
        return context | (self._plan() if context["is_planned"] else self._results(context))

    def _plan(self) -> dict[str, Any]:
        is_missed = self.ping_round.starts_at < timezone.now() - A_MOMENT
        return {"written_to": self._contacts(ping_targets.written_to).count(), "is_missed": is_missed}

    def _results(self, context: dict[str, Any]) -> dict[str, Any]:
        ping_round, user = self.ping_round, self.request.user
        zone = ping_round.time_zone
        found = {"rows": result_rows(context["object_list"], zone), "city": times.city_of(zone)}
        if context["sees_all"]:
            counts = Ping.objects.visible_to(user).filter(round=ping_round).counts()
            return found | {"totals": ping_totals.whole(ping_round, counts)}
        return found | {"others": ping_totals.of_others(ping_round, user)}

    def _contacts(self, of: Any) -> QuerySet[Contact]:
        """Those of the round's points of contact whose part in it is this reader's business: one's own, or all."""
        contacts = of(self.ping_round).with_rows().alphabetical()
        if self.may_run or self.ping_round.is_drill:
            return contacts
        return contacts.filter(owner__in=rules.states_of(self.request.user))


def contact_line(contact: Contact) -> dict[str, str]:
    return {"state": contact.owner.name, "contact": contact_words(contact), "url": contact.get_absolute_url()}


class RoundTransitionView(TransitionView):
    workflow = PING
    actions = {"start": pings.start_round, "close": pings.close_round, "cancel": pings.cancel_round}

    def get_object(self) -> PingRound:
        readable = PingRound.objects.visible_to(self.request.user)
        return get_object_or_404(readable, reference=self.kwargs["reference"])


class MarkReturnedView(RunnerMixin, View):
    """The button beside a result: the mail came back, or it did not after all."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, reference: str, pk: int) -> HttpResponse:
        ping = get_object_or_404(Ping.objects.visible_to(request.user), round=self.ping_round, pk=pk)
        is_returned = request.POST.get("returned") == "1"
        try:
            ping_answers.mark_returned(ping, by=request.user, is_returned=is_returned)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Marked as returned mail.") if is_returned else _("The mark is taken away."))
        return redirect(f"{self.ping_round.get_absolute_url()}#results")


class RoundExportView(RunnerMixin, FormView):
    """The results as a CSV file, for a reason that is recorded."""

    form_class = ReasonForm
    template_name = "states/ping_export.html"
    page_title = gettext_lazy("Results as a file")

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        try:
            ping_answers.note_export(self.ping_round, by=self.request.user, reason=form.cleaned_data["reason"])
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        return results_csv(self.ping_round, self.request.user)

    def form_invalid(self, form: ReasonForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def results_csv(ping_round: PingRound, user: Any) -> HttpResponse:
    """Results without addresses or names; times in UTC (ISO 8601)."""
    header = [
        "round",
        "state",
        "state_key",
        "contact",
        "category",
        "rank",
        "result",
        "sent",
        "answered",
        "late",
        "bounced",
    ]
    results = Ping.objects.visible_to(user).filter(round=ping_round).with_rows().alphabetical()
    rows = [
        [
            ping_round.reference,
            ping.owner.name,
            ping.owner.key,
            ping.contact.reference,
            ping.contact.category.key,
            ping.contact.rank,
            ping.result.value,
            *(moment.isoformat() if moment else "" for moment in _moments(ping)),
        ]
        for ping in results
    ]
    response = csv_file(f"{ping_round.reference}-results", header, rows)
    response["Cache-Control"] = "private, no-store"
    return response


def _moments(ping: Ping) -> tuple[Any, ...]:
    return ping.sent_at, ping.answered_at, ping.late_at, ping.bounced_at
