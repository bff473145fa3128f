"""Who hears of what happens in accreditation; the rows of mail belong to the transaction of the change."""

from collections.abc import Sequence
from typing import Any

from poa_portal.accounts import mail
from poa_portal.accounts.models import Party, Post, User
from poa_portal.common.enums import PartyKind, Role

FORMAL_ROLES = (Role.COORDINATOR, Role.DELEGATION_PUBLISHER)


def tell_organisation(template: str, request: Any, **context: Any) -> None:
    """Write to everybody who holds a post in the organization of the request."""
    said = {"request": request, "round": request.round, **context}
    mail.send_many(template, letters=[mail.Letter(person, said) for person in mail.people_of(request.owner)])


def tell_step(request: Any, *, reason: str = "") -> None:
    """The same neutral message for every step; the template has one sentence for each state."""
    tell_organisation("accreditation_step", request, reason=reason)


def tell_secretariat(template: str, *roles: str, **context: Any) -> None:
    people = secretariat_people(*(roles or (Role.OFFICER, Role.PUBLISHER)))
    mail.send_many(template, letters=[mail.Letter(person, context) for person in people])


def tell_chairs_office(template: str) -> None:
    """Says that something waits, and nothing of what it says: neither State nor organization."""
    people = secretariat_people(Role.CHAIRS_OFFICE)
    mail.send_many(template, letters=[mail.Letter(person, {}) for person in people])


def tell_delegations(requests: Sequence[Any]) -> None:
    """One message a person about all requests circulated together, in the transaction of the circulation."""
    context = {"requests": requests, "round": requests[0].round, "silence_until": requests[0].silence_until}
    mail.send_many("accreditation_circulated", letters=[mail.Letter(person, context) for person in delegates()])


def secretariat_people(*roles: str) -> list[User]:
    """People of the secretariat who hold one of these roles today, each once."""
    found = []
    for secretariat in Party.objects.filter(kind=PartyKind.SECRETARIAT):
        found += mail.people_of(secretariat, *roles)
    return found


def delegates() -> list[User]:
    """The coordinators and publishers of all delegations, each once."""
    return list(User.objects.filter(is_active=True, posts__in=_formal_posts()).distinct().order_by("pk"))


def delegations_reached() -> int:
    """How many delegations have a coordinator or a publisher who gets the message."""
    return _formal_posts().filter(user__is_active=True).order_by().values("party_id").distinct().count()


def _formal_posts() -> Any:
    return Post.objects.current().filter(party__kind=PartyKind.STATE, role__in=FORMAL_ROLES)
