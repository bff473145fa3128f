"""What the worker does for people: it sends their mail."""

from celery import shared_task

from poa_portal.accounts.delivery import deliver_due


@shared_task(name="accounts.send_mail")
def send_queued_mail() -> int:
    """Send what waits; called after each commit that wrote mail, and by the sweeper for what was lost."""
    return deliver_due()
