"""Addresses of the room of stakeholders."""

from django.urls import path

from stakeholders import views

app_name = "stakeholders"

urlpatterns = [
    path("stakeholders/", views.OrganisationListView.as_view(), name="organisation_list"),
    path("stakeholders/<slug:key>/", views.OrganisationDetailView.as_view(), name="organisation_detail"),
    path("work/organizations/register/", views.OrganisationRegisterView.as_view(), name="organisation_register"),
    path("work/organizations/<slug:key>/edit/", views.OrganisationEditView.as_view(), name="organisation_edit"),
]
