"""What readers of the library and the desk of the secretariat filter by."""

from typing import Any

import django_filters
from django import forms
from django.contrib.postgres.search import SearchRank
from django.db.models import Case, F, Func, IntegerField, Max, Min, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.accounts.models import Party
from poa_portal.common import languages
from poa_portal.common.enums import PartyKind
from poa_portal.library import context, search, symbols
from poa_portal.library.enums import PublicationState, TopicKind
from poa_portal.library.models import Document, DocumentKind, SearchEntry, Topic
from poa_portal.library.sources import DOCUMENT

NEWEST, RELEVANCE = "newest", "relevance"
LONGEST_QUERY = 200


class EntryFilter(django_filters.FilterSet):
    """Searches everything this reader may read, in the language of the page."""

    q = django_filters.CharFilter(
        label=pgettext_lazy("library", "Words or symbol"),
        method="search",
        max_length=LONGEST_QUERY,
        widget=forms.SearchInput,
    )
    source = django_filters.ChoiceFilter(label=pgettext_lazy("library", "What"), empty_label=_("Everything"))
    kind = django_filters.ChoiceFilter(
        label=_("Kind of document"), field_name="shown__kind_key", empty_label=_("Every kind")
    )
    topic = django_filters.ChoiceFilter(label=_("Topic"), method="by_topic", empty_label=_("Every topic"))
    year = django_filters.ChoiceFilter(label=_("Year"), field_name="date__year", empty_label=_("Every year"))
    language = django_filters.ChoiceFilter(label=_("Exists in"), method="by_language", empty_label=_("Any language"))
    party = django_filters.ChoiceFilter(
        label=_("State or organization"), method="by_party", empty_label=_("All of them")
    )
    order = django_filters.ChoiceFilter(
        label=pgettext_lazy("library", "Order"), method="keep", empty_label=None, null_label=None
    )

    class Meta:
        model = SearchEntry
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = self.data if self.is_bound else {}
        visible = SearchEntry.objects.visible_to(self.request.user).filter(language=languages.current())
        choices = {
            "source": [(source.name, source.label) for source in search.sources()],
            "kind": [(kind.key, kind.name) for kind in DocumentKind.objects.all()],
            "topic": _topic_choices(),
            "year": _year_choices(visible),
            "language": _language_choices(self.asked.get("language", "")),
            "party": _party_choices(visible, self.asked.get("party", "")),
            "order": [(RELEVANCE, _("Best match first")), (NEWEST, _("Newest first"))],
        }
        for name, found in choices.items():
            self.filters[name].extra["choices"] = found

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """All filters, then the order: by relevance where something was searched for and no other was chosen."""
        queryset = super().filter_queryset(queryset)
        text = self.form.cleaned_data.get("q", "").strip()
        if not text:
            return queryset.order_by("-date", "-object_id", "source")
        newest = queryset.order_by("-date", "-object_id").values("pk")[: search.WINDOW]
        window = SearchEntry.objects.filter(pk__in=newest)
        named = Case(
            When(source=DOCUMENT, object_id__in=self.named, then=Value(1)),
            default=Value(0),
            output_field=IntegerField(),
        )
        if self.form.cleaned_data.get("order") == NEWEST:
            return window.annotate(named=named).order_by("-named", "-date", "-object_id", "source")
        rank = SearchRank(F("vector"), search.query_for(text, languages.current()))
        return window.annotate(named=named, rank=rank).order_by("-named", "-rank", "-date", "-object_id", "source")

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        self.named = symbols.named_ids(value, self.request.user) if symbols.looks_like(value) else []
        matching = Q(vector=search.query_for(value, languages.current()))
        if self.named:
            matching |= Q(source=DOCUMENT, object_id__in=self.named)
        return queryset.filter(matching)

    def by_topic(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(topics__contains=[value])

    def by_language(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(languages__contains=[value])

    def by_party(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(parties__contains=[value])

    def keep(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """The order is chosen when everything else is."""
        return queryset


def _topic_choices() -> list[Any]:
    """Pillars and themes, with the norms in a group of their own."""
    topics = list(Topic.objects.all())
    groups = [(kind, [(t.key, str(t)) for t in topics if t.kind == kind]) for kind in TopicKind]
    order = [TopicKind.PILLAR, TopicKind.NORM, TopicKind.THEME]
    found = dict(groups)
    return [(kind.label, found[kind]) for kind in order if found[kind]]


def _year_choices(visible: QuerySet) -> list[tuple[str, str]]:
    span = visible.exclude(date=search.NO_DATE).order_by().aggregate(first=Min("date"), last=Max("date"))
    if span["first"] is None:
        return []
    return [(str(year), str(year)) for year in range(span["last"].year, span["first"].year - 1, -1)]


def _language_choices(asked: str) -> list[tuple[str, str]]:
    """The six, and another one that an address asks for."""
    codes = [*languages.CODES]
    if asked and asked not in codes and languages.is_tag(asked):
        codes.append(asked)
    return [(code, languages.name_in(code)) for code in codes]


def _party_choices(visible: QuerySet, asked: str) -> list[Any]:
    """Those who published something that this reader may read, and the one an address asks for: States, then others."""
    published = visible.exclude(source__in=search.directories()).order_by()
    keys = published.annotate(key=Func("parties", function="jsonb_array_elements_text")).values("key").distinct()
    parties = Party.objects.filter(Q(key__in=keys) | Q(key=asked[:120]))
    ordered = parties.order_by(*context.party_order(""), languages.column("name"))
    groups: dict[str, list[tuple[str, str]]] = {kind: [] for kind in PartyKind}
    for party in ordered:
        groups[party.kind].append((party.key, party.name))
    labels = {PartyKind.STATE: _("States"), PartyKind.ORGANISATION: _("Organizations")}
    return [(label, groups[kind]) for kind, label in labels.items() if groups[kind]]


class DocumentFilter(django_filters.FilterSet):
    """The documents on the desk of the secretariat."""

    q = django_filters.CharFilter(
        label=pgettext_lazy("library", "Words or symbol"),
        method="search",
        max_length=LONGEST_QUERY,
        widget=forms.SearchInput,
    )
    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("document", "State"), choices=PublicationState.choices, empty_label=_("Every state")
    )
    kind = django_filters.ModelChoiceFilter(
        label=_("Kind of document"),
        queryset=DocumentKind.objects.all(),
        to_field_name="key",
        empty_label=_("Every kind"),
    )
    order = django_filters.OrderingFilter(
        label=pgettext_lazy("library", "Order"),
        fields=[("date", "date"), ("created_at", "made"), ("released_at", "release")],
        choices=[
            ("-date", _("Newest date first")),
            ("date", _("Oldest date first")),
            ("-made", _("Last made first")),
            ("-release", _("Last released first")),
        ],
        empty_label=None,
    )

    class Meta:
        model = Document
        fields: list[str] = []

    def search(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """By any title, by reference, or by a part of a symbol however it is spelled."""
        titles = [f"{languages.column('title', code)}__icontains" for code in languages.CODES]
        matching = Q(reference__icontains=value)
        for title in titles:
            matching |= Q(**{title: value})
        for form in symbols.forms(value):
            matching |= Q(symbols__normal_form__contains=form)
        return queryset.filter(matching).distinct()
