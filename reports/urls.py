"""The addresses of reports and surveys."""

from django.urls import path

from reports import urls_progress
from reports.views import public, work_answers, work_national, work_publication

app_name = "reports"
urlpatterns = [
    path("reports/", public.ReportListView.as_view(), name="report_list"),
    path("reports/national/<slug:reference>/", public.NationalDetailView.as_view(), name="national_detail"),
    path("surveys/<slug:key>/", public.SurveyDetailView.as_view(), name="survey_detail"),
    path("work/reports/", work_national.ReportWorkListView.as_view(), name="national_work_list"),
    path("work/reports/new/", work_national.ReportCreateView.as_view(), name="national_create"),
    path("work/reports/<slug:reference>/edit/", work_answers.ReportEditView.as_view(), name="national_edit"),
    path("work/reports/<slug:reference>/publish/", work_publication.PublishView.as_view(), name="national_publish"),
    path("work/reports/<slug:reference>/audience/", work_publication.AudienceView.as_view(), name="national_audience"),
    path("work/reports/<slug:reference>/receipt/", work_national.ReceiptView.as_view(), name="national_receipt"),
    path("work/reports/<slug:reference>/correction/", work_national.correction_start, name="national_correct"),
    path(
        "work/reports/<slug:reference>/<slug:transition>/",
        work_national.NationalTransitionView.as_view(),
        name="national_transition",
    ),
    *urls_progress.urlpatterns,
]
