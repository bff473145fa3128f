"""From row to message: the queued mail is handed to the mail server, each row by one worker only.

A row is locked while its mail is handed over, and its new status is committed before the next one is begun. A worker
that dies leaves its row queued, so nothing is lost. Whether the mail server had said yes to that one row nobody can
know; it is sent again with the same Message-ID, by which the receiving side drops a second copy.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email
from post_office.settings import get_max_retries, get_retry_timedelta

logger = logging.getLogger(__name__)
BATCH = 200
# A worker that is asked to stop finishes its batch first; this keeps within what service managers wait for.
BATCH_SECONDS = 8.0
LONGEST_WAIT = timedelta(hours=6)

_followers: list[Callable[[], object]] = []


@dataclass(frozen=True)
class Batch:
    """How many rows were tried, and whether more is due and the mail server takes it."""

    tried: int
    goes_on: bool


def follow(follower: Callable[[], object]) -> None:
    """Call ``follower`` after each batch: rooms look there what became of mail of theirs."""
    _followers.append(follower)


def due() -> QuerySet[Email]:
    """What waits and may go now, urgent first, then in the order of writing."""
    now = timezone.now()
    in_time = (Q(scheduled_time=None) | Q(scheduled_time__lte=now)) & (Q(expires_at=None) | Q(expires_at__gt=now))
    waiting = Email.objects.filter(in_time, status__in=[STATUS.queued, STATUS.requeued])
    return waiting.order_by(F("priority").desc(nulls_last=True), "pk")


def deliver_due(limit: int = BATCH) -> int:
    """Hand over at most ``limit`` rows and say how many were tried; the rest waits for the next call."""
    return deliver_batch(limit).tried


def deliver_batch(limit: int = BATCH) -> Batch:
    """Hand over at most ``limit`` rows over one connection, for ``BATCH_SECONDS`` at most.

    Where the mail server does not answer at all the batch ends: the other rows are not to blame and keep their tries.
    """
    numbers = list(due().values_list("pk", flat=True)[:limit])
    ends = time.monotonic() + BATCH_SECONDS
    tried, goes_on = 0, len(numbers) == limit
    try:
        for number in numbers:
            if time.monotonic() > ends:
                goes_on = True
                break
            outcome = _deliver(number)
            tried += outcome is not None
            if outcome is False:
                goes_on = False
                break
    finally:
        _hang_up()
    if tried:
        _tell_followers()
    return Batch(tried, goes_on)


def _deliver(number: int) -> bool | None:
    """One row, locked while it is sent: another worker passes it by, and a crash leaves it queued.

    None where another worker has it or had it, False where the mail server cannot be reached, else True.
    """
    with transaction.atomic():
        email = due().filter(pk=number).select_for_update(skip_locked=True, of=("self",)).first()
        if email is None:
            return None
        email.message_id = email.message_id or message_id_of(email)
        try:
            with transaction.atomic():
                email.dispatch(log_level=0, commit=False, disconnect_after_delivery=False)
        except Exception as error:  # noqa: BLE001  whatever a mail server answers, the row says what became of it
            _hang_up()
            _note_failure(email, error)
            return not _is_out_of_reach(error)
        Email.objects.filter(pk=number).update(
            status=STATUS.sent, message_id=email.message_id, last_updated=timezone.now()
        )
    return True


def message_id_of(email: Email) -> str:
    """The same for each attempt at this row, and no other row's."""
    domain = parseaddr(email.from_email)[1].rpartition("@")[2] or "localhost"
    return f"<{email.pk}.{email.created:%Y%m%d%H%M%S%f}@{domain}>"


def is_refused_for_good(error: Exception) -> bool:
    """Whether the mail server said (5xx) that it will never take this mail for this address."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _is_out_of_reach(error: Exception) -> bool:
    """Whether the trouble is the connection's, not the mail's. What SMTP says of a mail is an ``OSError``, too."""
    return isinstance(error, OSError) and not isinstance(error, (SMTPRecipientsRefused, SMTPDataError))


def _note_failure(email: Email, error: Exception) -> None:
    """Give up what is refused for good; try the rest later, ever more rarely. The reason is kept beside the row."""
    tries = (email.number_of_retries or 0) + 1
    again = tries <= get_max_retries() and not is_refused_for_good(error)
    what_next = "it is tried again later" if again else "it is given up"
    logger.warning("Mail %s was not taken (%s); %s.", email.pk, type(error).__name__, what_next)
    wait = min(get_retry_timedelta() * 2 ** (tries - 1), LONGEST_WAIT)
    Email.objects.filter(pk=email.pk).update(
        status=STATUS.requeued if again else STATUS.failed,
        message_id=email.message_id,
        number_of_retries=tries,
        scheduled_time=timezone.now() + wait,
        last_updated=timezone.now(),
    )
    email.logs.create(status=STATUS.failed, message=str(error), exception_type=type(error).__name__)


def _hang_up() -> None:
    """A connection lives for one batch: mail servers end idle ones, and the next mail must not meet a dead one."""
    with suppress(OSError):
        connections.close()


def _tell_followers() -> None:
    for follower in _followers:
        try:
            follower()
        except Exception:  # mail has left, whatever a room makes of it
            logger.exception("What became of the mail could not be noted; the sweeper does it later.")
