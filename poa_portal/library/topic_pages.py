"""What was published under a topic, by who published it. No figure per State, and no line for the silent."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.enums import PartyKind
from poa_portal.library import context, search
from poa_portal.library.entry_rows import EntryRow, entry_rows
from poa_portal.library.models import SearchEntry, Topic
from poa_portal.library.sources import TOPIC

AT_MOST = 100


@dataclass(frozen=True)
class PublishedGroup:
    """The content of one kind of author; ``more_url`` leads to the whole list where it is longer than the page shows."""

    kind: str
    title: Any
    about: Any
    rows: list[EntryRow]
    more_url: str = ""


_GROUPS = (
    (
        PartyKind.STATE,
        _("State content"),
        _("What States chose to publish here, in alphabetical order. It is reproduced as received."),
    ),
    (
        PartyKind.ORGANISATION,
        _("Stakeholder content"),
        _("What organizations sent in. It does not express the view of any State or of the secretariat."),
    ),
    (
        PartyKind.SECRETARIAT,
        _("Documents and meetings of the secretariat"),
        _("Official documents, papers and meetings."),
    ),
)


def published_under(topic: Topic, user: Any) -> list[PublishedGroup]:
    """Three labelled lists, each in one query."""
    visible = SearchEntry.objects.visible_to(user).filter(language=languages.current(), topics__contains=[topic.key])
    entries = visible.exclude(source__in=[TOPIC, *search.apart()]).select_related("owner").defer("vector")
    newest = ("-date", "-object_id")
    by_kind = {
        PartyKind.STATE: entries.filter(owner__kind=PartyKind.STATE).order_by(
            *context.party_order("owner__"), f"owner__{languages.column('name')}", *newest
        ),
        PartyKind.ORGANISATION: entries.filter(owner__kind=PartyKind.ORGANISATION).order_by(*newest),
        PartyKind.SECRETARIAT: entries.exclude(owner__kind__in=[PartyKind.STATE, PartyKind.ORGANISATION]).order_by(
            *newest
        ),
    }
    whole = f"{reverse('library:entry_list')}?topic={topic.key}"
    groups = []
    for kind, title, about in _GROUPS:
        found = list(by_kind[kind][: AT_MOST + 1])
        rows = entry_rows(found[:AT_MOST])
        groups.append(PublishedGroup(kind, title, about, rows, whole if len(found) > AT_MOST else ""))
    return groups
