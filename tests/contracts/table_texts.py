"""Common texts: what every role gets at every address, and the records behind them."""

from typing import Any

from tests import factories
from tests.contracts.addresses import Row, everybody, nobody, public_only_for, signed_in, work
from tests.contracts.world import World

COORDINATOR = ("representative",)
REPRESENTATIVES = ("representative", "other_representative")


def _text(world: World) -> dict[str, Any]:
    return {"slug": world.text_open.slug}


def _draft(world: World) -> dict[str, Any]:
    return {"slug": world.draft_text_open.slug}


ROWS: list[Row] = [
    everybody("stakeholders:text_list"),
    everybody("stakeholders:text_detail", _text),
    public_only_for("stakeholders:text_detail", _draft, *COORDINATOR, note="draft"),
    everybody("stakeholders:version_detail", lambda world: {**_text(world), "number": 1}),
    nobody("stakeholders:version_detail", lambda world: {**_draft(world), "number": 1}, "being written"),
    everybody("stakeholders:join_create", _text),
    public_only_for("stakeholders:join_create", _draft, *COORDINATOR, note="draft"),
    work("stakeholders:text_work_list", None, *REPRESENTATIVES),
    work("stakeholders:text_create", None, *REPRESENTATIVES),
    work("stakeholders:text_manage", _text, *COORDINATOR),
    work("stakeholders:text_edit", _text, *COORDINATOR),
    work("stakeholders:version_edit", _text, *COORDINATOR),
    work("stakeholders:version_publish", _draft, *COORDINATOR),
    work("stakeholders:text_coordinators", _text, *COORDINATOR),
    work("stakeholders:endorsement_arrange", _text, *COORDINATOR),
    work("stakeholders:join_list", _text, *COORDINATOR),
    signed_in("stakeholders:endorsement_create", _text),
    work("stakeholders:endorsement_withdraw", _text, *COORDINATOR),
    work("stakeholders:text_transition", lambda world: {**_draft(world), "transition": "open"}, *COORDINATOR),
    everybody("api:common-texts-list"),
    everybody("api:common-texts-detail", _text),
    nobody("api:common-texts-detail", _draft, "draft"),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """A text of the organization that is open and that it supports itself, and one that is being written."""

    def text(slug: str, **fields: Any) -> Any:
        return factories.CommonTextFactory(slug=slug, owner=world.organisation, **fields)

    shown, draft = text("shared-views"), text("unseen-views", state="draft")
    version = factories.TextVersionFactory(text=shown, number=1)
    factories.EndorsementFactory(version=version, owner=world.organisation)
    factories.JoinRequestFactory(text=shown)
    factories.TextVersionFactory(text=draft, number=1, published_at=None)
    return {"text_open": shown, "draft_text_open": draft, "text_version": version}
