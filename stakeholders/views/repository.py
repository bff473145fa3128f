"""The open repository of contacts: the public list with its data, and the entries in the hands of their organizations."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import DetailView, FormView, TemplateView

from poa_portal.accounts.standing import standing_of
from poa_portal.common import languages
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from stakeholders import exports, rules
from stakeholders.actions import repository as actions
from stakeholders.filters.repository import ContactFilter
from stakeholders.forms.repository import ContactForm, initial_of
from stakeholders.models import Organisation, StakeholderContact
from stakeholders.repository_choice import steps_to_choose
from stakeholders.repository_rows import Names, contact_rows, rule_of_repository, standing_of_entry, with_ids
from stakeholders.repository_steps import MODERATION, steps_for

ALPHABETICAL = ("owner__folded_name", "title", "pk")


class ContactListView(PageMixin, FilteredListView):
    """What is listed, by organization; found by topic, region and language in three clicks."""

    filterset_class = ContactFilter
    template_name = "stakeholders/contact_list.html"
    page_title = gettext_lazy("Repository of stakeholder contacts")
    page_description = gettext_lazy("Whom to ask among stakeholders, by topic, region and language.")
    paginate_by = 30

    def get_queryset(self) -> Any:
        self.queryset = StakeholderContact.objects.listed()
        return with_ids(super().get_queryset()).order_by(*ALPHABETICAL)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Stakeholders"), reverse("stakeholders:organisation_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found: ContactFilter = self.filterset
        context["rows"] = contact_rows(context["page_obj"].object_list, found.names)
        context["choices"] = steps_to_choose(self.request.GET, found)
        context["can_ask"] = rules.can_ask(self.request.user)
        context["represents"] = rules.organisations_of(self.request.user)
        context["licence_url"] = exports.LICENCE_URL
        return context


class ContactDetailView(PageMixin, DetailView):
    """One contact; of what is not listed, its own organization and moderators see the page, with where it stands."""

    template_name = "stakeholders/contact_detail.html"
    slug_field = slug_url_kwarg = "reference"
    context_object_name = "contact"

    def get_queryset(self) -> Any:
        return with_ids(StakeholderContact.objects.visible_to(self.request.user))

    def get_page_title(self) -> str:
        return f"{self.object.title} · {self.object.owner.name}"

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Stakeholders"), reverse("stakeholders:organisation_list")),
            (_("Repository of stakeholder contacts"), reverse("stakeholders:contact_list")),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, contact = self.request.user, self.object
        names = Names()
        context = super().get_context_data(row=contact_rows([contact], names)[0], **kwargs)
        context["topics"] = [topic for key, topic in names.topics.items() if key in contact.topic_ids]
        is_own, moderates = rules.can_keep_contact(user, contact), rules.can_moderate(user, contact)
        if is_own or moderates:
            context["standing"] = standing_of_entry(contact, rule_of_repository())
            context["steps"] = steps_for(user, contact)
        context["is_own"] = is_own
        context["can_ask"] = rules.can_ask(user) and contact.takes_questions
        return context


@require_safe
def contact_export(request: HttpRequest, form: str) -> HttpResponse:
    """What is listed as open data; with the filters of the list in the address, only what they find."""
    listed = StakeholderContact.objects.listed()
    chosen = ContactFilter(request.GET or None, queryset=listed, request=request)
    found = chosen.qs if not chosen.is_bound or chosen.is_valid() else listed.none()
    contacts = found.with_rows().order_by("reference")
    return exports.as_csv(contacts) if form == "csv" else exports.as_json(contacts)


class RepresentativeMixin(LoginRequiredMixin):
    """For people who represent an organization; for others there is no such page."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not self.organisations:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def organisations(self) -> list[Organisation]:
        """Those that still stand, each once; the one worked in first."""
        represented = [party.pk for party in rules.organisations_of(self.request.user)]
        found = Organisation.objects.registered().filter(pk__in=represented).alphabetical()
        post = getattr(self.request, "post", None)
        return sorted(found, key=lambda one: one.pk != (post.party_id if post else None))


