"""What a cell of a table says: a date, a number, a heading. Nothing is guessed silently."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.measures.rules.periods import MONTHS


class Column(StrEnum):
    """What a column of an import holds."""

    WHEN = "when"
    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    COMMENT = "comment"
    ORDER = "order"
    PLACE = "place"
    INDICATOR = "indicator"
    SERIES = "series"


COLUMN_SAYS = {
    Column.WHEN: gettext_noop("Date or period"),
    Column.VALUE: gettext_noop("Value"),
    Column.NUMERATOR: gettext_noop("How many (numerator)"),
    Column.DENOMINATOR: gettext_noop("Out of how many (denominator)"),
    Column.COMMENT: gettext_noop("Comment"),
    Column.ORDER: gettext_noop("Number within the day or period"),
    Column.PLACE: gettext_noop("Place"),
    Column.INDICATOR: gettext_noop("Indicator"),
    Column.SERIES: gettext_noop("Name of the series"),
}

# What tables bring along: read in English, whoever reads the page.
HEADINGS: Mapping[Column, frozenset[str]] = {
    Column.WHEN: frozenset(
        {"when", "date", "day", "week", "month", "quarter", "year", "period", "period start", "start", "week beginning",
         "week commencing", "month beginning", "on", "event date", "date or period", "time"}
    ),
    Column.VALUE: frozenset({"value", "figure", "result", "number", "count", "score", "rate", "y", "measure", "total"}),
    Column.NUMERATOR: frozenset({"numerator", "how many", "how many (numerator)", "cases", "events", "num", "part"}),
    Column.DENOMINATOR: frozenset(
        {"denominator", "out of", "out of how many", "out of how many (denominator)", "n", "of", "den", "whole", "base"}
    ),
    Column.COMMENT: frozenset({"comment", "comments", "note", "notes", "remark", "remarks"}),
    Column.ORDER: frozenset({"order", "number within the day", "number within the day or period", "sequence", "no"}),
    Column.PLACE: frozenset({"place", "site", "team", "ward", "service", "unit", "organisation", "organization"}),
    Column.INDICATOR: frozenset({"indicator", "measure name", "metric", "indicator name", "kpi"}),
    Column.SERIES: frozenset({"series", "series name", "name of the series"}),
}  # fmt: skip
LOOKED_AT = 10
"""Headings stand within the first so many rows."""

Row = Sequence[str]


def heading_row(rows: Sequence[Row]) -> int | None:
    """The number (from 0) of the row that holds headings: one that names a date and something besides."""
    for number, row in enumerate(rows[:LOOKED_AT]):
        known = matched(row)
        if Column.WHEN in known and len(known) > 1:
            return number
    return None


def matched(row: Row) -> dict[Column, int]:
    """Which column is what, from its headings; the first of each kind."""
    found: dict[Column, int] = {}
    for number, cell in enumerate(row):
        plain = " ".join(cell.lower().replace("_", " ").split()).rstrip(":")
        for column, names in HEADINGS.items():
            if plain in names:
                found.setdefault(column, number)
    return found


def guessed(rows: Sequence[Row], *, wanted: Sequence[Column]) -> dict[Column, int]:
    """Which column is what, for a table without headings: a date first, then the wanted ones in their order."""
    width = max((len(row) for row in rows[:LOOKED_AT]), default=0)
    order = [Column.WHEN, *wanted]
    return dict(zip(order, range(width), strict=False))


def cell(row: Row, number: int | None) -> str:
    """A cell of a row; empty where the row is too short or there is no such column."""
    return row[number] if number is not None and 0 <= number < len(row) else ""


_BLANKS = {"", "-", "–", "—", "na", "n/a", "null", "none", "missing", "not available", "."}
_NUMBER = re.compile(r"[+-]?((\d{1,3}(,\d{3})+|\d+)(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


class NotRead(ValueError):
    """A cell that cannot be read; the sentence says what was expected."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def number_in(text: str) -> float | None:
    """The number in a cell; None for an empty one. Thousands commas, spaces and a percent sign are forgiven.

    Raises:
        NotRead: anything else, such as "12 or so", "<5" or 1,5.
    """
    plain = text.strip().lstrip("'")
    if plain.lower() in _BLANKS:
        return None
    tight = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))", "", plain).removesuffix("%").rstrip().replace("−", "-")
    if len(tight) > 40 or not _NUMBER.fullmatch(tight):
        if re.fullmatch(r"[+-]?\d+,\d{1,2}", tight):
            raise NotRead(_("“%(text)s” is not clear: write decimals with a point, like 1.5.") % _quoted(text))
        if tight.startswith(("<", ">")):
            raise NotRead(
                _("“%(text)s” is not one number. Enter the number itself, or leave the cell empty.") % _quoted(text)
            )
        raise NotRead(_("“%(text)s” is not a number.") % _quoted(text))
    return float(tight.replace(",", ""))


