"""Small counts stay hidden, also from a reader who knows the total and how the others were left out."""

from collections import defaultdict

import pytest

from poa_portal.common.cells import Cell, Cells, suppress

LEAST = 5


def printed(*counts):
    cells = suppress(counts, LEAST)
    return [str(cell) for cell in cells.cells], str(cells.total)


def tables(cells, total):
    """Every table with so many counts and that total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(cells - 1, total - first):
            yield (first, *rest)


SIZES = [(2, 60), (3, 40), (4, 30)]


@pytest.mark.parametrize(("cells", "most"), SIZES)
def test_no_reader_can_compute_what_is_left_out(cells, most):
    """Of all tables that look the same to a reader who knows the total, each hidden count has at least two values,
    and each that is said to be small at least three."""
    for total in range(1, most + 1):
        possible = defaultdict(lambda: [set() for _cell in range(cells)])
        for counts in tables(cells, total):
            for values, count in zip(possible[suppress(counts, LEAST)], counts, strict=True):
                values.add(count)
        for found, columns in possible.items():
            for cell, values in zip(found.cells, columns, strict=True):
                assert cell.value is not None or len(values) >= (3 if cell.is_small else 2), (total, found)


@pytest.mark.parametrize(("cells", "most"), SIZES)
def test_what_is_printed_is_true_and_never_small(cells, most):
    for total in range(1, most + 1):
        for counts in tables(cells, total):
            found = suppress(counts, LEAST)
            assert [cell.value in (None, count) for cell, count in zip(found.cells, counts, strict=True)] == [
                True
            ] * cells
            assert min((cell.value for cell in found.cells if cell.value is not None), default=LEAST) >= LEAST
            assert [count < LEAST for cell, count in zip(found.cells, counts, strict=True) if cell.is_small] == [
                True
            ] * sum(cell.is_small for cell in found.cells)
            assert found.total == (Cell(total) if total >= LEAST else Cell(None, is_small=True))


def test_counts_that_are_large_enough_are_all_shown():
    assert printed(20, 9, 5, 6) == (["20", "9", "5", "6"], "40")


def test_one_small_count_takes_the_last_of_the_others_with_it():
    assert printed(900, 12, 3, 80) == (["900", "12", "fewer than 5", "not shown"], "995")


def test_zero_is_as_small_as_one():
    assert printed(900, 12, 0, 80) == printed(900, 12, 1, 79)


def test_small_counts_that_hide_each_other_leave_the_rest_shown():
    assert printed(900, 2, 2, 80) == (["900", "fewer than 5", "fewer than 5", "80"], "984")


def test_everybody_alike_is_not_told():
    """If all answered, nobody could say of one State that it did: the total is all that is shown."""
    assert printed(6, 0, 0, 0) == (["not shown"] * 4, "6")


def test_a_small_total_is_not_told_either():
    assert printed(1, 1, 1, 0) == (["not shown"] * 4, "fewer than 5")


def test_nothing_is_told_as_nothing():
    assert printed(0, 0, 0, 0) == (["0"] * 4, "0")


def test_settings_say_what_is_small(settings):
    settings.SMALL_CELL = 3
    assert suppress([3, 4]) == Cells((Cell(3, least=3), Cell(4, least=3)), Cell(7, least=3))


def test_only_a_table_with_nothing_left_out_is_whole():
    assert (suppress([9, 9], LEAST).is_whole, suppress([9, 1], LEAST).is_whole) == (True, False)
