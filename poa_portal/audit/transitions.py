"""One view for every transition: GET says what will happen and to whom it shows, POST does it."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views import View

from poa_portal.common.forms import PortalForm
from poa_portal.common.workflow import Transition, TransitionRefused, Workflow


class ReasonForm(PortalForm):
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=_("It will be recorded."),
    )


class TransitionView(LoginRequiredMixin, View, ABC):
    """Subclasses say the workflow, how to find the subject (``get_object``, 404 where it may not be seen), and the actions.

    ``actions`` maps the name of a transition to ``action(subject, *, by, reason)``. A transition without an
    entry has a page of its own. Refusals come back as a message on the subject's page; nothing is changed.
    """

    workflow: ClassVar[Workflow]
    actions: ClassVar[dict[str, Any]]
    template_name: ClassVar[str] = "transition.html"

    @abstractmethod
    def get_object(self) -> Any:
        """The record of the address, if this person may see it."""

    def get_success_url(self, subject: Any) -> str:
        return subject.get_absolute_url()

    def get_more_context(self, subject: Any, row: Transition) -> dict[str, Any]:
        """What a template that extends ``transition.html`` says besides; nothing as a rule."""
        return {}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["transition"] not in self.actions:
            raise Http404

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subject, row = self._open(kwargs["transition"])
        return self._page(request, subject, row, ReasonForm() if row.needs_reason else None)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        subject = self.get_object()
        row = self.workflow.transitions[kwargs["transition"]]
        form = ReasonForm(request.POST) if row.needs_reason else None
        if form is not None and not form.is_valid():
            return self._page(request, subject, row, form, status=422)
        reason = form.cleaned_data["reason"] if form is not None else ""
        try:
            subject = self.actions[row.name](subject, by=request.user, reason=reason)
        except TransitionRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Done: %(step)s.") % {"step": row.label})
        return redirect(self.get_success_url(subject))

    def _open(self, name: str) -> tuple[Any, Transition]:
        subject = self.get_object()
        row = self.workflow.transitions[name]
        if row not in self.workflow.available(self.request.user, subject):
            raise Http404
        return subject, row

    def _page(
        self, request: HttpRequest, subject: Any, row: Transition, form: ReasonForm | None, status: int = 200
    ) -> HttpResponse:
        context = {"subject": subject, "transition": row, "form": form, "page_title": row.label}
        context["back_url"] = self.get_success_url(subject)
        context |= self.get_more_context(subject, row)
        return render(request, self.template_name, context, status=status)
