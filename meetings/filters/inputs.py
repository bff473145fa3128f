"""Filters of lists of written inputs: the public one, the page of a call, the desk of the secretariat."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.enums import InputState
from meetings.models import Call, WrittenInput
from poa_portal.accounts.models import Party
from poa_portal.common import languages
from poa_portal.common.text import fold
from poa_portal.library import search
from poa_portal.library.models import SearchEntry, Topic

SOURCE = "input"


def matching(queryset: QuerySet, text: str) -> QuerySet:
    """Inputs whose text, title, reference or author holds what was typed; what is not published has no full text."""
    language = languages.current()
    entries = SearchEntry.objects.filter(source=SOURCE, language=language, vector=search.query_for(text, language))
    return queryset.filter(
        Q(pk__in=entries.values("object_id"))
        | Q(title__icontains=text)
        | Q(reference__iexact=text.strip())
        | Q(owner__as_organisation__folded_name__contains=fold(text))
    )


class SearchedFilter(filters.FilterSet):
    q = filters.CharFilter(label=_("Search in inputs"), method="by_text")

    class Meta:
        model = WrittenInput
        fields: list[str] = []

    def by_text(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return matching(queryset, value)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Lists, not querysets: a form reads its choices several times."""
        self.filters[name].extra["choices"] = choices


class PartyMixin(filters.FilterSet):
    party = filters.CharFilter(label=_("From"), method="by_party", help_text=_("State or organization"))

    def by_party(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By the key of a party, as links give it, or by a part of its name; of joint inputs any of the parties."""
        parties = Party.objects.filter(
            Q(key=value.lower())
            | Q(as_organisation__folded_name__contains=fold(value))
            | Q(**{f"{languages.column('name')}__icontains": value})
            | Q(as_state__aliases__folded=fold(value))
        )
        return queryset.of_parties(parties.values("pk"))


class PublishedInputFilter(SearchedFilter, PartyMixin):
    """The public list. The choices come from what is published, in three queries."""

    call = filters.ChoiceFilter(label=_("Call"), field_name="call__slug")
    language = filters.ChoiceFilter(label=_("Language"), field_name="language")
    topic = filters.ChoiceFilter(label=_("Topic"), field_name="topics__key")
    year = filters.ChoiceFilter(label=_("Year"), field_name="published_at__year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readable = self.queryset.order_by()
        calls = Call.objects.filter(pk__in=readable.values("call"))
        found = set(readable.values_list("language", "published_at__year").distinct())
        self._offer("call", [(call.slug, call.title) for call in calls])
        self._offer("language", _by_name({language for language, _year in found}))
        self._offer("topic", [(topic.key, str(topic)) for topic in Topic.objects.all()])
        self._offer("year", [(str(year), str(year)) for year in sorted({year for _l, year in found}, reverse=True)])


class CallInputFilter(SearchedFilter):
    """The inputs to one call."""


class DeskFilter(SearchedFilter, PartyMixin):
    """What was submitted, for the secretariat and for authors."""

    state = filters.ChoiceFilter(label=pgettext_lazy("of a process", "Status"), choices=InputState.choices)
    call = filters.ChoiceFilter(label=_("Call"), field_name="call__slug")
    language = filters.ChoiceFilter(label=_("Language"), field_name="language")
    order = filters.OrderingFilter(
        label=_("Order"),
        fields=[("submitted_at", "submitted"), ("call__deadline", "deadline"), ("title", "title")],
        choices=[
            ("-submitted", _("Newest first")),
            ("submitted", _("Oldest first")),
            ("deadline", _("Earliest deadline first")),
            ("title", _("By title")),
        ],
        empty_label=None,
        null_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readable = self.queryset.order_by()
        calls = Call.objects.filter(pk__in=readable.values("call"))
        self._offer("call", [(call.slug, call.title) for call in calls])
        self._offer("language", _by_name(set(readable.values_list("language", flat=True).distinct())))


def _by_name(codes: set[str]) -> list[tuple[str, str]]:
    return sorted(((code, languages.name_in(code)) for code in codes), key=lambda pair: fold(pair[1]))
