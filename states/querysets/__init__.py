"""Who may read what in the room of States, by noun."""

from states.querysets.states import PublicQuerySet, StateQuerySet

__all__ = ["PublicQuerySet", "StateQuerySet"]
