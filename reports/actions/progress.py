"""Drafting a progress report: its sections, its paragraphs, its way from draft to adoption."""

from collections.abc import Callable, Mapping
from datetime import date
from secrets import token_hex
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.models import Body
from poa_portal.audit import actions as audit
from poa_portal.common import languages
from poa_portal.common.workflow import TransitionRefused
from poa_portal.library.enums import TopicKind
from poa_portal.library.models import Topic
from poa_portal.library.validators import checked_symbols
from reports import documents, figures, rules
from reports.enums import Block, ProgressState
from reports.models import Paragraph, ParagraphText, ProgressReport, Revision, Section
from reports.workflow import PROGRESS

Words = Mapping[str, str]  # by language code


class ChangedMeanwhile(Exception):
    """Somebody else changed the paragraph since the form was opened; ``current`` is how it stands now."""

    def __init__(self, current: ParagraphText) -> None:
        super().__init__(current.paragraph.anchor)
        self.current = current


@transaction.atomic
def create_report(
    *, by: Any, slug: str, body: Body, titles: Words, period_from: date, period_to: date
) -> ProgressReport:
    """A report with its zero draft, and a section for the overview and for each pillar; sent twice, it is made once."""
    _check_officer(by)
    Body.objects.select_for_update(of=("self",)).get(pk=body.pk)  # of two sendings at once the second finds the first
    if made := ProgressReport.objects.filter(slug=slug, body=body).first():
        return made
    report = ProgressReport.objects.create(
        slug=slug, body=body, period_from=period_from, period_to=period_to, **_columns("title", titles)
    )
    Revision.objects.create(report=report)
    overview = {code: _said(code, lambda: _("Overview")) for code in languages.CODES}
    pillars = list(Topic.objects.filter(kind=TopicKind.PILLAR).order_by("position", "key"))
    titled = [(overview, None), *((_translations(pillar, "title"), pillar) for pillar in pillars)]
    Section.objects.bulk_create(
        Section(report=report, letter=_letter(place), position=place, pillar=pillar, **_columns("title", words))
        for place, (words, pillar) in enumerate(titled)
    )
    audit.record(report, "create", by=by)
    return report


@transaction.atomic
def change_report(
    report: ProgressReport,
    *,
    by: Any,
    titles: Words | None = None,
    period_from: date | None = None,
    period_to: date | None = None,
    symbol: str | None = None,
) -> ProgressReport:
    """Title and period while the report is drafted; the symbol until it is published."""
    _check_officer(by)
    locked = ProgressReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    drafted = any(value is not None for value in (titles, period_from, period_to))
    if locked.state == ProgressState.PUBLISHED or (drafted and locked.state != ProgressState.DRAFTING):
        raise TransitionRefused(_("The report is not being drafted any more, so this cannot be changed."))
    if symbol is not None:
        locked.symbol = next(iter(checked_symbols([symbol])), "")
    for name, value in _columns("title", titles or {}).items():
        setattr(locked, name, value)
    locked.period_from, locked.period_to = period_from or locked.period_from, period_to or locked.period_to
    locked.save()
    audit.record(locked, "change", by=by, symbol=locked.symbol)
    report.refresh_from_db()
    return report


@transaction.atomic
def add_paragraph(
    revision: Revision, *, by: Any, section: Section, block: str, texts: Words, after: ParagraphText | None = None
) -> ParagraphText:
    """Add a paragraph, at the end of its section or after another; all numbers behind it move on."""
    locked = _open(revision, by)
    paragraph = Paragraph.objects.create(report_id=locked.report_id, anchor=_anchor(locked.report_id))
    last = locked.texts.filter(section=section).order_by("-position").first()
    place = after.position if after else last.position + 1 if last else 0
    text = ParagraphText.objects.create(
        revision=locked, paragraph=paragraph, section=section, block=block, position=place, **_columns("text", texts)
    )
    _changed(locked, "add_paragraph", by=by, anchor=paragraph.anchor)
    text.refresh_from_db()
    return text


@transaction.atomic
def edit_paragraph(
    text: ParagraphText, *, by: Any, version: int, section: Section, block: str, texts: Words
) -> ParagraphText:
    """Change a paragraph that still is as it was when the form was opened; else raises ``ChangedMeanwhile``."""
    locked = _open(text.revision, by)
    current = _unchanged(text, version)
    if current.section_id != section.pk:
        last = locked.texts.filter(section=section).order_by("-position").first()
        current.section, current.position = section, last.position + 1 if last else 0
    current.block, current.version = block, current.version + 1
    for name, value in _columns("text", texts).items():
        setattr(current, name, value)
    current.save()
    _changed(locked, "edit_paragraph", by=by, anchor=current.paragraph.anchor)
    current.refresh_from_db()
    return current


