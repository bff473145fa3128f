"""``consultations.csv`` and the files of counts that it names: consultations held before the portal."""

from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from meetings.enums import CallState, Respondents
from meetings.models import Call, CallCount
from poa_portal.common.times import DEFAULT_ZONE
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import read, six_columns
from stakeholders.models import TallyGroup

COLUMNS = ("slug", "opens_on", "closes_on", "organiser", "counts", *six_columns("title"), *six_columns("introduction"))
COUNT_COLUMNS = ("key", "stakeholder_group", "inputs", "percentage_as_printed", "source")


def load(directory: Path, ledger: Ledger) -> None:
    groups = {group.key: group for group in TallyGroup.objects.all()}
    for row in read(directory / "consultations.csv", COLUMNS, unique=[("slug",)]):
        counts = read(directory / row.text("counts"), COUNT_COLUMNS, unique=[("key",)])
        zone = ZoneInfo(DEFAULT_ZONE)
        values = {
            "opens_at": datetime.combine(row.certain_day("opens_on"), time.min, zone),
            "deadline": datetime.combine(row.certain_day("closes_on"), time(23, 59), zone),
            "time_zone": DEFAULT_ZONE,
            "respondents": Respondents.EVERYBODY,
            "state": CallState.CLOSED,
            "organiser": row.text("organiser"),
            "source": counts[0].text("source") if counts else "",
            **row.six("title", "title"),
            **row.six("introduction", "introduction"),
        }
        call = ledger.put(row, Call, {"slug": row.text("slug")}, values)
        for line in counts:
            key = {"call": call, "group": groups[line.one_of("key", groups)]}
            ledger.put(line, CallCount, key, {"inputs": line.whole("inputs")}, of=call)
