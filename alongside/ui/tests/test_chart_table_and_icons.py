"""The table beside a chart, and the icons: each says in words what it means."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alongside.numerics.spc.reading import Assurance, Chart, Improvement, Label
from alongside.ui.drawing.chart_axis import Show
from alongside.ui.drawing.chart_table import direction_in_words, in_table
from alongside.ui.drawing.chart_words import Verdict, say
from alongside.ui.drawing.icons import ASSURANCE, VARIATION, assurance_icon, icon, signal_icon, variation_icon
from alongside.ui.tests.readings import make_nhs, make_reading

LEVEL = [9.0, 11.0, 10.5, 8.5, 12.0, 9.5, 10.2, 11.4, 9.1, 10.8, 9.9, 10.1, 9.6, 10.4]


def test_the_table_has_a_row_for_every_point_with_the_rule_that_fired():
    reading = make_nhs(
        [9.0, None, 18.0, 10.0], outside=[2], shift=[2], labels={2: Label.CONCERN_HIGH}, excluded=[3], target=9.0
    )

    rows = in_table(reading, Show(decimals=1))

    assert [row.x for row in rows] == ["January 2024", "February 2024", "March 2024", "April 2024"]
    assert [row.y for row in rows] == ["9.0", "missing", "18.0", "10.0"]
    assert rows[0].limits == "4.0 to 16.0"
    assert rows[1].said == "Missing"
    assert rows[2].said == "A concern; outside the limits; part of a run on one side of the middle"
    assert rows[2].special
    assert rows[3].said == "Left out of the middle and the limits"
    assert not rows[3].special


def test_the_table_says_half_open_limits_and_denominators():
    reading = replace(
        make_reading([9.0, 18.0, 5.0], chart=Chart.U, lcl=[None, 4.0, None], ucl=[16.0, None, None]),
        n=(540.0, None, 1200.0),
    )

    rows = in_table(reading)

    assert [row.limits for row in rows] == ["up to 16", "from 4", ""]
    assert [row.n for row in rows] == ["540", "", "1,200"]


def test_a_limit_below_nought_is_not_told_of_what_is_never_negative():
    assert in_table(make_reading([1.0, 2.0], lcl=-3.0))[0].limits == "up to 16"
    assert in_table(make_reading([1.0, -2.0], lcl=-3.0))[0].limits == "−3 to 16"


def test_a_shewhart_signal_is_named_in_the_table():
    rows = in_table(make_reading([9.0, 18.0], improvement=Improvement.INCREASE))

    assert rows[1].said == "An improvement; outside the limits"


def test_every_direction_has_words():
    assert len({direction_in_words(way) for way in Improvement}) == 3


@pytest.mark.parametrize("label", Label)
def test_each_variation_icon_says_its_meaning(label):
    drawn = variation_icon(label)

    assert f'aria-label="{VARIATION[label]}"' in drawn
    assert "style" not in drawn
    assert (">H<" in drawn) == label.value.endswith("high")
    assert (">L<" in drawn) == label.value.endswith("low")


def test_no_two_icons_are_alike_in_grey():
    grey = [
        assurance_icon(one) if isinstance(one, Assurance) else variation_icon(one) for one in (*Label, *Assurance, None)
    ]

    assert len(set(grey)) == 11
    assert [assurance_icon(None), *ASSURANCE][0] == ""


@pytest.mark.parametrize("verdict", Verdict)
def test_each_signal_icon_has_words(verdict):
    assert "aria-label=" in signal_icon(verdict, up=None)
    assert "upwards" in signal_icon(Verdict.CONCERN, up=True)
    assert "downwards" in signal_icon(Verdict.CHANGE, up=False)


def test_the_icon_follows_the_profile_and_a_missing_end_is_not_grey_chance():
    nhs, shewhart, missing = make_nhs(LEVEL), make_reading(LEVEL), make_nhs([*LEVEL, None])

    assert "Variation: what chance explains" in icon(nhs, say(nhs))
    assert "No signal" in icon(shewhart, say(shewhart))
    assert "Cannot say yet" in icon(missing, say(missing))
