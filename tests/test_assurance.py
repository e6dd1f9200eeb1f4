"""docs/assurance/: what it names is there, what it counts is whole, what is made from the policy is up to date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alongside.content.data_map import data_map
from alongside.content.retention import retention
from tests.installations import ROOT

FOLDER = ROOT / "docs" / "assurance"
PAGES = sorted(FOLDER.glob("*.md"))
COUNTED = {"A": (1, 2, 3, 4, 6, 7), "C": range(1, 5), "E": range(1, 6), "F": range(1, 7), "G": (1,), "H": range(1, 8)}
PROMISES = [f"{letter}{number}" for letter, numbers in COUNTED.items() for number in numbers]
CHAPTERS = {
    1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7,
    10: 29, 11: 14, 12: 9, 13: 13, 14: 9, 15: 13, 16: 16, 17: 7,
}  # fmt: skip
"""How many requirements each chapter of ASVS 5.0.0 has at levels 1 and 2."""


def every_test() -> set[str]:
    files = [*ROOT.glob("alongside/*/tests/**/test_*.py"), *ROOT.glob("tests/**/test_*.py")]
    return {name for file in files for name in re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages__name_no_test_and_no_page_that_is_not_there(page: Path) -> None:
    said = page.read_text()
    gone = sorted(set(re.findall(r"`(test_\w+)`", said)) - every_test())
    lost = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", said) if not (FOLDER / link).exists()]

    assert gone == []
    assert lost == []


def test_promises__each_has_a_test_or_a_reason() -> None:
    rows = re.findall(
        r"^\| ([A-H]\d) \| [^|]+ \| ([^|]*) \| ([^|]*) ?\|$", (FOLDER / "promises.md").read_text(), re.MULTILINE
    )

    assert [name for name, _, _ in rows] == PROMISES
    assert [name for name, shown, why in rows if not shown.strip() and not why.strip()] == []


def test_asvs__has_every_requirement_once_with_an_answer() -> None:
    rows = re.findall(
        r"^\| (\d+)\.(\d+)\.(\d+) \| ([12]) \| [^|]+ \| ([^|]+) \|$", (FOLDER / "asvs.md").read_text(), re.MULTILINE
    )
    numbers = [tuple(map(int, row[:3])) for row in rows]

    assert numbers == sorted(set(numbers))
    assert {chapter: sum(number[0] == chapter for number in numbers) for chapter in CHAPTERS} == CHAPTERS
    assert sum(row[3] == "1" for row in rows) == 70
    assert [row for row in rows if len(row[4].strip()) < 4] == []


def test_data_map__is_made_from_the_policy_as_it_stands() -> None:
    assert (FOLDER / "data-map.md").read_text() == data_map(retention()), (
        "run: python -m alongside.content data-map > docs/assurance/data-map.md"
    )
