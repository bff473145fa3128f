"""The filters of the list of messages between States."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from poa_portal.accounts.standing import standing_of
from poa_portal.common.text import fold
from states.enums import MessageKind, MessageState, Urgency
from states.models import Message, State


class MessageFilter(filters.FilterSet):
    """Everything but the first searches among the reader's own messages only, as the queryset brings them."""

    q = filters.CharFilter(label=_("Subject or reference"), method="by_words", max_length=200)
    direction = filters.ChoiceFilter(
        label=_("Received or sent"),
        choices=[("received", pgettext_lazy("messages", "Received")), ("sent", pgettext_lazy("messages", "Sent"))],
        method="by_direction",
    )
    waiting = filters.ChoiceFilter(
        label=_("Waiting"), choices=[("yes", _("Unread or not acknowledged"))], method="by_waiting"
    )
    state = filters.ChoiceFilter(label=pgettext_lazy("of a process", "Status"), choices=MessageState.choices)
    kind = filters.ChoiceFilter(label=_("Kind"), choices=MessageKind.choices)
    urgency = filters.ChoiceFilter(label=_("Urgency"), choices=Urgency.choices)
    other = filters.ChoiceFilter(label=_("Other State"), choices=[], method="by_other")

    class Meta:
        model = Message
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self._parties()
        pairs = self.queryset.order_by().values_list("owner", "recipient").distinct()
        others = {party for pair in pairs for party in pair} - own
        states = State.objects.filter(pk__in=others)
        self.filters["other"].extra["choices"] = sorted(
            ((state.key, state.name) for state in states), key=lambda pair: fold(pair[1])
        )

    def by_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(subject__icontains=value) | Q(reference__iexact=value.strip()))

    def by_direction(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(**{"recipient__in" if value == "received" else "owner__in": self._parties()})

    def by_waiting(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(is_waiting=True)

    def by_other(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(owner__key=value) | Q(recipient__key=value))

    def _parties(self) -> frozenset[int]:
        return standing_of(self.request.user).parties
