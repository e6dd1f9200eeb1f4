"""Worked examples: real, public series, read as any other. They stand in the content, not in the database."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache, cached_property

from alongside import content
from alongside.content import WorkedShape
from alongside.core.words import gettext as _
from alongside.measures.rules.settings import Point, Settings, TargetStep, spc_request
from alongside.measures.rules.words import CHART_SAYS, Entry, Period
from alongside.numerics import spc
from alongside.numerics.spc.reading import Chart, Improvement, Profile, Reading
from alongside.ui.drawing.chart import Picture
from alongside.ui.drawing.chart_axis import Every, Show
from alongside.ui.drawing.chart_table import Line, direction_in_words, in_table
from alongside.ui.drawing.chart_words import Said, say

OFTEN = {Period.DAY: Every.DAY, Period.WEEK: Every.WEEK, Period.MONTH: Every.MONTH}


@dataclass(frozen=True)
class Worked:
    """One worked example: what its file says, and its chart."""

    shape: WorkedShape
    reading: Reading
    said: Said

    @property
    def show(self) -> Show:
        """How its figures are written."""
        return Show(unit=self.shape.unit)

    @property
    def often(self) -> Every:
        """How often there is a figure."""
        return OFTEN[Period(self.shape.period.upper())]

    @property
    def picture(self) -> Picture:
        """What the picture has besides the reading."""
        return Picture(
            key=self.shape.code, title=self.shape.title, said=self.said.whole, show=self.show, often=self.often
        )

    @cached_property
    def rows(self) -> tuple[Line, ...]:
        """Every point in words."""
        return tuple(in_table(self.reading, self.show, often=self.often))

    @property
    def has_denominators(self) -> bool:
        """Whether there is a second number to show."""
        return any(row.n for row in self.rows)

    @property
    def kind(self) -> str:
        """Which chart it is, and which way is better."""
        said = _("%(kind)s, read by the rules of the NHS.") if self.reading.profile is Profile.NHS else _("%(kind)s.")
        kind = said % {"kind": _(CHART_SAYS[self.reading.chart])}
        return f"{direction_in_words(self.reading.improvement)} {kind}"

    @property
    def command(self) -> str:
        """How the same chart comes from the file by itself."""
        shape, fraction = self.shape, self.shape.denominator is not None
        if self.reading.profile is Profile.NHS:
            parts = ["--profile nhs --improvement", shape.direction, "--x date --y shown"]
            parts += [f"--target {shape.target.value:g}"] if shape.target else []
        else:
            parts = ["--chart", shape.chart, "--x date --y figure"]
            parts += ["--n out_of"] if fraction else []
            parts += [f"--multiply {shape.multiply:g}"] if shape.multiply != 1 else []
        return " ".join(["alongside spc", f"{shape.code}.csv", *parts])

    @property
    def file(self) -> str:
        """The figures as a file: who published them, under which licence, then one row for each."""
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["date", "figure", "out_of", "shown", "source", "licence"])
        for place, one in enumerate(self.shape.figures):
            shown = self.reading.y[place]
            told = (self.shape.source.citation, self.shape.licence.line) if place == 0 else ("", "")
            rows.writerow([one.date, *(_bare(number) for number in (one.figure, one.of, shown)), *told])
        return out.getvalue()


@cache
def worked_examples() -> tuple[Worked, ...]:
    """All of them, in their order. No query; the content of an installation does not change while it runs."""
    return tuple(_worked(entry.shape) for entry in content.worked_examples())


def worked_example(code: str) -> Worked | None:
    """One of them by its code; None when there is none."""
    return next((one for one in worked_examples() if one.shape.code == code), None)


def _worked(shape: WorkedShape) -> Worked:
    fraction = shape.denominator is not None
    settings = Settings(
        profile=Profile(shape.profile),
        chart=Chart(shape.chart),
        entry=Entry.FRACTION if fraction else Entry.VALUE,
        improvement=Improvement(shape.direction),
        multiply=shape.multiply,
        targets=(TargetStep(value=shape.target.value),) if shape.target else (),
    )
    points = [
        Point(one.date, 0, None if fraction else one.figure, one.figure if fraction else None, one.of)
        for one in shape.figures
    ]
    reading = spc.read_one(spc_request(settings, points, period=shape.period.upper()))
    often = OFTEN[Period(shape.period.upper())]
    return Worked(shape=shape, reading=reading, said=say(reading, Show(unit=shape.unit), often=often))


def _bare(number: float | None) -> str:
    return "" if number is None else repr(int(number)) if number == int(number) else repr(number)
