"""Pillars, norms and themes, and what everybody published under each."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView, ListView

from poa_portal.common.pages import PageMixin
from poa_portal.library import context
from poa_portal.library.enums import TopicKind
from poa_portal.library.models import Topic
from poa_portal.library.topic_pages import published_under


class TopicList(PageMixin, ListView):
    """Pillars with the norms under theirs, then the free themes."""

    template_name = "library/topic_list.html"
    page_title = gettext_lazy("Topics")
    page_description = gettext_lazy(
        "The pillars of the mechanism, the norms and other themes, with what was published."
    )

    def get_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.visible_to(self.request.user).order_by("position", "key")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Library"), reverse("library:entry_list"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = super().get_context_data(**kwargs)
        topics = list(values["object_list"])
        values["pillars"] = [
            (pillar, [topic for topic in topics if topic.parent_id == pillar.pk])
            for pillar in topics
            if pillar.kind == TopicKind.PILLAR
        ]
        values["themes"] = [topic for topic in topics if topic.kind == TopicKind.THEME and topic.parent_id is None]
        return values


class NormList(PageMixin, ListView):
    """The voluntary norms in the order of their letters."""

    template_name = "library/norm_list.html"
    page_title = gettext_lazy("Voluntary norms")
    page_description = gettext_lazy(
        "The voluntary, non-binding norms of responsible State behaviour, with their source."
    )

    def get_queryset(self) -> QuerySet[Topic]:
        norms = Topic.objects.visible_to(self.request.user).filter(kind=TopicKind.NORM)
        return norms.order_by("position", "letter")

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        return [(_("Topics"), reverse("library:topic_list"))]


class TopicDetail(PageMixin, DetailView):
    """What was published under one topic: States, stakeholders and the secretariat each in a list of their own."""

    slug_field = slug_url_kwarg = "key"
    template_name = "library/topic_detail.html"
    context_object_name = "topic"

    def get_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.visible_to(self.request.user).select_related("parent")

    def get_page_title(self) -> str:
        return str(self.object)

    def get_page_description(self) -> str:
        return _("What States, stakeholders and the secretariat published on: %(topic)s") % {"topic": self.object.title}

    def get_breadcrumbs(self) -> list[tuple[str, str]]:
        found = [(_("Topics"), reverse("library:topic_list"))]
        if self.object.kind == TopicKind.NORM:
            return [*found, (_("Voluntary norms"), reverse("library:norm_list"))]
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        values = super().get_context_data(**kwargs)
        values["is_norm"] = self.object.kind == TopicKind.NORM
        values["children"] = list(self.object.children.all())
        values["groups"] = published_under(self.object, self.request.user)
        values["links"] = context.topic_links(self.object, self.request.user)
        return values
