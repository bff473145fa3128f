"""The repository of stakeholder contacts and its questions: what every role gets at every address, and the records behind them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests import factories
from tests.contracts.addresses import (
    DELEGATION,
    SECRETARIAT,
    WHOLE_SECRETARIAT,
    Row,
    everybody,
    nobody,
    post_only,
    public_only_for,
    work,
)
from tests.contracts.people import ROLES
from tests.contracts.world import World

OWN = ("representative",)
REPRESENTATIVES = ("representative", "other_representative")
ASKERS = (*DELEGATION, "other_drafter", *WHOLE_SECRETARIAT)


def _contact(world: World) -> dict[str, Any]:
    return {"reference": world.stakeholder_contact.reference}


def _step(name: str, record: str = "stakeholder_contact") -> Any:
    return lambda world: {"reference": getattr(world, record).reference, "step": name}


def _thread(**more: str) -> Any:
    return lambda world: {"reference": world.enquiry.reference, "contact": world.stakeholder_contact.reference, **more}


def _questions() -> Row:
    """One page for those who ask; organizations are led to what they got."""
    expected = dict.fromkeys(ROLES, 404) | {"public": 302} | dict.fromkeys(REPRESENTATIVES, 302)
    return Row("stakeholders:enquiry_list", lambda world: {}, expected | dict.fromkeys(ASKERS, 200))


ROWS: list[Row] = [
    everybody("stakeholders:contact_list"),
    everybody("stakeholders:contact_export_csv"),
    everybody("stakeholders:contact_export_json"),
    everybody("stakeholders:contact_detail", _contact),
    public_only_for(
        "stakeholders:contact_detail",
        lambda world: {"reference": world.draft_stakeholder_contact.reference},
        *OWN,
        *SECRETARIAT,
        note="dropped from view",
    ),
    everybody("api:stakeholder-contacts-list"),
    everybody("api:stakeholder-contacts-detail", _contact),
    nobody(
        "api:stakeholder-contacts-detail",
        lambda world: {"reference": world.draft_stakeholder_contact.reference},
        "dropped from view",
    ),
    work("stakeholders:contact_work_list", None, *REPRESENTATIVES),
    work("stakeholders:contact_create", None, *REPRESENTATIVES),
    work("stakeholders:contact_moderation", None, *SECRETARIAT),
    work("stakeholders:contact_edit", _contact, *OWN),
    work("stakeholders:contact_mutes", _contact, *OWN),
    work("stakeholders:contact_step", _step("confirm"), *OWN, note="of its organization"),
    work("stakeholders:contact_step", _step("hide"), *SECRETARIAT, note="of moderators"),
    work("stakeholders:contact_step", _step("show"), note="not hidden"),
    _questions(),
    work("stakeholders:thread_list", None, *REPRESENTATIVES),
    work("stakeholders:enquiry_ask", None, *ASKERS),
    work("stakeholders:enquiry_detail", lambda world: {"reference": world.enquiry.reference}, *DELEGATION),
    work("stakeholders:thread_detail", _thread(), *DELEGATION, *OWN),
    post_only("stakeholders:thread_mute", _thread(), public=302),
    work("stakeholders:thread_transition", _thread(transition="decline"), *OWN),
    work("stakeholders:thread_transition", _thread(transition="close"), *DELEGATION, note="of who asked"),
]


def records(world: World, publisher: Any) -> dict[str, Any]:
    """Records by name, added to the world; ``<noun>`` is there to be read, ``draft_<noun>`` is not."""
    long_ago = timezone.now() - timedelta(days=800)
    contact = factories.StakeholderContactFactory(owner=world.organisation)
    enquiry = factories.EnquiryFactory(owner=world.state)
    return {
        "stakeholder_contact": contact,
        "draft_stakeholder_contact": factories.StakeholderContactFactory(
            owner=world.organisation, last_confirmed_at=long_ago
        ),
        "enquiry": enquiry,
        "thread": factories.EnquiryThreadFactory(enquiry=enquiry, contact=contact),
    }
