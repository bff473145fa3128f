"""Where the secretariat makes calls for written inputs."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from meetings import rules
from meetings.actions import calls as actions
from meetings.actions.fields import latest_change
from meetings.enums import CallState
from meetings.forms.calls import BaseQuestionFormSet, CallForm, ExtensionForm, QuestionFormSet, questions_of
from meetings.models import Call
from meetings.views.access import SAVED, OfMeetingMixin, PrepareMixin, RefusableFormMixin, manage_crumbs, seen_in
from meetings.workflow import CALL
from poa_portal.accounts.duties import Duty, clashes
from poa_portal.audit.transitions import TransitionView
from poa_portal.common.times import Moment
from poa_portal.common.workflow import Transition


def others_around(deadline: datetime, *, besides: Call | None = None) -> list[Duty]:
    """Announced deadlines within a week of this one, so that nobody has to keep two at once unawares."""
    own = besides.get_absolute_url() if besides else ""
    return [duty for duty in clashes(deadline) if duty.url != own]


class CallFormView(RefusableFormMixin, FormView):
    """A call and its questions in one form; both are valid, or neither is saved."""

    form_class = CallForm
    template_name = "meetings/call_form.html"

    def get_questions(self) -> list[dict[str, Any]]:
        return []

    def formset(self) -> BaseQuestionFormSet:
        data = self.request.POST if self.request.method == "POST" else None
        return QuestionFormSet(data, initial=self.get_questions(), prefix="questions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("formset", self.formset())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        typed = getattr(context["form"], "cleaned_data", {}).get("deadline")
        call = context.get("call")
        if deadline := typed or (call.deadline if call else None):
            context["clashes"] = others_around(deadline, besides=call)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form, self.questions = self.get_form(), self.formset()
        if form.is_valid() and self.questions.is_valid():
            return self.form_valid(form)
        return self.form_invalid(form)

    def form_invalid(self, form: CallForm) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(form=form, formset=self.questions), status=422)


class CallCreate(OfMeetingMixin, CallFormView):
    page_title = gettext_lazy("New call for written inputs")

    def act(self, form: CallForm) -> HttpResponseBase:
        call = actions.create_call(
            by=self.request.user, meeting=self.meeting, questions=self.questions.questions, **form.cleaned_data
        )
        messages.success(self.request, _("The draft is saved. Only the secretariat sees it until it is announced."))
        return redirect("meetings:call_edit", slug=call.slug)


class OfCallMixin(PrepareMixin):
    """Pages about one call, found by its address."""

    @cached_property
    def call(self) -> Call:
        readable = Call.objects.visible_to(self.request.user).select_related("meeting")
        return get_object_or_404(readable, slug=self.kwargs["slug"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        meeting = self.call.meeting
        crumbs = [(meeting.title, meeting.get_absolute_url())] if meeting else []
        return [*manage_crumbs(), *crumbs, (self.call.title, self.call.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(call=self.call, meeting=self.call.meeting, **kwargs)


class CallEdit(OfCallMixin, CallFormView):
    page_title = gettext_lazy("Change the call")

    def get_questions(self) -> list[dict[str, Any]]:
        return questions_of(self.call)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.call, "initial": {"topics": self.call.topics.all()}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call = self.call
        return super().get_context_data(
            seen=self.request.POST.get("seen") or latest_change(call),
            is_announced=call.state == CallState.OPEN,
            deadline=Moment.at(call.deadline, call.time_zone),
            transitions=CALL.available(self.request.user, call),
            transitions_url=reverse("meetings:call_edit", args=[call.slug]).removesuffix("edit/"),
            may_extend=call.state == CallState.OPEN and rules.can_publish(self.request.user),
            **kwargs,
        )

    def act(self, form: CallForm) -> HttpResponseBase:
        call = Call.objects.get(pk=self.call.pk)
        actions.change_call(
            call,
            by=self.request.user,
            seen=seen_in(self.request),
            questions=self.questions.questions,
            **form.cleaned_data,
        )
        messages.success(self.request, SAVED)
        return redirect("meetings:call_edit", slug=call.slug)


class CallExtend(OfCallMixin, RefusableFormMixin, FormView):
    """A later deadline for an announced call; both dates stay visible to readers."""

    form_class = ExtensionForm
    template_name = "meetings/call_extend.html"
    page_title = gettext_lazy("Extend the deadline")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not rules.can_publish(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"call": self.call}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        call = self.call
        extensions = [
            (Moment.at(extension.before, call.time_zone), Moment.at(extension.after, call.time_zone), extension.reason)
            for extension in call.extensions.all()
        ]
        deadline = Moment.at(call.deadline, call.time_zone)
        typed = getattr(kwargs.get("form"), "cleaned_data", {}).get("deadline")
        around = others_around(typed or call.deadline, besides=call)
        return super().get_context_data(extensions=extensions, deadline=deadline, clashes=around, **kwargs)

    def act(self, form: ExtensionForm) -> HttpResponseBase:
        actions.extend_deadline(self.call, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The deadline is extended. Readers see both dates."))
        return redirect("meetings:call_edit", slug=self.call.slug)


class CallTransition(TransitionView):
    workflow = CALL
    template_name = "meetings/call_transition.html"
    actions = {"open": actions.open_call, "close": actions.close_call, "reopen": actions.reopen_call}

    def get_object(self) -> Call:
        readable = Call.objects.visible_to(self.request.user).select_related("meeting")
        found = readable.filter(slug=self.kwargs["slug"]).first()
        if found is None or not rules.can_prepare(self.request.user):
            raise Http404
        return found

    def get_success_url(self, subject: Call) -> str:
        return reverse("meetings:call_edit", args=[subject.slug])

    def get_more_context(self, subject: Call, row: Transition) -> dict[str, Any]:
        around = others_around(subject.deadline, besides=subject) if row.target == CallState.OPEN else []
        return {"clashes": around}
