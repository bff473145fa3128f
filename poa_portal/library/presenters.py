"""Pages of documents, formatted once: what a detail page shows of versions and facts."""

from dataclasses import dataclass, field
from typing import Any

from babel.lists import format_list
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.common import languages, times
from poa_portal.common.enums import Audience
from poa_portal.library.enums import PublicationState
from poa_portal.library.rows import Presenter, file_size, language_order, title_languages


@dataclass(frozen=True)
class Passage:
    """A text in the page's language, or in the next best, which is then named with its direction."""

    text: str
    language: str = ""
    direction: str = ""


@dataclass(frozen=True)
class FileLine:
    """One file as a link, with what proves that it arrived whole."""

    name: str
    url: str
    format: str
    size: str
    sha256: str


@dataclass(frozen=True)
class VersionLine:
    """One language and revision; ``translates`` says in words which text it is a translation of."""

    pk: int
    code: str
    own_name: str
    name: str  # in the reader's language; empty where that is the same
    revision: int
    status: str
    translates: str
    added: str
    files: list[FileLine] = field(default_factory=list)


@dataclass(frozen=True)
class RevisionLines:
    """All languages of one revision; the newest comes first."""

    revision: int
    title: str
    versions: list[VersionLine]
    has_more_languages: bool = False  # than the revisions after it


def revisions(document: Any) -> list[RevisionLines]:
    """The texts of a document loaded with ``with_rows()`` by revision; of a withdrawn one there are none."""
    if document.state == PublicationState.WITHDRAWN:
        return []
    grouped: dict[int, list[Any]] = {}
    for version in document.versions.all():
        grouped.setdefault(version.revision, []).append(version)
    by_id = {version.pk: version for version in document.versions.all()}
    found: list[RevisionLines] = []
    known: set[str] = set()
    for number in sorted(grouped, reverse=True):
        codes = {version.language for version in grouped[number]}
        lines = version_lines(grouped[number], by_id)
        found.append(RevisionLines(number, revision_name(number), lines, has_more_languages=not codes <= known))
        known |= codes
    return found


def revision_name(number: int) -> str:
    if number == 0:
        return pgettext("version of a document", "Original text")
    return _("Revision %(number)d") % {"number": number}


def version_lines(versions: list[Any], by_id: dict[int, Any] | None = None) -> list[VersionLine]:
    """Versions as lines; ``by_id`` holds those of which one may be a translation."""
    by_id = by_id or {}
    ordered = sorted(versions, key=lambda version: language_order(version.language))
    presenter = Presenter()
    return [_version_line(version, by_id.get(version.translates_id), presenter) for version in ordered]


def _version_line(version: Any, source: Any, presenter: Presenter) -> VersionLine:
    own_name, name = languages.own_name(version.language), languages.name_in(version.language)
    translates = ""
    if source is not None:
        values = {"language": languages.name_in(source.language), "revision": revision_name(source.revision)}
        translates = _("translated from %(language)s (%(revision)s)") % values
    return VersionLine(
        pk=version.pk,
        code=version.language,
        own_name=own_name,
        name="" if name == own_name else name,
        revision=version.revision,
        status=version.get_status_display(),
        translates=translates,
        added=times.format_date(version.created_at.date()),
        files=[
            FileLine(
                name=one.name,
                url=presenter.file_url(one),
                format=one.name.rpartition(".")[2].upper(),
                size=file_size(one.size),
                sha256=one.sha256,
            )
            for one in version.files.all()
        ],
    )


def facts(document: Any) -> list[tuple[str, str]]:
    """The facts beside a document: what it is, its symbols, its day, and who may read it where not everybody may."""
    day = times.format_date(document.date)
    if not document.date_is_certain:
        day = _("%(date)s (the day is not certain)") % {"date": day}
    found = [(_("Kind"), document.kind.name), (_("Date"), day)]
    symbols = [symbol.text for symbol in document.symbols.all()]
    if symbols:
        found.insert(0, (_("Symbol"), " · ".join(symbols)))
    found.append((_("Reference"), document.reference))
    if document.audience != Audience.PUBLIC:
        found.append((_("Who may read it"), document.get_audience_display()))
    return found


def missing_language(document: Any) -> str:
    """The sentence for a reader in whose language the document does not exist; empty where it does."""
    codes = [chip.code for chip in Presenter().chips(document)]
    if not codes or languages.current() in codes:
        return ""
    values = {
        "language": languages.name_in(languages.current()),
        "languages": in_words(codes),
    }
    return _("This document is not available in %(language)s. It exists in: %(languages)s.") % values


def passage(document: Any, field: str) -> Passage:
    """A translated field in the language in which it is shown; empty where it has no text in any."""
    for code in title_languages(languages.current()):
        if text := getattr(document, languages.column(field, code)):
            return Passage(text) if code == languages.current() else Passage(text, code, languages.direction(code))
    return Passage("")


def withdrawal(document: Any) -> tuple[str, Passage] | None:
    """Title and text of the notice that a withdrawn document leaves."""
    if document.state != PublicationState.WITHDRAWN:
        return None
    title = _("Withdrawn on %(date)s") % {"date": times.format_date(document.withdrawn_at.date())}
    return title, passage(document, "withdrawal_notice")


def not_out_yet(document: Any) -> tuple[str, str] | None:
    """Title and text for the secretariat, which sees a document before its readers do."""
    readers = _("Readers: %(audience)s.") % {"audience": document.get_audience_display()}
    if document.state == PublicationState.DRAFT:
        return _("Draft: only the secretariat sees this page"), readers
    if document.state == PublicationState.PUBLISHED and document.released_at and document.released_at > timezone.now():
        moment = times.Moment.at(document.released_at)
        return _("Not out yet: appears on %(moment)s") % {"moment": moment}, readers
    return None


def missing_titles(document: Any) -> str:
    """The languages of the interface in which the document has no title yet, in words."""
    missing = [code for code in languages.CODES if not getattr(document, languages.column("title", code))]
    return in_words(missing) if missing else ""


def in_words(codes: list[str]) -> str:
    """``Arabic, English and French``; the UN writes English without a comma before the last."""
    locale = languages.babel_locale()
    return format_list(list(map(languages.name_in, codes)), locale="en_GB" if str(locale) == "en" else locale)
