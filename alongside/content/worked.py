"""The shape of a worked example: a real, public series with its figures, its source and its licence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from pydantic import Field

from alongside.content.definitions import NEEDS_DENOMINATOR, PROPORTIONS, ChartName, OriginShape, TargetShape
from alongside.content.shapes import Address, Language, Mistake, Shape, Short, Slug, Text, Whose


class LicenceShape(Shape):
    """Under which terms the figures may be passed on. Only those that ask for no more than a line of thanks."""

    name: Literal["Open Government Licence v3.0", "ECDC reuse with acknowledgement"]
    url: Address
    line: Text
    """The acknowledgement that the licence asks for, word for word."""


class FigureShape(Shape):
    """One figure as it was published, by itself or out of so many; none where it is missing."""

    date: dt.date
    figure: float | None
    of: float | None = Field(default=None, gt=0)


class WorkedShape(Shape):
    """One real series, with what to look for in its chart and what to learn from it."""

    code: Slug
    language: Language
    words: Whose
    order: int = Field(ge=1)
    title: Text
    what: Text
    """What the figures are."""
    look: Text
    """What to look for in the chart."""
    learn: tuple[Text, ...] = Field(min_length=1)
    """What to take home."""
    unit: Short
    numerator: Text
    denominator: Text | None = None
    direction: Literal["increase", "decrease", "neutral"]
    period: Literal["day", "week", "month"]
    profile: Literal["shewhart", "nhs"]
    chart: ChartName
    multiply: float = Field(default=1.0, gt=0)
    target: TargetShape | None = None
    source: OriginShape
    through: Text
    """By which way the figures came to us, and what was done to them."""
    licence: LicenceShape
    figures: tuple[FigureShape, ...] = Field(min_length=12)

    def mistakes(self) -> Iterator[Mistake]:
        """What does not agree within the file."""
        if self.profile == "nhs" and self.chart != "i":
            yield ("chart",), "The “nhs” profile draws the “i” chart only."
        if self.target and self.profile != "nhs":
            yield ("target",), "A target is read by the “nhs” profile only."
        for index, (one, other) in enumerate(pairwise(self.figures), 1):
            if one.date >= other.date:
                yield ("figures", index, "date"), f"{other.date} stands after {one.date}; days should go forward."
        for index, figure in enumerate(self.figures):
            yield from self._figure_mistakes(index, figure)

    def _figure_mistakes(self, index: int, figure: FigureShape) -> Iterator[Mistake]:
        divides = self.denominator is not None
        if self.chart in NEEDS_DENOMINATOR and not divides and index == 0:
            yield ("chart",), f"A “{self.chart}” chart divides: say by what in “denominator”."
        if divides != (figure.of is not None):
            yield ("figures", index), "Each figure has an “of” where something is divided, and none has where not."
        elif figure.of and figure.figure and self.chart in PROPORTIONS and figure.figure > figure.of:
            yield ("figures", index, "figure"), f"{figure.figure:g} of {figure.of:g} is more than all of them."
