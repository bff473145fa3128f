"""The way to a contact in three clicks: links of topics, regions and languages that keep what was chosen before."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from stakeholders.repository_rows import used_by


@dataclass(frozen=True)
class Choice:
    """One thing still to choose; ``links`` are (words, query of the address)."""

    name: str
    label: str
    links: list[tuple[str, str]]
    is_next: bool


def steps_to_choose(asked: QueryDict, found: Any) -> list[Choice]:
    """What was not chosen yet, with only such links as lead to a contact. ``found`` is the filter set of the list."""
    if found.is_bound and not found.is_valid():
        return []
    used = used_by(found.qs, found.names) if any(asked.values()) else found.used
    offered = [
        ("topic", _("Choose a topic"), [(topic.key, str(topic)) for topic in used.topics]),
        ("region", _("Choose a region"), [(group.key, group.name) for group in used.regions]),
        ("language", _("Choose a language"), used.languages),
    ]
    left = [(name, label, links) for name, label, links in offered if links and not asked.get(name)]
    return [
        Choice(name, label, [(words, _with(asked, name, value)) for value, words in links], name == left[0][0])
        for name, label, links in left
    ]


def _with(asked: QueryDict, name: str, value: str) -> str:
    query = asked.copy()
    query.pop("page", None)
    query[name] = value
    return query.urlencode()
