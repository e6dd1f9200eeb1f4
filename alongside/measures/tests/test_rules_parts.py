"""Long lists in parts."""

from __future__ import annotations

import pytest

from alongside.measures.rules.parts import number_in, part_of


@pytest.mark.parametrize(
    ("total", "asked", "number", "numbers", "says"),
    [
        (0, 1, 1, 1, "1 to 0 of 0"),
        (1, 1, 1, 1, "1 of 1"),
        (24, 2, 1, 1, "1 to 24 of 24"),
        (25, 2, 2, 2, "25 of 25"),
        (1000, 1, 1, 42, "1 to 24 of 1,000"),
        (1000, 42, 42, 42, "985 to 1,000 of 1,000"),
        (1000, 43, 42, 42, "985 to 1,000 of 1,000"),
        (1000, 0, 1, 42, "1 to 24 of 1,000"),
        (1000, -3, 1, 42, "1 to 24 of 1,000"),
        (2500, 43, 43, 105, "1,009 to 1,032 of 2,500"),
    ],
)
def test_part_of__is_the_nearest_there_is(total: int, asked: int, number: int, numbers: int, says: str):
    part = part_of(total, number=asked, size=24)

    assert (part.number, part.numbers, part.says) == (number, numbers, says)
    assert part.is_all is (numbers == 1)


def test_part_of__all_parts_together_are_the_list():
    parts = [part_of(100, number=number, size=24) for number in range(1, 6)]

    assert [n for part in parts for n in range(part.before, part.end)] == list(range(100))


@pytest.mark.parametrize(
    ("asked", "numbers", "near"),
    [
        (1, 1, [1]),
        (1, 2, [1, 2]),
        (1, 3, [1, 2, 3]),
        (1, 4, [1, 2, 3, 4]),
        (1, 5, [1, 2, 0, 5]),
        (3, 5, [1, 2, 3, 4, 5]),
        (5, 9, [1, 0, 4, 5, 6, 0, 9]),
        (4, 9, [1, 2, 3, 4, 5, 0, 9]),
        (9, 9, [1, 0, 8, 9]),
    ],
)
def test_near__the_first_the_last_and_those_beside(asked: int, numbers: int, near: list[int]):
    assert list(part_of(numbers * 24, number=asked, size=24).near) == near


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 1), ("1", 1), ("7", 7), ("007", 7), ("0", 0), ("000", 0), ("-2", 1), ("2.5", 1), ("two", 1),
        ("٣", 1), ("²", 1), ("999999", 999999), ("1000000", 1000000), ("9" * 5000, 1000000),
    ],
)  # fmt: skip
def test_number_in__reads_what_an_address_says(text: str, number: int):
    assert number_in(text) == number
