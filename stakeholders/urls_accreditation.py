"""Addresses of accreditation: public pages, work pages, objections, holidays."""

from django.urls import path

from stakeholders.views import accreditation, accreditation_desk, objections, rounds, rounds_work

_round = "work/accreditation/rounds/<slug:slug>"
_request = "work/accreditation/requests/<slug:reference>"
_objection = "work/objections/<int:pk>"

urlpatterns = [
    path("accreditation/", rounds.RoundListView.as_view(), name="round_list"),
    path("accreditation/requests/<slug:reference>/", accreditation.RequestDetailView.as_view(), name="request_detail"),
    path("accreditation/<slug:slug>/", rounds.RoundDetailView.as_view(), name="round_detail"),
    path("accreditation/<slug:slug>/requests.csv", rounds.round_csv, name="round_csv"),
    path("work/accreditation/", accreditation_desk.RequestWorkListView.as_view(), name="request_work_list"),
    path("work/accreditation/circulated/", objections.CirculatedListView.as_view(), name="circulated_list"),
    path("work/accreditation/begin/<slug:slug>/", accreditation.RequestStartView.as_view(), name="request_start"),
    path("work/accreditation/rounds/", rounds_work.RoundManageView.as_view(), name="round_manage"),
    path("work/accreditation/rounds/new/", rounds_work.RoundCreateView.as_view(), name="round_create"),
    path(f"{_round}/edit/", rounds_work.RoundEditView.as_view(), name="round_edit"),
    path(f"{_round}/circulate/", accreditation_desk.RoundCirculateView.as_view(), name="round_circulate"),
    path(f"{_round}/<slug:transition>/", rounds_work.RoundTransitionView.as_view(), name="round_transition"),
    path(f"{_request}/", accreditation_desk.RequestReadingView.as_view(), name="request_reading"),
    path(f"{_request}/edit/", accreditation.RequestEditView.as_view(), name="request_edit"),
    path(f"{_request}/check/", accreditation.RequestCheckView.as_view(), name="request_check"),
    path(f"{_request}/object/", objections.ObjectionCreateView.as_view(), name="objection_create"),
    path(f"{_request}/files/<slug:sha256>/<str:name>", accreditation_desk.request_file, name="request_file"),
    path(
        f"{_request}/<slug:transition>/", accreditation_desk.RequestTransitionView.as_view(), name="request_transition"
    ),
    path("work/objections/", objections.ObjectionListView.as_view(), name="objection_list"),
    path(f"{_objection}/", objections.ObjectionDetailView.as_view(), name="objection_detail"),
    path(f"{_objection}/publish/", objections.ObjectionStepView.as_view(step="publish"), name="objection_publish"),
    path(f"{_objection}/withdraw/", objections.ObjectionStepView.as_view(step="withdraw"), name="objection_withdraw"),
    path("work/holidays/", rounds_work.HolidayListView.as_view(), name="holiday_list"),
    path("work/holidays/<int:pk>/remove/", rounds_work.HolidayRemoveView.as_view(), name="holiday_remove"),
]
