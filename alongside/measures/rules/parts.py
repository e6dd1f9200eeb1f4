"""Long lists in parts: which part somebody asks for, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from alongside.core.words import gettext as _

LONGEST = 6
"""Digits of a part's number that are read; no list has more parts."""


@dataclass(frozen=True)
class Part:
    """One part of a list.

    Attributes:
        number: which part it is, from 1.
        numbers: how many parts the list has; 1 when it is empty.
        total: how long the whole list is.
        size: how many of it a full part has.
    """

    number: int
    numbers: int
    total: int
    size: int

    @property
    def before(self) -> int:
        """How many come before the first of this part."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """How many there are up to the last of this part."""
        return min(self.number * self.size, self.total)

    @property
    def is_all(self) -> bool:
        """Whether there is no other part."""
        return self.numbers == 1

    @property
    def says(self) -> str:
        """Which of how many these are: "1 to 24 of 1,000"."""
        first = self.before + 1
        holes = {"first": f"{first:,}", "last": f"{self.end:,}", "total": f"{self.total:,}"}
        if first == self.end:
            return _("%(first)s of %(total)s") % holes
        return _("%(first)s to %(last)s of %(total)s") % holes

    @property
    def near(self) -> tuple[int, ...]:
        """The parts to choose from: the first, the last, this one and those beside it. 0 stands for those left out."""
        some = sorted({1, self.numbers, *range(max(1, self.number - 1), min(self.numbers, self.number + 1) + 1)})
        found = [1]
        for last, number in pairwise(some):
            left_out = number - last - 1
            found += ([last + 1] if left_out == 1 else [0] if left_out else []) + [number]
        return tuple(found)


def part_of(total: int, *, number: int, size: int) -> Part:
    """The part of a list of `total` that was asked for, or the nearest there is."""
    numbers = max(1, -(-total // size))
    return Part(min(max(number, 1), numbers), numbers, total, size)


def number_in(text: str) -> int:
    """The number of a part as an address has it; the first for what is no number."""
    if not (text.isascii() and text.isdigit()):
        return 1
    digits = text.lstrip("0")
    return int(digits or 0) if len(digits) <= LONGEST else 10**LONGEST
