"""Search over everything that rooms offer.

A room registers a ``SearchSource`` for a model in its ``AppConfig.ready()``; each recorded change of such a record
writes its six entries anew, in the transaction of the change.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import transaction
from django.db.models import Func, Model, QuerySet
from django.utils import translation

from poa_portal.accounts.models import Party
from poa_portal.common import languages
from poa_portal.common.text import searchable
from poa_portal.library.models import SearchEntry

# The library orders by date; what has none stands after everything dated.
NO_DATE = date(1945, 10, 24)
# Of a very common word only the newest matches are counted and ranked.
WINDOW = 1000
BATCH = 200

# PostgreSQL's own dictionaries; Chinese is searched by pairs of characters.
CONFIGURATIONS = {
    "ar": "arabic",
    "zh-hans": "simple",
    "en": "english",
    "fr": "french",
    "ru": "russian",
    "es": "spanish",
}


@dataclass
class Found:
    """One record as search shows it in the active language. ``url`` has no language prefix; ``text`` is searched only."""

    title: str
    url: str
    date: date
    audience: str
    owner_id: int | None = None
    released_at: datetime | None = None
    kind: str = ""
    text: str = ""
    languages: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    shown: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SearchSource:
    """How a room's records are found: ``records`` that may be found at all, and ``describe`` for one of them.

    ``has_own_list``: its room lists them by topic, and pages of topics link to that list.
    """

    name: str
    label: Any
    model: type[Model]
    records: Callable[[], QuerySet]
    describe: Callable[[Any], Found]
    has_own_list: bool = False


_sources: dict[type[Model], SearchSource] = {}
# The keys of the records that wait for the end of ``gathering``; None outside of it.
_gathered: ContextVar[dict[type[Model], dict[Any, None]] | None] = ContextVar("gathered", default=None)


class _Vector(Func):
    """The vector of one language: its own words by its dictionary, those of all six languages letter by letter.

    One expression, because four joined ``SearchVector`` take longer to put into SQL than PostgreSQL takes to write them.
    """

    output_field = SearchVectorField()
    sql = (
        "(setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'C')"
        " || setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'D'))"
    )

    def __init__(self, dictionary: str, title: str, text: str, titles: str, texts: str) -> None:
        super().__init__()
        self.words = (dictionary, title, dictionary, text, titles, texts)

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[str, ...]]:
        return self.sql, self.words


def register(source: SearchSource) -> None:
    _sources[source.model] = source


def sources() -> list[SearchSource]:
    return list(_sources.values())


def source_of(name: str) -> SearchSource | None:
    return next((source for source in _sources.values() if source.name == name), None)


def directories() -> list[str]:
    """The sources that list parties themselves, not what parties published."""
    return [source.name for source in _sources.values() if issubclass(source.model, Party)]


def apart() -> list[str]:
    """The sources that pages of topics leave to a list elsewhere."""
    return [*directories(), *(source.name for source in _sources.values() if source.has_own_list)]


def reindex_all(names: Iterable[str] = ()) -> dict[str, int]:
    """Write all entries of these sources (of every source, where none is named) anew; how many records each has."""
    chosen = set(names) or {source.name for source in sources()}
    counts = {}
    for source in sources():
        if source.name in chosen:
            found = list(source.records().values_list("pk", flat=True))
            SearchEntry.objects.filter(source=source.name).exclude(object_id__in=found).delete()
            _write_all(source, found)
            counts[source.name] = len(found)
    return counts


def reindex(subject: Model) -> None:
    """Write the entries of one record anew; a record that may not be found any more has none."""
    source = _sources.get(type(subject))
    if source is None:
        return
    gathered = _gathered.get()
    if gathered is None:
        _write(source, [subject.pk])
    else:
        gathered.setdefault(source.model, {})[subject.pk] = None


@contextmanager
def gathering() -> Iterator[None]:
    """Reindex at the end, many records at a time, what is changed within. Use it inside the transaction of the change."""
    gathered: dict[type[Model], dict[Any, None]] = {}
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    for model, changed in gathered.items():
        _write_all(_sources[model], list(changed))


def _write_all(source: SearchSource, keys: list[Any]) -> None:
    for start in range(0, len(keys), BATCH):
        _write(source, keys[start : start + BATCH])


@transaction.atomic
def _write(source: SearchSource, keys: list[Any]) -> None:
    records = list(source.records().filter(pk__in=keys))
    SearchEntry.objects.filter(source=source.name, object_id__in=keys).delete()
    described: dict[Any, dict[str, Found]] = {record.pk: {} for record in records}
    for code in languages.CODES:  # outside: changing the language costs more than describing a record
        with translation.override(code):
            for record in records:
                described[record.pk][code] = source.describe(record)
    SearchEntry.objects.bulk_create(entry for key, found in described.items() for entry in _entries(source, key, found))


def _entries(source: SearchSource, key: Any, described: dict[str, Found]) -> list[SearchEntry]:
    titles = searchable(" ".join(sorted({found.title for found in described.values()})))
    texts = searchable(" ".join(sorted({found.text for found in described.values()})))
    return [
        _entry(source, key, code, found, _Vector(CONFIGURATIONS[code], found.title, found.text, titles, texts))
        for code, found in described.items()
    ]


def _entry(source: SearchSource, key: Any, code: str, found: Found, vector: _Vector) -> SearchEntry:
    return SearchEntry(
        source=source.name,
        object_id=key,
        language=code,
        title=found.title,
        url=found.url,
        date=found.date,
        kind=found.kind,
        languages=found.languages,
        topics=found.topics,
        parties=found.parties,
        owner_id=found.owner_id,
        audience=found.audience,
        released_at=found.released_at,
        shown=found.shown,
        vector=vector,
    )


def query_for(text: str, language: str) -> SearchQuery:
    """What a reader typed, as a query over the entries of one language: by its dictionary, or letter by letter."""
    return SearchQuery(text, search_type="websearch", config=CONFIGURATIONS[language]) | SearchQuery(
        searchable(text), search_type="websearch", config="simple"
    )
