"""Reminding delegations to confirm their points of contact. Doing it twice on a day sends nothing twice."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from poa_portal.accounts import mail
from poa_portal.accounts.models import User
from poa_portal.audit import actions as audit
from poa_portal.common.enums import Role
from poa_portal.common.workflow import CLOCK
from states.enums import STATE_DIRECTORY
from states.models import ConfirmationRule, Contact, State


def remind_due_contacts(now: datetime) -> int:
    """Send the reminders that are due at ``now``, one mail for each coordinator; how many mails went out.

    Each entry is reminded of twice: when its confirmation is due, and again later, as the rule says. A State without
    a coordinator is reminded on the day it has one.
    """
    rule = ConfirmationRule.objects.of(STATE_DIRECTORY)
    owners = _due(rule, now).order_by("owner_id").values_list("owner_id", flat=True).distinct()
    return sum(_remind(owner_id, rule, now) for owner_id in list(owners))


def _due(rule: ConfirmationRule, now: datetime) -> Any:
    """Entries of which a first or a second reminder has to go out now."""
    first = Q(first_reminder_at=None)
    second = Q(first_reminder_at__lte=rule.second_before(now), second_reminder_at=None)
    return Contact.objects.valid().filter(first | second, last_confirmed_at__lte=rule.due_before(now))


@transaction.atomic
def _remind(owner_id: int, rule: ConfirmationRule, now: datetime) -> int:
    state = State.objects.get(pk=owner_id)
    coordinators = mail.people_of(state, Role.COORDINATOR)
    if not coordinators:
        return 0
    due = _due(rule, now).filter(owner_id=owner_id).select_for_update(of=("self",), skip_locked=True)
    contacts = list(due.select_related("category").order_by("category__position", "pk"))
    by_kind: dict[bool, list[Contact]] = defaultdict(list)
    for contact in contacts:
        is_second = contact.first_reminder_at is not None
        by_kind[is_second].append(contact)
        field = "second_reminder_at" if is_second else "first_reminder_at"
        setattr(contact, field, now)
        contact.save(update_fields=[field])
        audit.record(contact, "remind", by=CLOCK, reminder=2 if is_second else 1)
    return sum(_send(state, coordinators, rule, found, is_second) for is_second, found in by_kind.items())


def _send(
    state: State, coordinators: list[User], rule: ConfirmationRule, contacts: list[Contact], is_second: bool
) -> int:
    categories = list(dict.fromkeys(contact.category for contact in contacts))
    last_day = rule.expires_at(min(contact.last_confirmed_at for contact in contacts)).date()
    context = {"state": state, "categories": categories, "is_second": is_second, "last_day": last_day}
    for person in coordinators:
        mail.send("contact_reminder", to=person, context=context, restricted_to=state)
    return len(coordinators)
