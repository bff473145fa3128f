"""One event as the list shows it. The log itself is kept in English; its verbs are told in the page's language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from poa_portal.audit import readers
from poa_portal.audit.models import AuditEvent
from poa_portal.audit.verbs import name_of
from poa_portal.common.times import Moment


@dataclass(frozen=True)
class EventRow:
    when: Moment
    who: str
    post: str
    what: str
    subject: str
    about: str
    reason: str

    @classmethod
    def of(cls, event: AuditEvent, zone: str, reader: Any) -> "EventRow":
        return cls(
            when=Moment.at(event.at, zone),
            who=_actor(event, reader),
            post=event.actor_post,
            what=name_of(event.verb),
            subject=event.subject_label,
            about=event.detail.get("holder") or event.detail.get("email") or "",
            reason=event.reason,
        )


def _actor(event: AuditEvent, reader: Any) -> str:
    if event.actor is None:
        return _("The portal itself")
    # Whoever acts on a restricted record in no post of its owner or of the secretariat is of the other party.
    of_the_other = event.subject_type in readers.restricted() and not event.actor_post
    return _("Somebody of the other party") if of_the_other and event.actor != reader else str(event.actor)
