"""What the repository asks of an organization: to answer a question, and to confirm an entry in time."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from poa_portal.accounts.duties import Duty, DutySource, register
from poa_portal.common.enums import PartyKind
from stakeholders import rules
from stakeholders.actions.repository import runs_until
from stakeholders.models import EnquiryThread
from stakeholders.repository_rows import entries_to_confirm, rule_of_repository
from stakeholders.repository_threads import waiting_for_organisation

MINUTES_TO_CONFIRM = 2


def duties(user: Any, party: Any) -> list[Duty]:
    """Questions without an answer have no deadline; an entry drops from view at its own."""
    if party.kind != PartyKind.ORGANISATION or not rules.can_represent(user, party):
        return []
    return [*_questions(user, party), *_confirmations(party)]


def _questions(user: Any, party: Any) -> list[Duty]:
    own = EnquiryThread.objects.visible_to(user).filter(owner=party.pk)
    return [
        Duty(
            title=_("Question from %(party)s: %(subject)s")
            % {"party": thread.enquiry.owner.name, "subject": thread.enquiry.subject},
            kind=_("Question to your contact"),
            url=thread.get_absolute_url(),
            until=None,
        )
        for thread in waiting_for_organisation(own).order_by("enquiry__asked_at", "pk")
    ]


def _confirmations(party: Any) -> list[Duty]:
    rule, found = rule_of_repository(), []
    for contact in entries_to_confirm(party.pk):
        dropped = contact.last_confirmed_at < rule.expired_before()
        found.append(
            Duty(
                title=_("Confirm the contact “%(title)s”") % {"title": contact.title},
                kind=_("Not shown any more") if dropped else _("Repository of contacts"),
                url=reverse("stakeholders:contact_work_list"),
                until=None if dropped else runs_until(contact, rule),
                minutes=MINUTES_TO_CONFIRM,
            )
        )
    return found


def plug_in() -> None:
    register(DutySource("repository", duties))
