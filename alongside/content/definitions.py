"""The shape of an indicator's definition: what a figure means, wherever it is collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from alongside.content.saying import Loc
from alongside.content.shapes import Address, Code, Language, Mistake, Shape, Short, Slug, Text, Whose, doubles

ChartName = Literal["run", "i", "mr", "xbar", "s", "t", "p", "pp", "u", "up", "c", "g", "ip"]
NEEDS_DENOMINATOR = frozenset({"p", "pp", "u", "up"})
PROPORTIONS = frozenset({"p", "pp"})
SINGLE_EVENTS = frozenset({"t", "g"})


class ThemeShape(Shape):
    """A heading of the library, under which some indicators stand."""

    code: Code
    order: int = Field(ge=1)
    name: Short
    easy: Text


class CollectionShape(Shape):
    """How the figures come about: who collects them, how often, and how many minutes a point costs."""

    who: Text
    how: Text
    minutes: int = Field(ge=0, le=600)


class TargetShape(Shape):
    """A target, where there is one, and who set it. Most have none: they are read against their past."""

    value: float
    why: Text


class OriginShape(Shape):
    """Where the definition, or a fact in it, comes from."""

    citation: Text
    url: Address | None = None


class IndicatorShape(Shape):
    """One edition of one definition. `least` and `most` bound what the chart shows, not what is typed."""

    code: Slug
    edition: Slug
    name: Text
    easy: Text
    definition: Text
    why: Text
    numerator: Text | None = None
    denominator: Text | None = None
    unit: Short
    direction: Literal["increase", "decrease", "neutral"]
    counts: Literal["people", "incidents", "percent", "score", "time", "other"]
    period: Literal["day", "week", "month", "quarter", "year", "event"]
    profile: Literal["shewhart", "nhs"]
    chart: ChartName
    multiply: float = Field(default=1.0, gt=0)
    least: float | None = None
    most: float | None = None
    baseline: Text | None = None
    target: TargetShape | None = None
    source: OriginShape
    collection: CollectionShape
    problems: tuple[Text, ...] = Field(min_length=1)
    licence: Text | None = None
    challenges: tuple[Code, ...] = ()
    restrictive: bool = False
    balancing: tuple[Slug, ...] = ()
    no_balancing: Text | None = None

    @property
    def slug(self) -> str:
        """How this edition is named, e.g. `prone-restraint-2026`."""
        return f"{self.code}-{self.edition}"

    def mistakes(self, at: Loc) -> Iterator[Mistake]:
        """What does not agree within one definition."""
        yield from self._chart_mistakes(at)
        yield from self._range_mistakes(at)
        if self.restrictive and bool(self.balancing) == bool(self.no_balancing):
            what = f"“{self.code}” counts a restrictive practice: it needs either “balancing” or “no_balancing”."
            yield (*at, "restrictive"), what
        if self.no_balancing and not self.restrictive:
            yield (*at, "no_balancing"), "Only a restrictive practice has to say why nothing is read beside it."
        if self.code in self.balancing:
            yield (*at, "balancing"), f"“{self.code}” cannot be read beside itself."

    def _chart_mistakes(self, at: Loc) -> Iterator[Mistake]:
        if self.profile == "nhs" and self.chart != "i":
            yield (*at, "chart"), "The “nhs” profile draws the “i” chart only."
        if self.chart in NEEDS_DENOMINATOR and not self.denominator:
            yield (*at, "chart"), f"A “{self.chart}” chart divides: say by what in “denominator”."
        if self.denominator and not self.numerator:
            yield (*at, "denominator"), "Something is divided: say what in “numerator”."
        if (self.chart in SINGLE_EVENTS) != (self.period == "event"):
            yield (*at, "period"), "The charts “t” and “g” have one point per event, and no other chart has."

    def _range_mistakes(self, at: Loc) -> Iterator[Mistake]:
        low, high = self.least, self.most
        if low is not None and high is not None and low >= high:
            yield (*at, "most"), f"The largest value ({high:g}) should be more than the smallest ({low:g})."
        elif self.target and not _within(self.target.value, low, high):
            yield (*at, "target"), f"The target ({self.target.value:g}) lies outside what is possible."
        if self.chart in PROPORTIONS and (low, high) != (0, self.multiply):
            yield (*at, "most"), f"A proportion shown per {self.multiply:g} lies between 0 and {self.multiply:g}."


class IndicatorsShape(Shape):
    """A file of indicators: one theme in one language. Its `baseline` and `licence` hold where one says nothing."""

    theme: ThemeShape
    language: Language
    words: Whose
    baseline: Text
    licence: Text
    indicators: tuple[IndicatorShape, ...]

    def mistakes(self) -> Iterator[Mistake]:
        """What does not agree within the file."""
        yield from doubles("indicators", "code", [indicator.slug for indicator in self.indicators])
        for index, indicator in enumerate(self.indicators):
            yield from indicator.mistakes(("indicators", index))


class DefinedShape(Shape):
    """One indicator as it is published: its definition with what its file says for all."""

    theme: ThemeShape
    words: Whose
    baseline: Text
    licence: Text
    indicator: IndicatorShape


def _within(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)
