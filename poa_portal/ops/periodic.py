"""The portal's regular work, for beat and for ``manage.py run_periodic`` alike. Doing it twice does no harm."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from post_office.models import STATUS, Email

from poa_portal.accounts.delivery import deliver_due
from reports.actions.rendering import requeue_lost

MAIL_IS_KEPT = timedelta(days=180)


def sweep() -> dict[str, int]:
    """Send the mail that no worker sent, and give rendering jobs of lost workers to another."""
    return {"mail sent": deliver_due(), "jobs queued again": requeue_lost()}


def tidy() -> dict[str, int]:
    """Delete sessions that have ended, with their devices, and sent mail that is older than half a year."""
    sessions, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    open_keys = Session.objects.values("session_key")
    devices, _ = UserSession.objects.exclude(session_key__in=open_keys).delete()
    old = Email.objects.filter(status=STATUS.sent, created__lt=timezone.now() - MAIL_IS_KEPT)
    mails = old.count()
    old.delete()
    return {"sessions ended": sessions, "devices forgotten": devices, "mails deleted": mails}
