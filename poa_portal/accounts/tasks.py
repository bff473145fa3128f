"""What the worker does for people: it sends their mail."""

from celery import shared_task

from poa_portal.accounts.delivery import deliver_batch
from poa_portal.common.queue import enqueue


@shared_task(name="accounts.send_mail")
def send_queued_mail() -> int:
    """Send what waits; called after each commit that wrote mail, by itself while more is due, and by the sweeper."""
    batch = deliver_batch()
    if batch.goes_on:
        enqueue(send_queued_mail)
    return batch.tried
