"""``endorsers_2023.csv``: who endorsed the paper of July 2023, as a common text from before the portal."""

from datetime import UTC, datetime
from pathlib import Path

from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import read
from stakeholders.enums import EndorsementOrder, TextState
from stakeholders.models import CommonText, Endorsement, TextVersion

COLUMNS = ("order", "name", "category", "category_confidence", "note")
SLUG = "multistakeholder-feedback-2023"
TITLE = "Multistakeholder Feedback on the Current State of the Program of Action on Cybersecurity"
SOURCE = f"{TITLE}, July 2023"
PUBLISHED = datetime(2023, 7, 1, 12, tzinfo=UTC)  # the paper names the month alone


def load(directory: Path, ledger: Ledger) -> None:
    """The words of the paper are held elsewhere; its title, its month and its supporters in their order are kept here.

    The organizations are named as the paper names them and belong to no entry: nobody speaks for them by this list.
    """
    rows = read(directory / "endorsers_2023.csv", COLUMNS, unique=[("order",), ("name",)])
    if not rows:
        return
    text = ledger.put(
        rows[0],
        CommonText,
        {"slug": SLUG},
        {
            "title": TITLE,
            "language": "en",
            "source": SOURCE,
            "order": EndorsementOrder.POSITION,
            "state": TextState.CLOSED,
        },
    )
    published = {"language": "en", "published_at": PUBLISHED, "date_is_certain": False}
    version = ledger.put(rows[0], TextVersion, {"text": text, "number": 1}, published, of=text)
    for row in rows:
        named = {"position": row.whole("order"), "endorsed_at": PUBLISHED}
        ledger.put(row, Endorsement, {"version": version, "name": row.text("name")}, named, of=text)
