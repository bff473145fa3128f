"""``states.csv``, ``state_aliases.csv`` and ``group_memberships.csv``: 195 States, other names, regional groups."""

from pathlib import Path

from poa_portal.common.enums import PartyKind
from poa_portal.common.text import fold
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import SUFFIXES, Row, read, six_columns
from states.enums import GroupRole, StateStatus
from states.models import GroupMembership, RegionalGroup, State, StateAlias

NO_GROUP = "none"
COLUMNS = (
    "iso2",
    "iso3",
    "m49",
    *six_columns("name"),
    "formal_name_en",
    "regional_group",
    "status",
    "admission_date",
    *six_columns("order"),
)
MEMBERSHIP_COLUMNS = ("iso2", "group", "role", "starts_on", "ends_on", "note", "source")


def load(directory: Path, ledger: Ledger) -> None:
    rows = read(directory / "states.csv", COLUMNS, unique=[("iso2",), ("iso3",), ("m49",), ("name_en",)])
    special = read(
        directory / "group_memberships.csv", MEMBERSHIP_COLUMNS, unique=[("iso2", "group", "role", "starts_on")]
    )
    groups = {group.key: group for group in RegionalGroup.objects.all()}
    several = {row.text("iso2") for row in special}
    states: dict[str, State] = {}
    for row in rows:
        state = states[row.text("iso2")] = _state(row, ledger)
        group = row.one_of("regional_group", {*groups, NO_GROUP})
        if group != NO_GROUP and state.iso2 not in several:
            _membership(row, ledger, state, groups[group], GroupRole.MEMBER)
    for row in special:
        state = states[row.one_of("iso2", states)]
        role = GroupRole(row.one_of("role", GroupRole.values))
        _membership(row, ledger, state, groups[row.one_of("group", groups)], role, special=True)
    _load_aliases(directory, ledger, states)


def _state(row: Row, ledger: Ledger) -> State:
    iso2 = row.text("iso2")
    values = {
        "kind": PartyKind.STATE,
        "key": iso2.lower(),
        "iso3": row.text("iso3"),
        "m49": row.text("m49"),
        "formal_name_en": row.text("formal_name_en"),
        "status": row.one_of("status", StateStatus.values),
        "admitted_on": row.day("admission_date"),
    }
    places = {f"place_{field}": row.whole(f"order_{code}") for code, field in SUFFIXES.items()}
    return ledger.put(row, State, {"iso2": iso2}, values | row.six("name", "name") | places)


def _membership(
    row: Row, ledger: Ledger, state: State, group: RegionalGroup, role: GroupRole, *, special: bool = False
) -> None:
    key = {"state": state, "group": group, "role": role, "starts_on": row.day("starts_on") if special else None}
    values = {"ends_on": row.day("ends_on"), "note": row.optional("note")} if special else {}
    ledger.put(row, GroupMembership, key, values, of=state)


def _load_aliases(directory: Path, ledger: Ledger, states: dict[str, State]) -> None:
    columns = ("iso2", "alias", "language", "kind")
    for row in read(directory / "state_aliases.csv", columns, unique=[("iso2", "alias")]):
        row.one_of("language", SUFFIXES)
        state, text = states[row.one_of("iso2", states)], row.text("alias")
        ledger.put(row, StateAlias, {"state": state, "folded": fold(text)}, {"text": text}, of=state)
