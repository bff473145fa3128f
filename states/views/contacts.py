"""Reading the restricted directory, and a delegation's own part of it."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from django.views.generic import TemplateView

from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from states import contact_facts, rules
from states.actions import contacts as actions
from states.contact_needs import needs_of
from states.contact_rows import Reading, by_state
from states.filters.contacts import ContactFilter
from states.models import Contact, State


class DirectoryMixin(LoginRequiredMixin):
    """Delegations and the directory manager; for everybody else there is no such page."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not self.is_open_to(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def is_open_to(self, user: Any) -> bool:
        return rules.can_read_directory(user)

    @cached_property
    def contact(self) -> Contact:
        """The entry of the address, if this person may read it."""
        contacts = Contact.objects.visible_to(self.request.user).with_rows().select_related("nominated_by")
        return get_object_or_404(contacts, reference=self.kwargs["reference"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Your work"), reverse("accounts:work_home")),
            (_("Points of contact"), reverse("states:contact_list")),
        ]


class ContactListView(DirectoryMixin, PageMixin, FilteredListView):
    """The directory as it holds today: States in alphabetical order, primary before alternate."""

    template_name = "states/contact_list.html"
    filterset_class = ContactFilter
    paginate_by = 20
    page_title = gettext_lazy("Points of contact")
    page_description = gettext_lazy("The directory of points of contact of States, for delegations.")

    def get_queryset(self) -> Any:
        self.queryset = Contact.objects.directory_for(self.request.user).alphabetical()
        return super().get_queryset()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The rows of the page and how many there are in all, in one query; a page that is not there is told as ever."""
        asked = self.request.GET.get("page", "1")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
        start = (number - 1) * page_size
        rows = list(queryset.for_lists()[start : start + page_size]) if number else []
        if not rows:
            return super().paginate_queryset(queryset, page_size)
        paginator = Paginator(queryset, page_size)
        paginator.count = rows[0].found  # type: ignore[misc]  # a cached property: nothing is counted again
        page = Page(rows, number, paginator)
        return paginator, page, rows, page.has_other_pages()

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return super().get_breadcrumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, words = self.request.user, self.filterset.vocabulary
        reading = Reading(user, words.rule)
        context["groups"] = by_state(context["object_list"], reading, words)
        own = rules.states_of(user)
        asked = self.filterset.is_bound  # who searches has read already what the own entries lack
        needs = [(state.name, needs_of(state, user, reading, words.categories)) for state in own if not asked]
        context["needs"] = [(name, found) for name, found in needs if found]
        context["is_delegation"] = bool(own)
        context["is_manager"] = rules.can_manage_directory(user)
        context["may_create"] = context["is_manager"] or any(rules.can_coordinate(user, state) for state in own)
        context["zone"] = contact_facts.zone_note(user)
        return context


class ContactDetailView(DirectoryMixin, PageMixin, TemplateView):
    """One entry with all that its State gave."""

    template_name = "states/contact_detail.html"

    def get_page_title(self) -> str:
        return self.contact.office

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, contact = self.request.user, self.contact
        row = Reading(user).row(contact)
        is_own = rules.can_confirm_contact(user, contact)
        return super().get_context_data(
            contact=contact,
            row=row,
            facts=contact_facts.facts(contact, row, with_note=is_own or rules.can_manage_directory(user)),
            is_own=is_own,
            may_keep=rules.can_keep_contact(user, contact),
            may_write=rules.states_of(user) and not is_own,
            **kwargs,
        )


class OwnContactsView(DirectoryMixin, PageMixin, TemplateView):
    """What the directory holds of the reader's own State, ended entries too, and what it lacks: for that State alone."""

    template_name = "states/contact_own.html"
    page_title = gettext_lazy("Points of contact of my State")

    def is_open_to(self, user: Any) -> bool:
        return bool(rules.states_of(user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, reading = self.request.user, Reading(self.request.user)
        own = rules.states_of(user)
        contacts = Contact.objects.visible_to(user).filter(owner__in=own).with_rows()
        rows: dict[int, list[Any]] = {state.pk: [] for state in own}
        for contact in contacts.order_by("category__position", "-rank", "pk"):
            rows[contact.owner_id].append(reading.row(contact))
        sections = [
            {
                "state": state,
                "needs": needs_of(state, user, reading),
                "rows": [row for row in rows[state.pk] if not row.has_ended],
                "ended": [row for row in rows[state.pk] if row.has_ended],
                "may_keep": rules.can_coordinate(user, state),
            }
            for state in own
        ]
        return super().get_context_data(sections=sections, rule=reading.rule, **kwargs)


class ContactConfirmView(DirectoryMixin, View):
    """The one button: this entry still holds."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, reference: str) -> HttpResponse:
        try:
            actions.confirm_contact(self.contact, by=request.user)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
            return redirect(self.contact)
        values = {"category": self.contact.category, "office": self.contact.office}
        messages.success(request, _("Confirmed: %(category)s, %(office)s.") % values)
        return redirect("states:contact_own")


class ContactConfirmAllView(DirectoryMixin, View):
    """The same for every entry of the State at once."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest) -> HttpResponse:
        state = get_object_or_404(State.objects.visible_to(request.user), key=request.POST.get("state", ""))
        try:
            count = actions.confirm_all(state, by=request.user)
        except TransitionRefused as refusal:
            raise Http404 from refusal
        words = ngettext("%(count)d entry confirmed.", "%(count)d entries confirmed.", count)
        messages.success(request, words % {"count": count})
        return redirect("states:contact_own")
