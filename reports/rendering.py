"""Working off a rendering job: claim it, render it with signs of life, keep the file. The row tells how it goes.

A job belongs to the worker that claimed it in its present attempt. When a sweeper has given it to another meanwhile,
the first notices at its next sign of life and stops; what it made is thrown away.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from secrets import token_hex
from time import monotonic
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from poa_portal.common import pdf
from reports import documents
from reports.enums import JobState
from reports.models import RenderJob, Revision

logger = logging.getLogger(__name__)
BEAT_SECONDS = 0.5
LIFE_SECONDS = 20  # writing a long file tells nothing of its progress, so a sign of life comes from beside it
_SIGNS_A_PAGE = 4000  # of HTML; only a first guess for the progress bar


class TakenOver(Exception):
    """The job is another worker's by now."""


def work_off(job_id: int) -> None:
    """Render one waiting job; return at once where it does not wait any more."""
    job = _claim(job_id)
    if job is None:
        return
    with translation.override(job.asked_in):
        try:
            with _alive(job):
                _render(job)
        except TakenOver:
            logger.warning("Rendering job %s was taken over by another worker.", job_id)
        except pdf.RenderingRefused as refusal:
            _update(job, state=JobState.FAILED, reason=refusal.message[:500], finished_at=timezone.now())
        except Exception:
            logger.exception("Rendering job %s failed.", job_id)
            reason = _("The portal made a mistake while rendering. Ask again; if it happens again, tell the operator.")
            _update(job, state=JobState.FAILED, reason=reason, finished_at=timezone.now())


def latest_jobs(revision: Revision) -> dict[str, RenderJob]:
    """The newest job of each language."""
    newest = revision.jobs.order_by("language", "-queued_at", "-pk").distinct("language")
    return {job.language: job for job in newest}


@transaction.atomic
def _claim(job_id: int) -> RenderJob | None:
    waiting = RenderJob.objects.select_for_update(skip_locked=True, of=("self",)).select_related("revision")
    job = waiting.filter(pk=job_id, state=JobState.QUEUED).first()
    if job is None:
        return None
    job.state, job.beat_at = JobState.RUNNING, timezone.now()
    if job.attempts:
        job.total = 1  # what the attempt before had come to is no guess
    job.attempts += 1
    job.done = 0
    job.save(update_fields=["state", "beat_at", "attempts", "done", "total"])
    return job


@contextmanager
def _alive(job: RenderJob) -> Iterator[None]:
    """A sign of life every twenty seconds for as long as this process lives, whatever it is busy with."""
    over = threading.Event()

    def tell() -> None:
        while not over.wait(LIFE_SECONDS):
            _update(job, beat_at=timezone.now())
        connection.close()  # that of this thread

    teller = threading.Thread(target=tell, name=f"render-{job.pk}", daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _render(job: RenderJob) -> None:
    html = documents.html_for(job.revision, job.language)
    rendered = pdf.render(
        html,
        language=job.language,
        stylesheet=documents.stylesheet(),
        watcher=_Beat(job),
        expected_pages=job.total if job.total > 1 else len(html) // _SIGNS_A_PAGE + 2,
    )
    job.upload.save(f"{token_hex(16)}.pdf", ContentFile(rendered.content), save=False)
    kept = _update(
        job,
        state=JobState.DONE,
        upload=job.upload.name,
        done=rendered.pages,
        total=rendered.pages,
        pages=rendered.pages,
        size=len(rendered.content),
        sha256=sha256(rendered.content).hexdigest(),
        source_sha256=documents.fingerprint(html),
        reason="",
        finished_at=timezone.now(),
    )
    if not kept:
        job.upload.delete(save=False)


class _Beat:
    """A sign of life at most twice a second: how many pages of how many are laid out.

    Writing the file takes about a third of the time and tells nothing, so the bar is kept below its end.
    """

    def __init__(self, job: RenderJob) -> None:
        self.job, self.last = job, 0.0

    def __call__(self, done: int, expected: int) -> None:
        if monotonic() - self.last < BEAT_SECONDS:
            return
        self.last = monotonic()
        total = expected + expected // 2 + 1
        if not _update(self.job, done=done, total=total, beat_at=timezone.now()):
            raise TakenOver


def _update(job: RenderJob, **fields: Any) -> bool:
    """Write to the job as long as it is ours: running, in the attempt that we claimed."""
    ours = RenderJob.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    return bool(ours.update(**fields))
