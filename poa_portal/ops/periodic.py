"""The portal's regular work, for beat and for ``manage.py run_periodic`` alike. Doing it twice does no harm."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from post_office.models import STATUS, Email

from poa_portal.accounts.tasks import send_queued_mail
from reports.actions.rendering import requeue_lost
from stakeholders.actions import endorsements, repository
from stakeholders.actions.accreditation_desk import run_due_lapses, run_due_silences
from states.actions.pings import run_due_rounds
from states.actions.reminders import remind_due_contacts

MAIL_IS_KEPT = timedelta(days=180)


def sweep() -> dict[str, int]:
    """Send the mail that no worker sent, and give rendering jobs of lost workers to another."""
    return {
        "ping rounds moved": run_due_rounds(),
        "silences ended": run_due_silences(),
        "accreditations lapsed": run_due_lapses(),
        "mail sent": send_queued_mail(),
        "jobs queued again": requeue_lost(),
    }


def tidy() -> dict[str, int]:
    """Delete sessions that have ended, with their devices, and sent mail that is older than half a year; remind States of
    points of contact and organizations of contacts in the repository that are to be confirmed; delete wishes to join a text that were answered long ago."""
    sessions, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    open_keys = Session.objects.values("session_key")
    devices, _ = UserSession.objects.exclude(session_key__in=open_keys).delete()
    old = Email.objects.filter(status=STATUS.sent, created__lt=timezone.now() - MAIL_IS_KEPT)
    mails = old.count()
    old.delete()
    reminders = remind_due_contacts(timezone.now())
    return {
        "sessions ended": sessions,
        "devices forgotten": devices,
        "mails deleted": mails,
        "directory reminders": reminders,
        **repository.remind_due_contacts(timezone.now()),
        "wishes to join forgotten": endorsements.forget_answered(),
    }
