"""The codes that indicators and series are described with, and what people read for them."""

from __future__ import annotations

from enum import StrEnum

from alongside.core.words import gettext_noop
from alongside.numerics.spc.reading import Chart


class Counts(StrEnum):
    """What an indicator counts: what may leave a place depends on it (people and incidents are small numbers)."""

    PEOPLE = "PEOPLE"
    INCIDENTS = "INCIDENTS"
    PERCENT = "PERCENT"
    SCORE = "SCORE"
    TIME = "TIME"
    OTHER = "OTHER"


class Period(StrEnum):
    """How long one point of a series lasts; EVENT: each point is one event."""

    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"
    EVENT = "EVENT"


class Entry(StrEnum):
    """How a point is entered: as one value, or as a numerator and what it is divided by."""

    VALUE = "VALUE"
    FRACTION = "FRACTION"


class BandKind(StrEnum):
    """What a stretch of time with a name is."""

    TEST = "TEST"
    CHANGE = "CHANGE"
    EVENT = "EVENT"
    OTHER = "OTHER"


class NoteKind(StrEnum):
    """Words at a point: somebody's remark, or a cause that is known."""

    NOTE = "NOTE"
    KNOWN_CAUSE = "KNOWN_CAUSE"


PERIOD_SAYS = {
    Period.DAY: gettext_noop("day"),
    Period.WEEK: gettext_noop("week"),
    Period.MONTH: gettext_noop("month"),
    Period.QUARTER: gettext_noop("quarter"),
    Period.YEAR: gettext_noop("year"),
    Period.EVENT: gettext_noop("event"),
}
COUNTS_SAYS = {
    Counts.PEOPLE: gettext_noop("people"),
    Counts.INCIDENTS: gettext_noop("incidents"),
    Counts.PERCENT: gettext_noop("a percentage"),
    Counts.SCORE: gettext_noop("a score"),
    Counts.TIME: gettext_noop("time"),
    Counts.OTHER: gettext_noop("something else"),
}
CHART_SAYS = {
    Chart.RUN: gettext_noop("Run chart"),
    Chart.I: gettext_noop("I chart (XmR): single values"),
    Chart.MR: gettext_noop("MR chart: how much values move from one to the next"),
    Chart.XBAR: gettext_noop("X-bar chart: means of several values"),
    Chart.S: gettext_noop("S chart: how far several values spread"),
    Chart.T: gettext_noop("T chart: time between rare events"),
    Chart.P: gettext_noop("P chart: a proportion"),
    Chart.P_PRIME: gettext_noop("P′ chart: a proportion of large numbers"),
    Chart.U: gettext_noop("U chart: a rate"),
    Chart.U_PRIME: gettext_noop("U′ chart: a rate over large numbers"),
    Chart.C: gettext_noop("C chart: a count"),
    Chart.G: gettext_noop("G chart: how many cases between rare events"),
    Chart.I_PRIME: gettext_noop("I′ chart: values with different weights"),
}
REPLACED = gettext_noop("Another figure was brought in.")
UNDONE = gettext_noop("The import was undone.")
"""Why a figure changed, where nobody wrote it: kept in English, and said in the language of the page."""

NEEDS_FRACTION = frozenset({Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME})
"""Charts that cannot be drawn without what a count is divided by."""
MAY_TAKE_FRACTION = NEEDS_FRACTION | {Chart.I, Chart.RUN, Chart.I_PRIME, Chart.MR}
PROPORTIONS = frozenset({Chart.P, Chart.P_PRIME})
"""Charts of a part of a whole: the part is never larger."""
SUBGROUPS = frozenset({Chart.XBAR, Chart.S})
"""Charts whose points are each worked out from several values of one period."""
SINGLE_EVENTS = frozenset({Chart.T, Chart.G})
"""Charts of single events: they never leave their place (rule 12)."""


def stays_inside(*, counts: str, chart: str) -> bool:
    """Whether figures of this kind may not leave the place until a gate has rounded them (rule 12)."""
    return counts in {Counts.PEOPLE, Counts.INCIDENTS} or chart in SINGLE_EVENTS
