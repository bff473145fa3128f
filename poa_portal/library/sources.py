"""What the library itself offers to search and feeds: documents and topics."""

from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from poa_portal.common import languages
from poa_portal.common.enums import Audience
from poa_portal.library.enums import PublicationState, TopicKind
from poa_portal.library.feeds import LIMIT, FeedEntry, FeedSource
from poa_portal.library.models import Document, Topic
from poa_portal.library.rows import document_rows
from poa_portal.library.search import NO_DATE, Found, SearchSource

DOCUMENT = "document"
TOPIC = "topic"


def documents_to_find() -> QuerySet[Document]:
    """What was published, withdrawn ones as their notice; audience and release time are copied to the entries."""
    return Document.objects.exclude(state=PublicationState.DRAFT).with_rows().prefetch_related("topics")


def describe_document(document: Document) -> Found:
    row = document_rows([document])[0]
    symbols = [symbol.text for symbol in document.symbols.all()]
    spellings = [spelling for text in symbols for spelling in (text, text.replace("/", " "))]
    topics = list(document.topics.all())
    shown = asdict(row) | {"note": "", "kind_key": document.kind.key}
    return Found(
        title=row.title,
        url=_without_language(row.url),
        date=document.date,
        audience=document.audience,
        owner_id=document.owner_id,
        released_at=document.released_at,
        kind=row.kind,
        text=" ".join([*spellings, document.reference, row.kind, document.summary or "", *(t.title for t in topics)]),
        languages=[chip.code for chip in row.chips],
        topics=[topic.key for topic in topics],
        shown=shown,
    )


def describe_topic(topic: Topic) -> Found:
    return Found(
        title=str(topic),
        url=_without_language(topic.get_absolute_url()),
        date=NO_DATE,
        audience=Audience.PUBLIC,
        kind=str(TopicKind(topic.kind).label),
        text=f"{topic.key.replace('-', ' ')} {topic.source}",
        topics=[topic.key, *([topic.parent.key] if topic.parent else [])],
    )


def feed_of_documents(user: Any, language: str) -> list[FeedEntry]:
    """Published documents, the newest release first."""
    documents = Document.objects.visible_to(user).published().with_rows().order_by("-released_at", "-date", "-pk")
    found = list(documents[:LIMIT])
    return [
        FeedEntry(
            id=f"document:{document.reference}",
            title=f"{row.symbol} {row.title}",
            url=row.url,
            updated=document.released_at or document.created_at,
            summary=document.summary or f"{row.kind}, {row.date}",
        )
        for document, row in zip(found, document_rows(found), strict=True)
    ]


def _without_language(url: str) -> str:
    """Entries keep addresses without the language; the page that shows them puts its own before."""
    return url.removeprefix(f"/{languages.current()}")


DOCUMENTS = SearchSource(DOCUMENT, _("Documents"), Document, documents_to_find, describe_document)
TOPICS = SearchSource(
    TOPIC, _("Norms and topics"), Topic, lambda: Topic.objects.select_related("parent"), describe_topic
)
DOCUMENT_FEED = FeedSource("documents", _("Documents"), feed_of_documents)