_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ].*)?")
_SLASHED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.?[\s\-/,']*(\d{4}|\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})[\s\-/]*([A-Za-z]{3,9})")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/]+([A-Za-z]{3,9})\.?[\s\-/,]+(\d{4}|\d{2})")
_QUARTER = re.compile(r"(?:[Qq]([1-4])[\s\-/]*(\d{4}))|(?:(\d{4})[\s\-/]*[Qq]([1-4]))")
_MONTH_SLASH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")


def date_in(text: str, *, month_first: bool = False) -> dt.date:
    """The date in a cell: 2026-03-01, 1/3/2026, 1 March 2026, March 2026, Mar-26, 2026-03, Q1 2026 or 2026.

    Raises:
        NotRead: anything else, and days that do not exist.
    """
    plain = " ".join(text.strip().lstrip("'").split())
    if not plain:
        raise NotRead(_("There is no date in this row."))
    try:
        found = _date_in(plain, month_first=month_first)
    except ValueError:
        raise NotRead(_("“%(text)s” is not a real date.") % _quoted(text)) from None
    if found is None:
        raise NotRead(_("“%(text)s” is not a date. Write it like 1/3/2026, 2026-03-01 or March 2026.") % _quoted(text))
    return found


def _date_in(plain: str, *, month_first: bool) -> dt.date | None:
    if match := _ISO.fullmatch(plain):
        return dt.date(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _SLASHED.fullmatch(plain):
        day, month = (match[2], match[1]) if month_first else (match[1], match[2])
        return dt.date(_year(match[3]), int(month), int(day))
    if match := _MONTH_SLASH_YEAR.fullmatch(plain):
        return dt.date(int(match[2]), int(match[1]), 1)
    if match := _QUARTER.fullmatch(plain):
        return dt.date(int(match[2] or match[3]), 3 * int(match[1] or match[4]) - 2, 1)
    if match := re.fullmatch(r"(?:19|20)\d\d", plain):
        return dt.date(int(plain), 1, 1)
    return _worded(plain)


def _worded(plain: str) -> dt.date | None:
    """A date with the month as a word."""
    for pattern, year, month, day in ((_DAY_MONTH_YEAR, 3, 2, 1), (_MONTH_YEAR, 2, 1, 0), (_YEAR_MONTH, 1, 2, 0)):
        if match := pattern.fullmatch(plain):
            number = _month(match[month])
            return None if number is None else dt.date(_year(match[year]), number, int(match[day]) if day else 1)
    return None


def _month(word: str) -> int | None:
    found = [number for number, name in enumerate(MONTHS, start=1) if name.lower().startswith(word.lower())]
    if word.lower() == "sept":
        return 9
    return found[0] if len(found) == 1 else None


def _year(text: str) -> int:
    """A year; of two digits: from 1970 to 2069."""
    year = int(text)
    if len(text) == 4:
        return year
    return year + (1900 if year >= 70 else 2000)


def _quoted(text: str) -> dict[str, str]:
    """A cell as a sentence about it quotes it: not the whole of a long one."""
    return {"text": text if len(text) <= 30 else f"{text[:30]}…"}
