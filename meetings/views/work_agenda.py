"""Where the secretariat writes the agenda and sets the sittings of a meeting."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from meetings.actions import agenda as actions
from meetings.detail import sitting_days
from meetings.forms.meetings import AgendaItemForm, SittingForm
from meetings.models import AgendaItem, Sitting
from meetings.views.access import SAVED, OfMeetingMixin, RefusableFormMixin
from poa_portal.common import times
from poa_portal.common.moments import moment_in

HALF_DAYS = ((time(10), time(13)), (time(15), time(18)))  # the hours of meetings at the United Nations


class AgendaEdit(OfMeetingMixin, RefusableFormMixin, FormView):
    """The agenda with a form for one more item."""

    form_class = AgendaItemForm
    template_name = "meetings/agenda_edit.html"
    page_title = gettext_lazy("Agenda")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(items=self.meeting.agenda_items.all(), **kwargs)

    def act(self, form: AgendaItemForm) -> HttpResponseBase:
        actions.add_agenda_item(
            self.meeting,
            by=self.request.user,
            number=form.cleaned_data["number"],
            titles=form.texts("title"),
            topics=form.cleaned_data["topics"],
        )
        messages.success(self.request, SAVED)
        return redirect("meetings:agenda_edit", slug=self.meeting.slug)


class AgendaItemEdit(OfMeetingMixin, RefusableFormMixin, FormView):
    """One item: its number, titles and topics; or its removal."""

    form_class = AgendaItemForm
    template_name = "meetings/agenda_item_edit.html"

    @cached_property
    def item(self) -> AgendaItem:
        return get_object_or_404(self.meeting.agenda_items, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Agenda item %(number)s") % {"number": self.item.number}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        agenda = reverse("meetings:agenda_edit", args=[self.meeting.slug])
        return [*super().get_breadcrumbs(), (_("Agenda"), agenda)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"item": self.item}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "remove" not in request.POST:
            return super().post(request, *args, **kwargs)
        try:
            actions.remove_agenda_item(self.item, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.path)
        messages.success(request, SAVED)
        return redirect("meetings:agenda_edit", slug=self.meeting.slug)

    def act(self, form: AgendaItemForm) -> HttpResponseBase:
        actions.change_agenda_item(
            self.item,
            by=self.request.user,
            number=form.cleaned_data["number"],
            titles=form.texts("title"),
            topics=form.cleaned_data["topics"],
        )
        messages.success(self.request, SAVED)
        return redirect("meetings:agenda_edit", slug=self.meeting.slug)


class SittingEdit(OfMeetingMixin, RefusableFormMixin, FormView):
    """The sittings with a form for one more, and with one button for the usual half-days."""

    form_class = SittingForm
    template_name = "meetings/sitting_edit.html"
    page_title = gettext_lazy("Sittings")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"meeting": self.meeting}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = sitting_days(self.meeting.sittings.all(), self.meeting.time_zone)
        return super().get_context_data(days=days, city=times.city_of(self.meeting.time_zone), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "usual" in request.POST:
            return self._add_usual()
        return super().post(request, *args, **kwargs)

    def _add_usual(self) -> HttpResponseBase:
        """Two half-days on each working day of the meeting; those that exist stay."""
        for number in range(self.meeting.days):
            day = self.meeting.starts_on + timedelta(days=number)
            for begins, ends in HALF_DAYS if day.weekday() < 5 else ():
                self._add(datetime.combine(day, begins), datetime.combine(day, ends))
        messages.success(self.request, SAVED)
        return redirect("meetings:sitting_edit", slug=self.meeting.slug)

    def _add(self, begins: datetime, ends: datetime) -> None:
        zone = self.meeting.time_zone
        try:
            actions.add_sitting(
                self.meeting, by=self.request.user, starts_at=moment_in(begins, zone), ends_at=moment_in(ends, zone)
            )
        except ValidationError as refusal:
            messages.warning(self.request, f"{times.format_date(begins.date())}: {' '.join(refusal.messages)}")

    def act(self, form: SittingForm) -> HttpResponseBase:
        actions.add_sitting(
            self.meeting,
            by=self.request.user,
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            titles=form.texts("title"),
        )
        messages.success(self.request, SAVED)
        return redirect("meetings:sitting_edit", slug=self.meeting.slug)


class SittingChange(OfMeetingMixin, RefusableFormMixin, FormView):
    """One sitting: its hours and title; or its removal."""

    form_class = SittingForm
    template_name = "meetings/sitting_change.html"
    page_title = gettext_lazy("Change the sitting")

    @cached_property
    def sitting(self) -> Sitting:
        return get_object_or_404(self.meeting.sittings, pk=self.kwargs["pk"])

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        sittings = reverse("meetings:sitting_edit", args=[self.meeting.slug])
        return [*super().get_breadcrumbs(), (_("Sittings"), sittings)]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"meeting": self.meeting, "sitting": self.sitting}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "remove" in request.POST:
            actions.remove_sitting(self.sitting, by=request.user)
            messages.success(request, SAVED)
            return redirect("meetings:sitting_edit", slug=self.meeting.slug)
        return super().post(request, *args, **kwargs)

    def act(self, form: SittingForm) -> HttpResponseBase:
        actions.change_sitting(
            self.sitting,
            by=self.request.user,
            starts_at=form.cleaned_data["starts_at"],
            ends_at=form.cleaned_data["ends_at"],
            titles=form.texts("title"),
        )
        messages.success(self.request, SAVED)
        return redirect("meetings:sitting_edit", slug=self.meeting.slug)
