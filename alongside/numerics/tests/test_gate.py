"""Numbers that leave a place: the gate, and that a total never opens it."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics import disclosure
from alongside.numerics.disclosure import Gated


@pytest.mark.parametrize(
    ("n", "shown", "fewer_than"),
    [(0, 0, None), (1, None, 8), (7, None, 8), (8, 10, None), (12, 10, None), (13, 15, None), (17, 15, None)],
)
def test_gate(n, shown, fewer_than):
    gated = disclosure.gate(n)
    assert (gated.shown, gated.fewer_than) == (shown, fewer_than)


@pytest.mark.parametrize(
    ("n", "below", "to", "gated"),
    [
        (9, 10, 5, Gated(None, 10, 1, 9)),
        (12, 12, 5, Gated(15, None, 12, 17)),  # not "10", which is fewer than 12
        (15, 8, 10, Gated(20, None, 15, 24)),
        (8, 8, 10, Gated(10, None, 8, 14)),
    ],
)
def test_a_stricter_gate(n, below, to, gated):
    assert disclosure.gate(n, below=below, to=to) == gated


@pytest.mark.parametrize(("n", "below", "to"), [(-1, 8, 5), (3, 7, 5), (3, 8, 4), (3, 8, 7)])
def test_gate_refuses(n, below, to):
    with pytest.raises(ValueError, match=r"from 0|stricter"):
        disclosure.gate(n, below=below, to=to)


@given(st.integers(0, 500), st.integers(8, 30), st.sampled_from([5, 10, 20]))
def test_the_range_is_all_that_shows_the_same(n, below, to):
    gated = disclosure.gate(n, below=below, to=to)
    same = [m for m in range(max(0, n - 60), n + 60) if disclosure.gate(m, below=below, to=to) == gated]
    assert same == list(range(gated.low, gated.high + 1))
    assert n == 0 or len(same) > 1


def settled(cells: tuple[Gated, ...], total: Gated) -> list[int]:
    """The masked cells whose number follows from the others and the total."""
    found = []
    for place, cell in enumerate(cells):
        others = cells[:place] + cells[place + 1 :]
        low = max(cell.low, total.low - sum(other.high for other in others))
        high = min(cell.high, total.high - sum(other.low for other in others))
        if cell.fewer_than is not None and low == high:
            found.append(place)
    return found


def test_a_total_rounded_like_its_cells_can_settle_them():
    """Why `gate_table` is more than a row of gates."""
    cells = tuple(disclosure.gate(1) for _ in range(12))
    assert settled(cells, disclosure.gate(12)) == list(range(12))
    assert settled(cells, disclosure.gate_table([1] * 12).total) == []


@given(st.lists(st.integers(0, 20), min_size=1, max_size=40))
def test_no_masked_cell_is_settled(counts):
    table = disclosure.gate_table(counts)
    assert settled(table.cells, table.total) == []


@pytest.mark.parametrize("number", range(1, 8))
def test_no_masked_cell_is_settled_when_all_are_alike(number):
    for cells in range(1, 120):
        table = disclosure.gate_table([number] * cells)
        assert settled(table.cells, table.total) == []


def test_how_coarse_the_total_is_follows_from_the_cells_shown_alone():
    """Else "this total is coarser" would itself say what the total was."""
    widths: dict[tuple[Gated, ...], set[Gated]] = {}
    seen: dict[tuple[Gated, ...], set[int]] = {}
    for counts in product(range(1, 13), repeat=3):
        table = disclosure.gate_table(counts)
        widths.setdefault(table.cells, set()).add(table.total)
        seen.setdefault(table.cells, set()).add(sum(counts))
    for cells, totals in widths.items():
        ranges = sorted((total.low, total.high) for total in totals)
        assert all(high < low for (_, high), (low, _) in pairwise(ranges)), cells
        assert all(any(low <= n <= high for low, high in ranges) for n in seen[cells])


def test_an_empty_table():
    assert disclosure.gate_table([]).total.shown == 0


def test_the_total_of_twelve_ones_is_as_coarse_as_it_must_be_and_no_coarser():
    assert disclosure.gate_table([1] * 12).total == Gated(10, None, 10, 14)


def test_a_stricter_table_is_stricter_in_every_cell_and_in_its_total():
    """Settings beyond the rule hold for cells and total alike; worked out by hand from the rule."""
    table = disclosure.gate_table([9, 13], below=10, to=10)
    assert table.cells == (Gated(None, 10, 1, 9), Gated(10, None, 10, 14))
    assert table.total == Gated(20, None, 15, 24)
    # 1 to 15 are one word, and so are all totals of one such cell: nothing need be coarser than that.
    assert disclosure.gate_table([8], below=16, to=10).total == Gated(None, 16, 1, 15)
    # Four such cells of the usual rule: from 4 to 28, where 28 alone would be a rounded 30, so tens are shown.
    assert disclosure.gate_table([1, 1, 1, 8]).total == Gated(10, None, 10, 14)


def test_a_number_at_the_limit_itself_is_shown():
    assert disclosure.gate(10, below=10) == Gated(10, None, 10, 12)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.integers(8, 20), st.sampled_from([5, 10, 20]))
def test_no_masked_cell_is_settled_under_stricter_settings(counts, below, to):
    table = disclosure.gate_table(counts, below=below, to=to)
    assert settled(table.cells, table.total) == []
