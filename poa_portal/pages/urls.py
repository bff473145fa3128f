"""Addresses of the pages that belong to no room."""

from django.urls import path

from poa_portal.pages import views

app_name = "pages"
home_patterns = [path("", views.HomeView.as_view(), name="home")]
urlpatterns = [
    path("about/", views.AboutView.as_view(), name="about"),
    path("how-it-works/", views.HowItWorksView.as_view(), name="how_it_works"),
    path("accessibility/", views.AccessibilityView.as_view(), name="accessibility"),
    path("privacy/", views.PrivacyView.as_view(), name="privacy"),
    path("related-processes/", views.RelatedView.as_view(), name="related"),
    path("help/", views.HelpView.as_view(), name="help"),
    path("help/<slug:slug>/", views.HelpTopicView.as_view(), name="help_topic"),
    path("styleguide/", views.StyleguideView.as_view(), name="styleguide"),
]
