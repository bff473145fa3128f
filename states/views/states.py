"""The public pages of States and regional groups."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView

from poa_portal.common import languages, times
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from states import presenters
from states.filters.states import StateFilter
from states.models import GroupMembership, PublicContact, RegionalGroup, State
from states.public_contact_rows import public_row
from states.querysets import StateQuerySet


class StateListView(PageMixin, FilteredListView):
    """All States in the alphabetical order of the page's language; never by a number."""

    template_name = "states/state_list.html"
    filterset_class = StateFilter
    paginate_by = None  # type: ignore[assignment]  # all States stand on one page
    page_title = gettext_lazy("States")
    page_description = gettext_lazy("Member and observer States, and what each has published on this portal.")

    def get_queryset(self) -> StateQuerySet:
        self.queryset = self._of_reader(State.objects.real())
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["letters"] = presenters.by_letter(context["object_list"])
        context["count"] = len(context["object_list"])
        context["invented"] = self._invented() if settings.DEMONSTRATION else []
        return context

    def _of_reader(self, states: StateQuerySet) -> StateQuerySet:
        return states.visible_to(self.request.user).alphabetical()

    def _invented(self) -> list[State]:
        states = self._of_reader(State.objects.invented())
        chosen = StateFilter(self.request.GET or None, queryset=states, request=self.request)
        return list(chosen.qs) if not chosen.is_bound or chosen.is_valid() else []


class StateDetailView(PageMixin, DetailView):
    """One State: its names, its groups, and what it published here."""

    template_name = "states/state_detail.html"
    context_object_name = "state"
    slug_field = slug_url_kwarg = "key"

    def get_queryset(self) -> StateQuerySet:
        return State.objects.visible_to(self.request.user).prefetch_related("memberships__group")

    def get_object(self, queryset: Any = None) -> State:
        state = super().get_object(queryset)
        if state.is_invented and not settings.DEMONSTRATION:
            raise Http404
        return state

    def get_page_title(self) -> str:
        return self.object.name

    def get_page_description(self) -> str:
        return _("%(state)s: regional groups, and what it has published on this portal.") % {"state": self.object.name}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("States"), reverse("states:state_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [presenters.membership_line(row) for row in self.object.memberships.all()]
        published = presenters.published_by(self.object, self.request.user)
        contacts = PublicContact.objects.visible_to(self.request.user).filter(owner=self.object.pk)
        rows = [public_row(contact) for contact in contacts.order_by("position", "pk")]
        return super().get_context_data(facts=self._facts(), groups=lines, published=published, contacts=rows, **kwargs)

    def _facts(self) -> list[tuple[str, str]]:
        state = self.object
        facts = [(_("Status"), state.get_status_display())]
        if state.formal_name:
            facts.insert(0, (_("Formal name"), state.formal_name))
        if state.admitted_on:
            facts.append((_("Member since"), times.format_date(state.admitted_on)))
        return [*facts, (_("ISO codes"), f"{state.iso2}, {state.iso3}")]


class GroupDetailView(PageMixin, DetailView):
    """A regional group and the States that take part in it."""

    template_name = "states/group_detail.html"
    context_object_name = "group"
    slug_field = slug_url_kwarg = "key"

    def get_queryset(self) -> Any:
        return RegionalGroup.objects.visible_to(self.request.user)

    def get_page_title(self) -> str:
        return self.object.name

    def get_page_description(self) -> str:
        return _("The States that take part in the regional group: %(group)s.") % {"group": self.object.name}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("States"), reverse("states:state_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = GroupMembership.objects.visible_to(self.request.user).filter(group=self.object, ends_on=None)
        place = languages.column("state__place")  # memberships are not translated, so the column must be named
        members = members.filter(state__is_invented=False).select_related("state").order_by(place, "state__key")
        lines = [(member.state, presenters.membership_line(member)) for member in members]
        return super().get_context_data(members=lines, **kwargs)
