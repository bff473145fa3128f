"""The filters of the restricted directory."""

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Func, Q, TextField, Value
from django.db.models.functions import Cast, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.common.widgets import PlainSelect
from states.contact_hours import Hours, is_reachable
from states.contact_vocabulary import Vocabulary, vocabulary
from states.enums import Reachability
from states.models import Contact
from states.search import Question

WORDS_AT_MOST = 6
KEYS_OF_TEXT = "(SELECT unnest(string_to_array(%(expressions)s, ',')::bigint[]))"


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
        for word in words:
            states = Question.of(word).answered_by(self.vocabulary.called)
            categories = [one.pk for one in self.vocabulary.categories if word.casefold() in one.name.casefold()]
            queryset = queryset.filter(
                Q(owner__in=_keys(states)) | Q(category__in=categories) | Q(words__contains=Lower(Value(word)))
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
        always = Q(reachability=Reachability.ALWAYS)
        sometimes = queryset.exclude(always).order_by()
        shared = sometimes.values_list(*hours).annotate(keys=StringAgg(Cast("pk", TextField()), ","))
        found = [keys for *own, keys in shared if is_reachable(Hours(*own), now)]
        return queryset.filter(always | Q(pk__in=_keys(found)))


def _keys(keys: Iterable[Any]) -> Func:
    """Keys of records as one parameter; a thousand of them would cost more than all the rest."""
    return Func(Value(",".join(map(str, keys))), template=KEYS_OF_TEXT)
