"""To whom a ping round writes: the valid points of contact of its categories that have a mailbox."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from poa_portal.accounts.models import Post
from poa_portal.common.enums import Role
from states.models import Contact, PingRound
from states.querysets.contacts import ContactQuerySet


def contacts_of(ping_round: PingRound) -> ContactQuerySet:
    """The points of contact that hold today and that the round is about; of a drill, its State's."""
    contacts = Contact.objects.valid()
    if ping_round.owner_id is not None:
        contacts = contacts.filter(owner=ping_round.owner_id)
    return _of_categories(contacts, ping_round)


def written_to(ping_round: PingRound) -> ContactQuerySet:
    """Those who get a mail if the round starts now."""
    return contacts_of(ping_round).exclude(mailbox="")


def without_mail(ping_round: PingRound) -> ContactQuerySet:
    """Those of whom the round tells nothing, because they had no mailbox when it began, or have none now."""
    if ping_round.started_at is None:
        return contacts_of(ping_round).filter(mailbox="")
    began: datetime = ping_round.started_at
    held = Q(valid_from__lte=began.date()) & (Q(valid_to=None) | Q(valid_to__gt=began.date()))
    contacts = Contact.objects.filter(held, entered_at__lte=began).exclude(pings__round=ping_round)
    if ping_round.owner_id is not None:
        contacts = contacts.filter(owner=ping_round.owner_id)
    return _of_categories(contacts, ping_round)


def languages_of(contacts: list[Contact]) -> dict[int, str]:
    """The language of mail of each State's first coordinator, by State; one query."""
    posts = Post.objects.current().filter(
        role=Role.COORDINATOR, party__in={contact.owner_id for contact in contacts}, user__is_active=True
    )
    # The first one overwrites the later ones.
    return dict(posts.order_by("-starts_on", "-pk").values_list("party_id", "user__language"))


def _of_categories(contacts: Any, ping_round: PingRound) -> ContactQuerySet:
    chosen = list(ping_round.categories.values_list("pk", flat=True))
    return contacts.filter(category__in=chosen) if chosen else contacts
