"""Document rows, the most seen thing of the portal: everything formatted once, in Python, in the page's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from poa_portal.common import languages, times
from poa_portal.library.enums import PublicationState, TranslationStatus

SAFE = "!$&'()*+,;=/~:@"  # what Django's own reverse() leaves as it is
_ORDER = {code: place for place, (code, _name) in enumerate(settings.LANGUAGES)}
_DIGEST = "0" * 64


@dataclass(frozen=True, slots=True)
class Chip:
    """One language of a document as a link to its file; ``mark`` is the word for what is not official or not current."""

    code: str
    label: str
    url: str
    size: str
    format: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list. ``title_language`` is set where the title is not in the page's language.

    ``state_word`` is empty for what is simply published; ``note`` is for the secretariat, which sees what
    is not out yet; ``elsewhere`` is the address on the site of the United Nations.
    """

    symbol: str
    title: str
    url: str
    kind: str
    date: str
    iso_date: str
    state_word: str = ""
    withdrawn: bool = False
    note: str = ""
    elsewhere: str = ""
    title_language: str = ""
    title_direction: str = ""
    chips: list[Chip] = field(default_factory=list)


def document_rows(documents: Iterable[Any]) -> list[DocumentRow]:
    """Rows of documents loaded with ``with_rows()``; no further query, no address resolved twice."""
    presenter = Presenter()
    return [presenter.row(document) for document in documents]


class Presenter:
    """What all rows of one page share: language, time and the beginnings of addresses."""

    def __init__(self) -> None:
        self.language = languages.current()
        self.now = timezone.now()
        self.documents = reverse("library:document_detail", args=["-"])[:-1]
        self.files = reverse("library:file_download", args=[_DIGEST, "-"]).removesuffix(f"{_DIGEST}/-")
        self.kinds: dict[int, str] = {}
        self.title_columns = [(code, languages.column("title", code)) for code in title_languages(self.language)]

    def row(self, document: Any) -> DocumentRow:
        symbols = loaded(document, "symbols")
        name = symbols[0].text if symbols else document.reference
        code, title = self._title(document)
        withdrawn = document.state == PublicationState.WITHDRAWN
        foreign = bool(code) and code != self.language
        return DocumentRow(
            symbol=name,
            title=title,
            url=self.documents + quote(name, safe=SAFE),
            kind=self._kind(document),
            date=_day(document.date, self.language),
            iso_date=document.date.isoformat(),
            state_word="" if document.state == PublicationState.PUBLISHED else document.get_state_display(),
            withdrawn=withdrawn,
            note=self._note(document),
            elsewhere=document.elsewhere,
            title_language=code if foreign else "",
            title_direction=languages.direction(code) if foreign else "",
            chips=[] if withdrawn else self.chips(document),
        )

    def chips(self, document: Any) -> list[Chip]:
        """The newest text in each language, the six first in their usual order."""
        versions = loaded(document, "versions")
        newest = max((version.revision for version in versions), default=0)
        current: dict[str, Any] = {}
        for version in versions:
            kept = current.get(version.language)
            if kept is None or version.revision > kept.revision:
                current[version.language] = version
        ordered = sorted(current.values(), key=lambda version: language_order(version.language))
        found = [self._chip(version, newest) for version in ordered]
        return [chip for chip in found if chip is not None]

    def _chip(self, version: Any, newest: int) -> Chip | None:
        files = loaded(version, "files")
        if not files:
            return None
        stored = next((one for one in files if one.media_type == "application/pdf"), files[0])
        return Chip(
            code=version.language,
            label=_own_name(version.language),
            url=self.file_url(stored),
            size=file_size(stored.size),
            format=stored.name.rpartition(".")[2].upper(),
            mark=version_mark(version, newest),
        )

    def file_url(self, stored: Any) -> str:
        """The address of one file in the page's language."""
        return f"{self.files}{stored.sha256}/{quote(stored.name, safe=SAFE)}"

    def _kind(self, document: Any) -> str:
        if document.kind_id not in self.kinds:
            self.kinds[document.kind_id] = document.kind.name
        return self.kinds[document.kind_id]

    def _title(self, document: Any) -> tuple[str, str]:
        for code, column in self.title_columns:
            if title := getattr(document, column):
                return code, title
        return "", document.reference

    def _note(self, document: Any) -> str:
        if document.state == PublicationState.PUBLISHED and document.released_at and document.released_at > self.now:
            return _("Appears on %(moment)s") % {"moment": times.Moment.at(document.released_at)}
        return ""


def loaded(record: Any, name: str) -> list[Any]:
    """The prefetched rows of a relation, without the manager that Django makes anew at each ``.all()``."""
    found = getattr(record, "_prefetched_objects_cache", {}).get(name)
    return list(getattr(record, name).all() if found is None else found)


def language_order(code: str) -> tuple[int, str]:
    """The six in their usual order, then the others by their tags."""
    return _ORDER.get(code, 99), code


def version_mark(version: Any, newest: int) -> str:
    """The word that a reader must see before opening: not official, or behind the newest revision."""
    words = []
    if version.status != TranslationStatus.OFFICIAL:
        words.append(version.get_status_display())
    if version.revision < newest:
        words.append(pgettext("version of a document", "earlier revision"))
    return languages.listed(words)


@lru_cache(maxsize=8)
def title_languages(language: str) -> tuple[str, ...]:
    """The page's language first, then the order in which missing titles are replaced."""
    return (language, *(code for code in settings.MODELTRANSLATION_FALLBACK_LANGUAGES if code != language))


@lru_cache(maxsize=4096)
def _day(value: date, language: str) -> str:
    return times.format_date(value)


def file_size(value: int) -> str:
    """``1.2 MB`` in the page's language."""
    return _size(value, languages.current())


@lru_cache(maxsize=4096)
def _size(value: int, language: str) -> str:
    return filesizeformat(value)


@lru_cache(maxsize=256)
def _own_name(language: str) -> str:
    return languages.own_name(language)
