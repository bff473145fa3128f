"""The adopted report becomes a document of the library, with its PDF files in six languages."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.enums import Audience
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import actions as library
from poa_portal.library.models import Document, DocumentKind, Topic
from reports import documents
from reports.actions.progress import latest_revision
from reports.actions.rendering import says
from reports.enums import ProgressState
from reports.models import ProgressReport, RenderJob
from reports.rendering import latest_jobs
from reports.workflow import PROGRESS

KIND = "annual_progress_report"


@transaction.atomic
def publish(report: ProgressReport, *, by: Any, reason: str = "") -> ProgressReport:
    """Publish the adopted text as a document under the report's symbol, and give a receipt of it.

    Refused with the names of the languages in which there is no PDF of the adopted text.
    """
    locked = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if locked.state != ProgressState.ADOPTED:
        raise TransitionRefused(_("Only an adopted report that is not published yet can be published."))
    source = documents.Source.load(latest_revision(locked))
    jobs = latest_jobs(source.revision)
    if missing := missing_languages(source, jobs):
        named = languages.listed(languages.name_in(code) for code in missing)
        message = _("There is no PDF of the adopted text in: %(languages)s. Render the report first.")
        raise TransitionRefused(message % {"languages": named})
    document = _document(locked, source, by=by)
    for language in languages.CODES:
        library.add_version(document, by=by, language=language, files=[_file(locked, jobs[language])])
    library.publish_document(document, by=by)
    locked = audit.perform(PROGRESS, locked, "publish", by=by, reason=reason, document=document)
    audit.issue_receipt(
        locked,
        "published",
        by=by,
        reference=(locked.symbol or document.reference)[:60],
        audience=Audience.PUBLIC,
        content=_content(locked, document, jobs),
    )
    report.refresh_from_db()
    return report


def missing_languages(source: documents.Source, jobs: dict[str, RenderJob]) -> list[str]:
    """The languages in which no finished PDF says what the text says."""
    return [code for code in languages.CODES if code not in jobs or not says(jobs[code], source)]


def _document(report: ProgressReport, source: documents.Source, *, by: Any) -> Document:
    titles = {
        languages.column("title", code): documents.translated(report, "title", code)[0] for code in languages.CODES
    }
    return library.create_document(
        by=by,
        symbols=[report.symbol] if report.symbol else [],
        topics=Topic.objects.filter(report_sections__report=report).distinct(),
        kind=_kind(),
        date=report.adopted_at.date() if report.adopted_at else report.period_to,
        **titles,
    )


def _kind() -> DocumentKind:
    names = {}
    for code in languages.CODES:
        with translation.override(code):
            names[languages.column("name", code)] = _("Annual progress report")
    return DocumentKind.objects.get_or_create(key=KIND, defaults=names)[0]


def _file(report: ProgressReport, job: RenderJob) -> ContentFile:
    with job.upload.open("rb") as stored:
        return ContentFile(stored.read(), name=f"{report.slug}-{job.language}.pdf")


def _content(report: ProgressReport, document: Document, jobs: dict[str, RenderJob]) -> dict[str, Any]:
    """What the receipt proves: which report, under which names, in which files."""
    return {
        "report": report.slug,
        "revision": latest_revision(report).number,
        "document": document.reference,
        "symbol": report.symbol,
        "period": [report.period_from.isoformat(), report.period_to.isoformat()],
        "files": {code: jobs[code].sha256 for code in languages.CODES},
    }
