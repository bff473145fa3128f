"""Reading the reference files: every fault is told with file, row and column, as a spreadsheet counts them."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn

SUFFIXES = {"en": "en", "fr": "fr", "es": "es", "ar": "ar", "ru": "ru", "zh": "zh_hans"}


class Malformed(Exception):
    """A file that cannot be loaded. Row 1 is the header; an empty column means the whole row or file."""

    def __init__(self, file: str, row: int, column: str, fault: str) -> None:
        place = f"row {row}, column {column}" if column else f"row {row}" if row else "the file"
        super().__init__(f"{file}, {place}: {fault}")
        self.file, self.row, self.column, self.fault = file, row, column, fault


@dataclass(frozen=True)
class Row:
    """One row of a file; the accessors refuse what is not what they promise."""

    file: str
    number: int
    cells: dict[str, str]

    def refuse(self, column: str, fault: str) -> NoReturn:
        raise Malformed(self.file, self.number, column, fault)

    def text(self, column: str) -> str:
        return self.cells[column] or self.refuse(column, "is empty")

    def optional(self, column: str) -> str:
        return self.cells[column]

    def whole(self, column: str) -> int:
        value = self.text(column)
        if not (value.isascii() and value.isdigit()):
            self.refuse(column, f"“{value}” is not a whole number")
        return int(value)

    def day(self, column: str) -> date | None:
        """A day as 2026-07-20; ``None`` where the cell is empty."""
        value = self.cells[column]
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.refuse(column, f"“{value}” is not a day like 2026-07-20")

    def certain_day(self, column: str) -> date:
        return self.day(column) or self.refuse(column, "is empty")

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        value = self.text(column)
        if value not in (known := sorted(allowed)):
            self.refuse(column, f"“{value}” is not one of {', '.join(known)}")
        return value

    def words(self, column: str) -> list[str]:
        return self.cells[column].split()

    def six(self, prefix: str, field: str, *, required: bool = True, left_out: str = "") -> dict[str, str]:
        """The columns ``name_en`` … ``name_zh`` as the model's fields ``name_en`` … ``name_zh_hans``."""
        read = self.text if required else self.optional
        columns = {language: f"{prefix}_{language}" if prefix else language for language in SUFFIXES}
        return {f"{field}_{SUFFIXES[code]}": read(columns[code]) for code in SUFFIXES if code != left_out}


def six_columns(prefix: str, left_out: str = "") -> tuple[str, ...]:
    return tuple(f"{prefix}_{language}" for language in SUFFIXES if language != left_out)


def read(path: Path, columns: Sequence[str], *, unique: Sequence[Sequence[str]] = ()) -> list[Row]:
    """The rows of a file that has exactly these columns; each group of ``unique`` columns occurs once."""
    name = path.name
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise Malformed(name, 0, "", "is missing") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Malformed(name, line, "", "is not UTF-8") from None
    try:
        lines = list(csv.reader(text.splitlines(keepends=True), strict=True))
    except csv.Error as error:
        raise Malformed(name, 0, "", str(error)) from None
    _check_header(name, lines[0] if lines else [], columns)
    rows = [_row(name, number, cells, columns) for number, cells in enumerate(lines[1:], start=2)]
    for group in unique:
        _check_unique(rows, group)
    return rows


def _check_header(name: str, header: list[str], columns: Sequence[str]) -> None:
    for column in columns:
        if column not in header:
            raise Malformed(name, 1, column, "the column is missing")
    for column in header:
        if column not in columns or header.count(column) > 1:
            raise Malformed(name, 1, column, "this column is not known, or there twice")
    if tuple(header) != tuple(columns):
        raise Malformed(name, 1, "", f"the columns must stand in the order {', '.join(columns)}")


def _row(name: str, number: int, cells: list[str], columns: Sequence[str]) -> Row:
    if len(cells) < len(columns):
        raise Malformed(name, number, columns[len(cells)], "the row ends before this column")
    if len(cells) > len(columns):
        raise Malformed(name, number, columns[-1], f"the row has {len(cells)} cells for {len(columns)} columns")
    return Row(name, number, {column: cell.strip() for column, cell in zip(columns, cells, strict=True)})


def _check_unique(rows: list[Row], group: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        value = tuple(row.cells[column] for column in group)
        if value in seen:
            row.refuse(group[-1], f"“{' '.join(value)}” stands in row {seen[value]} already")
        seen[value] = row.number
