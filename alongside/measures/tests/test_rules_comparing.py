"""Two stretches of a chart beside each other."""

from __future__ import annotations

import datetime as dt

from alongside.measures.rules.comparing import Side, Stretch, side, stretches

MARCH, MAY, JULY = dt.date(2025, 3, 1), dt.date(2025, 5, 1), dt.date(2025, 7, 1)
FIGURES = [(MARCH, 3.0), (dt.date(2025, 4, 1), None), (MAY, 5.0), (JULY, 10.0)]


def test_stretches__of_nothing_are_none():
    assert stretches([]) == ()


def test_stretches__are_before_each_and_after_all_that_ended():
    one, two = Stretch("a", "One", MARCH, MAY), Stretch("b", "Two", MAY, JULY)

    assert [part.key for part in stretches([one, two])] == ["before", "a", "b", "after"]
    assert stretches([one, two])[0] == Stretch("before", "before “One”", None, dt.date(2025, 2, 28))
    assert stretches([one, two])[-1] == Stretch("after", "after all of these", dt.date(2025, 7, 2), None)


def test_stretches__nothing_comes_after_one_that_goes_on_or_before_one_without_a_beginning():
    assert [part.key for part in stretches([Stretch("a", "One", MARCH, None)])] == ["before", "a"]
    assert [part.key for part in stretches([Stretch("a", "One", None, MAY)])] == ["a", "after"]
    one, two = Stretch("a", "One", MARCH, MAY), Stretch("b", "Two", MAY, None)
    assert [part.key for part in stretches([one, two])] == ["before", "a", "b"]
    assert [part.key for part in stretches([one, Stretch("b", "Two", None, MAY)])] == ["a", "b", "after"]


def test_side__is_the_mean_of_the_figures_inside_both_ends_counted():
    assert side(Stretch("a", "One", MARCH, MAY), FIGURES) == Side("One", 2, 4.0)
    assert side(Stretch("a", "One", None, MARCH), FIGURES) == Side("One", 1, 3.0)
    assert side(Stretch("a", "One", MAY, None), FIGURES) == Side("One", 2, 7.5)


def test_side__without_a_figure_has_no_mean():
    assert side(Stretch("a", "One", dt.date(2025, 4, 1), dt.date(2025, 4, 1)), FIGURES) == Side("One", 0, None)
