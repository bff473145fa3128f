"""Addresses of common texts."""

from django.urls import path

from stakeholders.views import text_support, text_work, texts

_work = "work/texts/<slug:slug>"

urlpatterns = [
    path("texts/", texts.TextListView.as_view(), name="text_list"),
    path("texts/<slug:slug>/", texts.TextDetailView.as_view(), name="text_detail"),
    path("texts/<slug:slug>/versions/<int:number>/", texts.VersionDetailView.as_view(), name="version_detail"),
    path("texts/<slug:slug>/join/", texts.JoinView.as_view(), name="join_create"),
    path("work/texts/", text_work.TextWorkListView.as_view(), name="text_work_list"),
    path("work/texts/new/", text_work.TextCreateView.as_view(), name="text_create"),
    path(f"{_work}/", text_work.TextManageView.as_view(), name="text_manage"),
    path(f"{_work}/edit/", text_work.TextEditView.as_view(), name="text_edit"),
    path(f"{_work}/write/", text_work.VersionEditView.as_view(), name="version_edit"),
    path(f"{_work}/publish/", text_work.VersionPublishView.as_view(), name="version_publish"),
    path(f"{_work}/coordinators/", text_work.TextCoordinatorsView.as_view(), name="text_coordinators"),
    path(f"{_work}/supporters/", text_work.SupporterArrangeView.as_view(), name="endorsement_arrange"),
    path(f"{_work}/support/", text_support.EndorseView.as_view(), name="endorsement_create"),
    path(f"{_work}/withdraw/", text_support.WithdrawView.as_view(), name="endorsement_withdraw"),
    path(f"{_work}/requests/", text_work.JoinListView.as_view(), name="join_list"),
    path(f"{_work}/<slug:transition>/", text_work.TextTransitionView.as_view(), name="text_transition"),
]
