"""Charts of parts of a whole go from none to all where every figure is the same."""

from __future__ import annotations

import pytest

from alongside.numerics import spc
from alongside.ui.drawing.chart import Picture, chart, extent
from alongside.ui.drawing.chart_axis import Show
from alongside.ui.drawing.chart_words import say


@pytest.mark.parametrize("part", [0, 4])
def test_chart__of_the_same_part_every_month_shows_the_whole_scale(part: int):
    show = Show(percent=True)
    reading = spc.read(y=[part] * 12, n=[4] * 12, x=list(range(12)), chart=spc.Chart.P, profile=spc.Profile.SHEWHART)

    drawn = chart(reading, Picture(key="parts", title="Parts", said=say(reading, show).whole, show=show))

    assert extent(reading) == (0.0, 1.0)
    assert "100%" in drawn
    assert "120%" not in drawn
    assert "−" not in drawn
