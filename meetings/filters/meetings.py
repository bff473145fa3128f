"""Filters of the lists of meetings."""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.enums import MeetingState, Modality
from meetings.models import Body, Meeting, MeetingKind
from poa_portal.common.languages import CODES, column, current
from poa_portal.library.models import SearchEntry
from poa_portal.library.search import query_for

SEARCHED = ("title", "city")


def with_words(queryset: QuerySet, words: str) -> QuerySet:
    """Meetings whose entry in the search, or whose title or city in any language, holds the words."""
    columns = [f"{column(name, code)}__icontains" for name in SEARCHED for code in CODES]
    written = reduce(or_, (Q(**{name: words}) for name in columns))
    entries = SearchEntry.objects.filter(source="meeting", language=current(), vector=query_for(words, current()))
    return queryset.filter(written | Q(pk__in=entries.values("object_id")))


def next_first(queryset: QuerySet) -> QuerySet:
    """What lies ahead, the next one first; then what is over, the last one first."""
    ahead = Q(ends_on__gte=timezone.now().date())
    return queryset.annotate(
        is_past=Case(When(ahead, then=Value(0)), default=Value(1)),
        ahead_on=Case(When(ahead, then=F("starts_on"))),
    ).order_by("is_past", "ahead_on", "-starts_on", "-pk")


def _years() -> list[tuple[str, str]]:
    days = Meeting.objects.exclude(state=MeetingState.DRAFT).dates("starts_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in days]


class MeetingFilter(django_filters.FilterSet):
    """The public calendar."""

    q = django_filters.CharFilter(label=pgettext_lazy("filter", "Words"), max_length=200, method="by_words")
    year = django_filters.ChoiceFilter(
        label=pgettext_lazy("filter", "Year"), method="by_year", choices=_years, empty_label=_("All years")
    )
    body = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("filter", "Body"),
        queryset=Body.objects.all(),
        to_field_name="key",
        empty_label=_("All bodies"),
    )
    kind = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("filter", "Kind"),
        queryset=MeetingKind.objects.all(),
        to_field_name="key",
        empty_label=_("All kinds"),
    )
    modality = django_filters.ChoiceFilter(
        label=_("How it is held"), choices=Modality.choices, empty_label=_("In any way")
    )
    order = django_filters.ChoiceFilter(
        label=pgettext_lazy("filter", "Order"),
        method="by_order",
        empty_label=_("Next first"),
        choices=[("newest", _("Newest first")), ("oldest", _("Oldest first"))],
    )

    class Meta:
        model = Meeting
        fields = ["q", "year", "body", "kind", "modality", "order"]

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return with_words(queryset, value)

    def by_year(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Meetings of which a day falls in the year."""
        return queryset.filter(starts_on__year__lte=int(value), ends_on__year__gte=int(value))

    def by_order(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.order_by("starts_on", "pk") if value == "oldest" else queryset.order_by("-starts_on", "-pk")


class MeetingManageFilter(django_filters.FilterSet):
    """The secretariat's own list, drafts included."""

    q = django_filters.CharFilter(label=pgettext_lazy("filter", "Words"), max_length=200, method="by_words")
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("filter", "State of work"),
        choices=MeetingState.choices,
        empty_label=_("All states of work"),
    )
    body = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("filter", "Body"),
        queryset=Body.objects.all(),
        to_field_name="key",
        empty_label=_("All bodies"),
    )

    class Meta:
        model = Meeting
        fields = ["q", "state", "body"]

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return with_words(queryset, value)
