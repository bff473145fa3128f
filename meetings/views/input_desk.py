"""The desk: every submitted input for the secretariat, the own ones for authors; steps, meetings and considerations."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from meetings import rules
from meetings.actions import input_desk, joint
from meetings.actions import inputs as actions
from meetings.enums import InputState
from meetings.filters.inputs import DeskFilter
from meetings.forms.inputs import ConsiderationForm, ForumsForm
from meetings.input_rows import input_rows
from meetings.input_transitions import worded
from meetings.models import WrittenInput
from meetings.views.inputs import open_calls
from meetings.workflow import INPUT
from poa_portal.accounts.standing import standing_of
from poa_portal.audit.transitions import TransitionView
from poa_portal.common.enums import PartyKind
from poa_portal.common.lists import FilteredListView
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import Transition, TransitionRefused


class InputWorkListView(PageMixin, LoginRequiredMixin, FilteredListView):
    """What waits at the desk of the secretariat, or the inputs of the party in whose post one works."""

    filterset_class = DeskFilter
    template_name = "meetings/input_work_list.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not standing_of(request.user).posts:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def at_desk(self) -> bool:
        """Who also works for another party sees the desk in the post of the secretariat only."""
        post = getattr(self.request, "post", None)
        elsewhere = post is not None and post.party.kind != PartyKind.SECRETARIAT
        return rules.can_prepare(self.request.user) and not elsewhere

    def get_page_title(self) -> str:
        return _("Written inputs received") if self.at_desk else _("Our written inputs")

    def get_queryset(self) -> Any:
        inputs = WrittenInput.objects.visible_to(self.request.user).with_rows()
        if self.at_desk:
            self.queryset = inputs.filter(submitted_at__isnull=False).order_by("-submitted_at", "-pk")
        else:
            own = inputs.of_parties(standing_of(self.request.user).parties)
            self.queryset = own.order_by("-changed_at", "-pk")
        return super().get_queryset()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(at_desk=self.at_desk, **kwargs)
        context["rows"] = input_rows(context["object_list"])
        context["open_calls"] = [] if self.at_desk else open_calls(self.request.user)
        return context


class InputTransitionView(TransitionView):
    """Return, publish, decline, withdraw, close; sending has a page of its own."""

    workflow = INPUT
    actions = {
        "return": actions.return_input,
        "publish": actions.publish_input,
        "decline": actions.decline_input,
        "withdraw": actions.withdraw_input,
        "take_back": joint.take_back,
        "close": actions.close_input,
    }

    def get_object(self) -> WrittenInput:
        readable = WrittenInput.objects.visible_to(self.request.user).with_rows()
        return get_object_or_404(readable, reference=self.kwargs["reference"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if kwargs["transition"] == "close" and (refused := self._too_early()):
            return refused
        return super().get(request, **kwargs)

    def _too_early(self) -> HttpResponse | None:
        """Say in words which meetings have not considered the input, where a link to close it was kept."""
        written_input = self.get_object()
        if not rules.can_prepare(self.request.user) or written_input.state != InputState.PUBLISHED:
            return None
        try:
            input_desk.refuse_to_close_too_early(written_input)
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
            return redirect(written_input)
        return None

    def _open(self, name: str) -> tuple[Any, Transition]:
        subject, row = super()._open(name)
        return subject, worded(row, subject)


class DeskInputMixin(PageMixin, LoginRequiredMixin):
    """A published input in the hands of the secretariat."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not rules.can_prepare(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def written_input(self) -> WrittenInput:
        readable = WrittenInput.objects.visible_to(self.request.user).with_rows()
        return get_object_or_404(readable, reference=self.kwargs["reference"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        title = self.written_input.reference
        return [(_("Inputs"), reverse("meetings:input_work_list")), (title, self.written_input.get_absolute_url())]

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(written_input=self.written_input, **kwargs)


class InputForumsView(DeskInputMixin, FormView):
    """Which meetings are to consider the input."""

    form_class = ForumsForm
    template_name = "meetings/input_forums.html"
    page_title = gettext_lazy("Meetings that are to consider the input")

    def get_initial(self) -> dict[str, Any]:
        return {"forums": list(self.written_input.forums.values_list("pk", flat=True))}

    def form_valid(self, form: ForumsForm) -> HttpResponse:
        try:
            input_desk.set_forums(self.written_input, by=self.request.user, forums=form.cleaned_data["forums"])
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, _("The meetings are recorded."))
        return redirect(self.written_input)


class ConsiderationAddView(DeskInputMixin, FormView):
    """How a meeting considered the input; a record of the same meeting is replaced, the audit log keeps it."""

    form_class = ConsiderationForm
    template_name = "meetings/consideration_form.html"
    page_title = gettext_lazy("Record a consideration")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "written_input": self.written_input}

    def get_initial(self) -> dict[str, Any]:
        waiting = input_desk.forums_to_come(self.written_input)
        return {"forum": waiting[0].pk} if waiting else {}

    def form_valid(self, form: ConsiderationForm) -> HttpResponse:
        try:
            input_desk.record_consideration(self.written_input, by=self.request.user, **form.cleaned_data)
        except TransitionRefused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, _("The consideration is recorded; its author gets a message."))
        return redirect(self.written_input)
