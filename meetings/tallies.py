"""Who answered a call, counted by group: from what is published, or as an earlier consultation recorded it.

A party counts once, however many inputs it sent. What is not public is never counted, so that no figure tells of it.
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Call, WrittenInput
from poa_portal.common import bars, times
from poa_portal.common.enums import PartyKind
from stakeholders.enums import PUBLIC_TALLY_GROUP
from stakeholders.models import TallyGroup


@dataclass(frozen=True)
class Line:
    """One group of the tally."""

    key: str
    name: str
    inputs: int


@dataclass(frozen=True)
class Tally:
    """The counted lines, as bars, with how they were counted; ``is_recorded`` where they come from before the portal."""

    lines: list[Line]
    bars: bars.Bars
    method: str
    is_recorded: bool

    @property
    def total(self) -> int:
        return self.bars.total


def tally_of(call: Call, *, cut_off: datetime | None = None) -> Tally:
    """Count the public inputs to ``call`` that were published up to ``cut_off`` (now, where none is given).

    Recorded counts of a consultation held before the portal stand as they are. Two queries.
    """
    until = cut_off or timezone.now()
    groups = list(TallyGroup.objects.annotate(recorded=Sum("counts__inputs", filter=Q(counts__call=call))))
    if any(group.recorded is not None for group in groups):
        lines = [Line(group.key, group.name, group.recorded or 0) for group in groups]
        return Tally(lines, _bars(lines), _recorded_method(call), is_recorded=True)
    counted = _count(call, until)
    lines = [Line(group.key, group.name, counted.parties.get(group.key, 0)) for group in groups]
    return Tally(lines, _bars(lines), _live_method(call, until, counted.repeated), is_recorded=False)


@dataclass(frozen=True)
class _Counted:
    parties: dict[str, int]  # by key of the group
    repeated: int


def _count(call: Call, until: datetime) -> _Counted:
    public = WrittenInput.objects.visible_to(AnonymousUser()).published().filter(call=call, published_at__lte=until)
    rows = (
        public.order_by()
        .values_list("owner__kind", "owner__as_organisation__category__tally_group__key")
        .annotate(Count("owner", distinct=True), Count("pk"))
    )
    parties: dict[str, int] = {}
    repeated = 0
    for kind, group, distinct, inputs in rows:
        key = group if kind == PartyKind.ORGANISATION else PUBLIC_TALLY_GROUP
        parties[key] = parties.get(key, 0) + distinct
        repeated += inputs - distinct
    return _Counted(parties, repeated)


def _bars(lines: list[Line]) -> bars.Bars:
    return bars.tally(_("Inputs by group"), [(line.name, line.inputs) for line in lines])


def _live_method(call: Call, until: datetime, repeated: int) -> str:
    when = times.Moment.at(until, call.time_zone)
    parts = [
        _("Counted from the inputs published up to %(when)s; a party that sent several counts once.") % {"when": when},
        _("Inputs that were withdrawn, declined or not published are not counted; States count as public authorities."),
    ]
    if repeated:
        left_out = ngettext(
            "%(number)d further input of a party already counted is left out.",
            "%(number)d further inputs of parties already counted are left out.",
            repeated,
        )
        parts.append(left_out % {"number": repeated})
    return " ".join(parts)


def _recorded_method(call: Call) -> str:
    parts = [_("These counts were recorded when the consultation was held, before this portal.")]
    if call.source:
        parts.append(_("Source: %(source)s.") % {"source": call.source.rstrip(".")})
    return " ".join(parts)
