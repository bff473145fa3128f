"""``contact_categories.csv`` and ``confirmation_rules.csv``: what the registers of points of contact begin with."""

from pathlib import Path

from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import read, six_columns
from states.models import ConfirmationRule, ContactCategory

DAYS = ("due_after_days", "second_reminder_days", "expires_after_days")
CATEGORY_COLUMNS = ("key", "is_expected", "position", *six_columns("name"))
RULE_COLUMNS = ("key", *DAYS, *six_columns("name"))
EXPECTED = {"1": True, "0": False}


def load(directory: Path, ledger: Ledger) -> None:
    for row in read(directory / "contact_categories.csv", CATEGORY_COLUMNS, unique=[("key",), ("position",)]):
        expected = EXPECTED[row.one_of("is_expected", EXPECTED)]
        values = {"is_expected": expected, "position": row.whole("position"), **row.six("name", "name")}
        ledger.put(row, ContactCategory, {"key": row.text("key")}, values)
    for row in read(directory / "confirmation_rules.csv", RULE_COLUMNS, unique=[("key",)]):
        days = {name: row.whole(name) for name in DAYS}
        if days["due_after_days"] < 1 or days["expires_after_days"] <= days["second_reminder_days"]:
            row.refuse("expires_after_days", "the second reminder must come before the end")
        ledger.put(row, ConfirmationRule, {"key": row.text("key")}, days | row.six("name", "name"))
