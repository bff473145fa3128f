"""Every write of the library: documents, their versions and files, their publication and withdrawal."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File as DjangoFile
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from poa_portal.audit import actions as audit
from poa_portal.audit.models import AuditEvent
from poa_portal.common import languages
from poa_portal.common.enums import Audience
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library import files as stored_files
from poa_portal.library import symbols as spelling
from poa_portal.library.enums import PublicationState, TranslationStatus
from poa_portal.library.models import Document, File, Symbol, Topic, Version
from poa_portal.library.validators import checked_language, checked_revision, checked_symbols
from poa_portal.library.workflow import DOCUMENT


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since the form was opened; ``event`` says who and when."""

    def __init__(self, event: AuditEvent) -> None:
        super().__init__(str(event))
        self.event = event


@transaction.atomic
def create_document(
    *, by: Any, symbols: Iterable[str] = (), topics: Iterable[Topic] = (), once: str = "", **fields: Any
) -> Document:
    """A draft under a reference of its own. ``once`` names the sending of a form: the second time gives the first record."""
    if once and (made := _made_before(once, by)):
        return made
    checked = checked_symbols(symbols)
    fields["released_at"] = _whole_minute(fields.get("released_at"))
    document = Document.objects.create(reference=audit.next_reference("DOC"), **fields)
    _set_symbols(document, checked)
    document.topics.set(topics)
    audit.record(document, "create", by=by, once=once, symbols=checked)
    return document


@transaction.atomic
def change_document(
    document: Document,
    *,
    by: Any,
    symbols: Iterable[str] | None = None,
    topics: Iterable[Topic] | None = None,
    seen: int | None = None,
    **fields: Any,
) -> Document:
    """Set ``fields``; ``None`` leaves symbols or topics as they are. ``seen`` is ``latest_change`` when the form was opened.

    What is out stays out: its release time stands and its audience can only become wider.
    """
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if seen is not None and (event := AuditEvent.objects.about(locked).filter(pk__gt=seen).first()):
        raise ChangedMeanwhile(event)
    if locked.state == PublicationState.WITHDRAWN:
        raise TransitionRefused(_("This document was withdrawn; its notice stays as it is."))
    if "released_at" in fields:
        fields["released_at"] = _whole_minute(fields["released_at"])
    _check_stays_out(locked, fields)
    changed = {name: value for name, value in fields.items() if getattr(locked, name) != value}
    for name, value in changed.items():
        setattr(locked, name, value)
    locked.save()
    if symbols is not None:
        _set_symbols(locked, checked_symbols(symbols, locked))
    if topics is not None:
        locked.topics.set(topics)
    audit.record(locked, "change", by=by, fields=sorted(changed))
    document.refresh_from_db()
    return document


@transaction.atomic
def add_version(
    document: Document,
    *,
    by: Any,
    language: str,
    files: Sequence[DjangoFile],
    revision: int | None = None,
    status: str = TranslationStatus.OFFICIAL,
    translates: Version | None = None,
) -> Version:
    """One language and one revision with its files. A version never changes: a correction is the next revision."""
    locked = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if locked.state == PublicationState.WITHDRAWN:
        raise TransitionRefused(_("This document was withdrawn; nothing can be added to it."))
    if not files:
        raise ValidationError(_("Choose at least one file."), code="no_file")
    tag = checked_language(language)
    number = checked_revision(locked, tag, revision)
    version = Version.objects.create(
        document=locked, language=tag, revision=number, status=status, translates=translates
    )
    for upload in files:
        stored_files.store(File, upload, version=version)
    digests = list(version.files.values_list("sha256", flat=True))
    audit.record(locked, "add_version", by=by, language=tag, revision=number, status=status, files=digests)
    return version


