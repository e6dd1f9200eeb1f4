"""A place among others of which none is named."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.core import clock
from alongside.measures import services
from alongside.measures.models import Indicator, Series
from alongside.measures.queries import funnels
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import Counts
from alongside.measures.tests.factories import NOW, TESTS, TODAY, make_library_indicator, make_series
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.models import Place
from alongside.programmes.tests.factories import World, actor, as_, make_site

pytestmark = pytest.mark.django_db

LEVEL = [10.0, 12.0, 11.0, 9.0, 10.5, 11.5] * 3
RATE: dict[str, Any] = {
    "profile": Profile.SHEWHART, "chart": Chart.U, "counts": Counts.INCIDENTS, "direction": Improvement.DECREASE,
    "multiply": 1000.0, "denominator": "bed days", "unit": "per 1,000 bed days",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(NOW):
        yield


def rate(place: Place, indicator: Indicator, part: int, whole: int) -> Series:
    series = make_series(place, indicator=indicator, first=dt.date(2026, 1, 1))
    figures = [(series, Figures(dt.date(2026, 1, 1), numerator=part, denominator=whole))]
    services.record_many(place, figures, by=TESTS, at=NOW)
    return series


def among(world: World, *others: tuple[int, int], own: tuple[int, int] = (31, 1003), **given: Any) -> Series:
    indicator = make_library_indicator(name="Restraint", **(RATE | given))
    mine = rate(world.site, indicator, *own)
    for n, (part, whole) in enumerate(others):
        rate(make_site(world.programme, name=f"Secret {n}"), indicator, part, whole)
    return mine


OTHERS = [(22, 801), (33, 1204), (18, 604), (41, 1502), (27, 907)]


def test_funnel__draws_others_rounded_and_ones_own_exact(world: World):
    shown = funnels.funnel_page(among(world, *OTHERS), actor=actor(world.ada), on=TODAY)

    assert shown.why_not == ""
    assert shown.plot.own.size == 1003
    assert shown.plot.own.value == pytest.approx(31 / 1003)
    assert [(dot.size, round(dot.value * dot.size)) for dot in shown.plot.others] == [
        (605, 20), (800, 20), (905, 25), (1205, 35), (1500, 40),
    ]  # fmt: skip
    assert "within what chance alone explains" in shown.says


def test_funnel__a_place_with_small_numbers_is_not_drawn_and_its_absence_is_told(world: World):
    shown = funnels.funnel_page(among(world, *OTHERS, (3, 950)), actor=actor(world.ada), on=TODAY)

    assert len(shown.plot.others) == 5
    assert (shown.others, shown.left_out) == (6, 1)


def test_funnel__names_nobody(world: World):
    page = as_(world, "ada").get(f"{among(world, *OTHERS).get_absolute_url()}funnel/").content.decode()

    assert "Secret" not in page
    assert "5 other places collect this." in page


def test_funnel__of_few_others_is_not_drawn(world: World):
    page = as_(world, "ada").get(f"{among(world, *OTHERS[:4]).get_absolute_url()}funnel/").content.decode()

    assert "al-chart" not in page.replace("charts.css", "")
    assert "one could tell who is who" in page


def test_funnel__without_figures_of_ones_own_is_not_drawn(world: World):
    series = among(world, *OTHERS)
    services.leave_out(series, point_on=dt.date(2026, 1, 1), why="Wrong", by=TESTS, on=TODAY)

    assert funnels.funnel_page(series, actor=actor(world.ada), on=TODAY).plot is None


def test_funnel__is_only_for_how_many_out_of_how_many(world: World):
    series = make_series(world.site, values=LEVEL)

    assert "how many" in funnels.funnel_page(series, actor=actor(world.ada), on=TODAY).why_not


def test_funnel__shows_nothing_of_a_place_to_those_outside(world: World):
    page = as_(world, "cleo").get(f"{among(world, *OTHERS).get_absolute_url()}funnel/").content.decode()

    assert "al-charts" not in page
    assert "30.9" not in page


@pytest.mark.parametrize(
    ("own", "says"),
    [((31, 1003), "within what chance"), ((46, 1003), "somewhat above"), ((90, 1003), "above all together by more")],
)
def test_funnel__says_where_ones_own_lies(world: World, own: tuple[int, int], says: str):
    shown = funnels.funnel_page(among(world, *OTHERS, own=own), actor=actor(world.ada), on=TODAY)

    assert says in shown.says


def test_funnel__of_people_out_of_people_has_limits_of_a_proportion(world: World):
    series = among(world, *OTHERS, chart=Chart.P, counts=Counts.PEOPLE, multiply=1.0, direction=Improvement.INCREASE)

    shown = funnels.funnel_page(series, actor=actor(world.ada), on=TODAY)

    assert shown.plot.kind == "proportion"
    assert "below" not in shown.says
