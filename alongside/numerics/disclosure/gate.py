"""Numbers that leave a place: people and incidents 1 to 7 as "fewer than 8", others to the nearest 5.

Totals are rounded from their own exact value, never added up from what is shown. That alone is not enough:
twelve cells of 1 with a total of 12 read "fewer than 8" twelve times beside "10", and the only way to reach
the 8 to 12 that a shown 10 stands for with twelve people-cells is 1 in each. `gate_table` therefore shows
such a total more coarsely. It decides by what every reader sees (how many cells are masked and what the
others show), never by the total itself, so that the choice tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BELOW = 8  # people or incidents under which only "fewer than" is said
TO = 5  # people or incidents to the nearest of which others are rounded


@dataclass(frozen=True)
class Gated:
    """A number of people or incidents as it may be seen outside its place.

    Attributes:
        shown: the rounded number, or None when only "fewer than" may be said.
        fewer_than: the number it is below, or None when a rounded number is shown.
        low: the smallest true number it can stand for.
        high: the largest.
    """

    shown: int | None
    fewer_than: int | None
    low: int
    high: int


@dataclass(frozen=True)
class GatedTable:
    """Cells and their total as they may be seen outside their place.

    Attributes:
        cells: each cell.
        total: the total, rounded on its own.
    """

    cells: tuple[Gated, ...]
    total: Gated


def gate(n: int, *, below: int = BELOW, to: int = TO) -> Gated:
    """A number of people or incidents as it may be seen outside its place.

    Args:
        n: people or incidents, 0 or more. Nought is shown as it is.
        below: numbers from 1 to one less are masked; 8, or more to be stricter.
        to: other numbers are rounded to the nearest multiple, halves up, but never below `below`; 5, or a
            multiple of it to be stricter.

    Returns:
        What to show, with the range of true numbers behind it.

    Raises:
        ValueError: n below 0, or a setting laxer than the rule.

    Example:
        >>> gate(3).fewer_than, gate(8).shown, gate(13).shown, gate(0).shown
        (8, 10, 15, 0)
    """
    if n < 0:
        message = f"people and incidents are counted from 0, not {n}"
        raise ValueError(message)
    if below < BELOW or to < TO or to % TO:
        message = f"the gate may only be stricter than {BELOW} and {TO}, not {below}, {to}"
        raise ValueError(message)
    if n == 0:
        return Gated(0, None, 0, 0)
    if n < below:
        return Gated(None, below, 1, below - 1)
    shown = _rounded(n, below, to)
    reach = [m for m in range(max(below, shown - 2 * to), shown + to + 1) if _rounded(m, below, to) == shown]
    return Gated(shown, None, reach[0], reach[-1])


def gate_table(counts: Sequence[int], *, below: int = BELOW, to: int = TO) -> GatedTable:
    """Numbers and their total as they may be seen together outside their place.

    For one row of cells and its total. A table with totals both ways is several such rows over the same
    people and needs its own proof.

    Args:
        counts: people or incidents per cell, 0 or more; nobody stands in two cells.
        below: as for `gate`.
        to: as for `gate`.

    Returns:
        The cells, and the total rounded on its own; coarser than the cells where theirs would settle one.

    Raises:
        ValueError: a count below 0, or a setting laxer than the rule.

    Example:
        >>> table = gate_table([3, 12, 0])
        >>> [cell.shown for cell in table.cells], table.total.shown
        ([None, 10, 0], 15)
        >>> gate_table([1] * 12).total
        Gated(shown=10, fewer_than=None, low=10, high=14)
    """
    cells = tuple(gate(n, below=below, to=to) for n in counts)
    total = sum(counts)
    fewest, most = sum(cell.low for cell in cells), sum(cell.high for cell in cells)
    width, least = to, below
    while fewest < most and _settles(fewest, most, least, width):
        width *= 2
        least = max(below, width)
    return GatedTable(cells, gate(total, below=least, to=width))


def _settles(fewest: int, most: int, below: int, to: int) -> bool:
    """A total can come out that only the smallest or only the largest sum of the cells fits."""
    return gate(fewest, below=below, to=to).high == fewest or gate(most, below=below, to=to).low == most


def _rounded(n: int, below: int, to: int) -> int:
    nearest = (2 * n + to) // (2 * to) * to
    return nearest if nearest >= below else nearest + to  # 12 beside "fewer than 12" is never shown as 10
