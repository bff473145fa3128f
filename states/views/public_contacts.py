"""The public list of functional contacts, and its care by those who publish there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView

from poa_portal.accounts.models import Party
from poa_portal.accounts.standing import standing_of
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from states import rules
from states.actions import public_contacts as actions
from states.filters.public_contacts import PublicContactFilter
from states.forms.public_contacts import PublicContactForm, initial_of
from states.models import PublicContact
from states.public_contact_rows import by_owner


class PublicContactListView(PageMixin, FilteredListView):
    """The secretariat's contacts first, then those that States chose to publish."""

    template_name = "states/public_contact_list.html"
    filterset_class = PublicContactFilter
    paginate_by = 30
    page_title = gettext_lazy("Contacts")
    page_description = gettext_lazy("How to reach the secretariat, and functional contacts that States have published.")

    def get_queryset(self) -> Any:
        self.queryset = PublicContact.objects.visible_to(self.request.user).with_rows().alphabetical()
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["groups"] = by_owner(context["object_list"])
        return context


class _OwnMixin(LoginRequiredMixin, PageMixin):
    """Those who publish contacts for a State or the secretariat; for others there is no such page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.parties:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def parties(self) -> list[Party]:
        """For whom this person publishes; whom the person works for just now stands first."""
        held = {post.party_id: post.party for post in standing_of(self.request.user).posts}
        worked_in = getattr(getattr(self.request, "post", None), "party_id", None)
        own = [party for party in held.values() if rules.can_publish_contact(self.request.user, party)]
        return sorted(own, key=lambda party: party.pk != worked_in)

    @property
    def own(self) -> Any:
        contacts = PublicContact.objects.visible_to(self.request.user).with_rows()
        return contacts.filter(owner__in=[party.pk for party in self.parties])

    @cached_property
    def contact(self) -> PublicContact:
        return get_object_or_404(self.own, pk=self.kwargs["pk"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Your work"), reverse("accounts:work_home")),
            (_("Published contacts"), reverse("states:public_contact_manage")),
        ]

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)  # type: ignore[attr-defined]

    def refuse(self, form: Any, fault: ValidationError | TransitionRefused) -> HttpResponse:
        form.add_error(None, fault.message if isinstance(fault, TransitionRefused) else fault)
        return self.form_invalid(form)


class PublicContactManageView(_OwnMixin, TemplateView):
    """The own contacts on the public list."""

    template_name = "states/public_contact_manage.html"
    page_title = gettext_lazy("Published contacts")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return super().get_breadcrumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = {group.key: group.rows for group in by_owner(self.own.alphabetical())}
        sections = [(party, groups.get(party.key, [])) for party in self.parties]
        return super().get_context_data(sections=sections, **kwargs)


class PublicContactCreateView(_OwnMixin, FormView):
    form_class = PublicContactForm
    template_name = "states/public_contact_form.html"
    page_title = gettext_lazy("Publish a contact")

    @cached_property
    def party(self) -> Party:
        """Named in the address; else the one worked for."""
        asked = self.request.GET.get("for", "")
        found = [party for party in self.parties if party.key == asked] if asked else self.parties
        if not found:
            raise Http404
        return found[0]

    def form_valid(self, form: PublicContactForm) -> HttpResponse:
        try:
            actions.publish_contact(self.party, by=self.request.user, **form.values)
        except (ValidationError, TransitionRefused) as fault:
            return self.refuse(form, fault)
        messages.success(self.request, _("Published. Everybody can read it now."))
        return redirect("states:public_contact_manage")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(party=self.party, **kwargs)


class PublicContactEditView(_OwnMixin, FormView):
    form_class = PublicContactForm
    template_name = "states/public_contact_form.html"
    page_title = gettext_lazy("Change a published contact")

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.contact)

    def form_valid(self, form: PublicContactForm) -> HttpResponse:
        try:
            actions.change_public_contact(self.contact, by=self.request.user, **form.values)
        except (ValidationError, TransitionRefused) as fault:
            return self.refuse(form, fault)
        messages.success(self.request, _("Saved. Everybody reads it as it is now."))
        return redirect("states:public_contact_manage")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(party=self.contact.owner, contact=self.contact, **kwargs)


class PublicContactRemoveView(_OwnMixin, TemplateView):
    """GET asks, POST takes the contact off the public list."""

    template_name = "states/public_contact_remove.html"
    page_title = gettext_lazy("Take a contact off the public list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(party=self.contact.owner, contact=self.contact, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            actions.remove_public_contact(self.contact, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Taken off the public list."))
        return redirect("states:public_contact_manage")
