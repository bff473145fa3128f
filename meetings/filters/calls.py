"""The filters of the public list of calls."""

from functools import reduce
from operator import or_

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.enums import CallKind
from meetings.models import Call
from meetings.querysets import CallQuerySet
from poa_portal.common.languages import CODES, column
from states.models import RegionalGroup


def _groups() -> list[tuple[str, str]]:
    return [("all", str(_("All States"))), *((group.key, str(group)) for group in RegionalGroup.objects.all())]


class CallFilter(django_filters.FilterSet):
    """``open_to=all`` gives the calls that States outside regional organizations can answer, too."""

    q = django_filters.CharFilter(label=pgettext_lazy("filter", "Words"), max_length=200, method="by_words")
    kind = django_filters.ChoiceFilter(label=pgettext_lazy("filter", "Kind"), choices=CallKind.choices)
    open_to = django_filters.ChoiceFilter(
        label=_("Open to"), choices=_groups, method="by_group", empty_label=pgettext_lazy("filter", "Whomever")
    )
    standing = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a process", "Status"),
        choices=[("open", pgettext_lazy("calls", "Open now")), ("over", pgettext_lazy("calls", "Over"))],
        method="by_standing",
    )

    class Meta:
        model = Call
        fields: list[str] = []

    def by_words(self, queryset: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return queryset.filter(reduce(or_, (Q(**{f"{column('title', code)}__icontains": value}) for code in CODES)))

    def by_group(self, queryset: CallQuerySet, name: str, value: str) -> CallQuerySet:
        return queryset.open_to_all_states() if value == "all" else queryset.open_to_group(value)

    def by_standing(self, queryset: CallQuerySet, name: str, value: str) -> CallQuerySet:
        chosen = Call.objects.open_now() if value == "open" else Call.objects.over()
        return queryset.filter(pk__in=chosen.order_by().values("pk"))
