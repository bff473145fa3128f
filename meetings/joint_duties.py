"""Joint inputs that wait for a word: on the work page, among the duties of a party, and when nobody is left to give it."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.actions.joint import tell_of_nobody
from meetings.enums import InputState
from meetings.joint_standing import waiting_for
from meetings.models import InputParty
from poa_portal.accounts import duties, panels
from poa_portal.accounts.models import Post
from poa_portal.audit.signals import recorded
from poa_portal.common import times
from poa_portal.common.enums import PartyKind
from stakeholders.models import Organisation

MINUTES = 15
# What can leave a party without anybody who confirms.
_ENDINGS = {"end_post", "hand_over", "close", "merge"}


def plug_in() -> None:
    """Called once the app registry is ready."""
    kinds = frozenset({PartyKind.ORGANISATION, PartyKind.STATE})
    panels.register(panels.Panel("joint-inputs", kinds, "meetings/joint_panel.html", panel, position=15))
    duties.register(duties.DutySource("joint-inputs", duties_of))


def panel(user: Any, post: Post) -> dict[str, Any] | None:
    """The joint inputs on which the party is asked; nothing where none waits."""
    rows = [
        {
            "reference": place.written_input.reference,
            "title": place.written_input.title,
            "language": place.written_input.language,
            "owner": place.written_input.owner.name,
            "asked": times.format_date(place.written_input.asked_at.date()) if place.written_input.asked_at else "",
        }
        for place in waiting_for([post.party_id])
    ]
    return {"rows": rows} if rows else None


def duties_of(user: Any, party: Any) -> list[duties.Duty]:
    """One duty for each joint input; it has no deadline, because asking the parties was in time."""
    return [
        duties.Duty(
            title=_("Confirm the joint input %(reference)s: %(title)s")
            % {"reference": place.written_input.reference, "title": place.written_input.title},
            kind=_("Joint input"),
            url=reverse("meetings:joint_confirm", args=[place.written_input.reference]),
            until=None,
            minutes=MINUTES,
        )
        for place in waiting_for([party.pk])
    ]


@receiver(recorded)
def notice_that_nobody_is_left(sender: type, event: Any, subject: Any, **_: Any) -> None:
    """Whoever could confirm may have left: author and secretariat hear of it, the input goes on waiting."""
    if event.verb not in _ENDINGS or not isinstance(subject, (Post, Organisation)):
        return
    party = subject.party_id if isinstance(subject, Post) else subject.pk
    waiting = InputParty.objects.filter(
        party=party, written_input__state=InputState.AWAITING_CONFIRMATION, confirmed_at=None
    )
    for place in waiting.select_related("written_input__owner", "written_input__call"):
        tell_of_nobody(place.written_input, {party})
