"""Accreditation: what every role gets at every address, and the records behind them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from stakeholders.enums import RequestState, RoundState
from tests import factories
from tests.contracts.addresses import (
    DELEGATION,
    WHOLE_SECRETARIAT,
    Row,
    everybody,
    public_only_for,
    signed_in,
    work,
)
from tests.contracts.world import World

DELEGATIONS = (*DELEGATION, "other_drafter")
ORGANISATIONS = ("representative", "other_representative")
OWN = ("representative",)


def _round(world: World) -> dict[str, Any]:
    return {"slug": world.accreditation_round.slug}


def _draft_round(world: World) -> dict[str, Any]:
    return {"slug": world.draft_accreditation_round.slug}


def _of(name: str, **more: Any) -> Any:
    return lambda world: {"reference": world.records[name].reference, **more}


def _objection(world: World) -> dict[str, Any]:
    return {"pk": world.draft_objection.pk}


ROWS: list[Row] = [
    everybody("stakeholders:round_list"),
    everybody("stakeholders:round_detail", _round),
    public_only_for("stakeholders:round_detail", _draft_round, *WHOLE_SECRETARIAT, note="draft"),
    everybody("stakeholders:round_csv", _round),
    public_only_for("stakeholders:round_csv", _draft_round, *WHOLE_SECRETARIAT, note="draft"),
    everybody("stakeholders:request_detail", _of("accreditation")),
    public_only_for("stakeholders:request_detail", _of("draft_accreditation"), *OWN, note="draft"),
    work("stakeholders:request_work_list", None, *WHOLE_SECRETARIAT, *ORGANISATIONS),
    work("stakeholders:circulated_list", None, *WHOLE_SECRETARIAT, *DELEGATIONS),
    signed_in("stakeholders:request_start", _round),
    work("stakeholders:round_manage", None, "officer", "publisher"),
    work("stakeholders:round_create", None, "publisher"),
    work("stakeholders:round_edit", _draft_round, "publisher"),
    work("stakeholders:round_circulate", _round, "publisher"),
    work(
        "stakeholders:round_transition",
        lambda world: {"slug": world.draft_accreditation_round.slug, "transition": "open"},
        "publisher",
    ),
    work("stakeholders:request_reading", _of("accreditation"), *WHOLE_SECRETARIAT, *DELEGATIONS, *OWN),
    work("stakeholders:request_reading", _of("submitted_accreditation"), *WHOLE_SECRETARIAT, *OWN, note="submitted"),
    work("stakeholders:request_reading", _of("draft_accreditation"), *OWN, note="draft"),
    work("stakeholders:request_edit", _of("draft_accreditation"), *OWN),
    work("stakeholders:request_check", _of("draft_accreditation"), *OWN),
    work(
        "stakeholders:request_transition",
        _of("submitted_accreditation", transition="find_eligible"),
        "officer",
        "publisher",
    ),
    work("stakeholders:request_transition", _of("accreditation", transition="withdraw"), *OWN, note="withdraw"),
    public_only_for(
        "stakeholders:request_file",
        lambda world: {
            "reference": world.submitted_accreditation.reference,
            "sha256": world.accreditation_file.sha256,
            "name": world.accreditation_file.name,
        },
        *WHOLE_SECRETARIAT,
        *OWN,
    ),
    work("stakeholders:objection_create", _of("accreditation"), "coordinator"),
    work("stakeholders:objection_list", None, *DELEGATIONS, "chair"),
    work("stakeholders:objection_detail", _objection, *DELEGATION, "chair"),
    work("stakeholders:objection_publish", _objection, "coordinator"),
    work("stakeholders:objection_withdraw", _objection, "coordinator"),
    work("stakeholders:holiday_list", None, "publisher"),
    work("stakeholders:holiday_remove", lambda world: {"pk": 1}, "publisher", answer=405),
    everybody("api:accreditation-rounds-list"),
    everybody("api:accreditation-rounds-detail", _round),
    public_only_for("api:accreditation-rounds-detail", _draft_round, note="draft"),
    everybody("api:accreditation-requests-list"),
    everybody("api:accreditation-requests-detail", _of("accreditation")),
    public_only_for("api:accreditation-requests-detail", _of("draft_accreditation"), note="draft"),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """Records by name, added to the world; ``<noun>`` is there to be read, ``draft_<noun>`` is not."""
    now = timezone.now()
    the_round = factories.AccreditationRoundFactory(slug="round-2026")

    def request(reference: str, **fields: Any) -> Any:
        made = factories.AccreditationRequestFactory(
            reference=reference, round=fields.pop("round", the_round), owner=world.organisation, **fields
        )
        if made.submitted_at:
            factories.AccreditationStepFactory(request=made)
        return made

    circulated = request(
        "ACR-2026-9001", state=RequestState.CIRCULATED, circulated_at=now, silence_until=now + timedelta(days=14)
    )
    submitted = request("ACR-2026-9002", round=factories.AccreditationRoundFactory(slug="round-2027"))
    return {
        "accreditation_round": the_round,
        "draft_accreditation_round": factories.AccreditationRoundFactory(
            slug="unannounced-round", state=RoundState.DRAFT
        ),
        "accreditation": circulated,
        "submitted_accreditation": submitted,
        "draft_accreditation": request(
            "ACR-2026-9003",
            round=factories.AccreditationRoundFactory(slug="round-2028"),
            state=RequestState.DRAFT,
            submitted_at=None,
        ),
        "accreditation_file": factories.AccreditationFileFactory(request=submitted, content=b"%PDF-1.7 statutes"),
        "draft_objection": factories.ObjectionFactory(request=circulated, owner=world.state),
    }
