"""Messages that a delegation received and has not acknowledged, as duties: no deadline, the most urgent first."""

from typing import Any

from django.utils.translation import gettext as _

from poa_portal.accounts.duties import Duty, DutySource, register
from states.enums import Urgency
from states.models import Message

MINUTES = 10


def duties_of(user: Any, party: Any) -> list[Duty]:
    """One duty for each message that waits to be acknowledged; its words are on its page only."""
    waiting = Message.objects.visible_to(user).unacknowledged([party.pk]).with_rows().most_urgent_first()
    ranks = {urgency: rank for rank, urgency in enumerate(reversed(Urgency.values))}
    return [
        Duty(
            title=_("Acknowledge message %(reference)s from %(state)s (%(urgency)s)")
            % {
                "reference": message.reference,
                "state": message.owner,
                "urgency": message.get_urgency_display(),
            },
            kind=_("Message between States"),
            url=message.get_absolute_url(),
            until=None,
            minutes=MINUTES,
            rank=ranks[message.urgency],
        )
        for message in waiting
    ]


def plug_in() -> None:
    register(DutySource("messages", duties_of))
