"""``holidays.csv``: the official holidays of the United Nations, on which no silence ends."""

from pathlib import Path

from poa_portal.audit.models import AuditEvent
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import read, six_columns
from stakeholders.models import Holiday

COLUMNS = ("day", "duty_station", *six_columns("name"))


def load(directory: Path, ledger: Ledger) -> None:
    """Days that the secretariat took out on the portal stay out: some are known for certain only late."""
    taken_out = _taken_out()
    for row in read(directory / "holidays.csv", COLUMNS, unique=[("day", "duty_station")]):
        day, station = row.certain_day("day"), row.text("duty_station")
        if (day.isoformat(), station) not in taken_out:
            ledger.put(row, Holiday, {"day": day, "duty_station": station}, row.six("name", "name"))


def _taken_out() -> set[tuple[str, str]]:
    events = AuditEvent.objects.filter(subject_type="stakeholders.holiday", verb="remove_holiday")
    return {(detail["day"], detail["duty_station"]) for detail in events.values_list("detail", flat=True)}
