"""Delegations and notes verbales: what every role gets at every address, and the records behind them."""

from typing import Any

from tests import factories
from tests.contracts.addresses import DELEGATION, SECRETARIAT, Row, work
from tests.contracts.world import World

ROWS: list[Row] = [
    work("states:delegation_open", lambda world: {"key": world.state.key}, *SECRETARIAT),
    work("states:note_list", None, *SECRETARIAT, *DELEGATION, "other_drafter"),
    work("states:note_file", lambda world: {"reference": world.note.reference}, *SECRETARIAT, *DELEGATION),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """Records by name, added to the world; ``<noun>`` is there to be read, ``draft_<noun>`` is not."""
    return {"note": factories.NoteVerbaleFactory(owner=world.state, entered_by=publisher)}
