"""How figures are printed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the table; ``holds`` is None where nothing was promised."""

    name: str
    value: str
    remark: str
    holds: bool | None = None


def table(figures: list[Figure]) -> str:
    """The figures in columns, each with a word on whether it holds."""
    words = {None: "", True: "holds", False: "MISSED"}
    rows = [(figure.name, figure.value, figure.remark, words[figure.holds]) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
