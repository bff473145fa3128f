"""The steps on a contact of the repository, each with what it does and for whom it is open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stakeholders import rules
from stakeholders.actions import repository as actions
from stakeholders.models import StakeholderContact


@dataclass(frozen=True)
class ContactStep:
    """Shaped as a transition, so that the same page says what will happen. ``fits`` asks how the entry stands."""

    name: str
    label: Any
    confirm: Any
    allowed: Callable[[Any, StakeholderContact], bool]
    fits: Callable[[StakeholderContact], bool]
    action: Callable[..., StakeholderContact]
    needs_reason: bool = False

    def is_open_to(self, user: Any, contact: StakeholderContact) -> bool:
        return self.fits(contact) and self.allowed(user, contact)


def _keeps(user: Any, contact: StakeholderContact) -> bool:
    return rules.can_keep_contact(user, contact) and rules.can_change(user, contact.owner)


STEPS = {
    step.name: step
    for step in (
        ContactStep(
            "confirm",
            _("Confirm that it is still right"),
            _("Everybody sees from now on that the entry was confirmed today."),
            _keeps,
            lambda contact: contact.is_listed,
            actions.confirm_contact,
        ),
        ContactStep(
            "stop-questions",
            _("Take no questions"),
            _("The entry stays on the list and says that it takes no questions. You can still answer those you have."),
            _keeps,
            lambda contact: contact.takes_questions,
            actions.stop_questions,
        ),
        ContactStep(
            "take-questions",
            _("Take questions"),
            _(
                "Delegations and the secretariat can send questions to this contact again, but for those you have muted."
            ),
            _keeps,
            lambda contact: not contact.takes_questions,
            actions.take_questions,
        ),
        ContactStep(
            "take-off",
            _("Take it off the list"),
            _(
                "The entry leaves the list, search and the data at once. You keep it, with its questions, and can put it back."
            ),
            _keeps,
            lambda contact: contact.is_listed,
            actions.unlist_contact,
        ),
        ContactStep(
            "put-back",
            _("Put it on the list"),
            _(
                "Everybody sees the entry again: function, offer, topics, regions and languages. The mailbox is never shown."
            ),
            _keeps,
            lambda contact: not contact.is_listed,
            actions.relist_contact,
        ),
        ContactStep(
            "hide",
            pgettext_lazy("contact in the repository", "Hide"),
            _("The entry leaves the list, search and the data. The organization gets your reason by mail."),
            rules.can_moderate,
            lambda contact: contact.hidden_at is None,
            actions.hide_contact,
            needs_reason=True,
        ),
        ContactStep(
            "show",
            pgettext_lazy("contact in the repository", "Show again"),
            _(
                "The entry appears again, unless its organization took it off the list. The organization gets a message."
            ),
            rules.can_moderate,
            lambda contact: contact.hidden_at is not None,
            actions.show_contact,
            needs_reason=True,
        ),
    )
}
MODERATION = ("hide", "show")


def steps_for(user: Any, contact: StakeholderContact) -> list[ContactStep]:
    """What this person may do with the entry now, in the order of the table."""
    return [step for step in STEPS.values() if step.is_open_to(user, contact)]
