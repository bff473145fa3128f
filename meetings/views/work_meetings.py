"""Where the secretariat prepares meetings: the list, the facts, the announcement."""

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from meetings import rules
from meetings.actions import meetings as actions
from meetings.actions.fields import latest_change
from meetings.enums import MeetingState
from meetings.filters.meetings import MeetingManageFilter
from meetings.forms.meetings import MeetingForm
from meetings.models import Call, Meeting
from meetings.rows import meeting_rows
from meetings.views.access import SAVED, OfMeetingMixin, PrepareMixin, RefusableFormMixin, manage_crumbs, seen_in
from meetings.views.meetings import MeetingListView
from meetings.workflow import MEETING
from poa_portal.audit.transitions import TransitionView


class MeetingManage(PrepareMixin, MeetingListView):
    """All meetings, drafts included."""

    filterset_class = MeetingManageFilter
    template_name = "meetings/meeting_manage.html"
    page_title = gettext_lazy("Prepare meetings")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return manage_crumbs()[:1]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        held = list(context["object_list"])
        edits = [reverse("meetings:meeting_edit", args=[meeting.slug]) for meeting in held]
        return context | {"rows": list(zip(meeting_rows(held), edits, strict=True))}


class MeetingCreate(PrepareMixin, RefusableFormMixin, FormView):
    form_class = MeetingForm
    template_name = "meetings/meeting_form.html"
    page_title = gettext_lazy("New meeting")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return manage_crumbs()

    def act(self, form: MeetingForm) -> HttpResponseBase:
        meeting = actions.create_meeting(by=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("The draft is saved. Only the secretariat sees it until it is announced."))
        return redirect("meetings:agenda_edit", slug=meeting.slug)


class MeetingEdit(OfMeetingMixin, RefusableFormMixin, FormView):
    """The facts of a meeting; the page warns where readers see a change at once."""

    form_class = MeetingForm
    template_name = "meetings/meeting_form.html"
    page_title = gettext_lazy("Change the meeting")

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"instance": self.meeting}
        return kwargs | {"initial": {"topics": self.meeting.topics.all()}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seen = self.request.POST.get("seen") or latest_change(self.meeting)
        return super().get_context_data(
            seen=seen,
            calls=Call.objects.visible_to(self.request.user).filter(meeting=self.meeting),
            is_announced=self.meeting.state == MeetingState.PUBLISHED,
            transitions=MEETING.available(self.request.user, self.meeting),
            transitions_url=reverse("meetings:meeting_edit", args=[self.meeting.slug]).removesuffix("edit/"),
            **kwargs,
        )

    def act(self, form: MeetingForm) -> HttpResponseBase:
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        actions.change_meeting(meeting, by=self.request.user, seen=seen_in(self.request), **form.cleaned_data)
        messages.success(self.request, SAVED)
        return redirect("meetings:meeting_edit", slug=meeting.slug)


class MeetingTransition(TransitionView):
    workflow = MEETING
    actions = {"publish": actions.publish_meeting, "cancel": actions.cancel_meeting}

    def get_object(self) -> Meeting:
        found = Meeting.objects.visible_to(self.request.user).filter(slug=self.kwargs["slug"]).first()
        if found is None or not rules.can_prepare(self.request.user):
            raise Http404
        return found