@transaction.atomic
def remove_version(version: Version, *, by: Any) -> None:
    """Take a version out of a draft. What was published once stays."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=version.document_id)
    if document.state != PublicationState.DRAFT:
        raise TransitionRefused(_("Published versions stay. Add a new revision instead."))
    if version.translations.exists():
        raise TransitionRefused(_("Another version is a translation of this one. Remove that one first."))
    language, revision = version.language, version.revision
    version.delete()
    audit.record(document, "remove_version", by=by, language=language, revision=revision)


@transaction.atomic
def publish_document(document: Document, *, by: Any, reason: str = "", released_at: datetime | None = None) -> Document:
    """Publish now, or at ``released_at`` (else the time set on the draft); gives a receipt of what was published."""
    if not document.elsewhere and not File.objects.filter(version__document=document).exists():
        raise TransitionRefused(_("Add a file, or the address of the document elsewhere, before you publish it."))
    moment = _whole_minute(released_at or document.released_at) or timezone.now().replace(second=0, microsecond=0)
    document = audit.perform(DOCUMENT, document, "publish", by=by, reason=reason, released_at=moment)
    audit.issue_receipt(
        document,
        "published",
        by=by,
        reference=document.public_name[:60],
        audience=document.audience,
        content=published_content(document),
    )
    return document


def withdraw_document(document: Document, *, by: Any, reason: str) -> Document:
    """Take the files away and leave a dated notice with the reason, in the language in which it was given."""
    notice = {languages.column("withdrawal_notice"): reason.strip()}
    return audit.perform(DOCUMENT, document, "withdraw", by=by, reason=reason, withdrawn_at=timezone.now(), **notice)


def published_content(document: Document) -> dict[str, Any]:
    """What a receipt of publication proves: names, titles, readers, and the digest of each file."""
    versions = document.versions.prefetch_related("files").order_by("language", "revision")
    return {
        "reference": document.reference,
        "symbols": [symbol.text for symbol in document.symbols.all()],
        "titles": {code: getattr(document, languages.column("title", code)) or "" for code in languages.CODES},
        "date": document.date.isoformat(),
        "audience": document.audience,
        "released_at": document.released_at.isoformat() if document.released_at else None,
        "files": [
            {"language": version.language, "revision": version.revision, "name": file.name, "sha256": file.sha256}
            for version in versions
            for file in version.files.all()
        ],
    }


def latest_change(document: Document) -> int:
    """The number of the last recorded change, by which a later one is noticed."""
    return AuditEvent.objects.about(document).values_list("pk", flat=True).first() or 0


def _made_before(once: str, by: Any) -> Document | None:
    """The document that the same sending made; a lock of the transaction lets two sendings wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [once])
    events = AuditEvent.objects.filter(subject_type=Document._meta.label_lower, verb="create", actor=by)
    made = events.filter(detail__once=once).first()
    return Document.objects.filter(pk=made.subject_id).first() if made else None


def _set_symbols(document: Document, texts: Sequence[str]) -> None:
    """Keep the symbols in the given order; the first is the one by which the document is cited."""
    if [symbol.text for symbol in document.symbols.all()] == list(texts):
        return
    document.symbols.all().delete()
    Symbol.objects.bulk_create(
        Symbol(document=document, text=text, normal_form=spelling.normalise(text)) for text in texts
    )


def _whole_minute(moment: datetime | None) -> datetime | None:
    """Release times have whole minutes; a broken one is rounded up, so that nothing appears too early."""
    if moment is None or not (moment.second or moment.microsecond):
        return moment
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _check_stays_out(document: Document, fields: dict[str, Any]) -> None:
    is_out = document.state == PublicationState.PUBLISHED and (
        document.released_at is None or document.released_at <= timezone.now()
    )
    if not is_out:
        return
    if fields.get("released_at", document.released_at) != document.released_at:
        raise TransitionRefused(
            _("The document is out already; its release time cannot be changed. Withdraw it instead.")
        )
    audience = fields.get("audience", document.audience)
    if Audience.strictest(audience, document.audience) != document.audience:
        raise TransitionRefused(_("The document is out already; its audience can only become wider."))
