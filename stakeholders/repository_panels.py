"""What the work page shows of the repository: to organizations their questions, to those who ask what became of theirs."""

from typing import Any

from poa_portal.accounts.models import Post
from poa_portal.accounts.panels import Panel, register
from poa_portal.common.enums import PartyKind
from stakeholders import rules
from stakeholders.models import Enquiry, EnquiryThread, StakeholderContact
from stakeholders.repository_threads import enquiry_rows, thread_rows, waiting_for_organisation, with_outcomes

PANEL_LENGTH = 3


def organisation_panel(user: Any, post: Post) -> dict[str, Any] | None:
    """For representatives and for moderators, who need not be the same."""
    represents, moderates = rules.can_represent(user, post.party_id), rules.can_moderate(user)
    if not (represents or moderates):
        return None
    own = EnquiryThread.objects.visible_to(user).filter(owner=post.party_id)
    waiting = waiting_for_organisation(own).order_by("enquiry__asked_at", "pk")[:PANEL_LENGTH] if represents else []
    return {
        "represents": represents,
        "moderates": moderates,
        "listed": StakeholderContact.objects.listed().filter(owner=post.party_id).count() if represents else 0,
        "waiting": thread_rows(waiting),
    }


def asker_panel(user: Any, post: Post) -> dict[str, Any] | None:
    """The party's newest questions; away where it never asked, but for those who moderate."""
    own = with_outcomes(Enquiry.objects.visible_to(user).filter(owner=post.party_id))
    rows, moderates = enquiry_rows(own[:PANEL_LENGTH]), rules.can_moderate(user)
    return {"rows": rows, "moderates": moderates} if rows or moderates else None


def plug_in() -> None:
    organisations, askers = frozenset({PartyKind.ORGANISATION}), frozenset({PartyKind.STATE, PartyKind.SECRETARIAT})
    register(Panel("repository", organisations, "stakeholders/contact_panel.html", organisation_panel, position=40))
    register(Panel("questions", askers, "stakeholders/enquiry_panel.html", asker_panel, position=60))
