"""What the pages of States show: letters of the list, facts of a State, what it published here."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from poa_portal.common import languages, times
from poa_portal.common.text import fold
from poa_portal.library.models import SearchEntry
from poa_portal.library.search import sources
from states.models import GroupMembership, State

# What a State's page always speaks of, so that absence is said in words; other sources follow where they have entries.
ALWAYS_NAMED = ("national-report", "input", "document")
ROWS_AT_MOST = 50


@dataclass(frozen=True)
class Letter:
    """The States under one letter; ``sign`` is empty in a script without letters."""

    sign: str
    states: list[State]

    @property
    def anchor(self) -> str:
        return f"letter-{ord(self.sign):x}" if self.sign else "all"


def by_letter(states: Iterable[State]) -> list[Letter]:
    """States that are in alphabetical order already, under their first letters."""
    if languages.current() == "zh-hans":
        rows = list(states)
        return [Letter("", rows)] if rows else []
    return [Letter(sign, list(rows)) for sign, rows in groupby(states, key=lambda state: first_letter(state.name))]


def first_letter(name: str) -> str:
    """É counts as E and أ as ا; Й stays itself, because Russian counts it as a letter of its own."""
    first = name[:1]
    if unicodedata.name(first, "").startswith("CYRILLIC"):
        return first.upper()
    return fold(first)[:1].upper()


@dataclass(frozen=True)
class Membership:
    """A State's part in a regional group, as a line of its page."""

    group: Any
    role: str
    period: str
    note: str


def membership_line(membership: GroupMembership) -> Membership:
    return Membership(membership.group, membership.get_role_display(), _period(membership), membership.note)


def _period(membership: GroupMembership) -> str:
    start, end = membership.starts_on, membership.ends_on
    if start and end:
        return times.format_period(start, end)
    if start:
        return _("since %(day)s") % {"day": times.format_date(start)}
    return _("until %(day)s") % {"day": times.format_date(end)} if end else ""


@dataclass(frozen=True)
class PublishedRow:
    title: str
    url: str
    kind: str
    day: str


@dataclass(frozen=True)
class Published:
    """What a State published of one kind; ``more`` says that there is more than is shown."""

    name: str
    label: str
    rows: list[PublishedRow]
    more: bool = False


def published_by(state: State, user: Any) -> list[Published]:
    """What this State published here and this reader may read, by kind, newest first."""
    labels = {source.name: str(source.label) for source in sources()}
    found: dict[str, list[SearchEntry]] = {name: [] for name in ALWAYS_NAMED if name in labels}
    for entry in _entries(state, user):
        found.setdefault(entry.source, []).append(entry)
    return [_published(name, labels.get(name, name), entries) for name, entries in found.items()]


def _published(name: str, label: str, entries: list[SearchEntry]) -> Published:
    rows = [_row(entry) for entry in entries[:ROWS_AT_MOST]]
    return Published(name, label, rows, len(entries) > ROWS_AT_MOST)


def _entries(state: State, user: Any) -> QuerySet[SearchEntry]:
    entries = SearchEntry.objects.visible_to(user).filter(owner=state.pk, language=languages.current())
    return entries.only("source", "title", "url", "date", "kind")


def _row(entry: SearchEntry) -> PublishedRow:
    return PublishedRow(entry.title, f"/{languages.current()}{entry.url}", entry.kind, times.format_date(entry.date))
