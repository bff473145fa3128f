"""Organizations in the hands of the secretariat: all entries, closed ones too; closing, merging, opening again."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from poa_portal.accounts import mail
from poa_portal.audit.transitions import TransitionView
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import actions, rules
from stakeholders.actions import moving
from stakeholders.enums import OrganisationState
from stakeholders.filters.organisations import OrganisationWorkFilter
from stakeholders.forms.organisations import MergeForm
from stakeholders.models import Organisation
from stakeholders.organisation_rows import Names, facts_of, organisation_rows
from stakeholders.views.organisation_entry import OfOrganisationMixin
from stakeholders.workflow import ORGANISATION

CANDIDATES_SHOWN = 20
ALIKE_SHOWN = 5


class DeskMixin(OfOrganisationMixin):
    """Pages of the secretariat about one entry."""

    def is_open_to(self, user: Any) -> bool:
        return rules.can_prepare(user)

    @cached_property
    def organisation(self) -> Organisation:
        return entry_with_facts(self.request.user, key=self.kwargs["key"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*desk_crumbs(), (self.organisation.name, review_url(self.organisation))]


class OrganisationManageView(LoginRequiredMixin, PageMixin, FilteredListView):
    """All entries, closed ones too, alphabetical."""

    filterset_class = OrganisationWorkFilter
    template_name = "stakeholders/organisation_manage.html"
    page_title = gettext_lazy("Organizations")
    paginate_by = 30

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not rules.can_prepare(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        self.queryset = Organisation.objects.visible_to(self.request.user).with_rows().alphabetical()
        return super().get_queryset()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return desk_crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = organisation_rows(context["object_list"])
        return context


class OrganisationReviewView(DeskMixin, TemplateView):
    """One entry as the secretariat works on it: its facts, which others are alike, and the steps."""

    template_name = "stakeholders/organisation_review.html"

    def get_page_title(self) -> str:
        return self.organisation.name

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return desk_crumbs()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, organisation = self.request.user, self.organisation
        return super().get_context_data(
            facts=facts_of(organisation),
            names=Names(organisation),
            survivor=organisation.survivor() if organisation.merged_into_id else None,
            survivor_url=review_url(organisation.survivor()),
            alike=organisation_rows(alike(organisation)[:ALIKE_SHOWN]),
            transitions=ORGANISATION.available(user, organisation),
            transitions_url=reverse("stakeholders:organisation_review", args=[organisation.key]).removesuffix("entry/"),
            can_rename=rules.can_rename(user, organisation),
            can_merge=can_merge(user, organisation),
            **kwargs,
        )


class OrganisationTransition(TransitionView):
    workflow = ORGANISATION
    actions = {"close": actions.close_organisation, "reopen": actions.reopen_organisation}

    def get_object(self) -> Organisation:
        found = Organisation.objects.visible_to(self.request.user).filter(key=self.kwargs["key"]).first()
        if found is None or not rules.can_prepare(self.request.user):
            raise Http404
        return found

    def get_success_url(self, subject: Organisation) -> str:
        return review_url(subject)


class OrganisationMergeView(DeskMixin, FormView):
    """First the other entry is chosen by search; then both stand side by side with what will happen."""

    form_class = MergeForm
    template_name = "stakeholders/organisation_merge.html"

    def is_open_to(self, user: Any) -> bool:
        return can_merge(user, self.organisation)

    def get_page_title(self) -> str:
        return _("Merge %(name)s into another entry") % {"name": self.organisation.name}

    @cached_property
    def into(self) -> Organisation | None:
        """The entry chosen; None while none is."""
        key = self.request.POST.get("into") or self.request.GET.get("into")
        return entry_with_facts(self.request.user, key=key) if key else None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.into is None:
            return self.render_to_response(self.get_context_data(), status=422)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: MergeForm) -> HttpResponseBase:
        into = self.into
        if into is None:
            raise Http404
        reason = form.cleaned_data["reason"]
        try:
            survivor = actions.merge_organisations(self.organisation, into=into, by=self.request.user, reason=reason)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        values = {"name": self.organisation.name, "survivor": survivor.name}
        messages.success(
            self.request, _("%(name)s is merged into %(survivor)s. The people of both get a mail.") % values
        )
        return redirect(review_url(survivor))

    def form_invalid(self, form: MergeForm) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(into=self.into, **kwargs)
        if self.into is None:
            return context | self._candidates()
        both = [self.organisation, self.into]
        context["sides"] = [(entry, facts_of(entry), Names(entry), len(mail.people_of(entry))) for entry in both]
        context["moving"] = moving.labels()
        return context

    def _candidates(self) -> dict[str, Any]:
        """What fits the search; without one, the entries that are likely the same."""
        asked = self.request.GET.get("q", "").strip()
        others = registered_but(self.organisation, self.request.user)
        found = others.matching(asked) if asked else alike(self.organisation)
        rows = organisation_rows(found.with_rows().alphabetical()[:CANDIDATES_SHOWN])
        return {"asked": asked, "candidates": rows}


def entry_with_facts(user: Any, *, key: str) -> Organisation:
    readable = Organisation.objects.visible_to(user).with_facts()
    return get_object_or_404(readable.select_related("category__tally_group", "home_state", "merged_into"), key=key)


def registered_but(organisation: Organisation, user: Any) -> Any:
    return Organisation.objects.visible_to(user).registered().exclude(pk=organisation.pk)


def alike(organisation: Organisation) -> Any:
    """Registered entries that are likely the same organization."""
    others = Organisation.objects.registered().exclude(pk=organisation.pk)
    found = others.like(organisation.own_name or organisation.name, organisation.website)
    return found.with_rows().alphabetical()


def can_merge(user: Any, organisation: Organisation) -> bool:
    return rules.can_close(user, organisation) and organisation.state == OrganisationState.REGISTERED


def review_url(organisation: Organisation) -> str:
    return reverse("stakeholders:organisation_review", args=[organisation.key])


def desk_crumbs() -> list[tuple[str, str]]:
    return [
        (_("Work"), reverse("accounts:work_home")),
        (_("Organizations"), reverse("stakeholders:organisation_manage")),
    ]
