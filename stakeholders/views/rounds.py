"""Rounds of accreditation as everybody reads them: the list, the page of one with its requests, the same as data."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import ListView

from poa_portal.common.downloads import csv_file
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from stakeholders import rules
from stakeholders.accreditation_rows import Totals, request_rows, round_words, silence_words, totals_of, with_rows
from stakeholders.actions.accreditation import is_open_now
from stakeholders.filters.accreditation import RoundRequestFilter
from stakeholders.models import AccreditationRequest, AccreditationRound


class RoundListView(PageMixin, ListView):
    """All rounds that were announced, the newest first, with their totals: three queries for a signed-out reader."""

    template_name = "stakeholders/round_list.html"
    page_title = gettext_lazy("Accreditation of stakeholders")
    page_description = gettext_lazy(
        "Rounds of accreditation: the rule applied, the dates, and every step of each request."
    )
    paginate_by = 20

    def get_queryset(self) -> Any:
        return AccreditationRound.objects.visible_to(self.request.user)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Stakeholders"), reverse("stakeholders:organisation_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rounds = list(context["object_list"])
        totals = totals_of(rounds)
        context["rows"] = [(one, round_words(one), totals.get(one.pk, Totals()).lines) for one in rounds]
        return context


class RoundDetailView(PageMixin, FilteredListView):
    """One round: rule, dates, totals, and its requests by name with the present step."""

    filterset_class = RoundRequestFilter
    template_name = "stakeholders/round_detail.html"
    paginate_by = 50

    @cached_property
    def round(self) -> AccreditationRound:
        rounds = AccreditationRound.objects.visible_to(self.request.user)
        return get_object_or_404(rounds.prefetch_related("categories", "ecosoc_categories"), slug=self.kwargs["slug"])

    def get_queryset(self) -> Any:
        self.queryset = public_requests(self.round, self.request.user)
        return super().get_queryset()

    def get_page_title(self) -> str:
        return self.round.title

    def get_page_description(self) -> str:
        return self.round.rule or super().get_page_description()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Accreditation"), reverse("stakeholders:round_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        the_round = self.round
        context = super().get_context_data(round=the_round, **kwargs)
        context["rows"] = request_rows(context["object_list"])
        context["totals"] = totals_of([the_round]).get(the_round.pk, Totals())
        context["standing_words"] = round_words(the_round)
        context["silence_words"] = silence_words(the_round)
        context["may_apply"] = is_open_now(the_round)
        context["may_prepare"] = rules.can_prepare(self.request.user)
        return context


def public_requests(the_round: AccreditationRound, user: Any) -> Any:
    """What was submitted in a round, by name; drafts are on the work pages."""
    requests = AccreditationRequest.objects.visible_to(user).filter(round=the_round, submitted_at__isnull=False)
    return with_rows(requests).order_by("owner__folded_name", "pk")


@require_safe
def round_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The requests of a round with their present step: what the page shows, and nothing more."""
    the_round = get_object_or_404(AccreditationRound.objects.visible_to(request.user), slug=slug)
    header = ["reference", "applied_as", "organization", "category", "without_circulation", "step", "since", "address"]
    rows = [
        [
            row.reference,
            row.applied_as,
            row.owner.key,
            row.category.key,
            "yes" if row.skips_circulation else "no",
            row.state,
            (row.step_at or row.submitted_at).isoformat(),
            request.build_absolute_uri(row.get_absolute_url()),
        ]
        for row in public_requests(the_round, request.user)
    ]
    return csv_file(f"accreditation-{slug}", header, rows)
