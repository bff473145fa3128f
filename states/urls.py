"""The addresses of States and regional groups."""

from django.urls import path

from states import views

app_name = "states"
urlpatterns = [
    path("states/", views.StateListView.as_view(), name="state_list"),
    path("states/<slug:key>/", views.StateDetailView.as_view(), name="state_detail"),
    path("regional-groups/<slug:key>/", views.GroupDetailView.as_view(), name="group_detail"),
]
