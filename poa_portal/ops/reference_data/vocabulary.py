"""``vocabulary.csv``: the short lists that practice lengthens (kinds, categories, groups) and the secretariat."""

from pathlib import Path
from typing import Any

from meetings.models import MeetingKind
from poa_portal.accounts.models import Party
from poa_portal.common.enums import PartyKind
from poa_portal.library.models import DocumentKind
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import Row, read, six_columns
from stakeholders.models import Category, TallyGroup
from states.models import RegionalGroup

FILE = "vocabulary.csv"
SETS: dict[str, type[Any]] = {
    "party": Party,
    "regional_group": RegionalGroup,
    "document_kind": DocumentKind,
    "meeting_kind": MeetingKind,
    "tally_group": TallyGroup,
    "category": Category,
}


def load(directory: Path, ledger: Ledger) -> None:
    rows = read(directory / FILE, ("set", "key", "parent", "position", *six_columns("name")), unique=[("set", "key")])
    groups: dict[str, TallyGroup] = {}
    for row in rows:
        model = SETS[row.one_of("set", SETS)]
        values = row.six("name", "name") | _more(row, model, groups)
        written = ledger.put(row, model, {"key": row.text("key")}, values)
        if model is TallyGroup:
            groups[written.key] = written


def _more(row: Row, model: type[Any], groups: dict[str, TallyGroup]) -> dict[str, Any]:
    if model is Party:
        return {"kind": PartyKind.SECRETARIAT}
    if model is Category:
        return {"position": row.whole("position"), "tally_group": groups[row.one_of("parent", groups)]}
    return {"position": row.whole("position")}
