"""Addresses of the whole portal: every page under its language, the rest without."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from poa_portal.common import views as common_views
from poa_portal.library import views_web
from poa_portal.pages import health
from poa_portal.pages import urls as pages_urls

handler400 = common_views.bad_request
handler403 = common_views.permission_denied
handler404 = common_views.not_found
handler500 = common_views.server_error

urlpatterns = [
    path("", common_views.to_reader_language, name="root"),
    path("healthz", health.healthz, name="healthz"),
    path("robots.txt", views_web.robots, name="robots"),
    path("sitemap.xml", views_web.sitemap, name="sitemap"),
    path("api/v1/", include("poa_portal.api_urls")),
    *i18n_patterns(
        *pages_urls.home_patterns,
        path("", include("poa_portal.pages.urls")),
        path("accounts/", include("allauth.urls")),
        path("", include("poa_portal.accounts.urls")),
        path("", include("poa_portal.audit.urls")),
        path("", include("poa_portal.library.urls")),
        path("", include("states.urls")),
        path("", include("stakeholders.urls")),
        path("", include("meetings.urls")),
        path("", include("reports.urls")),
        prefix_default_language=True,
    ),
]
