"""Organizations: the public list and pages, registration, and the entry in the hands of its own people."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, ListView

from poa_portal.common import languages, times
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.models import SearchEntry
from stakeholders import actions, rules
from stakeholders.filters import OrganisationFilter
from stakeholders.forms import DistinctRegistrationForm, OrganisationForm, RegistrationForm, initial_of
from stakeholders.models import Organisation
from stakeholders.search import SOURCE

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


class OrganisationDetailView(PageMixin, ListView):
    """One organization and what it has published here."""

    template_name = "stakeholders/organisation_detail.html"
    context_object_name = "contributions"
    paginate_by = 20

    @cached_property
    def organisation(self) -> Organisation:
        found = Organisation.objects.visible_to(self.request.user).select_related("category__tally_group", "home_state")
        return get_object_or_404(found.prefetch_related("topics"), key=self.kwargs["key"])

    def get_queryset(self) -> Any:
        """Rooms above write search entries of what is published; each reader sees those of the own audience."""
        entries = SearchEntry.objects.visible_to(self.request.user).filter(language=languages.current())
        return entries.filter(owner=self.organisation.pk).exclude(source=SOURCE).order_by("-date", "-object_id")

    def get_page_title(self) -> str:
        return self.organisation.name

    def get_page_description(self) -> str:
        return self.organisation.description or super().get_page_description()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Stakeholders"), reverse("stakeholders:organisation_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(organisation=self.organisation, **kwargs)
        context["rows"] = [contribution_row(entry) for entry in context["contributions"]]
        context["facts"] = facts_of(self.organisation)
        context["can_change"] = rules.can_change(self.request.user, self.organisation)
        return context


def facts_of(organisation: Organisation) -> list[tuple[str, Any]]:
    """What is known about it; what is not known is left out."""
    facts = [
        (_("Name as the organization writes it"), organisation.name_as_written),
        (_("Acronym"), organisation.acronym),
        (_("Category"), organisation.category.name),
        (_("Counts in tallies as"), organisation.category.tally_group.name),
        (_("Country of the seat"), organisation.home_state.name if organisation.home_state else ""),
        (_("Registered"), times.format_date(organisation.registered_at.date())),
    ]
    return [(label, value) for label, value in facts if value]


def contribution_row(entry: SearchEntry) -> dict[str, str]:
    """One published contribution; ``reference`` and ``citation`` are what the room that published it gives."""
    return {
        "title": entry.title,
        "url": f"/{languages.current()}{entry.url}",
        "kind": entry.kind,
        "day": times.format_date(entry.date),
        "reference": entry.shown.get("reference", ""),
        "citation": entry.shown.get("citation", ""),
        "language": entry.shown.get("title_language", ""),
        "direction": languages.direction(entry.shown.get("title_language") or languages.current()),
    }


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


class OrganisationEditView(PageMixin, LoginRequiredMixin, FormView):
    """The entry, kept by the organization's own people."""

    form_class = OrganisationForm
    template_name = "stakeholders/organisation_form.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not rules.can_change(request.user, self.organisation):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisation(self) -> Organisation:
        return get_object_or_404(Organisation.objects.visible_to(self.request.user), key=self.kwargs["key"])

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.organisation)

    def get_page_title(self) -> str:
        return _("Edit the entry of %(name)s") % {"name": self.organisation.name}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Stakeholders"), reverse("stakeholders:organisation_list")),
            (self.organisation.name, self.organisation.get_absolute_url()),
        ]

    def form_valid(self, form: OrganisationForm) -> HttpResponse:
        actions.change_organisation(self.organisation, by=self.request.user, **form.values)
        messages.success(self.request, _("The entry is changed; everybody sees it now."))
        return redirect(self.organisation.get_absolute_url())

    def form_invalid(self, form: OrganisationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.organisation, **kwargs)
