"""Who hears of what happens to a written input; the rows of mail belong to the transaction of the change."""

from typing import Any

from meetings.rules import DECIDING_ROLES
from poa_portal.accounts import mail
from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind, Role


def tell_author(template: str, written_input: Any, **context: Any) -> None:
    """Write to everybody who holds a post in the party that the input is from."""
    for person in mail.people_of(written_input.owner):
        mail.send(template, to=person, context={"written_input": written_input, **context})


def tell_named_parties(template: str, written_input: Any, **context: Any) -> None:
    """Write to those who may speak for the other parties of a joint input, to each person once for each party."""
    for place in written_input.parties.select_related("party"):
        tell_party(template, place.party, written_input, **context)


def tell_party(template: str, party: Party, written_input: Any, **context: Any) -> None:
    """Write to those who may speak for one party that a joint input names."""
    for person in mail.people_of(party, *DECIDING_ROLES):
        mail.send(template, to=person, context={"written_input": written_input, "party": party, **context})


def tell_secretariat(template: str, written_input: Any, **context: Any) -> None:
    """Write to those in the secretariat who read and publish inputs."""
    for secretariat in Party.objects.filter(kind=PartyKind.SECRETARIAT):
        for person in mail.people_of(secretariat, Role.OFFICER, Role.PUBLISHER):
            mail.send(template, to=person, context={"written_input": written_input, **context})
