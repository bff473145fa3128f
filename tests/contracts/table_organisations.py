"""Organizations: names, mergers, closing: what every role gets at every address, and the records behind them."""

from typing import Any

from django.utils import timezone

from stakeholders.enums import NameKind, OrganisationState
from tests import factories
from tests.contracts.addresses import SECRETARIAT, Row, everybody, nobody, public_only_for, work
from tests.contracts.world import World

OTHERS = ("stranger", "other_representative", "drafter", "coordinator", "other_drafter", "manager", "chair")


def _organisation(world: World) -> dict[str, Any]:
    return {"key": world.organisation.key}


def _closed(world: World) -> dict[str, Any]:
    return {"key": world.draft_organisation.key}


ROWS: list[Row] = [
    public_only_for(
        "stakeholders:organisation_detail", _closed, "officer", "publisher", "manager", "chair", note="closed"
    ),
    nobody("stakeholders:organisation_detail", lambda world: {"key": "former-ledger"}, "former address", status=301),
    nobody("stakeholders:organisation_detail", lambda world: {"key": world.merged.key}, "merged", status=301),
    nobody("api:organisations-detail", _closed, "closed"),
    nobody("api:organisations-detail", lambda world: {"key": world.merged.key}, "merged", status=301),
    everybody("api:organisations-detail", _organisation, "with other names"),
    work("stakeholders:organisation_manage", None, *SECRETARIAT),
    work("stakeholders:organisation_review", _organisation, *SECRETARIAT),
    work("stakeholders:organisation_review", lambda world: {"key": world.merged.key}, *SECRETARIAT, note="merged"),
    work("stakeholders:organisation_rename", _organisation, "representative", "publisher"),
    work("stakeholders:organisation_rename", _closed, note="closed"),
    work("stakeholders:organisation_edit", _closed, note="closed"),
    work("stakeholders:organisation_join", _organisation, *OTHERS, *SECRETARIAT),
    work("stakeholders:organisation_join", _closed, note="closed"),
    work("stakeholders:organisation_merge", _organisation, "publisher"),
    work("stakeholders:organisation_merge", _closed, note="closed"),
    work(
        "stakeholders:organisation_transition",
        lambda world: {"key": world.organisation.key, "transition": "close"},
        "publisher",
    ),
    work(
        "stakeholders:organisation_transition",
        lambda world: {"key": world.merged.key, "transition": "reopen"},
        "publisher",
        note="undone",
    ),
    work("meetings:tally_rules", lambda world: {"slug": world.call.slug}, *SECRETARIAT),
    work("meetings:tally_rules", lambda world: {"slug": world.draft_call.slug}, *SECRETARIAT, note="draft"),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """Records by name, added to the world; ``<noun>`` is there to be read, ``draft_<noun>`` is not."""
    today = timezone.now().date()
    factories.OrganisationNameFactory(organisation=world.organisation, language="pt", text="Fórum do Livro Aberto")
    factories.OrganisationNameFactory(
        organisation=world.organisation, kind=NameKind.FORMER, language="", text="Ledger Forum", until=today
    )
    factories.OrganisationAddressFactory(organisation=world.organisation, key="former-ledger")
    world.organisation.countries.add(world.state)
    merged = factories.OrganisationFactory(
        name="Ledger Circle", key="ledger-circle", state=OrganisationState.CLOSED, merged_into=world.organisation
    )
    closed = factories.OrganisationFactory(name="Closed Circle", key="closed-circle", state=OrganisationState.CLOSED)
    return {"merged": merged, "draft_organisation": closed}
