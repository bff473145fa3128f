"""Addresses of calls as readers see them and of written inputs."""

from django.urls import path

from meetings.views import call_list, calls, input_desk, inputs, joint, work_inputs

urlpatterns = [
    path("calls/", call_list.CallListView.as_view(), name="call_list"),
    path("calls/<slug:slug>/", calls.CallDetailView.as_view(), name="call_detail"),
    path("calls/<slug:slug>/tally.csv", calls.call_tally_csv, name="call_tally_csv"),
    path("calls/<slug:slug>/inputs.csv", calls.call_inputs_csv, name="call_inputs_csv"),
    path("calls/<slug:slug>/answer/", work_inputs.InputStartView.as_view(), name="input_start"),
    path("inputs/", inputs.InputListView.as_view(), name="input_list"),
    path("inputs/<slug:reference>/", inputs.InputDetailView.as_view(), name="input_detail"),
    path("inputs/<slug:reference>/files/<slug:sha256>/<str:name>", inputs.input_file, name="input_file"),
    path("work/inputs/", input_desk.InputWorkListView.as_view(), name="input_work_list"),
    path("work/inputs/<slug:reference>/edit/", work_inputs.InputEditView.as_view(), name="input_edit"),
    path("work/inputs/<slug:reference>/submit/", work_inputs.InputCheckView.as_view(), name="input_check"),
    path("work/inputs/<slug:reference>/parties/", joint.JointPartiesView.as_view(), name="joint_parties"),
    path("work/inputs/<slug:reference>/confirm/", joint.JointConfirmView.as_view(), name="joint_confirm"),
    path("work/inputs/<slug:reference>/meetings/", input_desk.InputForumsView.as_view(), name="input_forums"),
    path(
        "work/inputs/<slug:reference>/considerations/new/",
        input_desk.ConsiderationAddView.as_view(),
        name="consideration_add",
    ),
    path(
        "work/inputs/<slug:reference>/<slug:transition>/",
        input_desk.InputTransitionView.as_view(),
        name="input_transition",
    ),
]
