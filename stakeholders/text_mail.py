"""Who hears of what happens to a common text."""

from typing import Any

from poa_portal.accounts import mail
from poa_portal.accounts.models import Party
from poa_portal.common.enums import Role


def tell_coordinators(template: str, text: Any, **context: Any) -> None:
    """Write to those who represent the coordinating organizations, to each person once."""
    told: set[int] = set()
    for organisation in text.coordinators.order_by("pk"):
        for person in mail.people_of(organisation, Role.REPRESENTATIVE):
            if person.pk not in told:
                told.add(person.pk)
                mail.send(template, to=person, context={"text": text, **context})


def tell_representatives(template: str, party: Party, text: Any, **context: Any) -> None:
    """Write to those who represent one organization."""
    for person in mail.people_of(party, Role.REPRESENTATIVE):
        mail.send(template, to=person, context={"text": text, "party": party, **context})
