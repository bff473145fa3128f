"""Who answered a call, counted by group: from what is published, or as an earlier consultation recorded it.

A party counts once, however many inputs it sent, alone or with others; who only supports a joint input is not counted. What is not public is never counted, so that no figure tells of it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Sum, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.enums import Capacity
from meetings.models import Call, InputParty, TallyRule, WrittenInput
from poa_portal.common import bars, times
from poa_portal.common.enums import PartyKind
from poa_portal.common.languages import CODES, column
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

    The rules of the call say where it counts a category in another line than is usual. Recorded counts of a
    consultation held before the portal stand as they are. Two queries.
    """
    until = cut_off or timezone.now()
    recorded = TallyGroup.objects.annotate(recorded=Sum("counts__inputs", filter=Q(counts__call=call)))
    groups = list(recorded.annotate(moved=ArraySubquery(_moved(call))))
    if any(group.recorded is not None for group in groups):
        lines = [Line(group.key, group.name, group.recorded or 0) for group in groups]
        return Tally(lines, _bars(lines), _recorded_method(call), is_recorded=True)
    counted = _count(call, until, {rule["key"]: group.key for group in groups for rule in group.moved})
    lines = [Line(group.key, group.name, counted.parties.get(group.key, 0)) for group in groups]
    return Tally(lines, _bars(lines), _live_method(call, until, counted, groups), is_recorded=False)


@dataclass(frozen=True)
class _Counted:
    parties: dict[str, int]  # by key of the group
    repeated: int
    is_joint: bool  # whether joint inputs are among them


def _count(call: Call, until: datetime, moved: dict[str, str]) -> _Counted:
    """``moved`` gives the line of categories that this call counts by a rule of its own."""
    public = WrittenInput.objects.visible_to(AnonymousUser()).published().filter(call=call, published_at__lte=until)
    category = "as_organisation__category"
    columns = f"{category}__key", f"{category}__tally_group__key"
    senders = public.order_by().values_list("owner", "owner__kind", *(f"owner__{name}" for name in columns), Value(0))
    places = InputParty.objects.filter(
        written_input__in=public.order_by().values("pk"), capacity__in=Capacity.counted()
    )
    named = places.order_by().values_list("party", "party__kind", *(f"party__{name}" for name in columns), Value(1))
    lines: dict[int, str] = {}
    sent: list[int] = []
    joint = False
    for party, kind, fine, group, is_named in senders.union(named, all=True):
        lines[party] = moved.get(fine, group) if kind == PartyKind.ORGANISATION else PUBLIC_TALLY_GROUP
        joint = joint or bool(is_named)
        if not is_named:
            sent.append(party)
    return _Counted(dict(Counter(lines.values())), len(sent) - len(set(sent)), joint)


def _moved(call: Call) -> Any:
    """The categories that this call counts in a line by a rule of its own: key, and names in the six languages."""
    names = {"key": F("category__key")} | {column("name", code): F(column("category__name", code)) for code in CODES}
    rules = TallyRule.objects.filter(call=call, group=OuterRef("pk")).order_by("category__position", "category__key")
    return rules.annotate(one=JSONObject(**names)).values("one")


def _bars(lines: list[Line]) -> bars.Bars:
    return bars.tally(_("Inputs by group"), [(line.name, line.inputs) for line in lines])


def _live_method(call: Call, until: datetime, counted: _Counted, groups: list[Any]) -> str:
    when = times.Moment.at(until, call.time_zone)
    parts = [
        _("Counted from the inputs published up to %(when)s; a party that sent several counts once.") % {"when": when},
        _("Inputs that were withdrawn, declined or not published are not counted; States count as public authorities."),
    ]
    for group in groups:
        for rule in group.moved:
            words = {"category": rule[column("name")] or rule["name_en"], "group": group.name}
            parts.append(_("In this consultation “%(category)s” counts as “%(group)s”.") % words)
    if counted.is_joint:
        parts.append(_("Of a joint input, each author and sponsor counts once; who supports it is not counted."))
    if counted.repeated:
        left_out = ngettext(
            "%(number)d further input of a party already counted is left out.",
            "%(number)d further inputs of parties already counted are left out.",
            counted.repeated,
        )
        parts.append(left_out % {"number": counted.repeated})
    return " ".join(parts)


def _recorded_method(call: Call) -> str:
    parts = [_("These counts were recorded when the consultation was held, before this portal.")]
    if call.source:
        parts.append(_("Source: %(source)s.") % {"source": call.source.rstrip(".")})
    return " ".join(parts)
