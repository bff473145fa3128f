"""Ping rounds and drills: what every role gets at every address, and the records behind them."""

from typing import Any

from django.utils import timezone

from tests import factories
from tests.contracts.addresses import DELEGATION, Row, everybody, nobody, work
from tests.contracts.world import World

DELEGATIONS = (*DELEGATION, "other_drafter")


def _of(name: str) -> Any:
    return lambda world: {"reference": world.records[name].reference}


def _step(name: str, transition: str) -> Any:
    return lambda world: {"reference": world.records[name].reference, "transition": transition}


def _mail(name: str) -> Any:
    return lambda world: {"reference": world.records[name].round.reference, "pk": world.records[name].pk}


ROWS: list[Row] = [
    work("states:ping_list", None, *DELEGATIONS, "manager"),
    work("states:ping_create", None, "manager"),
    work("states:ping_drill", None, "coordinator"),
    work("states:ping_detail", _of("ping_round"), *DELEGATIONS, "manager", note="announced"),
    work("states:ping_detail", _of("draft_ping_round"), "manager", note="not announced"),
    work("states:ping_detail", _of("closed_ping_round"), *DELEGATIONS, "manager", note="closed"),
    work("states:ping_detail", _of("drill"), *DELEGATION, note="drill"),
    work("states:ping_detail", _of("draft_drill"), *DELEGATION, note="planned drill"),
    work("states:ping_edit", _of("ping_round"), "manager"),
    work("states:ping_edit", _of("draft_drill"), "coordinator", note="drill"),
    work("states:ping_export", _of("closed_ping_round"), "manager"),
    work("states:ping_export", _of("drill"), "coordinator", note="drill"),
    work("states:ping_returned", _mail("closed_ping"), "manager", answer=405),
    work("states:ping_returned", _mail("drill_ping"), "coordinator", note="drill", answer=405),
    work("states:ping_transition", _step("ping_round", "cancel"), "manager"),
    work("states:ping_transition", _step("draft_drill", "start"), "coordinator", note="drill"),
    work("states:ping_transition", _step("ping_round", "close"), note="not open yet"),
    everybody("states:ping_answer", lambda world: {"token": world.closed_ping.token}, "the link of a mail"),
    nobody("states:ping_answer", lambda world: {"token": "unknown"}, "unknown"),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """Records by name, added to the world; ``<noun>`` is there to be read, ``draft_<noun>`` is not."""
    now = timezone.now()
    began = {"state": "closed", "started_at": now, "closed_at": now}
    contact = factories.ContactFactory(owner=world.state)
    closed = factories.PingRoundFactory(is_announced=False, **began)
    drill = factories.PingRoundFactory(owner=world.state, **began)
    return {
        "ping_round": factories.PingRoundFactory(),
        "draft_ping_round": factories.PingRoundFactory(is_announced=False),
        "closed_ping_round": closed,
        "closed_ping": factories.PingFactory(round=closed, contact=contact),
        "drill": drill,
        "drill_ping": factories.PingFactory(round=drill, contact=contact, answered_at=now),
        "draft_drill": factories.PingRoundFactory(owner=world.state),
    }
