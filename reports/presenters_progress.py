"""Progress reports as their pages show them, formatted once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from poa_portal.common import languages, times
from poa_portal.common.bars import percentage
from reports import documents
from reports.actions.rendering import says
from reports.enums import JobState, ProgressState
from reports.models import ProgressReport, RenderJob


@dataclass(frozen=True)
class EditorRow:
    """A paragraph in the editor: its words, and the languages in which it has none yet."""

    piece: documents.Piece
    block: str
    missing: str
    version: int


@dataclass(frozen=True)
class EditorChapter:
    chapter: documents.Chapter
    rows: list[EditorRow]
    section_letter: str


@dataclass(frozen=True)
class JobLine:
    """One language's PDF: how far it is, or what became of it; ``stale`` says that the text changed since."""

    language: str
    code: str
    state: str
    label: str
    percent: int
    detail: str
    url: str
    stale: bool


@dataclass(frozen=True)
class Step:
    """A step of the status line."""

    label: str
    moment: Any
    is_current: bool
    is_done: bool


def editor_chapters(source: documents.Source) -> list[EditorChapter]:
    """The revision in the active language, each paragraph with what its editor needs."""
    texts = {text.pk: text for text in source.texts}
    chapters = source.reading().chapters
    return [
        EditorChapter(
            chapter,
            [_editor_row(piece, texts[piece.text_id]) for piece in (*chapter.pieces, *chapter.next_steps)],
            section.letter,
        )
        for chapter, section in zip(chapters, source.sections, strict=True)
    ]


def job_lines(source: documents.Source, jobs: dict[str, RenderJob], *, check: bool) -> list[JobLine]:
    """The six languages in the order of the language switch; ``check`` compares the finished files with the text."""
    return [_job_line(source, code, jobs.get(code), check) for code in languages.CODES]


def is_busy(jobs: Iterable[RenderJob]) -> bool:
    return any(job.state in {JobState.QUEUED, JobState.RUNNING} for job in jobs)


def steps(report: ProgressReport) -> list[Step]:
    """Where the report stands on its way."""
    order = list(ProgressState)
    reached = order.index(ProgressState(report.state))
    moments = {ProgressState.ADOPTED: report.adopted_at}
    return [
        Step(str(state.label), moments.get(state), place == reached, place < reached)
        for place, state in enumerate(order)
    ]


def _editor_row(piece: documents.Piece, text: Any) -> EditorRow:
    computed = text.block in documents.COMPUTED
    without = [code for code in languages.CODES if not getattr(text, languages.column("text", code))]
    missing = "" if computed else languages.listed(languages.name_in(code) for code in without)
    return EditorRow(piece, text.get_block_display(), missing, text.version)


def _job_line(source: documents.Source, code: str, job: RenderJob | None, check: bool) -> JobLine:
    done = job is not None and job.state == JobState.DONE
    stale = check and job is not None and done and not says(job, source)
    url = ""
    if done:
        values = [source.report.slug, source.revision.number, code]
        url = reverse("reports:render_download", args=values)
    return JobLine(
        language=languages.own_name(code),
        code=code,
        state=job.state if job else "",
        label=str(job.get_state_display()) if job else _("Not rendered yet"),
        percent=int(percentage(min(job.done, job.total), job.total)) if job else 0,
        detail=_detail(job) if job else "",
        url=url,
        stale=stale,
    )


def _detail(job: RenderJob) -> str:
    if job.state == JobState.FAILED:
        return job.reason
    if job.state != JobState.DONE:
        return ""
    values = {
        "pages": job.pages,
        "size": filesizeformat(job.size or 0),
        "time": times.format_moment(job.finished_at) if job.finished_at else "",
    }
    return _("%(pages)s pages, %(size)s, %(time)s UTC") % values
