"""What beat asks for: resend what was lost, tidy what is old."""

from celery import shared_task

from poa_portal.ops import periodic


@shared_task(name="ops.sweep")
def sweep() -> dict[str, int]:
    return periodic.sweep()


@shared_task(name="ops.tidy")
def tidy() -> dict[str, int]:
    return periodic.tidy()
