from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from alongside.numerics.survival import Curve, survival
from alongside.ui.drawing.survival import Picture, ages, in_words, survival_curve

MONTH = 365.25 / 12


def curve(closed: tuple[float, ...], still_open: tuple[float, ...] = ()) -> Curve:
    """Loops that closed at so many months, and loops that have been open for so many."""
    months = (*closed, *still_open)
    return survival([n * MONTH for n in months], [True] * len(closed) + [False] * len(still_open))


def drawn(one: Curve, title: str = "Loops") -> ET.Element:
    return ET.fromstring(survival_curve(one, Picture(key="k", title=title)))  # noqa: S314 - our own drawing


def test_curve__names_itself_and_says_what_it_shows():
    root = drawn(curve((2, 4, 6), (3, 8)), title="Loops of <Elmbank>")

    assert root.get("role") == "img"
    assert root.find("title").text == "Loops of <Elmbank>"
    assert root.find("desc").text == in_words(curve((2, 4, 6), (3, 8)))


def test_curve__prints_how_many_loops_stand_behind_each_part():
    words = [text.text for text in drawn(curve((2, 4, 6), (3, 8))).iter("text")]

    assert words == ["all", "half", "none", "0", "5", "2", "5", "4", "3", "6", "2", "8", "1",
                     "Months since raised", "Loops known for so long:"]  # fmt: skip


def test_curve__has_no_percentage_anywhere():
    one = curve((2, 4, 6), (3, 8))

    assert "%" not in survival_curve(one, Picture(key="k", title="Loops"))
    assert all("%" not in row.still_open for row in ages(one))


def test_curve__a_stroke_for_every_age_at_which_a_loop_is_still_open():
    young = drawn(curve((2, 4, 6), (1, 3, 3, 8))).findall("path")[-1].get("d")

    assert young.count("M") == 3


def test_curve__the_median_is_led_to_both_scales_only_where_there_is_one():
    dashes = [len([p for p in drawn(one).iter("path") if p.get("stroke-dasharray")]) for one in
              (curve((2, 4, 6), (3, 8)), curve((2,), (3, 8, 9, 9)))]  # fmt: skip

    assert dashes == [1, 0]


def test_curve__ends_its_band_where_nobody_is_left():
    assert drawn(curve((1, 2, 3, 4, 5))).findall("path")[2].get("d").count("M") == 4


@pytest.mark.parametrize("one", [curve(()), curve((1, 2), (3, 4)), curve((0, 0, 0, 0, 0))])
def test_curve__too_few_loops_are_told_in_words_only(one: Curve):
    assert survival_curve(one, Picture(key="k", title="Loops")) == ""
    assert ages(one) == ()


COUNTED = {
    "No loop has been opened yet.": curve(()),
    "One loop: one closed, no still open. That is too few for a picture of how long they take.": curve((1,)),
    "Five loops: one closed, four still open. "
    "Fewer than half have closed so far, so nothing can be said yet of how long half of them take.": curve(
        (2,), (3, 8, 9, 9)
    ),
    "Five loops: three closed, two still open. "
    "Half of them close within 6 months (allowing for chance, at least 2 months).": curve((2, 4, 6), (3, 8)),
    "Twelve loops: twelve closed, no still open. "
    "Half of them close within 6 months (allowing for chance, between 2 months and 10 months).": curve(
        tuple(range(1, 13))
    ),
    "Five loops: five closed, no still open. Half of them close within 6 months.": curve((6, 6, 6, 6, 6)),
}


@pytest.mark.parametrize("says", COUNTED)
def test_in_words__says_what_it_is_counted_from(says: str):
    assert in_words(COUNTED[says]) == says


def test_ages__one_row_for_each_mark_with_how_many_are_known_for_so_long():
    rows = ages(curve((2, 4, 6), (3, 8)))

    assert [row.after for row in rows] == ["2 months", "4 months", "6 months", "8 months"]
    assert [row.watched for row in rows] == [5, 3, 2, 1]
    assert rows[0].still_open == "about 8 in 10 (between 2 and 10)"


def test_ages__says_all_and_none_in_words():
    young = ages(survival([2, 2, 2, 2, 2], [True] * 5))
    assert [row.still_open for row in ages(curve((7, 7, 7, 7, 7)))] == ["all"] * 3
    assert [(row.after, row.still_open) for row in young] == [("1 day", "all"), ("2 days", "none")]


def test_ages__what_is_nearly_all_or_nearly_none_is_said_so():
    most = survival([1, *[20] * 99], [True] + [False] * 99)
    least = survival([*[1] * 99, 20], [True] * 99 + [False])

    assert ages(most)[0].still_open == "more than 9 in 10 (between 9 and 10)"
    assert ages(least)[0].still_open == "fewer than 1 in 10 (between 0 and 1)"
    assert ages(most)[0].after == "7 days"
