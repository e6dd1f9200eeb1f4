"""The chart, drawn: everything the reading says stands in the picture, by place and shape and not by colour alone."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics.spc.reading import Chart, Improvement, Label, X
from alongside.ui.drawing.chart import Note, Picture, chart
from alongside.ui.drawing.chart_axis import Across, Every, Show, every, steps, ticks_across, when, width_of
from alongside.ui.drawing.chart_bands import Band
from alongside.ui.drawing.chart_file import INSIDE_ONLY, standalone, wrapped
from alongside.ui.drawing.chart_marks import Meaning, mark
from alongside.ui.drawing.png import NotADrawing, png
from alongside.ui.drawing.sparkline import sparkline
from alongside.ui.tests.readings import make_nhs, make_reading, months

LEVEL = [9.0, 11.0, 10.5, 8.5, 12.0, 9.5, 10.2, 11.4, 9.1, 10.8, 9.9, 10.1]


def svg(reading, **settings):
    return ET.fromstring(chart(reading, Picture(key="k", title="Restraint", **settings)))  # noqa: S314 - our own


def points(drawn):
    return {int(e.attrib["data-n"]): e for e in drawn.iter() if "data-n" in e.attrib}


def path_with(drawn, **attributes):
    return [
        e
        for e in drawn.iter("path")
        if all(e.attrib.get(name.replace("_", "-")) == value for name, value in attributes.items())
    ]


def test_every_figure_is_one_mark_and_a_missing_one_is_a_gap():
    y = [9.0, None, 11.0, 10.0]

    drawn = svg(make_reading(y))

    assert sorted(points(drawn)) == [0, 2, 3]
    line = path_with(drawn, stroke_linejoin="round")[0].attrib["d"]
    assert line.count("M") == 2


def test_higher_figures_stand_higher_and_later_ones_further_right():
    drawn = points(svg(make_reading([5.0, 8.0, 12.0])))

    heights = [float(drawn[n].attrib["cy"]) for n in range(3)]
    places = [float(drawn[n].attrib["cx"]) for n in range(3)]
    assert heights == sorted(heights, reverse=True)
    assert places == sorted(places)


def test_what_is_special_has_a_shape_of_its_own():
    shapes = {
        meaning: re.sub(r"#\w+|fill", "", mark(meaning, 0, 0))
        for meaning in (Meaning.ORDINARY, Meaning.IMPROVEMENT, Meaning.CONCERN, Meaning.UP, Meaning.DOWN)
    }

    assert len(set(shapes.values())) == 5


def test_labels_of_the_nhs_profile_decide_how_points_look():
    reading = make_nhs(LEVEL, labels={2: Label.IMPROVEMENT_HIGH, 4: Label.CONCERN_LOW, 6: Label.NEUTRAL_HIGH})

    drawn = points(svg(reading))

    assert drawn[2].attrib["fill"] == "#00b0f0"
    assert drawn[4].attrib["fill"] == "#e46c0a"
    assert drawn[6].attrib["fill"] == "#490092"
    assert drawn[0].tag == "circle"


@pytest.mark.parametrize(
    ("improvement", "colour"), [("increase", "#00b0f0"), ("decrease", "#e46c0a"), ("neutral", "#490092")]
)
def test_a_figure_beyond_a_limit_is_good_or_not_by_the_direction(improvement, colour):
    reading = make_reading([*LEVEL, 18.0], improvement=Improvement(improvement))

    assert points(svg(reading))[12].attrib["fill"] == colour


def test_a_figure_left_out_is_hollow_and_crossed_but_a_signal_stays_one():
    drawn = svg(make_reading([9.0, 10.5, 18.0], excluded=[1, 2]))

    assert points(drawn)[1].attrib["fill"] == "#fff"
    assert points(drawn)[2].attrib["fill"] == "#490092"


def test_the_middle_breaks_where_a_new_phase_begins_and_the_limits_move_with_it():
    one = make_reading(LEVEL)
    two = make_reading(LEVEL, phase=[1] * 6 + [2] * 6, cl=[10] * 6 + [10.5] * 6, ucl=[16] * 6 + [14] * 6)

    middle_one = path_with(svg(one), stroke="#212b32", stroke_width="1.5")[0].attrib["d"]
    middle_two = path_with(svg(two), stroke="#212b32", stroke_width="1.5")[0].attrib["d"]

    assert middle_one.count("M") == 1
    assert middle_two.count("M") == 2


def test_a_phase_whose_runs_are_a_signal_has_a_dashed_middle():
    quiet = svg(make_reading(LEVEL))
    loud = svg(make_reading(LEVEL, runs_signal=[1]))

    assert path_with(quiet, stroke_dasharray="9 5") == []
    assert len(path_with(loud, stroke_dasharray="9 5")) == 1


def test_limits_that_follow_the_denominator_are_steps():
    reading = make_reading([0.1, 0.2, 0.1], chart=Chart.P, cl=0.13, lcl=[0.0, 0.01, 0.0], ucl=[0.3, 0.25, 0.4])

    area = path_with(svg(reading), fill="#e4eaee")[0].attrib["d"]

    assert area.count("z") == 3


def test_a_chart_without_limits_has_no_band():
    assert path_with(svg(make_reading(LEVEL, chart=Chart.RUN, lcl=None, ucl=None)), fill="#e4eaee") == []


def test_a_target_is_a_line_of_its_own_and_has_room():
    drawn = svg(make_reading(LEVEL, target=30.0))

    line = path_with(drawn, stroke_dasharray="12 4 2 4")[0].attrib["d"]
    assert float(re.search(r"M[\d.]+ ([\d.]+)", line)[1]) > 0


def test_limits_from_before_a_rebase_stay_in_grey():
    before = make_reading(LEVEL, cl=9.0, lcl=2.0, ucl=19.0)

    drawn = svg(make_reading(LEVEL), before=before)

    assert len(path_with(drawn, stroke="#8a98a2")) == 1
    assert path_with(svg(make_reading(LEVEL)), stroke="#8a98a2") == []


def test_bands_have_their_name_and_two_that_would_touch_two_lines():
    bands = (
        Band(begins=dt.date(2024, 3, 1), ends=dt.date(2024, 5, 1), name="Safety huddles on the ward", kind="cycle"),
        Band(begins=dt.date(2024, 4, 1), ends=None, name="Mutual help meetings"),
        Band(begins=dt.date(2030, 1, 1), ends=None, name="Much later"),
    )

    drawn = svg(make_reading(LEVEL), bands=bands)

    names = {e.text: float(e.attrib["y"]) for e in drawn.iter("text") if e.text and " " in e.text}
    assert set(names) == {"Safety huddles on the ward", "Mutual help meetings"}
    assert len(set(names.values())) == 2
    assert len(drawn.findall("rect")) == 2


def test_a_note_is_a_number_above_its_point():
    notes = (Note(at=months(12)[3], label="1", text="Flu"), Note(at=dt.date(1999, 1, 1), label="2", text="Not here"))

    drawn = svg(make_reading(LEVEL), notes=notes)

    circles = [e for e in drawn.findall("circle") if e.attrib["r"] == "11"]
    assert len(circles) == 1
    assert abs(float(circles[0].attrib["cx"]) - float(points(drawn)[3].attrib["cx"])) < 1


def test_notes_on_neighbours_do_not_cover_each_other():
    notes = tuple(Note(at=x, label=str(n), text="") for n, x in enumerate(months(6)))

    drawn = svg(make_reading(LEVEL), notes=notes, width=288)

    places = [float(e.attrib["cx"]) for e in drawn.findall("circle") if e.attrib["r"] == "11"]
    assert all(b - a >= 22 for a, b in pairwise(places))


def test_the_picture_has_a_name_and_a_description_and_escapes_both():
    drawn = chart(make_reading(LEVEL), Picture(key="k", title="A <b>", said="3 < 4 & more"))

    assert 'role="img"' in drawn
    assert 'aria-labelledby="k-title k-desc"' in drawn
    assert "A &lt;b&gt;" in drawn
    assert "3 &lt; 4 &amp; more" in drawn


@pytest.mark.parametrize("width", [288, 720])
def test_nothing_needs_a_style_and_no_text_is_smaller_than_the_pages(width):
    drawn = chart(make_reading(LEVEL, target=9.0), Picture(key="k", title="t", width=width))

    assert "style" not in drawn
    assert re.findall(r'font-size="(\d+)"', drawn) == ["16"]


@given(
    st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), min_size=1, max_size=40),
    st.sampled_from([288, 720]),
    st.sampled_from([Chart.I, Chart.T]),
)
def test_every_mark_lies_inside_the_picture(y, width, kind):
    reading = make_reading(y, chart=kind, cl=None, lcl=None, ucl=None)

    for element in points(svg(reading, width=width)).values():
        assert 0 <= float(element.attrib["cx"]) <= width
        assert 0 <= float(element.attrib["cy"]) <= 380


def test_a_chart_of_nothing_is_still_a_picture():
    assert points(svg(make_reading([None, None], cl=None, lcl=None, ucl=None))) == {}
    assert points(svg(make_reading([], x=[], cl=None, lcl=None, ucl=None))) == {}


def test_a_chart_of_36_points_is_small():
    drawn = chart(make_reading(LEVEL * 3), Picture(key="k", title="Restraint"))

    assert len(drawn) < 6000


def test_names_of_points_follow_how_often_there_is_one():
    day = dt.date(2025, 3, 5)
    spaced = {n: [day + dt.timedelta(n * k) for k in range(5)] for n in (1, 7, 91, 365, 40)}

    assert every(months(5)) is Every.MONTH
    assert [every(xs) for xs in spaced.values()] == [Every.DAY, Every.WEEK, Every.QUARTER, Every.YEAR, Every.POINT]
    assert every([1.0, 2.0]) is Every.POINT
    assert every([day]) is Every.POINT
    assert when(day, Every.MONTH) == "March 2025"
    assert when(dt.date(2025, 10, 1), Every.QUARTER) == "October to December 2025"
    assert when(day, Every.WEEK) == "5 March 2025"
    assert when(day, Every.YEAR) == "2025"
    assert when(3.0, Every.POINT) == "point 3"
    assert when("Ward A", Every.POINT) == "Ward A"


@pytest.mark.parametrize(
    ("value", "show", "text"),
    [
        (1204.4, Show(), "1,204"),
        (22.22, Show(), "22.2"),
        (3.0, Show(), "3"),
        (-0.351, Show(), "−0.35"),
        (-0.001, Show(), "0"),
        (0.125, Show(percent=True), "12.5%"),
        (12.0, Show(unit="%"), "12%"),
        (2.0, Show(decimals=2), "2.00"),
        (None, Show(), "missing"),
    ],
)
def test_figures_are_written_as_people_write_them(value, show, text):
    assert show.figure(value) == text


def test_a_figure_carries_its_unit():
    assert Show(unit="incidents").figure_with_unit(3.0) == "3 incidents"
    assert Show(unit="%").figure_with_unit(3.0) == "3%"
    assert Show(unit="incidents").figure_with_unit(None) == "missing"


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.integers(2, 8))
def test_an_axis_reaches_round_the_figures_with_even_steps(low, room, about):
    ticks = steps(low, low + room, about)

    step = ticks[1] - ticks[0]
    assert step > 0
    assert ticks[0] <= low + step / 1000
    assert ticks[-1] >= low + room - step / 1000
    assert 2 <= len(ticks) <= 2 * about + 3


@pytest.mark.parametrize("n", [1, 2, 12, 36, 120, 400])
@pytest.mark.parametrize("width", [288, 720])
@pytest.mark.parametrize("gap", ["months", 1, 7, 91, "text"])
def test_labels_along_the_foot_never_touch(n, width, gap):
    xs: tuple[X, ...]
    if gap == "months":
        xs = months(n)
    elif gap == "text":
        xs = tuple(f"Ward number {k}" for k in range(n))
    else:
        xs = tuple(dt.date(2020, 1, 6) + dt.timedelta(gap * k) for k in range(n))

    ticks = ticks_across(xs, Across(xs, 40, width - 8))

    assert ticks
    for one, other in pairwise(ticks):
        assert other.at - one.at >= (width_of(one.text) + width_of(other.text)) / 2


def test_a_day_between_two_points_lies_between_them_and_one_outside_at_the_edge():
    xs = months(3)
    across = Across(xs, 0, 300)

    assert across.at[0] < across.place(dt.date(2024, 1, 15)) < across.at[1]
    assert across.place(dt.date(2023, 1, 1)) == 0
    assert across.place(dt.date(2025, 1, 1)) == 300
    assert across.place("x") is None
    assert Across(["a", "b"], 0, 300).place("b") == 225
    assert Across(["a", "b"], 0, 300).place("c") is None
    assert Across([dt.date(2024, 1, 1)], 0, 300).place(dt.date(2024, 1, 1)) == 150


def test_a_chart_in_little_shows_what_is_special_and_the_last_point():
    reading = make_nhs([*LEVEL[:5], None, 12.0], labels={2: Label.CONCERN_HIGH}, target=9.0)

    drawn = sparkline(reading, "A concern <b>")

    assert drawn.count("#e46c0a") == 1
    assert drawn.count("<circle") == 1
    assert 'aria-label="A concern &lt;b&gt;"' in drawn
    assert 'aria-hidden="true"' in sparkline(reading, "")
    assert "style" not in drawn
    assert len(drawn) < 2500


def test_a_chart_of_what_is_never_negative_does_not_go_below_nought():
    drawn = svg(make_reading([1.0, 5.0, 2.0], cl=3.0, lcl=-4.0, ucl=9.0))

    assert [e.text for e in drawn.iter("text") if e.text and e.text.startswith("−")] == []


def test_in_little_a_figure_between_two_missing_ones_is_seen():
    assert sparkline(make_reading([5.0, None, 6.0, 7.0, None]), "x").count("<circle") == 1
    assert sparkline(make_reading([None, 5.0, None, 6.0, None]), "x").count("<circle") == 2


def test_a_chart_in_little_of_one_level_is_still_drawn():
    assert "<circle" in sparkline(make_reading([5.0], cl=5.0, lcl=None, ucl=None, runs_signal=[1]), "x")


def test_a_file_stands_alone_and_carries_its_stamp():
    picture = Picture(key="k", title="Restraint", said="Nothing unusual. " * 12)
    text = standalone(make_reading(LEVEL), picture, stamp=INSIDE_ONLY, foot="Source: the ward.")

    drawn = ET.fromstring(text)  # noqa: S314 - our own

    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    words = " ".join(e.text or "" for e in drawn.iter("{http://www.w3.org/2000/svg}text"))
    assert "Inside only" in words
    assert "Source: the ward." in words
    assert "Inside only" not in standalone(make_reading(LEVEL), picture)


@given(st.text(alphabet="abcdefgh MW.", max_size=200))
def test_lines_hold_every_word_and_fit(text):
    lines = wrapped(text, 120)

    assert " ".join(lines).split() == text.split()
    assert all(width_of(line) <= 120 or " " not in line for line in lines)


def test_png_has_the_size_of_the_drawing_and_ink_in_it():
    text = standalone(make_reading(LEVEL), Picture(key="k", title="Restraint"))
    width, height = (int(part) for part in re.search(r'width="(\d+)" height="(\d+)"', text).groups())

    drawn = png(text, scale=2)
    blank = png(re.sub(r"<(path|circle|text|g)\b.*</svg>", "</svg>", text), scale=2)

    assert drawn[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(drawn[16:20], "big") == 2 * width
    assert int.from_bytes(drawn[20:24], "big") == 2 * height
    assert len(drawn) > 3 * len(blank)


def test_png__refused_without_a_size():
    with pytest.raises(NotADrawing, match="how large"):
        png("<svg></svg>")


def test_charts_are_drawn_without_django():
    names = "chart, chart_file, chart_table, chart_words, funnel, icons, png, sparkline"
    script = f"import sys; from alongside.ui.drawing import {names}; "
    script += "assert not [m for m in sys.modules if m.startswith('django')]"

    subprocess.run([sys.executable, "-c", script], check=True)
