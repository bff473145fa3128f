"""The life of a rendering job: asked for once, claimed once, found again when its worker died."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from poa_portal.common import fonts, pdf
from poa_portal.common.languages import CODES
from poa_portal.common.workflow import TransitionRefused
from reports import documents, rendering, tasks
from reports.actions import progress
from reports.actions.rendering import ATTEMPTS, request_rendering, requeue_lost
from reports.enums import JobState
from reports.models import RenderJob, Revision
from tests.reports.factories_progress import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision() -> Revision:
    return make_report(paragraphs_per_section=1, sections=1)


@pytest.fixture
def sent(monkeypatch: Any) -> list[int]:
    """The messages that went to the broker."""
    messages: list[int] = []
    monkeypatch.setattr(tasks.render, "apply_async", lambda args, **_: messages.append(args[0]))
    return messages


@pytest.fixture
def printer(monkeypatch: Any) -> list[str]:
    """Prints at once and keeps what it was given."""
    printed: list[str] = []

    def render(html: str, **_: Any) -> pdf.Rendered:
        printed.append(html)
        return pdf.Rendered(b"%PDF-1.7 done", 3)

    monkeypatch.setattr(pdf, "render", render)
    return printed


def test_each_language_gets_one_job_and_one_message(
    revision: Revision, officer: Any, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        jobs = request_rendering(revision, by=officer)

    assert sorted(jobs) == sorted(CODES)
    assert sorted(sent) == sorted(job.pk for job in jobs.values())
    assert {job.state for job in jobs.values()} == {JobState.QUEUED}


def test_asked_twice_the_open_jobs_are_kept(revision: Revision, officer: Any, sent: list[int]) -> None:
    first = request_rendering(revision, by=officer)
    second = request_rendering(revision, by=officer)

    assert {code: job.pk for code, job in second.items()} == {code: job.pk for code, job in first.items()}
    assert RenderJob.objects.count() == len(CODES)


def test_finished_file_is_kept_while_the_text_is_the_same(revision: Revision, officer: Any, printer: list[str]) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]
    rendering.work_off(job.pk)
    again = request_rendering(revision, by=officer, chosen=["en"])["en"]

    assert again.pk == job.pk
    assert len(printer) == 1


def test_changed_text_is_rendered_again(revision: Revision, officer: Any, printer: list[str]) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]
    rendering.work_off(job.pk)
    text = revision.texts.filter(block="text").get()
    progress.edit_paragraph(
        text, by=officer, version=text.version, section=text.section, block="text", texts={"en": "Other words."}
    )
    again = request_rendering(revision, by=officer, chosen=["en"])["en"]

    assert (again.pk == job.pk, again.state) == (False, JobState.QUEUED)
    rendering.work_off(again.pk)
    assert "Other words." in printer[1]


def test_done_job_keeps_file_digest_and_pages(revision: Revision, officer: Any, printer: list[str]) -> None:
    job = request_rendering(revision, by=officer, chosen=["ar"])["ar"]
    rendering.work_off(job.pk)

    job.refresh_from_db()
    assert (job.state, job.pages, job.done, job.total, job.size) == (JobState.DONE, 3, 3, 3, 13)
    assert job.upload.read() == b"%PDF-1.7 done"
    assert job.source_sha256 == documents.fingerprint(documents.html_for(revision, "ar"))
    assert 'dir="rtl"' in printer[0]


def test_job_is_worked_off_once(revision: Revision, officer: Any, printer: list[str]) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]
    rendering.work_off(job.pk)
    rendering.work_off(job.pk)
    rendering.work_off(10**12)

    assert len(printer) == 1


def test_refusal_is_kept_in_the_language_of_the_page(revision: Revision, officer: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(fonts, "_covering", lambda orthography: False)
    job = request_rendering(revision, by=officer, chosen=["zh-hans"])["zh-hans"]
    rendering.work_off(job.pk)

    job.refresh_from_db()
    assert (job.state, job.upload.name) == (JobState.FAILED, "")
    assert job.reason == "No installed font covers Chinese. Install one on the worker: apt-get install fonts-noto-cjk"


def test_mistake_of_ours_fails_the_job_with_words(revision: Revision, officer: Any, monkeypatch: Any) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pdf, "render", broken)
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]
    rendering.work_off(job.pk)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.reason.startswith("The portal made a mistake")


def test_job_of_a_dead_worker_is_sent_again_and_fails_after_three_attempts(
    revision: Revision, officer: Any, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]
    for attempt in range(1, ATTEMPTS + 1):
        assert rendering._claim(job.pk) is not None
        assert requeue_lost() == 0
        RenderJob.objects.filter(pk=job.pk).update(beat_at=timezone.now() - timedelta(minutes=3))
        with django_capture_on_commit_callbacks(execute=True):
            assert requeue_lost() == 1
        job.refresh_from_db()
        assert job.attempts == attempt

    assert sent == [job.pk] * (ATTEMPTS - 1)
    assert (job.state, job.reason) == (
        JobState.FAILED,
        "The worker stopped 3 times while rendering. Ask the operator to look at its log.",
    )


def test_lost_message_is_sent_again(
    revision: Revision, officer: Any, sent: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]
    RenderJob.objects.filter(pk=job.pk).update(queued_at=timezone.now() - timedelta(minutes=3))

    with django_capture_on_commit_callbacks(execute=True):
        assert requeue_lost() == 1
        assert requeue_lost() == 0

    assert sent == [job.pk]


def test_worker_that_was_thought_dead_stops_and_leaves_nothing(
    revision: Revision, officer: Any, monkeypatch: Any
) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]

    def slow(html: str, *, watcher: Any, **_: Any) -> pdf.Rendered:
        RenderJob.objects.filter(pk=job.pk).update(attempts=2)  # the sweeper came and another worker claimed it
        watcher(1, 10)
        raise AssertionError("It should have stopped.")

    monkeypatch.setattr(pdf, "render", slow)
    rendering.work_off(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.upload.name) == (JobState.RUNNING, 2, "")


def test_late_result_is_thrown_away(revision: Revision, officer: Any, monkeypatch: Any) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]

    def overtaken(html: str, **_: Any) -> pdf.Rendered:
        RenderJob.objects.filter(pk=job.pk).update(attempts=2)
        return pdf.Rendered(b"%PDF-1.7 late", 1)

    monkeypatch.setattr(pdf, "render", overtaken)
    rendering.work_off(job.pk)

    job.refresh_from_db()
    assert job.upload.name == ""
    assert default_storage.listdir("rendered")[1] == []


def test_database_refuses_two_open_jobs_of_a_language(revision: Revision) -> None:
    RenderJob.objects.create(revision=revision, language="en")

    with pytest.raises(IntegrityError), transaction.atomic():
        RenderJob.objects.create(revision=revision, language="en", state=JobState.RUNNING)


def test_beats_tell_how_far_it_is(revision: Revision, officer: Any, monkeypatch: Any) -> None:
    job = request_rendering(revision, by=officer, chosen=["en"])["en"]
    seen: list[tuple[int, int]] = []

    def stepwise(html: str, *, watcher: Any, **_: Any) -> pdf.Rendered:
        watcher(4, 10)
        seen.append(RenderJob.objects.values_list("done", "total").get(pk=job.pk))
        return pdf.Rendered(b"%PDF", 10)

    monkeypatch.setattr(pdf, "render", stepwise)
    rendering.work_off(job.pk)

    assert seen == [(4, 16)]


def test_delegation_cannot_ask(revision: Revision, coordinator: Any) -> None:
    with pytest.raises(TransitionRefused):
        request_rendering(revision, by=coordinator)

    assert not RenderJob.objects.exists()


def test_asking_costs_the_same_queries_for_any_length(officer: Any) -> None:
    assert officer.standing.is_secretariat  # asked once for all that follows
    counts = []
    for length in (1, 3):
        revision = make_report(paragraphs_per_section=length, sections=1, slug=f"report-{length}")
        with CaptureQueriesContext(connection) as counted:
            request_rendering(revision, by=officer)
        counts.append(len(counted))

    assert counts[0] == counts[1]
