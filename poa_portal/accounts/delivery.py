"""From row to message: the queued mail is handed to the mail server, each row by one worker only."""

import logging

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from post_office.models import STATUS, Email
from post_office.settings import get_max_retries, get_retry_timedelta

logger = logging.getLogger(__name__)
BATCH = 200


def due() -> QuerySet[Email]:
    """What waits and may go now, urgent first, then in the order of writing."""
    now = timezone.now()
    in_time = (Q(scheduled_time=None) | Q(scheduled_time__lte=now)) & (Q(expires_at=None) | Q(expires_at__gt=now))
    waiting = Email.objects.filter(in_time, status__in=[STATUS.queued, STATUS.requeued])
    return waiting.order_by(F("priority").desc(nulls_last=True), "pk")


def deliver_due(limit: int = BATCH) -> int:
    """Hand over at most ``limit`` rows and say how many were tried; the rest waits for the next call."""
    tried = 0
    while tried < limit and _deliver_next():
        tried += 1
    return tried


def _deliver_next() -> bool:
    """One row, locked while it is sent: another worker passes it by, and a crash leaves it queued."""
    with transaction.atomic():
        email = due().select_for_update(skip_locked=True, of=("self",)).first()
        if email is None:
            return False
        try:
            with transaction.atomic():
                email.dispatch(log_level=0, commit=False)
        except Exception as error:  # noqa: BLE001  whatever a mail server answers, the row says what became of it
            _postpone(email, error)
        else:
            Email.objects.filter(pk=email.pk).update(status=STATUS.sent, last_updated=timezone.now())
    return True


def _postpone(email: Email, error: Exception) -> None:
    """Try again later, a limited number of times; the reason is kept beside the row."""
    tries = (email.number_of_retries or 0) + 1
    again = tries <= get_max_retries()
    what_next = "it is tried again later" if again else "it is given up"
    logger.warning("Mail %s was not taken (%s); %s.", email.pk, type(error).__name__, what_next)
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.requeued if again else STATUS.failed,
        number_of_retries=tries,
        scheduled_time=timezone.now() + get_retry_timedelta(),
        last_updated=timezone.now(),
    )
    email.logs.create(status=STATUS.failed, message=str(error), exception_type=type(error).__name__)
