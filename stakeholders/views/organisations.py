"""Organizations: the public list and pages, and registration."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView

from poa_portal.common import languages
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from poa_portal.library.search import apart
from stakeholders import actions, rules
from stakeholders.accreditation_rows import request_rows, with_rows
from stakeholders.filters.organisations import OrganisationFilter
from stakeholders.forms.organisations import DistinctRegistrationForm, RegistrationForm
from stakeholders.models import AccreditationRequest, Endorsement, Organisation
from stakeholders.organisation_rows import (
    Names,
    contribution_row,
    facts_of,
    organisation_rows,
    request_row,
    support_row,
)
from stakeholders.repository_rows import entries_to_confirm, lines_of

DUPLICATES_SHOWN = 5


class OrganisationListView(PageMixin, FilteredListView):
    """All registered organizations, alphabetical by the name they write themselves."""

    filterset_class = OrganisationFilter
    template_name = "stakeholders/organisation_list.html"
    page_title = gettext_lazy("Stakeholders")
    page_description = gettext_lazy("Organizations that take part, with what they have contributed.")
    paginate_by = 30

    def get_queryset(self) -> Any:
        self.queryset = Organisation.objects.visible_to(self.request.user).registered().with_rows().alphabetical()
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["rows"] = organisation_rows(context["object_list"])
        return context


class OrganisationDetailView(PageMixin, ListView):
    """One organization and what it has contributed here, also under other names; eight queries at most."""

    template_name = "stakeholders/organisation_detail.html"
    context_object_name = "contributions"
    paginate_by = 20

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A former address, and that of a merged entry, leads to the entry that goes on.

        The way is permanent, but no browser keeps it unasked, because a merger can be undone.
        """
        if self.found is None or self.found.merged_into_id:
            moved = Organisation.objects.visible_to(request.user).moved_to(kwargs["key"])
            if moved is None and self.found is None:
                raise Http404
            if moved is not None:
                query = request.META.get("QUERY_STRING", "")
                address = moved.get_absolute_url() + (f"?{query}" if query else "")
                return HttpResponsePermanentRedirect(address, headers={"Cache-Control": "public, max-age=0"})
        return super().get(request, *args, **kwargs)

    @cached_property
    def found(self) -> Organisation | None:
        readable = Organisation.objects.visible_to(self.request.user).with_facts()
        readable = readable.select_related("category__tally_group", "home_state").prefetch_related("topics")
        return readable.filter(key=self.kwargs["key"]).first()

    @cached_property
    def organisation(self) -> Organisation:
        if self.found is None:
            raise Http404
        return self.found

    @cached_property
    def names(self) -> Names:
        return Names(self.organisation)

    def get_queryset(self) -> Any:
        """Rooms above write search entries of what is published; each reader sees those of the own audience.

        What several parties contributed names each of them by its key.
        """
        entries = SearchEntry.objects.visible_to(self.request.user).filter(language=languages.current())
        theirs = Q(owner__in=self.names.keys) | Q(parties__contains=[self.organisation.key])
        return entries.filter(theirs).exclude(source__in=apart()).order_by("-date", "-object_id")

    def get_page_title(self) -> str:
        return self.organisation.name

    def get_page_description(self) -> str:
        return self.organisation.description or super().get_page_description()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Stakeholders"), reverse("stakeholders:organisation_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, organisation = self.request.user, self.organisation
        context = super().get_context_data(organisation=organisation, names=self.names, **kwargs)
        context["rows"] = [contribution_row(entry, self.names) for entry in context["contributions"]]
        context["supports"] = [support_row(endorsement) for endorsement in self._supports()]
        context["requests"] = [request_row(row) for row in request_rows(self._requests())]
        context["facts"] = facts_of(organisation)
        context["can_change"] = rules.can_change(user, organisation)
        context["contacts"] = lines_of(organisation)
        context["contacts_to_confirm"] = context["can_change"] and entries_to_confirm(organisation.pk)
        context["can_prepare"] = rules.can_prepare(user)
        context["can_ask_to_join"] = bool(user.is_authenticated) and rules.can_ask_to_join(user, organisation)
        return context

    def _supports(self) -> Any:
        """Common texts that it supports, the latest first."""
        endorsements = Endorsement.objects.visible_to(self.request.user).standing().filter(owner__in=self.names.keys)
        return endorsements.select_related("version__text").order_by("-endorsed_at", "-pk")

    def _requests(self) -> Any:
        """Requests for accreditation that were submitted; their steps are public."""
        requests = AccreditationRequest.objects.visible_to(self.request.user)
        submitted = requests.filter(owner__in=self.names.keys, submitted_at__isnull=False)
        return with_rows(submitted).order_by("-submitted_at", "-pk")


class OrganisationRegisterView(PageMixin, LoginRequiredMixin, FormView):
    """Registration: likely duplicates are shown before a second entry is made. ``next`` is kept on the way."""

    template_name = "stakeholders/organisation_register.html"
    page_title = gettext_lazy("Register an organization")

    def get_form_class(self) -> type[RegistrationForm]:
        return DistinctRegistrationForm if "is_another" in self.request.POST else RegistrationForm

    def form_valid(self, form: RegistrationForm) -> HttpResponse:
        values = {field: value for field, value in form.cleaned_data.items() if field != "is_another"}
        if not form.cleaned_data.get("is_another"):
            duplicates = self._duplicates(values["name"], values["website"])
            if duplicates:
                return self._ask(duplicates)
        try:
            organisation = actions.register_organisation(by=self.request.user, **values)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, _("%(name)s is registered. You represent it.") % {"name": organisation})
        return redirect(self.next_url or organisation.get_absolute_url())

    def form_invalid(self, form: RegistrationForm) -> HttpResponse:
        again = self._duplicates(form.data.get("name", "")) if isinstance(form, DistinctRegistrationForm) else []
        return self.render_to_response(self.get_context_data(form=form, duplicates=again), status=422)

    def _duplicates(self, name: str, website: str = "") -> list[Organisation]:
        """Registered organizations that may be the same; one's own are found by the action itself."""
        own = self.request.user.standing.parties
        alike = Organisation.objects.visible_to(self.request.user).registered().exclude(pk__in=own)
        return list(alike.like(name, website).with_rows().alphabetical()[:DUPLICATES_SHOWN])

    def _ask(self, duplicates: list[Organisation]) -> HttpResponse:
        form = DistinctRegistrationForm(initial=self.request.POST.dict())
        return self.render_to_response(self.get_context_data(form=form, duplicates=duplicates), status=422)

    @cached_property
    def next_url(self) -> str:
        """Where the person came from, when that is an address of this portal."""
        asked = self.request.POST.get("next") or self.request.GET.get("next") or ""
        safe = url_has_allowed_host_and_scheme(
            asked, allowed_hosts={self.request.get_host()}, require_https=self.request.is_secure()
        )
        return asked if safe else ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_register = rules.can_register(self.request.user)
        return super().get_context_data(next_url=self.next_url, may_register=may_register, **kwargs)
