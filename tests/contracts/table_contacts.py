"""Points of contact: the restricted directory and the published contacts: what every role gets at every address, and the records behind them."""

from typing import Any

from tests import factories
from tests.contracts.addresses import DELEGATION, Row, everybody, work
from tests.contracts.world import World

READERS = (*DELEGATION, "other_drafter", "manager")
STATES = (*DELEGATION, "other_drafter")
PUBLISHERS = ("coordinator", "publisher")


def contact(world: World) -> dict[str, Any]:
    return {"reference": world.contact.reference}


def published(world: World) -> dict[str, Any]:
    return {"pk": world.public_contact.pk}


ROWS: list[Row] = [
    work("states:contact_list", None, *READERS),
    work("states:contact_detail", contact, *READERS),
    work("states:contact_detail", lambda world: {"reference": world.draft_contact.reference}, *DELEGATION, "manager", note="ended"),
    work("states:contact_own", None, *STATES),
    work("states:contact_create", None, "coordinator", "manager"),
    work("states:contact_edit", contact, "coordinator", "manager"),
    work("states:contact_end", contact, "coordinator", "manager"),
    work("states:contact_confirm", contact, *READERS, answer=405),
    work("states:contact_confirm_all", None, *READERS, answer=405),
    work("states:contact_export", None, *READERS),
    work("states:contact_note", lambda world: {"key": world.state.key}, "manager"),
    work("states:rule_edit", None, "manager"),
    everybody("states:public_contact_list"),
    work("states:public_contact_manage", None, *PUBLISHERS),
    work("states:public_contact_create", None, *PUBLISHERS),
    work("states:public_contact_edit", published, "coordinator"),
    work("states:public_contact_remove", published, "coordinator"),
]  # fmt: skip


def records(world: World, publisher: Any) -> dict[str, Any]:
    """Records by name, added to the world; ``<noun>`` is there to be read, ``draft_<noun>`` is not."""
    category = factories.ContactCategoryFactory(key="technical", name="Technical", is_expected=True)
    note = factories.NoteVerbaleFactory(owner=world.state)
    return {
        "contact": factories.ContactFactory(owner=world.state, category=category, nominated_by=note),
        "draft_contact": factories.ContactFactory(owner=world.state, category=category, valid_to="2026-02-01"),
        "public_contact": factories.PublicContactFactory(owner=world.state, website="https://cyber.example/"),
    }
