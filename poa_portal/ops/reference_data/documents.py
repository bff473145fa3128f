"""``documents.csv`` and ``document_details.csv``: real documents, their symbols, topics and meetings.

The portal keeps no copy of them; each leads to its place on the site of the United Nations.
"""

from pathlib import Path

from meetings.models import Meeting, MeetingDocument
from poa_portal.audit.actions import next_reference
from poa_portal.library import symbols
from poa_portal.library.enums import PublicationState
from poa_portal.library.models import Document, DocumentKind, Symbol, Topic
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.meetings import CONFIDENCE
from poa_portal.ops.reference_data.tables import Row, read, six_columns

COLUMNS = ("symbol", "title_en", "kind", "date", "url", "confidence")
DETAIL_COLUMNS = ("symbol", *six_columns("title", left_out="en"), "topics", "meeting")


def load(directory: Path, ledger: Ledger) -> None:
    kinds = {kind.key: kind for kind in DocumentKind.objects.all()}
    topics = {topic.key: topic for topic in Topic.objects.all()}
    meetings = {meeting.slug: meeting for meeting in Meeting.objects.all()}
    references = dict(Symbol.objects.values_list("normal_form", "document__reference"))
    details = {row.text("symbol"): row for row in read(directory / "document_details.csv", DETAIL_COLUMNS)}
    for row in read(directory / "documents.csv", COLUMNS, unique=[("symbol",)]):
        if row.text("symbol") not in details:
            row.refuse("symbol", "document_details.csv has no row with this symbol")
        detail = details[row.text("symbol")]
        document = _document(row, detail, ledger, kinds, references)
        named = [topics[_known(detail, "topics", key, topics)] for key in detail.words("topics")]
        ledger.link(detail, document, "topics", named)
        if detail.optional("meeting"):
            meeting = meetings[detail.one_of("meeting", meetings)]
            ledger.put(detail, MeetingDocument, {"meeting": meeting, "document": document}, {}, of=document)


def _document(
    row: Row, detail: Row, ledger: Ledger, kinds: dict[str, DocumentKind], references: dict[str, str]
) -> Document:
    symbol = symbols.tidy(row.text("symbol"))
    form = symbols.normalise(symbol)
    values = {
        "kind": kinds[row.one_of("kind", kinds)],
        "title_en": row.text("title_en"),
        **detail.six("title", "title", left_out="en"),
        "date": row.certain_day("date"),
        "date_is_certain": row.one_of("confidence", CONFIDENCE) == "high",
        "state": PublicationState.PUBLISHED,
        "elsewhere": row.optional("url"),
    }
    document = ledger.put(row, Document, {"reference": references.get(form) or next_reference("DOC")}, values)
    ledger.put(row, Symbol, {"normal_form": form}, {"text": symbol, "document": document}, of=document)
    return document


def _known(row: Row, column: str, key: str, known: dict[str, Topic]) -> str:
    return key if key in known else row.refuse(column, f"“{key}” is not the key of a topic")
