"""What is in a person's care for a party: open drafts and tasks, which a hand-over moves to the successor.

Rooms register their sources in ``AppConfig.ready()``; the page of a hand-over counts them, the action moves them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CareSource:
    """``find(user, party)`` gives the open records of this party in this person's care; ``move(records, to)`` puts them
    into another's, inside the transaction of the hand-over."""

    name: str
    label: Any
    find: Callable[[Any, Any], Any]
    move: Callable[[Any, Any], int]


_sources: dict[str, CareSource] = {}


def register(source: CareSource) -> None:
    _sources[source.name] = source


def in_care_of(user: Any, party: Any) -> list[tuple[CareSource, list[Any]]]:
    """What this person looks after for the party, by source; sources with nothing are left out."""
    found = [(source, list(source.find(user, party))) for source in _sources.values()]
    return [(source, records) for source, records in found if records]


def move_all(user: Any, party: Any, *, to: Any) -> dict[str, int]:
    """Put everything into the care of ``to``; how many records of each source moved."""
    return {source.name: source.move(source.find(user, party), to) for source, _records in in_care_of(user, party)}
