"""Addresses of the room of meetings."""

from django.urls import path

from meetings import urls_inputs
from meetings.views import calendar, meetings, tally_rules, work_agenda, work_calls, work_documents, work_meetings

app_name = "meetings"

_meeting = "work/meetings/<slug:slug>"
_call = "work/calls/<slug:slug>"

urlpatterns = [
    path("calendar.ics", calendar.programme_calendar, name="programme_calendar"),
    path("programme/", meetings.Programme.as_view(), name="programme"),
    path("meetings/", meetings.MeetingList.as_view(), name="meeting_list"),
    path("meetings/<slug:slug>.ics", calendar.meeting_calendar, name="meeting_calendar"),
    path("meetings/<slug:slug>/", meetings.MeetingDetail.as_view(), name="meeting_detail"),
    path("bodies/<slug:key>.ics", calendar.body_calendar, name="body_calendar"),
    path("bodies/<slug:key>/", meetings.BodyDetail.as_view(), name="body_detail"),
    path("work/meetings/", work_meetings.MeetingManage.as_view(), name="meeting_manage"),
    path("work/meetings/new/", work_meetings.MeetingCreate.as_view(), name="meeting_create"),
    path(f"{_meeting}/edit/", work_meetings.MeetingEdit.as_view(), name="meeting_edit"),
    path(f"{_meeting}/agenda/", work_agenda.AgendaEdit.as_view(), name="agenda_edit"),
    path(f"{_meeting}/agenda/<int:pk>/", work_agenda.AgendaItemEdit.as_view(), name="agenda_item_edit"),
    path(f"{_meeting}/sittings/", work_agenda.SittingEdit.as_view(), name="sitting_edit"),
    path(f"{_meeting}/sittings/<int:pk>/", work_agenda.SittingChange.as_view(), name="sitting_change"),
    path(f"{_meeting}/documents/", work_documents.MeetingDocumentAdd.as_view(), name="meeting_document_add"),
    path(
        f"{_meeting}/documents/<int:pk>/remove/",
        work_documents.MeetingDocumentRemove.as_view(),
        name="meeting_document_remove",
    ),
    path(f"{_meeting}/calls/new/", work_calls.CallCreate.as_view(), name="call_create"),
    path(f"{_meeting}/<slug:transition>/", work_meetings.MeetingTransition.as_view(), name="meeting_transition"),
    path(f"{_call}/edit/", work_calls.CallEdit.as_view(), name="call_edit"),
    path(f"{_call}/tally/", tally_rules.TallyRulesView.as_view(), name="tally_rules"),
    path(f"{_call}/extend/", work_calls.CallExtend.as_view(), name="call_extend"),
    path(f"{_call}/<slug:transition>/", work_calls.CallTransition.as_view(), name="call_transition"),
    *urls_inputs.urlpatterns,
]
