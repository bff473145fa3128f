"""``sections.csv`` and ``norms.csv``: the pillars of a progress report, and the eleven norms under theirs."""

from pathlib import Path

from poa_portal.library.enums import TopicKind
from poa_portal.library.models import Topic
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import read, six_columns

PILLAR_OF_NORMS = "norms"


def load(directory: Path, ledger: Ledger) -> None:
    pillars: dict[str, Topic] = {}
    for row in read(directory / "sections.csv", ("order", "key", *six_columns("title")), unique=[("order",), ("key",)]):
        values = {"kind": TopicKind.PILLAR, "position": row.whole("order"), **row.six("title", "title")}
        pillars[row.text("key")] = ledger.put(row, Topic, {"key": row.text("key")}, values)
    columns = ("letter", "key", *six_columns("title"), "source")
    for position, row in enumerate(read(directory / "norms.csv", columns, unique=[("letter",), ("key",)]), start=1):
        if PILLAR_OF_NORMS not in pillars:
            row.refuse("key", f"sections.csv has no pillar “{PILLAR_OF_NORMS}”")
        values = {
            "kind": TopicKind.NORM,
            "letter": row.text("letter"),
            "parent": pillars[PILLAR_OF_NORMS],
            "position": position,
            "source": row.text("source"),
        }
        ledger.put(row, Topic, {"key": row.text("key")}, values | row.six("title", "title"))
