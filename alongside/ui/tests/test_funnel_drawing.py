"""The funnel: one's own place is marked, nobody else is named or put in order."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from alongside.numerics.funnel import Kind
from alongside.ui.drawing.chart_axis import Show
from alongside.ui.drawing.funnel import Dot, Funnel, funnel

OTHERS = (Dot(900, 0.02), Dot(4000, 0.012), Dot(2500, 0.016), Dot(6100, 0.0145))


def plot(**changes):
    told = {
        "key": "k", "title": "Restraint <b>", "said": "Inside the funnel.", "kind": Kind.RATE, "centre": 0.015,
        "own": Dot(3200, 0.021), "others": OTHERS, "per": 1000.0, "sizes": Show(unit="bed days"), **changes,
    }  # fmt: skip
    return Funnel(**told)


def drawn(**changes):
    return ET.fromstring(funnel(plot(**changes)))  # noqa: S314 - our own


def test_ones_own_place_has_another_shape_and_the_others_are_rings():
    svg = drawn()

    assert len(svg.findall("circle")) == 4
    assert len({circle.attrib["fill"] for circle in svg.findall("circle")}) == 1
    assert len([path for path in svg.findall("path") if "data-own" in path.attrib]) == 1


def test_without_a_figure_of_ones_own_nothing_is_marked():
    assert [path for path in drawn(own=None).findall("path") if "data-own" in path.attrib] == []


def test_larger_places_stand_further_right_and_higher_figures_higher():
    circles = drawn().findall("circle")

    across = [float(c.attrib["cx"]) for c in circles]
    heights = [float(c.attrib["cy"]) for c in circles]
    assert sorted(range(4), key=across.__getitem__) == sorted(range(4), key=lambda n: OTHERS[n].size)
    assert sorted(range(4), key=lambda n: -heights[n]) == sorted(range(4), key=lambda n: OTHERS[n].value)


@pytest.mark.parametrize("width", [288, 720])
@pytest.mark.parametrize("kind", Kind)
def test_everything_lies_inside_the_picture(width, kind):
    svg = drawn(width=width, kind=kind, others=(*OTHERS, Dot(1, 1.0), Dot(40, 0.0)), per=1.0)

    for circle in svg.findall("circle"):
        assert 0 < float(circle.attrib["cx"]) < width
        assert 0 < float(circle.attrib["cy"]) < 380
    for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", " ".join(p.attrib["d"] for p in svg.findall("path")[:2])):
        assert 0 <= float(x) <= width
        assert 0 <= float(y) <= 380


def test_the_picture_names_the_measure_and_no_place():
    text = funnel(plot())

    assert "Restraint &lt;b&gt;" in text
    assert 'role="img"' in text
    assert "style" not in text
    assert "bed days" in text


def test_without_any_place_there_is_no_picture():
    assert funnel(plot(own=None, others=())) == ""
