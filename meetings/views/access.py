"""The work pages of the secretariat: 404 for everybody else."""

from abc import ABC, abstractmethod
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings import rules
from meetings.models import Meeting
from poa_portal.common import times
from poa_portal.common.pages import PageMixin
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.actions import ChangedMeanwhile

Refusals = (ValidationError, TransitionRefused, ChangedMeanwhile)


class PrepareMixin(LoginRequiredMixin, PageMixin):
    """Only who prepares meetings for the secretariat gets in."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not rules.can_prepare(request.user):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class RefusableFormMixin(ABC):
    """Calls an action from a valid form; what the action refuses stands in the form, with status 422."""

    @abstractmethod
    def act(self, form: Any) -> HttpResponseBase:
        """Subclasses write here and redirect."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        try:
            return self.act(form)
        except Refusals as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)

    def form_invalid(self, form: Any) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def add_refusal(form: Any, refusal: Exception) -> None:
    if isinstance(refusal, ChangedMeanwhile):
        form.add_error(None, _said_by(refusal))
    elif isinstance(refusal, TransitionRefused):
        form.add_error(None, refusal.message)
    elif isinstance(refusal, ValidationError) and hasattr(refusal, "error_dict"):
        known = {name if name in form.fields else None: errors for name, errors in refusal.error_dict.items()}
        for name, errors in known.items():
            form.add_error(name, errors)
    else:
        form.add_error(None, refusal)


def _said_by(refusal: ChangedMeanwhile) -> str:
    values = {"person": refusal.event.actor or "", "when": times.Moment.at(refusal.event.at)}
    return (
        _(
            "%(person)s changed this on %(when)s, after you opened the form. Look at it in another window, then save again."
        )
        % values
    )


class OfMeetingMixin(PrepareMixin):
    """Pages about one meeting, found by its address."""

    @cached_property
    def meeting(self) -> Meeting:
        readable = Meeting.objects.visible_to(self.request.user).select_related("body", "kind", "cycle")
        return get_object_or_404(readable, slug=self.kwargs["slug"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [*manage_crumbs(), (self.meeting.title, self.meeting.get_absolute_url())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(meeting=self.meeting, **kwargs)


def seen_in(request: HttpRequest) -> int | None:
    """The last change that the sender of a form had seen; broken values say nothing."""
    asked = request.POST.get("seen", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 19 else None


def manage_crumbs() -> list[tuple[str, str]]:
    return [(_("Work"), reverse("accounts:work_home")), (_("Prepare meetings"), reverse("meetings:meeting_manage"))]


SAVED = gettext_lazy("Saved.")
