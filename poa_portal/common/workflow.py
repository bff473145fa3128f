"""Workflows as tables.

A room writes its transitions down as rows; the table checks itself when it is made. ``audit.actions.perform``
carries a transition out. Buttons, actions and the test that walks every state by every role all read the same rows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

Predicate = Callable[[Any, Any], bool]


class Clock:
    """Who acts when a time has come: no person, and no role. Rows of a table say whether it may."""

    def __str__(self) -> str:
        return "clock"


CLOCK = Clock()


class TransitionRefused(Exception):
    """The transition is not open from this state, or not to this person. Carries a sentence for the reader."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Transition:
    """One row: ``name`` is the verb of the audit event, ``label`` the words on the button."""

    name: str
    sources: frozenset[str]
    target: str
    allowed: Predicate
    label: Any
    confirm: Any = ""  # what will happen and who will see it, said before it happens
    needs_reason: bool = False
    by_clock: bool = False  # carried out when its time has come, too

    def is_open_to(self, user: Any, subject: Any) -> bool:
        """Whether this person, or the clock, may carry it out on this record."""
        return self.by_clock if user is CLOCK else self.allowed(user, subject)


@dataclass(frozen=True)
class Workflow:
    """All transitions of one noun. Raises ``ValueError`` where a state cannot be reached, or left, or is unknown."""

    states: frozenset[str]
    initial: str
    final: frozenset[str]
    transitions: dict[str, Transition] = field(default_factory=dict)

    @classmethod
    def of(cls, states: Iterable[str], *, initial: str, final: Iterable[str], rows: Iterable[Transition]) -> "Workflow":
        table = cls(frozenset(states), initial, frozenset(final), {row.name: row for row in rows})
        table._check()
        return table

    def _check(self) -> None:
        rows = self.transitions.values()
        named = {state for row in rows for state in (*row.sources, row.target)} | {self.initial, *self.final}
        left = {state for row in rows for state in row.sources}
        reached = {row.target for row in rows} | {self.initial}
        faults = {
            "unknown": named - self.states,
            "never reached": self.states - reached,
            "never left": self.states - left - self.final,
        }
        found = {fault: sorted(map(str, states)) for fault, states in faults.items() if states}
        if found:
            raise ValueError(f"The workflow does not hold together: {found}")

    def available(self, user: Any, subject: Any) -> list[Transition]:
        """The transitions open to this person on this record now, in the order of the table."""
        return [
            row for row in self.transitions.values() if subject.state in row.sources and row.is_open_to(user, subject)
        ]
