"""The progress report as a reader meets it: sections, numbered paragraphs, figures; in page and PDF alike.

``Source.load`` reads a revision once, in all its languages; ``Source.reading`` presents it in the active language
without another query. ``html_for`` is the document that WeasyPrint prints.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from poa_portal.common import languages, times
from reports import figures
from reports.enums import Block, ProgressState
from reports.models import ParagraphText, ProgressReport, Revision, Section

COMPUTED = frozenset({Block.INPUT_TALLY, Block.MEETINGS, Block.REPORTS, Block.DOCUMENTS})
_POINT = re.compile(r"^\(\w{1,4}\)\s+")
_ARABIC_NAMES = ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء")
_ARABIC_LETTERS = dict(zip("ABCDEFGHIJ", _ARABIC_NAMES, strict=True))


@dataclass(frozen=True)
class Passage:
    """A text in the language in which it exists; ``language`` is empty where that is the language of the page."""

    lead: str
    points: list[tuple[str, str]]
    language: str
    direction: str


@dataclass(frozen=True)
class Piece:
    """A numbered paragraph, or a figure with a number of its own."""

    anchor: str
    number: int
    passage: Passage | None
    figure: figures.Figure | None
    text_id: int


@dataclass(frozen=True)
class Chapter:
    """A lettered section: its paragraphs and figures in order, then the recommended next steps."""

    anchor: str
    letter: str
    title: str
    pieces: list[Piece]
    next_steps: list[Piece]


@dataclass(frozen=True)
class Reading:
    """A revision in one language."""

    language: str
    direction: str
    title: str
    body: str
    period: str
    label: str
    standing: str
    symbol: str
    address: str
    chapters: list[Chapter]
    untranslated: int


@dataclass(frozen=True)
class Source:
    """A revision with all that its readings need."""

    report: ProgressReport
    revision: Revision
    sections: list[Section]
    texts: list[ParagraphText]
    collected: figures.Collected

    @classmethod
    def load(cls, revision: Revision, *, now: datetime | None = None) -> "Source":
        """Read a revision in a constant number of queries; figures of a circulated one are those it kept."""
        report = revision.report
        texts = list(revision.texts.select_related("paragraph").order_by("position", "pk"))
        blocks = [text.block for text in texts if text.block in COMPUTED]
        collected = revision.figures
        if collected is None:
            collected = figures.collect(report, blocks, until=now or timezone.now())
        return cls(report, revision, list(report.sections.all()), texts, collected)

    def reading(self) -> Reading:
        """The revision in the active language."""
        language = languages.current()
        pieces = {text.pk: self._piece(text, language) for text in self.texts}
        return Reading(
            language=language,
            direction=languages.direction(language),
            title=translated(self.report, "title", language)[0],
            body=translated(self.report.body, "name", language)[0],
            period=times.format_period(self.report.period_from, self.report.period_to),
            label=str(self.revision),
            standing=self._standing(),
            symbol=self.report.symbol,
            address=f"{settings.BASE_URL}{self.report.get_absolute_url()}",
            chapters=[self._chapter(section, pieces, language) for section in self.sections],
            untranslated=sum(1 for piece in pieces.values() if piece.passage and piece.passage.language),
        )

    def _chapter(self, section: Section, pieces: dict[int, Piece], language: str) -> Chapter:
        own = [text for text in self.texts if text.section_id == section.pk]
        return Chapter(
            anchor=f"section-{section.letter.lower()}",
            letter=_lettered(section.letter, language),
            title=translated(section, "title", language)[0],
            pieces=[pieces[text.pk] for text in own if text.block != Block.NEXT_STEP],
            next_steps=[pieces[text.pk] for text in own if text.block == Block.NEXT_STEP],
        )

    def _piece(self, text: ParagraphText, language: str) -> Piece:
        figure = None
        if text.block in COMPUTED and text.block in self.collected:
            figure = figures.read(text.block, self.collected[text.block])
        words, found = translated(text, "text", language)
        passage = _passage(words, found, language) if words or not figure else None
        return Piece(text.paragraph.anchor, text.number, passage, figure, text.pk)

    def _standing(self) -> str:
        """Where the text stands, in words."""
        if self.report.state in {ProgressState.ADOPTED, ProgressState.PUBLISHED} and self.report.adopted_at:
            return _("Adopted on %(day)s") % {"day": times.format_date(self.report.adopted_at.date())}
        if self.revision.circulated_at:
            return _("Circulated on %(day)s") % {"day": times.format_date(self.revision.circulated_at.date())}
        return _("Draft, not circulated")


def translated(record: object, field: str, language: str) -> tuple[str, str]:
    """The text of a field and the language in which it was found: the one asked for, or the first that has it."""
    for code in dict.fromkeys([language, *settings.MODELTRANSLATION_FALLBACK_LANGUAGES]):
        if value := getattr(record, languages.column(field, code)):
            return value, code
    return "", language


def html_for(revision: Revision, language: str) -> str:
    """The whole HTML document of a revision in one language, ready to be rendered with ``stylesheet()``."""
    return html(Source.load(revision), language)


def html(source: Source, language: str) -> str:
    with translation.override(language):
        return render_to_string("reports/pdf/report.html", {"reading": source.reading()})


@lru_cache(maxsize=1)
def stylesheet() -> str:
    """The print stylesheet, with a class for each length of a bar: print has no attribute for it."""
    lengths = "".join(f".bar-{length}{{width:{length}%}}" for length in range(101))
    return (settings.BASE_DIR / "static" / "css" / "report-print.css").read_text("utf-8") + lengths


def fingerprint(document: str) -> str:
    """What tells whether a PDF still says what the text says."""
    return sha256(f"{stylesheet()}{document}".encode()).hexdigest()


def _lettered(letter: str, language: str) -> str:
    """The mark of a section as documents of the United Nations print it: letters by name in Arabic."""
    return f"{_ARABIC_LETTERS[letter]} -" if language == "ar" and letter in _ARABIC_LETTERS else f"{letter}."


def _passage(words: str, found: str, language: str) -> Passage:
    """The first line is the paragraph; lines that begin with “(a)” are its points, other lines continue what is above."""
    lead: list[str] = []
    points: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, words.splitlines())):
        if mark := _POINT.match(line):
            points.append((mark[0].strip(), line[mark.end() :]))
        elif points:
            points[-1] = (points[-1][0], f"{points[-1][1]} {line}")
        else:
            lead.append(line)
    other = "" if found == language else found
    return Passage(" ".join(lead), points, other, languages.direction(found))
