"""The six-language progress report: the whole way from database to file, beside bare WeasyPrint on the same HTML."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection

from meetings.models import Body
from poa_portal.accounts.models import Party, Post
from poa_portal.common import fonts
from poa_portal.common.enums import PartyKind, Role
from poa_portal.common.languages import CODES
from poa_portal.library.models import Topic
from poa_portal.ops.bench.table import Figure
from reports import documents
from reports.actions import progress, rendering
from reports.enums import Block
from reports.models import RenderJob, Revision
from reports.tasks import render

PARAGRAPHS = 110  # in each of three sections: about 40 pages
WORDS = {
    "en": "States recalled the framework of responsible State behaviour and described measures that they have taken. ",
    "fr": "Les États ont rappelé le cadre de comportement responsable et décrit les mesures qu’ils ont prises. ",
    "es": "Los Estados recordaron el marco de comportamiento responsable y describieron las medidas adoptadas. ",
    "ru": "Государства напомнили о рамках ответственного поведения и рассказали о принятых ими мерах. ",
    "ar": "أشارت الدول إلى إطار السلوك المسؤول للدول ووصفت ما اتخذته من تدابير. ",
    "zh-hans": "各国回顾了负责任国家行为框架，并介绍了所采取的措施。",
}


def figures() -> list[Figure]:
    """Bare WeasyPrint and the portal's job, in turn, each in a process of its own as a worker would be."""
    revision = _long_report()
    bare, ours, peak, pages = 0.0, 0.0, 0, 0
    for language in CODES:
        html = documents.html_for(revision, language)
        bare += _in_a_process(_bare, html, language)[0]
        job = RenderJob.objects.get(revision=revision, language=language)
        seconds, memory = _in_a_process(_job, job.pk)
        job.refresh_from_db()
        ours, peak, pages = ours + seconds, max(peak, memory), pages + (job.pages or 0)
    overhead = (ours / bare - 1) * 100
    return [
        Figure("LW, bare WeasyPrint, six languages", f"{bare:.1f} s", f"{pages} pages in all"),
        Figure(
            "progress report, database to files", f"{ours:.1f} s", f"{overhead:+.0f} %, at most +10 %", overhead <= 10
        ),
        Figure("peak memory of the rendering worker", f"{peak // 1024} MB", "one language at a time"),
    ]


def _long_report() -> Revision:
    user = get_user_model().objects.create_user("bench@secretariat.example", name="Bench")
    party, _made = Party.objects.get_or_create(
        kind=PartyKind.SECRETARIAT, key="secretariat", defaults={"name": "Secretariat"}
    )
    Post.objects.create(user=user, party=party, role=Role.PUBLISHER, starts_on=date(2026, 1, 1))
    body, _made = Body.objects.get_or_create(key="bench", defaults={"name": "Bench body", "short_name": "Bench"})
    for place in (1, 2):
        Topic.objects.get_or_create(key=f"bench-{place}", defaults={"kind": "pillar", "title": f"Pillar {place}"})
    report = progress.create_report(
        by=user,
        slug="bench",
        body=body,
        titles={"en": "Bench"},
        period_from=date(2026, 1, 1),
        period_to=date(2026, 12, 31),
    )
    revision = report.revisions.get()
    for section in report.sections.all()[:3]:
        for _n in range(PARAGRAPHS):
            texts = {code: words * 4 for code, words in WORDS.items()}
            progress.add_paragraph(revision, by=user, section=section, block=Block.TEXT, texts=texts)
    rendering.request_rendering(revision, by=user)
    return revision


def _in_a_process(work: Callable[..., None], *arguments: Any) -> tuple[float, int]:
    """Seconds of the work itself and the process's peak memory in kB."""
    connection.close()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    child = context.Process(target=_measured, args=(theirs, work, arguments))
    child.start()
    seconds, memory = ours.recv()
    child.join()
    return seconds, memory


def _measured(pipe: Any, work: Callable[..., None], arguments: tuple[Any, ...]) -> None:
    import weasyprint  # noqa: F401  loaded once for both, as in a worker that has already rendered

    began = time.perf_counter()
    work(*arguments)
    pipe.send((time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def _bare(html: str, language: str) -> None:
    import weasyprint

    sheet = weasyprint.CSS(string=f"html {{ font-family: {fonts.stack(language)} }}\n{documents.stylesheet()}")
    weasyprint.HTML(string=html).write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1")


def _job(pk: int) -> None:
    render(pk)
