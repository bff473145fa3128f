"""Counts that readers may see without learning about one State: small cells are left out, and what would tell them.

A count below ``least`` is small, zero as well: that nobody failed to answer says of everybody that they answered. A
small count is printed as “fewer than 5”. Where the total and the other counts would let a reader compute it, further
counts are left out, in an order that is fixed beforehand: an order by size would itself tell something. The total
counts as known to the reader even where it is not printed, because a reader may count the directory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True)
class Cell:
    """One count as a reader may see it. ``value`` is None where it is left out; ``is_small`` says that it is small."""

    value: int | None
    is_small: bool = False
    least: int = 5

    def __str__(self) -> str:
        if self.value is not None:
            return str(self.value)
        if self.is_small:
            return _("fewer than %(number)d") % {"number": self.least}
        return pgettext("count", "not shown")


@dataclass(frozen=True)
class Cells:
    """The counts in the given order, and their total."""

    cells: tuple[Cell, ...]
    total: Cell

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return all(cell.value is not None for cell in (*self.cells, self.total))


def suppress(counts: Sequence[int], least: int | None = None) -> Cells:
    """Counts that add up to a known total, with what may not be told left out.

    ``counts`` are not negative; the last of them is the first to be left out for the sake of a small one, the first
    the last. ``least`` is the smallest count that is printed, ``settings.SMALL_CELL`` unless said otherwise.
    """
    least = settings.SMALL_CELL if least is None else least
    if sum(counts) == 0:  # there is nobody of whom anything could be learnt
        return Cells(tuple(Cell(0, least=least) for _count in counts), Cell(0, least=least))
    total = sum(counts)
    shown_total = Cell(None, is_small=True, least=least) if total < least else Cell(total, least=least)
    left_out = _left_out(counts, least)
    if left_out is None:
        return Cells(tuple(Cell(None, least=least) for _count in counts), shown_total)
    cells = [
        Cell(None, count < least, least) if place in left_out else Cell(count, least=least)
        for place, count in enumerate(counts)
    ]
    return Cells(tuple(cells), shown_total)


def _left_out(counts: Sequence[int], least: int) -> set[int] | None:
    """The places to leave out; None where nothing but the total may be told."""
    small = {place for place, count in enumerate(counts) if count < least}
    if not small:
        return set()
    chosen = set(small)
    spare = [place for place in reversed(range(len(counts))) if place not in small]
    while not _hides(counts, chosen, small, least):
        if not spare:
            return None
        chosen.add(spare.pop(0))
    return chosen


def _hides(counts: Sequence[int], chosen: set[int], small: set[int], least: int) -> bool:
    """Whether each small count could be anything from 0 to ``least`` - 1, as far as the rest of the total tells.

    The reader knows the sum of what is left out, that each small one is below ``least`` and each other is not.
    """
    rest = sum(counts[place] for place in chosen)
    most, others = least - 1, len(chosen) - len(small)
    if others:
        return rest >= least * others + most
    return most <= rest <= most * (len(small) - 1)
