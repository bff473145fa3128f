"""The home page and the pages of words: who answers, how it works, help, privacy, accessibility."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from poa_portal.common.enums import Role
from poa_portal.common.pages import PageMixin
from poa_portal.pages import content, samples
from poa_portal.pages.help import TOPICS
from poa_portal.pages.related import PROCESSES


class WordsView(PageMixin, TemplateView):
    """A page of words that names the address to write to."""

    extra_context = {"contact": settings.DEFAULT_FROM_EMAIL}


class AboutView(WordsView):
    template_name = "pages/about.html"
    page_title = gettext_lazy("Who answers for this portal")


class AccessibilityView(WordsView):
    template_name = "pages/accessibility.html"
    page_title = gettext_lazy("Accessibility")


class PrivacyView(WordsView):
    template_name = "pages/privacy.html"
    page_title = gettext_lazy("Privacy: who sees what")


class RelatedView(PageMixin, TemplateView):
    template_name = "pages/related.html"
    page_title = gettext_lazy("Related processes")
    extra_context = {"processes": PROCESSES}


class HomeView(PageMixin, TemplateView):
    template_name = "pages/home.html"
    page_description = gettext_lazy(
        "Meetings, documents, written inputs and voluntary national reports on the use of information and "
        "communications technologies in the context of international security."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = {
            "meetings": content.next_meetings(user),
            "calls": content.open_calls(user),
            "news": content.news(user),
        }
        return super().get_context_data(**found, **kwargs)


class HowItWorksView(PageMixin, TemplateView):
    template_name = "pages/how_it_works.html"
    page_title = gettext_lazy("How it works")
    page_description = gettext_lazy("Who does what on the portal, step by step, with the dates of now.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        found = {
            "bodies": content.current_bodies(user),
            "meetings": content.next_meetings(user),
            "calls": content.open_calls(user),
            "editions": content.open_surveys(user),
            "today": timezone.now().date(),
        }
        return super().get_context_data(**found, **kwargs)


class HelpView(WordsView):
    template_name = "pages/help.html"
    page_title = gettext_lazy("Help and contact")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(topics=TOPICS.values(), **kwargs)


class HelpTopicView(WordsView):
    """One of the help pages, each for one kind of reader."""

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if kwargs["slug"] not in TOPICS:
            raise Http404
        self.topic = TOPICS[kwargs["slug"]]

    def get_template_names(self) -> list[str]:
        return [f"pages/help/{self.topic.slug}.html"]

    def get_page_title(self) -> str:
        return str(self.topic.title)

    def get_page_description(self) -> str:
        return str(self.topic.summary)

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Help and contact"), content.address("pages:help"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        others = [topic for topic in TOPICS.values() if topic is not self.topic]
        roles = {"coordinator": Role.COORDINATOR, "drafter": Role.DRAFTER, "publisher": Role.DELEGATION_PUBLISHER}
        return super().get_context_data(others=others, **{name: role.label for name, role in roles.items()}, **kwargs)


class StyleguideView(PageMixin, TemplateView):
    """Every piece with sample data, in light and dark; for those who build the portal."""

    template_name = "pages/styleguide.html"
    page_title = gettext_lazy("Style guide")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(theme=self.request.GET.get("theme", ""), **samples.everything(), **kwargs)
