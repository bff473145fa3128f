"""The filters of the restricted directory."""

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django import forms
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Cast
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from states.contact_hours import Hours, is_reachable
from states.contact_vocabulary import Vocabulary, options, vocabulary
from states.models import Contact, State

WORDS_AT_MOST = 6
SEARCHED = ("reference", "office", "role_title", "person", "mailbox", "telephone", "other_channel")
KEYS_OF_TEXT = "(SELECT unnest(string_to_array(%(expressions)s, ',')::bigint[]))"
ALL = pgettext_lazy("filter", "All")


class PlainSelect(forms.Select):
    """A select without a template for each option; ``written`` are its options where they are written already."""

    written: str = ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        inner = self.written or options([(key, label) for key, label in self.choices if key != ""])
        first = format_html('<option value="">{}</option>', ALL)
        for chosen in filter(None, self.format_value(value)):
            mark = format_html('<option value="{}"', chosen)
            inner = inner.replace(mark, f"{mark} selected")
        return SafeString(f"<select{attributes}>{first}{inner}</select>")


class ContactFilter(filters.FilterSet):
    """Search, State, category, language, and whether somebody answers now."""

    q = filters.CharFilter(method="search", label=_("State, office, name or address"), max_length=100)
    state = filters.ChoiceFilter(
        field_name="owner__key", label=pgettext_lazy("kind of party", "State"), widget=PlainSelect
    )
    category = filters.ChoiceFilter(method="of_category", label=_("Category"), widget=PlainSelect)
    language = filters.ChoiceFilter(method="in_language", label=_("Language"), widget=PlainSelect)
    reachable = filters.ChoiceFilter(
        method="by_hours",
        label=pgettext_lazy("point of contact", "Reachable"),
        choices=[("now", pgettext_lazy("reachable", "Now"))],
        widget=PlainSelect,
    )

    class Meta:
        model = Contact
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vocabulary: Vocabulary = vocabulary()
        # Callables: what a form is given as a list it copies and reads several times.
        self.filters["state"].extra["choices"] = lambda: self.vocabulary.states
        self.filters["category"].extra["choices"] = lambda: [(one.key, one.name) for one in self.vocabulary.categories]
        self.filters["language"].extra["choices"] = lambda: self.vocabulary.languages

    @property
    def form(self) -> Any:
        """The form, its States written already."""
        form = super().form
        form.fields["state"].widget.written = self.vocabulary.state_options
        return form

    def search(self, queryset: Any, name: str, value: str) -> Any:
        """Every word is looked for: in the names and codes of States, in the category, and in the entry itself."""
        words = value.split()[:WORDS_AT_MOST]
        text = Func(Value(" "), *SEARCHED, function="concat_ws", output_field=TextField())
        queryset = queryset.alias(text=text)
        for word, states in zip(words, State.objects.answering(words), strict=True):
            categories = [one.pk for one in self.vocabulary.categories if word.casefold() in one.name.casefold()]
            queryset = queryset.filter(
                Q(owner__in=_keys(states)) | Q(category__in=categories) | Q(text__icontains=word)
            )
        return queryset

    def of_category(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(category__in=[one.pk for one in self.vocabulary.categories if one.key == value])

    def in_language(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.filter(languages__contains=[value])

    def by_hours(self, queryset: Any, name: str, value: str) -> Any:
        """The hours are read on each contact's own clock, so they are compared here, those that many share once.

        One query, however many rows.
        """
        now = timezone.now()
        hours = ("reachability", "days", "opens", "closes", "time_zone")
        shared = queryset.order_by().values_list(*hours).annotate(keys=StringAgg(Cast("pk", TextField()), ","))
        found = [keys for *own, keys in shared if is_reachable(Hours(*own), now)]
        return queryset.filter(pk__in=_keys(found))


def _keys(keys: Iterable[Any]) -> Func:
    """Keys of records as one parameter; a thousand of them would cost more than all the rest."""
    return Func(Value(",".join(map(str, keys))), template=KEYS_OF_TEXT)