class ContactWorkListView(RepresentativeMixin, PageMixin, TemplateView):
    """The entries of one's own organizations, each with where it stands and what can be done."""

    template_name = "stakeholders/contact_work_list.html"
    page_title = gettext_lazy("Your contacts in the repository")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, rule = self.request.user, rule_of_repository()
        own = StakeholderContact.objects.filter(owner__in=self.organisations)
        entries = list(with_ids(own).prefetch_related("mutes").order_by("-is_listed", *ALPHABETICAL))
        context = super().get_context_data(**kwargs)
        context["entries"] = [
            (
                contact,
                row,
                standing_of_entry(contact, rule),
                [s for s in steps_for(user, contact) if s.name not in MODERATION],
            )
            for contact, row in zip(entries, contact_rows(entries), strict=True)
        ]
        context["several"] = len(self.organisations) > 1
        context["months"] = round((rule.due_after_days + rule.expires_after_days) / 30.4)
        return context


class ContactCreateView(RepresentativeMixin, PageMixin, FormView):
    """Listing a contact: what everybody will see is said before it is listed."""

    form_class = ContactForm
    template_name = "stakeholders/contact_form.html"
    page_title = gettext_lazy("List a contact")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your contacts in the repository"), reverse("stakeholders:contact_work_list"))]

    @cached_property
    def organisation(self) -> Organisation:
        """Named in the address where a person represents several; else the one worked in."""
        asked = self.request.GET.get("organisation")
        found = [one for one in self.organisations if one.key == asked] if asked else self.organisations
        if not found:
            raise Http404
        return found[0]

    def get_initial(self) -> dict[str, Any]:
        return {"offer_language": languages.current(), "spoken": [languages.current()]}

    def form_valid(self, form: ContactForm) -> HttpResponse:
        try:
            contact = actions.list_contact(by=self.request.user, organisation=self.organisation, **form.values)
        except (TransitionRefused, ValidationError) as error:
            return _refused(self, form, error)
        messages.success(self.request, _("The contact is listed; everybody sees it now, without the mailbox."))
        return redirect(contact)

    def form_invalid(self, form: ContactForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [one for one in self.organisations if one.pk != self.organisation.pk]
        return super().get_context_data(organisation=self.organisation, others=others, **kwargs)


class OwnContactMixin(PageMixin, LoginRequiredMixin):
    """A contact of one of one's own organizations; others are 404."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not rules.can_keep_contact(request.user, self.contact):
            raise Http404
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    @cached_property
    def contact(self) -> StakeholderContact:
        own = StakeholderContact.objects.filter(owner__in=standing_of(self.request.user).parties)
        return get_object_or_404(own.select_related("owner"), reference=self.kwargs["reference"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your contacts in the repository"), reverse("stakeholders:contact_work_list"))]


class ContactEditView(OwnContactMixin, FormView):
    """The entry; saving it confirms it."""

    form_class = ContactForm
    template_name = "stakeholders/contact_form.html"

    def get_page_title(self) -> str:
        return _("Edit the contact “%(title)s”") % {"title": self.contact.title}

    def get_initial(self) -> dict[str, Any]:
        return initial_of(self.contact)

    def form_valid(self, form: ContactForm) -> HttpResponse:
        try:
            contact = actions.change_contact(self.contact, by=self.request.user, **form.values)
        except (TransitionRefused, ValidationError) as error:
            return _refused(self, form, error)
        messages.success(self.request, _("The entry is changed, and confirmed as of today."))
        return redirect(contact)

    def form_invalid(self, form: ContactForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.contact.owner, contact=self.contact, **kwargs)


def _refused(view: Any, form: ContactForm, error: TransitionRefused | ValidationError) -> HttpResponse:
    """What the action refused, beside its field where the form has it."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        for name, said in error.error_dict.items():
            form.add_error(name if name in form.fields else None, said)
    else:
        form.add_error(None, error.message if isinstance(error, TransitionRefused) else error)
    return view.form_invalid(form)
