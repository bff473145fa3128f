"""The addresses of the public API, version 1."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from meetings.api.views import BodyViewSet, CallViewSet, MeetingViewSet, WrittenInputViewSet
from poa_portal.api.views import NoSuchResource, RootView, docs
from poa_portal.library.api.views import DocumentViewSet, TopicViewSet
from reports.api.views import NationalReportViewSet, ProgressReportViewSet
from stakeholders.api.accreditation import RequestViewSet, RoundViewSet
from stakeholders.api.repository import StakeholderContactViewSet
from stakeholders.api.texts import CommonTextViewSet
from stakeholders.api.views import OrganisationViewSet
from states.api.contacts import PublicContactViewSet
from states.api.views import RegionalGroupViewSet, StateViewSet

app_name = "api"

RESOURCES = {
    "states": StateViewSet,
    "regional-groups": RegionalGroupViewSet,
    "contacts": PublicContactViewSet,
    "topics": TopicViewSet,
    "organisations": OrganisationViewSet,
    "accreditation-rounds": RoundViewSet,
    "accreditation-requests": RequestViewSet,
    "stakeholder-contacts": StakeholderContactViewSet,
    "common-texts": CommonTextViewSet,
    "bodies": BodyViewSet,
    "meetings": MeetingViewSet,
    "documents": DocumentViewSet,
    "calls": CallViewSet,
    "inputs": WrittenInputViewSet,
    "national-reports": NationalReportViewSet,
    "progress-reports": ProgressReportViewSet,
}

router = SimpleRouter()
for name, viewset in RESOURCES.items():
    router.register(name, viewset, basename=name)

urlpatterns = [
    path("", RootView.as_view(resources=list(RESOURCES)), name="root"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    *router.urls,
    re_path(r"^(?P<rest>.*)$", NoSuchResource.as_view(), name="nothing"),
]
