"""``bodies.csv``, ``cycles.csv``, ``meetings.csv`` and ``meeting_titles.csv``: who met, in which cycle, when.

``shared_words.csv`` holds in six languages what many meetings say: the city, and that the days are not confirmed.
"""

from datetime import date
from pathlib import Path
from typing import Any

from meetings.enums import MeetingState
from meetings.models import Body, Cycle, Meeting, MeetingKind
from poa_portal.ops.reference_data.ledger import Ledger
from poa_portal.ops.reference_data.tables import Row, read, six_columns

CONFIDENCE = ("high", "medium", "low")
DATES = ("certain", "planned", "unconfirmed")
BODY_COLUMNS = (
    *("key", "parent", "position", "starts_on", "ends_on", "confidence"),
    *(*six_columns("short_name"), *six_columns("name"), *six_columns("mandate")),
)
CYCLE_COLUMNS = ("key", "body", "starts_on", "ends_on", "confidence", *six_columns("name"))
MEETING_COLUMNS = ("key", "title_en", "kind", "start", "end", "city", "symbol_prefix", "source", "confidence")
TITLE_COLUMNS = ("key", "body", "cycle", "dates", *six_columns("title", left_out="en"))
UNCONFIRMED = "unconfirmed"


def load(directory: Path, ledger: Ledger) -> None:
    bodies = _load_bodies(directory, ledger)
    cycles = _load_cycles(directory, ledger, bodies)
    kinds = {kind.key: kind for kind in MeetingKind.objects.all()}
    words = {row.text("key"): row for row in read(directory / "shared_words.csv", ("key", *six_columns("text")))}
    titles = {row.text("key"): row for row in read(directory / "meeting_titles.csv", TITLE_COLUMNS, unique=[("key",)])}
    for row in read(directory / "meetings.csv", MEETING_COLUMNS, unique=[("key",)]):
        if row.text("key") not in titles:
            row.refuse("key", "meeting_titles.csv has no row with this key")
        title = titles[row.text("key")]
        values = {
            "body": bodies[title.one_of("body", bodies)],
            "cycle": cycles[title.one_of("cycle", cycles)] if title.optional("cycle") else None,
            "kind": kinds[row.one_of("kind", kinds)],
        }
        ledger.put(row, Meeting, {"slug": row.text("key")}, values | _meeting_values(row, title, words))


def _load_bodies(directory: Path, ledger: Ledger) -> dict[str, Body]:
    bodies: dict[str, Body] = {}
    for row in read(directory / "bodies.csv", BODY_COLUMNS, unique=[("key",)]):
        row.one_of("confidence", CONFIDENCE)
        values: dict[str, Any] = {
            "parent": bodies[row.one_of("parent", bodies)] if row.optional("parent") else None,
            "position": row.whole("position"),
            "starts_on": row.day("starts_on"),
            "ends_on": row.day("ends_on"),
        }
        for name in ("short_name", "name", "mandate"):
            values |= row.six(name, name)
        bodies[row.text("key")] = ledger.put(row, Body, {"key": row.text("key")}, values)
    return bodies


def _load_cycles(directory: Path, ledger: Ledger, bodies: dict[str, Body]) -> dict[str, Cycle]:
    cycles: dict[str, Cycle] = {}
    for row in read(directory / "cycles.csv", CYCLE_COLUMNS, unique=[("key",)]):
        row.one_of("confidence", CONFIDENCE)
        body = bodies[row.one_of("body", bodies)]
        starts_on, ends_on = row.certain_day("starts_on"), _not_before(row, "starts_on", "ends_on")
        values = {"body": body, "starts_on": starts_on, "ends_on": ends_on, **row.six("name", "name")}
        cycles[row.text("key")] = ledger.put(row, Cycle, {"key": row.text("key")}, values, of=body)
    return cycles


def _meeting_values(row: Row, title: Row, words: dict[str, Row]) -> dict[str, Any]:
    """What a meeting says of itself; ``words`` are shared by many."""
    row.one_of("confidence", CONFIDENCE)
    dates = title.one_of("dates", DATES)
    source = row.optional("source")
    values = {
        "title_en": row.text("title_en"),
        **title.six("title", "title", left_out="en"),
        "starts_on": row.certain_day("start"),
        "ends_on": _not_before(row, "start", "end"),
        "is_planned": dates == "planned",
        "state": MeetingState.PUBLISHED,
        "symbol_prefix": row.optional("symbol_prefix"),
        "source": source if source.startswith("https://") else "",  # some rows name a reason instead
        **words[row.one_of("city", words)].six("text", "city"),
    }
    return values | (words[dates].six("text", "practical_information") if dates == UNCONFIRMED else {})


def _not_before(row: Row, first: str, last: str) -> date:
    if (end := row.certain_day(last)) < row.certain_day(first):
        row.refuse(last, f"“{end}” is before “{row.text(first)}”")
    return end
