"""What the worker does for the room of reports."""

from celery import shared_task

from reports import rendering


@shared_task(name="reports.render")
def render(job_id: int) -> None:
    """Render one waiting job; safe to be called twice."""
    rendering.work_off(job_id)
