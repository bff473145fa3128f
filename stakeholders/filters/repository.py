"""Filters of the repository of contacts: the public list, the moderators' list, and the lists of questions."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common import languages
from poa_portal.common.text import fold
from poa_portal.library import search
from poa_portal.library.models import SearchEntry
from stakeholders.actions.repository import SOURCE
from stakeholders.enums import ThreadState
from stakeholders.models import Enquiry, EnquiryThread, StakeholderContact
from stakeholders.repository_rows import Names, used_by


class ContactFilter(filters.FilterSet):
    """The public list. The choices are what the listed contacts have; ``used`` and ``names`` serve the page as well."""

    q = filters.CharFilter(label=_("Search in contacts"), method="by_text", max_length=200)
    topic = filters.ChoiceFilter(label=_("Topic"), method="by_topic", empty_label=_("Every topic"))
    region = filters.ChoiceFilter(label=_("Region"), method="by_region", empty_label=_("Every region"))
    language = filters.ChoiceFilter(label=_("Language"), method="by_language", empty_label=_("Any language"))

    class Meta:
        model = StakeholderContact
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = Names()
        self.used = used_by(self.queryset, self.names)
        self.filters["topic"].extra["choices"] = [(topic.key, str(topic)) for topic in self.used.topics]
        self.filters["region"].extra["choices"] = [(group.key, group.name) for group in self.used.regions]
        self.filters["language"].extra["choices"] = self.used.languages

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return matching(queryset, value)

    def by_topic(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.on_topic(value)

    def by_region(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.for_region(value)

    def by_language(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.in_language(value)


class ModerationFilter(filters.FilterSet):
    """Every entry, shown or not, for moderators."""

    q = filters.CharFilter(label=_("Search in contacts"), method="by_text", max_length=200)
    shown = filters.ChoiceFilter(
        label=pgettext_lazy("of a process", "Status"),
        method="by_shown",
        choices=[
            ("hidden", pgettext_lazy("contact in the repository", "Hidden by a moderator")),
            ("listed", pgettext_lazy("contact in the repository", "Listed")),
            ("unlisted", _("Off the list or not confirmed")),
        ],
        empty_label=_("All entries"),
    )

    class Meta:
        model = StakeholderContact
        fields: list[str] = []

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return matching(queryset, value)

    def by_shown(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        if value == "hidden":
            return queryset.exclude(hidden_at=None)
        listed = StakeholderContact.objects.listed().values("pk")
        return queryset.filter(pk__in=listed) if value == "listed" else queryset.exclude(pk__in=listed)


class ThreadFilter(filters.FilterSet):
    """Questions that an organization got."""

    q = filters.CharFilter(label=_("Search in questions"), method="by_text", max_length=200)
    state = filters.ChoiceFilter(
        label=pgettext_lazy("of a process", "Status"), choices=ThreadState.choices, empty_label=_("Any status")
    )

    class Meta:
        model = EnquiryThread
        fields: list[str] = []

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        said = Q(enquiry__subject__icontains=value) | Q(enquiry__text__icontains=value)
        asker = Q(**{f"enquiry__owner__{languages.column('name')}__icontains": value})
        return queryset.filter(said | asker | Q(enquiry__reference__iexact=value.strip()))


class EnquiryFilter(filters.FilterSet):
    """Questions that a State or the secretariat sent."""

    q = filters.CharFilter(label=_("Search in questions"), method="by_text", max_length=200)
    state = filters.ChoiceFilter(
        label=_("With a thread that is"), method="by_state", choices=ThreadState.choices, empty_label=_("Any status")
    )

    class Meta:
        model = Enquiry
        fields: list[str] = []

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        said = Q(subject__icontains=value) | Q(text__icontains=value) | Q(reference__iexact=value.strip())
        asked = EnquiryThread.objects.filter(owner__folded_name__contains=fold(value)).values("enquiry")
        return queryset.filter(said | Q(pk__in=asked))

    def by_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=EnquiryThread.objects.filter(state=value).values("enquiry"))


def matching(queryset: QuerySet, text: str) -> QuerySet:
    """Contacts whose function, offer, topics, reference or organization hold what was typed."""
    language = languages.current()
    entries = SearchEntry.objects.filter(source=SOURCE, language=language, vector=search.query_for(text, language))
    return queryset.filter(
        Q(pk__in=entries.values("object_id"))
        | Q(title__icontains=text)
        | Q(offer__icontains=text)
        | Q(reference__iexact=text.strip())
        | Q(owner__folded_name__contains=fold(text))
        | Q(owner__acronym__iexact=text.strip())
    )
