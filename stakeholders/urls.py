"""Addresses of the room of stakeholders."""

from django.urls import path

from stakeholders import urls_accreditation, urls_texts
from stakeholders.urls_repository import urlpatterns as repository
from stakeholders.views import organisation_entry, organisation_work
from stakeholders.views import organisations as views

app_name = "stakeholders"

_entry = "work/organizations/<slug:key>"

urlpatterns = [
    path("stakeholders/", views.OrganisationListView.as_view(), name="organisation_list"),
    path("stakeholders/<slug:key>/", views.OrganisationDetailView.as_view(), name="organisation_detail"),
    path("work/organizations/register/", views.OrganisationRegisterView.as_view(), name="organisation_register"),
    path("work/organizations/", organisation_work.OrganisationManageView.as_view(), name="organisation_manage"),
    path(f"{_entry}/edit/", organisation_entry.OrganisationEditView.as_view(), name="organisation_edit"),
    path(f"{_entry}/rename/", organisation_entry.OrganisationRenameView.as_view(), name="organisation_rename"),
    path(f"{_entry}/join/", organisation_entry.OrganisationJoinView.as_view(), name="organisation_join"),
    path(f"{_entry}/entry/", organisation_work.OrganisationReviewView.as_view(), name="organisation_review"),
    path(f"{_entry}/merge/", organisation_work.OrganisationMergeView.as_view(), name="organisation_merge"),
    path(
        f"{_entry}/<slug:transition>/",
        organisation_work.OrganisationTransition.as_view(),
        name="organisation_transition",
    ),
    *repository,
    *urls_accreditation.urlpatterns,
    *urls_texts.urlpatterns,
]
