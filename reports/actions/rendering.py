"""Asking for PDF files, and finding the jobs whose worker was lost."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.queue import enqueue
from poa_portal.common.workflow import TransitionRefused
from reports import documents, rules, tasks
from reports.enums import JobState
from reports.models import RenderJob, Revision
from reports.rendering import latest_jobs

ATTEMPTS = 3
LOST_AFTER = timedelta(minutes=2)
_OPEN = (JobState.QUEUED, JobState.RUNNING)


@transaction.atomic
def request_rendering(revision: Revision, *, by: Any, chosen: Iterable[str] = languages.CODES) -> dict[str, RenderJob]:
    """See that a job is there for each language: an open one is kept, a finished one too while the text is the same."""
    if not rules.can_prepare_progress(by, revision.report):
        raise TransitionRefused(_("This step is not open to you in your post."))
    locked = Revision.objects.select_for_update(of=("self",)).get(pk=revision.pk)
    source, jobs, begun = documents.Source.load(locked), latest_jobs(locked), []
    for language in chosen:
        job = jobs.get(language)
        if job is None or not (job.state in _OPEN or says(job, source)):
            jobs[language] = _begin(locked, language, job)
            begun.append(language)
    if begun:
        audit.record(locked.report, "render", by=by, revision=locked.number, languages=begun)
    return jobs


def says(job: RenderJob, source: documents.Source) -> bool:
    """Whether a finished job's file still says what the text says."""
    if job.state != JobState.DONE:
        return False
    return job.source_sha256 == documents.fingerprint(documents.html(source, job.language))


@transaction.atomic
def requeue_lost(older_than: timedelta = LOST_AFTER) -> int:
    """Send jobs to a worker again that gave no sign of life for this long; after three attempts they have failed."""
    last_sign = Coalesce(F("beat_at"), F("queued_at"))
    quiet = RenderJob.objects.select_for_update(skip_locked=True).filter(state__in=_OPEN).alias(last_sign=last_sign)
    lost = list(quiet.filter(last_sign__lt=timezone.now() - older_than))
    for job in lost:
        job.beat_at = timezone.now()
        if job.state == JobState.RUNNING and job.attempts >= ATTEMPTS:
            job.state, job.finished_at, job.reason = JobState.FAILED, timezone.now(), _gave_up(job)
        else:
            job.state = JobState.QUEUED
            enqueue(tasks.render, job.pk)
        job.save(update_fields=["state", "beat_at", "finished_at", "reason"])
    return len(lost)


def _begin(revision: Revision, language: str, before: RenderJob | None) -> RenderJob:
    """A new waiting job; how many pages there were last time is the guess for the progress bar."""
    pages = before.pages if before and before.pages else 1
    job = RenderJob.objects.create(
        revision=revision, language=language, asked_in=languages.current(), total=pages, state=JobState.QUEUED
    )
    enqueue(tasks.render, job.pk)
    return job


def _gave_up(job: RenderJob) -> str:
    with translation.override(job.asked_in):
        return _("The worker stopped %(attempts)d times while rendering. Ask the operator to look at its log.") % {
            "attempts": job.attempts
        }
