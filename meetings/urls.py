"""Addresses of the room of meetings."""

from meetings import urls_inputs

app_name = "meetings"
urlpatterns = [
    *urls_inputs.urlpatterns,
]
