"""Asking the people of an organization for an invitation, instead of entering it a second time."""

from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.accounts import mail
from poa_portal.accounts.models import User
from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.common.enums import Role
from poa_portal.common.workflow import TransitionRefused
from stakeholders import rules
from stakeholders.models import Organisation

VERB: Final = "ask_to_join"
AGAIN_AFTER: Final = timedelta(days=7)
A_DAY_AT_MOST: Final = 5


@transaction.atomic
def ask_to_join(organisation: Organisation, *, by: Any) -> bool:
    """Send the organization's representatives a mail with the name and address of ``by``; whether it went out.

    Within a week the same wish is one, so a double click sends one mail. Raises ``TransitionRefused`` for who asks too
    many organizations in a day, may not ask, or asks one that has nobody to answer.
    """
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)  # of two clicks the second waits and finds the first
    current = Organisation.objects.get(pk=organisation.pk)
    if not rules.can_ask_to_join(by, current):
        raise TransitionRefused(_("You cannot ask this organization for an invitation."))
    asked = AuditEvent.objects.filter(actor=by, verb=VERB)
    if asked.about(current).filter(at__gt=timezone.now() - AGAIN_AFTER).exists():
        return False
    if asked.filter(at__gt=timezone.now() - timedelta(days=1)).count() >= A_DAY_AT_MOST:
        message = _("You have asked %(number)d organizations within a day. Try again tomorrow.")
        raise TransitionRefused(message % {"number": A_DAY_AT_MOST})
    people = mail.people_of(current, Role.REPRESENTATIVE)
    if not people:
        raise TransitionRefused(_("This organization has no representative now. Write to the secretariat."))
    audit.record(current, VERB, by=by)
    for person in people:
        mail.send("organisation_asked", to=person, context={"organisation": current, "asker": by})
    return True