@transaction.atomic
def move_paragraph(text: ParagraphText, *, by: Any, up: bool) -> ParagraphText:
    """Exchange a paragraph with its neighbour in the section; at the edge nothing happens."""
    locked = _open(text.revision, by)
    near = list(locked.texts.filter(section_id=text.section_id).order_by("position", "pk"))
    group = [other for other in near if (other.block == Block.NEXT_STEP) == (text.block == Block.NEXT_STEP)]
    place = [other.pk for other in group].index(text.pk)
    other_place = place - 1 if up else place + 1
    if 0 <= other_place < len(group):
        one, other = group[place], group[other_place]
        one.position, other.position = other.position, one.position
        ParagraphText.objects.bulk_update([one, other], ["position"])
        _changed(locked, "move_paragraph", by=by, anchor=text.paragraph.anchor)
    text.refresh_from_db()
    return text


@transaction.atomic
def delete_paragraph(text: ParagraphText, *, by: Any, version: int) -> None:
    """Take a paragraph out of this revision. Its place in earlier revisions, and its address there, stay."""
    locked = _open(text.revision, by)
    current = _unchanged(text, version)
    paragraph = current.paragraph
    current.delete()
    if not paragraph.texts.exists():
        paragraph.delete()
    _changed(locked, "delete_paragraph", by=by, anchor=paragraph.anchor)


@transaction.atomic
def circulate(report: ProgressReport, *, by: Any, reason: str = "") -> ProgressReport:
    """Let all delegations read the present revision; its text and its figures stand from now on."""
    revision = Revision.objects.select_for_update(of=("self",)).get(pk=latest_revision(report).pk)
    texts = list(revision.texts.all())
    if not texts:
        raise TransitionRefused(_("The revision has no paragraph yet. Add one before you circulate it."))
    moment = timezone.now()
    blocks = [text.block for text in texts if text.block in documents.COMPUTED]
    revision.circulated_at, revision.figures = moment, figures.collect(report, blocks, until=moment)
    revision.save(update_fields=["circulated_at", "figures"])
    return audit.perform(PROGRESS, report, "circulate", by=by, reason=reason)


@transaction.atomic
def revise(report: ProgressReport, *, by: Any, reason: str = "") -> ProgressReport:
    """Begin the next revision as a copy of the circulated one; each paragraph keeps its identity."""
    report = audit.perform(PROGRESS, report, "revise", by=by, reason=reason)
    before = latest_revision(report)
    revision = Revision.objects.create(report=report, number=before.number + 1)
    copies = list(before.texts.all())
    for copy in copies:
        copy.pk, copy.revision, copy._state.adding = None, revision, True
    ParagraphText.objects.bulk_create(copies)
    return report


def adopt(report: ProgressReport, *, by: Any, reason: str = "") -> ProgressReport:
    """Record that the circulated revision was adopted; from now on everybody reads it."""
    return audit.perform(PROGRESS, report, "adopt", by=by, reason=reason, adopted_at=timezone.now())


def latest_revision(report: ProgressReport) -> Revision:
    return report.revisions.order_by("-number")[0]


def _check_officer(by: Any) -> None:
    if not rules.can_prepare_progress(by, None):
        raise TransitionRefused(_("This step is not open to you in your post."))


def _open(revision: Revision, by: Any) -> Revision:
    """The revision, locked for this transaction, if it may be edited."""
    _check_officer(by)
    locked = Revision.objects.select_for_update(of=("self",)).select_related("report").get(pk=revision.pk)
    if locked.circulated_at or locked.report.state != ProgressState.DRAFTING:
        raise TransitionRefused(_("This revision was circulated and cannot be changed. Begin the next revision."))
    return locked


def _unchanged(text: ParagraphText, version: int) -> ParagraphText:
    current = ParagraphText.objects.select_related("paragraph").filter(pk=text.pk).first()
    if current is None:
        raise TransitionRefused(_("Somebody took this paragraph out meanwhile."))
    if current.version != version:
        raise ChangedMeanwhile(current)
    return current


def _changed(revision: Revision, verb: str, *, by: Any, **detail: Any) -> None:
    _renumber(revision)
    revision.version += 1
    revision.save(update_fields=["version"])
    audit.record(revision.report, verb, by=by, revision=revision.number, **detail)


def _renumber(revision: Revision) -> None:
    """Paragraphs are numbered through the report, next steps at the end of each section; figures have their own count."""
    texts = list(revision.texts.select_related("section"))
    texts.sort(key=lambda text: (text.section.position, text.block == Block.NEXT_STEP, text.position, text.pk))
    counts = {True: 0, False: 0}
    for place, text in enumerate(texts):
        computed = text.block in documents.COMPUTED
        counts[computed] += 1
        text.position, text.number = place, counts[computed]
    ParagraphText.objects.bulk_update(texts, ["position", "number"], batch_size=200)


def _anchor(report_id: int) -> str:
    """A short mark that no paragraph of the report has."""
    taken = set(Paragraph.objects.filter(report_id=report_id).values_list("anchor", flat=True))
    while (anchor := f"p{token_hex(2)}") in taken:
        continue
    return anchor


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"A{chr(ord('A') + place - 26)}"


def _columns(field: str, words: Words) -> dict[str, str]:
    return {languages.column(field, code): value.strip() for code, value in words.items()}


def _translations(record: Any, field: str) -> dict[str, str]:
    return {code: getattr(record, languages.column(field, code)) or "" for code in languages.CODES}


def _said(language: str, words: Callable[[], str]) -> str:
    with translation.override(language):
        return words()
