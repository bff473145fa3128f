"""Notes verbales, and the delegations that are opened on them."""

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
from django.views import View
from django.views.generic import FormView

from poa_portal.accounts.models import Invitation, Post
from poa_portal.accounts.standing import standing_of
from poa_portal.common import languages
from poa_portal.common.enums import Role
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import files
from states import rules
from states.actions import delegations as actions
from states.filters.delegations import NoteFilter
from states.forms.delegations import DelegationForm
from states.models import NoteVerbale, State

SHOWN = 5


class DelegationOpenView(LoginRequiredMixin, PageMixin, FormView):
    """An officer enters the note verbale that names the coordinator; the invitation goes out with the same step."""

    template_name = "states/delegation_open.html"
    form_class = DelegationForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not rules.can_open_delegation(request.user, self.state):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def state(self) -> State:
        return get_object_or_404(State.objects.visible_to(self.request.user), key=self.kwargs["key"])

    @property
    def team_url(self) -> str:
        return reverse("accounts:team", args=[self.state.key])

    def get_page_title(self) -> str:
        return _("Open the delegation of %(state)s") % {"state": self.state}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [
            (_("Your work"), reverse("accounts:work_home")),
            (_("States and organizations"), reverse("accounts:party_list")),
            (str(self.state), self.team_url),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, state = self.request.user, self.state
        coordinators = Post.objects.visible_to(user).current().filter(party=state.pk, role=Role.COORDINATOR)
        waiting = Invitation.objects.visible_to(user).open().filter(party=state.pk, role=Role.COORDINATOR)
        return super().get_context_data(
            state=state,
            coordinators=list(coordinators.select_related("user", "party")),
            waiting=list(waiting.select_related("party")),
            notes=list(NoteVerbale.objects.visible_to(user).filter(owner=state)[:SHOWN]),
            back_url=self.team_url,
            **kwargs,
        )

    def form_valid(self, form: DelegationForm) -> HttpResponse:
        try:
            opened = actions.open_delegation(self.state, by=self.request.user, **form.cleaned_data)
        except TransitionRefused as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        values = {"note": opened.note, "email": opened.invitation.email}
        messages.success(self.request, _("%(note)s is entered. The invitation is on its way to %(email)s.") % values)
        if opened.note.sha256 != form.cleaned_data["upload"].accepted.sha256:
            messages.warning(
                self.request,
                _("%(note)s was entered before with another file; that file stays.") % {"note": opened.note},
            )
        return redirect(self.team_url)

    def form_invalid(self, form: DelegationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class NoteListView(LoginRequiredMixin, PageMixin, FilteredListView):
    """Notes verbales: all for the secretariat's officers, the own ones for a delegation, the newest first."""

    template_name = "states/note_list.html"
    filterset_class = NoteFilter
    page_title = gettext_lazy("Notes verbales")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user = request.user
        if user.is_authenticated and not (rules.can_open_delegation(user) or standing_of(user).is_delegation):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Your work"), reverse("accounts:work_home"))]

    def get_queryset(self) -> Any:
        notes = NoteVerbale.objects.visible_to(self.request.user).select_related("owner", "entered_by")
        self.queryset = notes.order_by("-dated_on", languages.column("owner__place"), "-pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_officer=rules.can_open_delegation(self.request.user), **kwargs)


class NoteFileView(LoginRequiredMixin, View):
    """The bytes of a note verbale, for those who may read it."""

    def get(self, request: HttpRequest, reference: str) -> HttpResponseBase:
        note = get_object_or_404(NoteVerbale.objects.visible_to(request.user), reference=reference)
        return files.serve(note, request)
