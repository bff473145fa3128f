"""Addresses of the repository of contacts and of its questions."""

from django.urls import path

from stakeholders.views import enquiries, repository, repository_steps

urlpatterns = [
    path("repository/", repository.ContactListView.as_view(), name="contact_list"),
    path("repository/export.csv", repository.contact_export, {"form": "csv"}, name="contact_export_csv"),
    path("repository/export.json", repository.contact_export, {"form": "json"}, name="contact_export_json"),
    path("repository/<slug:reference>/", repository.ContactDetailView.as_view(), name="contact_detail"),
    path("work/repository/", repository.ContactWorkListView.as_view(), name="contact_work_list"),
    path("work/repository/add/", repository.ContactCreateView.as_view(), name="contact_create"),
    path("work/repository/moderation/", repository_steps.ContactModerationView.as_view(), name="contact_moderation"),
    path("work/repository/<slug:reference>/edit/", repository.ContactEditView.as_view(), name="contact_edit"),
    path("work/repository/<slug:reference>/muted/", enquiries.ContactMutesView.as_view(), name="contact_mutes"),
    path(
        "work/repository/<slug:reference>/<slug:step>/", repository_steps.ContactStepView.as_view(), name="contact_step"
    ),
    path("work/questions/", enquiries.EnquiryListView.as_view(), name="enquiry_list"),
    path("work/questions/received/", enquiries.ThreadListView.as_view(), name="thread_list"),
    path("work/questions/ask/", enquiries.EnquiryAskView.as_view(), name="enquiry_ask"),
    path("work/questions/<slug:reference>/", enquiries.EnquiryDetailView.as_view(), name="enquiry_detail"),
    path("work/questions/<slug:reference>/<slug:contact>/", enquiries.ThreadDetailView.as_view(), name="thread_detail"),
    path(
        "work/questions/<slug:reference>/<slug:contact>/mute/", enquiries.ThreadMuteView.as_view(), name="thread_mute"
    ),
    path(
        "work/questions/<slug:reference>/<slug:contact>/<slug:transition>/",
        enquiries.ThreadTransitionView.as_view(),
        name="thread_transition",
    ),
]
