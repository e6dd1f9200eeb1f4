"""What is said of figures, rows and files is said in the language of the page; what is kept stays English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from alongside.core import words
from alongside.measures import sheets
from alongside.measures.rules import cells, entry, parts, periods
from alongside.measures.rules.cells import COLUMN_SAYS, Column
from alongside.measures.rules.entry import Facts, Figures, Past
from alongside.measures.rules.settings import Settings, wrong_with

JAN = dt.date(2026, 1, 1)
FACTS = Facts(period="MONTH", entry="VALUE", chart="i", least=0, most=50)


class Marking(words.English):
    """Says everything with a mark before it."""

    def gettext(self, message: str) -> str:
        return f"~{message}"

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return f"~{super().ngettext(singular, plural, number)}"


@pytest.fixture(autouse=True)
def _speaks_another_language() -> Iterator[None]:
    before = words.speak_with(Marking())
    yield
    words.speak_with(before)


@pytest.mark.parametrize(
    ("figures", "past"),
    [
        (Figures(JAN), Past()),
        (Figures(dt.date(1900, 1, 1), value=1), Past()),
        (Figures(JAN, value=-1), Past()),
        (Figures(JAN, value=60), Past()),
        (Figures(JAN, value=49), Past(1, 2, 9)),
        (Figures(JAN, value=49), Past(1, 2, 9, is_usual=True)),
        (Figures(JAN, value=1), Past(20, 30, 9)),
        (Figures(JAN, value=1), Past(20, 30, 9, is_usual=True)),
    ],
)
def test_findings__are_said_in_the_language_of_the_page(figures: Figures, past: Past):
    found = entry.findings(FACTS, figures, past, today=dt.date(2026, 3, 2))

    assert found
    assert all(one.message.startswith("~") and "%(" not in one.message for one in found)


@pytest.mark.parametrize("text", ["1,5", "<5", "many"])
def test_cells__that_cannot_be_read_are_refused_in_that_language(text: str):
    with pytest.raises(cells.NotRead, match=rf"^~“{text}”"):
        cells.number_in(text)


@pytest.mark.parametrize("data", [b"", b"%PDF", b"PK", b'"a', b"a," * 70 + b"a", b"a\n" * 130_000])
def test_files__that_cannot_be_read_are_refused_in_that_language(data: bytes):
    with pytest.raises(sheets.Unreadable, match=r"^~"):
        sheets.read_any(data)


def test_periods_parts_and_settings__speak_it_too():
    assert periods.in_words("MONTH", JAN) == "~~January 2026"
    assert periods.in_words("QUARTER", JAN) == "~~January to ~March 2026"
    assert periods.in_words("WEEK", JAN) == "~week of ~1 ~January 2026"
    assert parts.part_of(30, number=1, size=10).says == "~1 to 10 of 30"
    assert wrong_with(Settings(baseline=3), period="MONTH").startswith("~Use at least 12 points")


def test_headings_of_tables__are_read_in_english_whoever_reads_the_page():
    assert cells.matched(["Date or period", "Value"]) == {Column.WHEN: 0, Column.VALUE: 1}
    assert COLUMN_SAYS[Column.WHEN] == "Date or period"
    assert cells.date_in("1 March 2026") == dt.date(2026, 3, 1)
