"""The addresses of States and regional groups."""

from django.urls import include, path

from states.views import delegations, message_create, messages, ping_answer, ping_planning, pings
from states.views import states as views

app_name = "states"
_messages = [
    path("", messages.MessageListView.as_view(), name="message_list"),
    path("new/", message_create.MessageCreateView.as_view(), name="message_create"),
    path("<slug:reference>/", messages.MessageDetailView.as_view(), name="message_detail"),
    path("<slug:reference>/log.txt", messages.MessageLogView.as_view(), name="message_log"),
    path("<slug:reference>/<slug:transition>/", messages.MessageTransitionView.as_view(), name="message_transition"),
]
_pings = [
    path("", pings.RoundListView.as_view(), name="ping_list"),
    path("new/", ping_planning.RoundPlanView.as_view(), name="ping_create"),
    path("drill/", ping_planning.DrillPlanView.as_view(), name="ping_drill"),
    path("<slug:reference>/", pings.RoundDetailView.as_view(), name="ping_detail"),
    path("<slug:reference>/edit/", ping_planning.RoundChangeView.as_view(), name="ping_edit"),
    path("<slug:reference>/results/", pings.RoundExportView.as_view(), name="ping_export"),
    path("<slug:reference>/returned/<int:pk>/", pings.MarkReturnedView.as_view(), name="ping_returned"),
    path("<slug:reference>/<slug:transition>/", pings.RoundTransitionView.as_view(), name="ping_transition"),
]
urlpatterns = [
    path("", include("states.urls_contacts")),
    path("work/pings/", include(_pings)),
    path("pings/<str:token>/", ping_answer.PingAnswerView.as_view(), name="ping_answer"),
    path("work/messages/", include(_messages)),
    path("work/delegations/<slug:key>/open/", delegations.DelegationOpenView.as_view(), name="delegation_open"),
    path("work/notes/", delegations.NoteListView.as_view(), name="note_list"),
    path("work/notes/<slug:reference>/file/", delegations.NoteFileView.as_view(), name="note_file"),
    path("states/", views.StateListView.as_view(), name="state_list"),
    path("states/<slug:key>/", views.StateDetailView.as_view(), name="state_detail"),
    path("regional-groups/<slug:key>/", views.GroupDetailView.as_view(), name="group_detail"),
]
