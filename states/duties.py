"""Points of contact that are to be confirmed, as one duty of their State. Nobody else is told."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from poa_portal.accounts.duties import Duty, DutySource, register
from poa_portal.common.enums import PartyKind
from states import rules
from states.contact_rows import Reading
from states.models import Contact

MINUTES = 2  # to look at one entry and press the button


def duties_of(user: Any, party: Any) -> list[Duty]:
    """One duty for all entries that are due, until the first of them is marked as unconfirmed."""
    if party.kind != PartyKind.STATE or not rules.can_draft_for(user, party):
        return []
    reading = Reading(user)
    own = Contact.objects.visible_to(user).valid().filter(owner=party.pk).values_list("last_confirmed_at", flat=True)
    due = [confirmed for confirmed in own if reading.is_due(confirmed)]
    if not due:
        return []
    words = ngettext("Confirm %(count)d point of contact", "Confirm %(count)d points of contact", len(due))
    return [
        Duty(
            title=words % {"count": len(due)},
            kind=_("Points of contact"),
            url=reverse("states:contact_own"),
            until=reading.rule.expires_at(min(due)),
            minutes=MINUTES * len(due),
        )
    ]


def plug_in() -> None:
    register(DutySource("contacts", duties_of))
