"""The addresses of reports and surveys."""

from reports import urls_progress

app_name = "reports"
urlpatterns = [*urls_progress.urlpatterns]
