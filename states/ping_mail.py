"""The mail of ping rounds: to the points of contact that are checked, and to coordinators beforehand."""

from post_office.models import Email

from poa_portal.accounts import mail
from poa_portal.accounts.models import Post, User
from poa_portal.common.enums import PartyKind, Role
from states.models import Ping, PingRound
from states.ping_targets import languages_of


def write_to_contacts(ping_round: PingRound, pings: list[Ping]) -> list[Email]:
    """One mail with a link for one use to each mailbox, in the language of the State's coordinator; in the order of
    ``pings``, whose contacts are read already. Only people of the State itself may see it."""
    languages = languages_of([ping.contact for ping in pings])
    letters = [
        mail.Letter(
            mail.Mailbox(ping.contact.mailbox, languages.get(ping.owner_id, "en")),
            {"ping": ping, "ping_round": ping_round},
            ping.contact.owner,
        )
        for ping in pings
    ]
    return mail.send_many("ping_check", letters=letters)


def tell_coordinators(template: str, ping_round: PingRound, *, reason: str = "") -> None:
    """Tell every delegation's coordinators of an announced round."""
    context = {"ping_round": ping_round, "reason": reason}
    mail.send_many(template, letters=[mail.Letter(person, context) for person in coordinators()])


def coordinators() -> list[User]:
    """The coordinators of all delegations, each once."""
    posts = Post.objects.current().filter(role=Role.COORDINATOR, party__kind=PartyKind.STATE)
    return list(User.objects.filter(is_active=True, posts__in=posts).distinct().order_by("pk"))
