"""Joint inputs: what every role gets at every address, and the records behind them."""

from typing import Any

from django.utils import timezone

from tests import factories
from tests.contracts.addresses import DELEGATION, Row, everybody, nobody, public_only_for, work
from tests.contracts.world import World

AUTHOR = "representative"

ROWS: list[Row] = [
    everybody("meetings:input_detail", lambda world: {"reference": world.joint_input.reference}, "joint"),
    public_only_for(
        "meetings:input_detail",
        lambda world: {"reference": world.draft_joint_input.reference},
        AUTHOR,
        *DELEGATION,
        note="joint, parties asked",
    ),
    everybody("api:inputs-detail", lambda world: {"reference": world.joint_input.reference}, "joint"),
    nobody("api:inputs-detail", lambda world: {"reference": world.draft_joint_input.reference}, "joint, parties asked"),
    work("meetings:joint_parties", lambda world: {"reference": world.draft_input.reference}, AUTHOR),
    work(
        "meetings:joint_confirm",
        lambda world: {"reference": world.draft_joint_input.reference},
        *DELEGATION,
        note="asked",
    ),
    work(
        "meetings:input_transition",
        lambda world: {"reference": world.draft_joint_input.reference, "transition": "take_back"},
        AUTHOR,
        note="joint, parties asked",
    ),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """A joint input of the organization with the State: published, and one on which the State is still asked."""

    def joint(reference: str, **fields: Any) -> Any:
        made = factories.WrittenInputFactory(
            reference=reference, call=world.call, owner=world.organisation, asked_at=timezone.now(), version=1, **fields
        )
        confirmed = {"confirmed_at": timezone.now(), "confirmed_version": 1} if not fields else {}
        factories.InputPartyFactory(written_input=made, party=world.state, **confirmed)
        return made

    waiting = {"state": "awaiting_confirmation", "submitted_at": None, "published_at": None}
    return {"joint_input": joint("INP-2026-9101"), "draft_joint_input": joint("INP-2026-9102", **waiting)}
