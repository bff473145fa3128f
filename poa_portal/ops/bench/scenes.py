"""The records that the figures are taken on, made straight in the database: a bench measures reading, not writing."""

from datetime import date, timedelta
from hashlib import sha256

from django.utils import timezone

from meetings.models import AgendaItem, Body, Meeting, MeetingDocument, MeetingKind, Sitting
from poa_portal.library.models import Document, DocumentKind, File, Version

SLUG = "bench-meeting"
LANGUAGES = ("en", "fr")


def full_meeting(items: int = 12, documents: int = 40) -> Meeting:
    """One announced meeting with agenda and documents in two languages each."""
    meeting = _meetings(1, SLUG)[0]
    Sitting.objects.create(meeting=meeting, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(hours=3))
    agenda = [
        AgendaItem.objects.create(meeting=meeting, number=str(n + 1), title=f"Item {n + 1} of the agenda", position=n)
        for n in range(items)
    ]
    for n in range(documents):
        document = _document(n)
        MeetingDocument.objects.create(meeting=meeting, document=document, agenda_item=agenda[n % items], position=n)
    return meeting


def many_meetings(total: int) -> None:
    """Fill the list of meetings up to ``total``."""
    missing = total - Meeting.objects.count()
    if missing > 0:
        _meetings(missing, f"bench-{total}")


def _meetings(count: int, slug: str) -> list[Meeting]:
    body, _made = Body.objects.get_or_create(key="bench", defaults={"name": "Bench body", "short_name": "Bench"})
    kind, _made = MeetingKind.objects.get_or_create(key="bench", defaults={"name": "Bench"})
    rows = [
        Meeting(
            slug=slug if count == 1 else f"{slug}-{n}",
            body=body,
            kind=kind,
            title=f"Substantive session {n} of the bench body",
            starts_on=date(2027, 1, 1) + timedelta(days=n % 900),
            ends_on=date(2027, 1, 5) + timedelta(days=n % 900),
            city="New York",
            venue="Conference Room 1",
            state="published",
            announced_at=timezone.now(),
        )
        for n in range(count)
    ]
    return Meeting.objects.bulk_create(rows)


def _document(n: int) -> Document:
    kind, _made = DocumentKind.objects.get_or_create(key="bench", defaults={"name": "Working paper"})
    document = Document.objects.create(
        reference=f"BEN-2026-{n:04d}",
        kind=kind,
        title=f"Working paper {n} on the agenda",
        date=date(2026, 7, 1),
        state="published",
    )
    document.symbols.create(text=f"A/BENCH/{n}", normal_form=f"A/BENCH/{n}")
    for language in LANGUAGES:
        version = Version.objects.create(document=document, language=language)
        digest = sha256(f"{n}{language}".encode()).hexdigest()
        File.objects.create(
            version=version,
            upload=f"bench/{digest}",
            name=f"paper-{n}-{language}.pdf",
            media_type="application/pdf",
            size=120_000,
            sha256=digest,
        )
    return document
