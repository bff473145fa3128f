"""The home page and the pages of words: who answers, how it works, help, privacy, accessibility."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from poa_portal.common.pages import PageMixin


class HomeView(PageMixin, TemplateView):
    template_name = "pages/home.html"


class AboutView(PageMixin, TemplateView):
    template_name = "pages/about.html"
    page_title = _("Who answers for this portal")


class HowItWorksView(PageMixin, TemplateView):
    template_name = "pages/how_it_works.html"
    page_title = _("How it works")


class AccessibilityView(PageMixin, TemplateView):
    template_name = "pages/accessibility.html"
    page_title = _("Accessibility")


class PrivacyView(PageMixin, TemplateView):
    template_name = "pages/privacy.html"
    page_title = _("Privacy")


class RelatedView(PageMixin, TemplateView):
    template_name = "pages/related.html"
    page_title = _("Related processes")


class HelpView(PageMixin, TemplateView):
    template_name = "pages/help.html"
    page_title = _("Help and contact")


class HelpTopicView(PageMixin, TemplateView):
    template_name = "pages/help_topic.html"


class StyleguideView(PageMixin, TemplateView):
    template_name = "pages/styleguide.html"
    page_title = "Style guide"
