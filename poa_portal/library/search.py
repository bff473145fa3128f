"""Search over everything that rooms offer.

A room registers a ``SearchSource`` for a model in its ``AppConfig.ready()``; each recorded change of such a record
writes its six entries anew, in the transaction of the change.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import transaction
from django.db.models import Model, QuerySet, Value
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
    """How a room's records are found: ``records`` that may be found at all, and ``describe`` for one of them."""

    name: str
    label: Any
    model: type[Model]
    records: Callable[[], QuerySet]
    describe: Callable[[Any], Found]


_sources: dict[type[Model], SearchSource] = {}


def register(source: SearchSource) -> None:
    _sources[source.model] = source


def sources() -> list[SearchSource]:
    return list(_sources.values())


def source_of(name: str) -> SearchSource | None:
    return next((source for source in _sources.values() if source.name == name), None)


def directories() -> list[str]:
    """The sources that list parties themselves, not what parties published."""
    return [source.name for source in _sources.values() if issubclass(source.model, Party)]


def reindex_all(names: Iterable[str] = ()) -> dict[str, int]:
    """Write all entries of these sources (of every source, where none is named) anew; how many records each has."""
    chosen = set(names) or {source.name for source in sources()}
    counts = {}
    for source in sources():
        if source.name in chosen:
            found = list(source.records().values_list("pk", flat=True))
            SearchEntry.objects.filter(source=source.name).exclude(object_id__in=found).delete()
            for start in range(0, len(found), BATCH):
                for record in source.records().filter(pk__in=found[start : start + BATCH]):
                    _write(source, record)
            counts[source.name] = len(found)
    return counts


def reindex(subject: Model) -> None:
    """Write the entries of one record anew; a record that may not be found any more has none."""
    source = _sources.get(type(subject))
    if source is None:
        return
    record = source.records().filter(pk=subject.pk).first()
    if record is None:
        SearchEntry.objects.filter(source=source.name, object_id=subject.pk).delete()
        return
    _write(source, record)


@transaction.atomic
def _write(source: SearchSource, record: Any) -> None:
    SearchEntry.objects.filter(source=source.name, object_id=record.pk).delete()
    described = {}
    for code in languages.CODES:
        with translation.override(code):
            described[code] = source.describe(record)
    titles = searchable(" ".join(sorted({found.title for found in described.values()})))
    texts = searchable(" ".join(sorted({found.text for found in described.values()})))
    folded = SearchVector(Value(titles), config="simple", weight="B") + SearchVector(
        Value(texts), config="simple", weight="D"
    )
    SearchEntry.objects.bulk_create(_entry(source, record, code, found, folded) for code, found in described.items())


def _entry(source: SearchSource, record: Any, code: str, found: Found, folded: Any) -> SearchEntry:
    """The row of one language: its own words by its dictionary, those of all six languages letter by letter."""
    dictionary = CONFIGURATIONS[code]
    return SearchEntry(
        source=source.name,
        object_id=record.pk,
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
        vector=SearchVector(Value(found.title), config=dictionary, weight="A")
        + SearchVector(Value(found.text), config=dictionary, weight="C")
        + folded,
    )


def query_for(text: str, language: str) -> SearchQuery:
    """What a reader typed, as a query over the entries of one language: by its dictionary, or letter by letter."""
    return SearchQuery(text, search_type="websearch", config=CONFIGURATIONS[language]) | SearchQuery(
        searchable(text), search_type="websearch", config="simple"
    )
