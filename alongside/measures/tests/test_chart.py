"""The chart page: the sentence, the picture and the table say the same, and each person sees what is theirs to see."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core import clock
from alongside.measures import services
from alongside.measures.models import Observation, Series
from alongside.measures.queries import charts, comparing
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import BandKind, Counts, Period
from alongside.measures.tests.factories import (
    FIRST,
    NOW,
    TESTS,
    TODAY,
    make_indicator,
    make_library_indicator,
    make_series,
    record,
)
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.tests.factories import World, actor, as_, make_member

pytestmark = pytest.mark.django_db

LEVEL = [10.0, 12.0, 11.0, 9.0, 10.5, 11.5] * 3
FILES = ("chart.svg", "chart.png", "figures.csv", "figures.xlsx")


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(NOW):
        yield


def incidents(world: World, **given) -> Series:
    values = given.pop("values", [*LEVEL, *([7.0] * 7)])
    return make_series(world.team, values=values, counts=Counts.INCIDENTS, unit="incidents", **given)


def text_of(world: World, who: str, series: Series, after: str = "") -> str:
    response = as_(world, who).get(series.get_absolute_url() + after)
    assert response.status_code == 200
    return response.content.decode()


#  who may open it: dora cleo ada bea tom lea ben dev
@pytest.mark.parametrize(
    ("after", "statuses"),
    [
        ("", "200 200 200 200 200 200 200 404"),
        ("chart.svg", "404 404 200 200 200 200 200 404"),
        ("figures.csv", "404 404 200 200 200 200 200 404"),
        ("points/2024-03-01/", "403 403 200 200 200 200 200 404"),
        ("rebase/", "403 403 200 200 200 200 403 404"),
        ("bands/add/", "403 403 200 200 200 200 403 404"),
        ("funnel/", "200 200 200 200 200 200 200 404"),
    ],
)
def test_pages__open_for_those_who_may(world: World, after: str, statuses: str):
    series = incidents(world)

    found = [
        as_(world, who).get(series.get_absolute_url() + after).status_code
        for who in ("dora", "cleo", "ada", "bea", "tom", "lea", "ben", "dev")
    ]

    assert found == [int(status) for status in statuses.split()]


def test_chart__says_first_what_it_says(world: World):
    page = text_of(world, "ben", incidents(world))

    assert "Seven months in a row below the middle, since July 2025: more than chance explains." in page
    assert "This is an improvement." in page
    assert page.index("This is an improvement.") < page.index("al-chart__points") < page.index('id="figures"')


def test_chart__table_and_picture_have_the_same_points(world: World):
    page = text_of(world, "ben", incidents(world, values=[10.0, None, 12.0, 11.0, 30.0]))

    for n in (0, 2, 3, 4):
        assert f'<tr class="nhsuk-table__row" data-n="{n}"' in page
        assert page.count(f' data-n="{n}"') == 5  # four widths and the row
    assert page.count(' data-n="1"') == 1  # a figure that is missing has a row and no mark
    assert "February 2024: missing. Missing." in page


def test_chart__of_incidents_is_stamped_and_one_of_a_score_is_not(world: World):
    assert "Inside only" in text_of(world, "tom", incidents(world))
    assert "Inside only" not in text_of(world, "tom", make_series(world.team, values=LEVEL))


@pytest.mark.parametrize("who", ["dora", "cleo"])
def test_chart__from_outside_is_a_sign_and_a_sentence(world: World, who: str):
    series = incidents(world)
    services.note_point(series, point_on=FIRST, words="Mrs Smith fell", by=TESTS, on=TODAY)
    services.add_band(series, kind=BandKind.TEST, name="Huddles", from_on=FIRST, by=TESTS, on=TODAY)
    services.rebase(series, from_on=dt.date(2025, 3, 1), why="A new way", by=TESTS, on=TODAY)

    page = text_of(world, who, series, "?first=before&second=band-0")

    assert 'class="al-icon"' in page
    assert "The figures stay with the people of Rowan ward." in page
    for hidden in ("al-chart__points", 'data-n="', "Mrs Smith", "Huddles", "A new way", "10.5", "11.5"):
        assert hidden not in page


@pytest.mark.parametrize("who", ["dora", "cleo"])
@pytest.mark.parametrize("after", FILES)
def test_files__never_leave_the_place_for_those_outside(world: World, who: str, after: str):
    assert as_(world, who).get(incidents(world).get_absolute_url() + after).status_code == 404


def test_chart__of_a_score_is_whole_from_outside(world: World):
    assert "al-chart__points" in text_of(world, "cleo", make_series(world.team, values=LEVEL))


@pytest.mark.parametrize("chart", [Chart.T, Chart.G])
def test_chart__of_single_events_is_not_there_from_outside(world: World, chart: Chart):
    series = make_series(
        world.team,
        values=[3.0, 5.0, 2.0, 8.0, 4.0],
        counts=Counts.TIME,
        period=Period.EVENT,
        profile=Profile.SHEWHART,
        chart=chart,
    )

    assert as_(world, "cleo").get(series.get_absolute_url()).status_code == 404
    assert as_(world, "tom").get(series.get_absolute_url()).status_code == 200
    assert (
        series.get_absolute_url() not in as_(world, "cleo").get(f"/places/{world.team.pk}/measures/").content.decode()
    )


def test_chart__names_single_events_by_their_day(world: World):
    series = make_series(
        world.team,
        values=[*[30.0, 50.0, 20.0, 80.0] * 5, 4000.0],
        first=dt.date(2024, 1, 5),
        counts=Counts.TIME,
        period=Period.EVENT,
        profile=Profile.SHEWHART,
        chart=Chart.T,
    )

    page = text_of(world, "tom", series)

    assert "The figure for 25 January 2024 lies above the upper limit" in page
    assert "5 January 2024: 30" in page


def test_files__are_stamped_named_and_safe(world: World):
    series = incidents(world)
    services.note_point(series, point_on=FIRST, words="=cmd()", by=TESTS, on=TODAY)
    tom = as_(world, "tom")

    answers = {name: tom.get(series.get_absolute_url() + name) for name in FILES}

    assert all("-inside-only." in answer["Content-Disposition"] for answer in answers.values())
    assert "Inside only" in answers["chart.svg"].content.decode()
    assert answers["chart.png"].content[:8] == b"\x89PNG\r\n\x1a\n"
    assert answers["figures.xlsx"].content[:2] == b"PK"
    rows = list(csv.reader(io.StringIO(answers["figures.csv"].content.decode("utf-8-sig"))))
    assert rows[1][0].startswith("Inside only")
    assert rows[4][:3] == ["When", "From", "Figure"]
    assert rows[5][:3] == ["January 2024", "2024-01-01", "10.0"]
    assert rows[5][-1] == "'=cmd()"


def test_files__of_what_may_leave_carry_no_stamp(world: World):
    answer = as_(world, "tom").get(make_series(world.team, values=LEVEL).get_absolute_url() + "chart.svg")

    assert "inside-only" not in answer["Content-Disposition"]
    assert "Inside only" not in answer.content.decode()


def test_chart__without_figures_says_so_and_has_no_files(world: World):
    series = make_series(world.team)

    assert "There are no figures yet." in text_of(world, "tom", series)
    assert as_(world, "tom").get(series.get_absolute_url() + "chart.png").status_code == 404


@pytest.mark.parametrize("given", [{}, {"profile": Profile.SHEWHART, "chart": Chart.I}])
def test_chart__draws_what_was_left_out_with_its_reason(world: World, given: dict[str, Any]):
    series = make_series(world.team, values=[*LEVEL, 30.0], **given)
    services.leave_out(series, point_on=dt.date(2025, 7, 1), why="The ward was closed", by=TESTS, on=TODAY)

    page = text_of(world, "tom", series)

    assert "The ward was closed" in page
    assert "July 2025: 30." in page
    assert "left out of the middle and the limits" in page


def test_chart__what_was_left_out_of_a_rate_stands_at_its_rate(world: World):
    series = make_series(world.team, fractions=[(3, 10), (4, 10), (9, 10)], chart=Chart.I, multiply=100.0,
                         denominator="people", settings=None)  # fmt: skip
    services.leave_out(series, point_on=dt.date(2024, 3, 1), why="Not ours", by=TESTS, on=TODAY)

    chart = charts.chart_page(series, actor=actor(world.tom), on=TODAY).chart

    assert list(chart.drawn.y) == pytest.approx([30.0, 40.0, 90.0])
    assert chart.reading.y[2] is None


def test_chart__keeps_the_old_limits_after_a_rebase_in_grey(world: World):
    series = incidents(world)
    services.rebase(series, from_on=dt.date(2025, 7, 1), why="A new way of working", by=TESTS, on=TODAY)

    shown = charts.chart_page(series, actor=actor(world.tom), on=TODAY)
    before = shown.chart.picture.before

    assert before.cl[17] is None
    assert before.cl[18] == pytest.approx(sum([*LEVEL, *([7.0] * 7)]) / 25)
    assert "A new way of working" in text_of(world, "tom", series)


def test_chart__a_rebase_without_a_point_changes_nothing(world: World):
    series = make_series(world.team, values=LEVEL)
    services.rebase(series, from_on=dt.date(2030, 1, 1), why="Some day", by=TESTS, on=TODAY)

    assert charts.chart_page(series, actor=actor(world.tom), on=TODAY).chart.picture.before is None


def test_chart__restrictive_practice_is_never_shown_alone(world: World):
    beside = make_library_indicator(name="People hurt", counts=Counts.INCIDENTS)
    indicator = make_library_indicator(name="Restraint", restrictive=True, balancing=(beside.slug,))
    series = make_series(world.team, indicator=indicator, values=LEVEL)
    alone = text_of(world, "tom", series)
    make_series(world.team, indicator=beside, values=LEVEL)
    together = text_of(world, "tom", series)

    assert "This place does not collect what is to be read beside it yet." in alone
    assert "People hurt" in together
    assert together.count("al-chart__points") == 8
    assert "al-chart__points" in text_of(world, "cleo", series)
    assert text_of(world, "cleo", series).count("al-chart__points") == 4  # what counts incidents stays inside


def test_compare__puts_two_times_beside_each_other_in_words(world: World):
    series = make_series(world.team, values=[10.0] * 8 + [12.0] * 8)
    services.add_band(series, kind=BandKind.TEST, name="Huddles", from_on=dt.date(2024, 9, 1), by=TESTS, on=TODAY)

    page = text_of(world, "ben", series, "?first=before&second=band-0")

    assert "In the time before “Huddles” the figures were 10 on average (8 figures)." in page
    assert "In “Huddles” they were 12 (8 figures): 2 higher." in page
    assert "Choose two different times." in text_of(world, "ben", series, "?first=before&second=before")


def test_compare__says_when_there_is_little_or_nothing_to_compare(world: World):
    series = make_series(world.team, values=[10.0] * 3)
    for name, day in (("One", dt.date(2024, 2, 1)), ("Two", dt.date(2024, 3, 1)), ("Late", dt.date(2025, 3, 1))):
        services.add_band(series, kind=BandKind.OTHER, name=name, from_on=day, to_on=day, by=TESTS, on=TODAY)
    shown = charts.chart_page(series, actor=actor(world.tom), on=TODAY)

    few = comparing.compared_in_words(shown, "band-0", "band-1")
    none = comparing.compared_in_words(shown, "band-0", "band-2")

    assert "(one figure): the same. These are few figures" in few
    assert none == "There is no figure in “Late”, so there is nothing to compare."
    assert comparing.compared_in_words(shown, "band-0", "nowhere") == ""


def test_subgroups__are_one_point_with_all_their_figures_behind_it(world: World):
    series = make_series(world.team, profile=Profile.SHEWHART, chart=Chart.XBAR)
    for order, base in enumerate((10.0, 12.0, 11.0)):
        for month in range(1, 7):
            services.record_many(
                series.place,
                [(series, Figures(dt.date(2024, month, 1), order=order, value=base + month % 3))],
                by=TESTS,
                at=NOW,
            )
    services.note_point(series, point_on=dt.date(2024, 2, 1), order=2, words="Short week", by=TESTS, on=TODAY)

    shown = charts.chart_page(series, actor=actor(world.tom), on=TODAY)

    assert [len(row.points) for row in shown.rows] == [3] * 6
    assert shown.rows[1].notes == ("1",)
    assert shown.chart.drawn.y[0] == pytest.approx(12.0)


def test_show_of__a_part_of_one_is_written_as_a_percentage(world: World):
    part = make_series(world.team, fractions=[(3, 10)] * 3, profile=Profile.SHEWHART, chart=Chart.P)
    per_cent = make_series(world.team, values=[50.0], counts=Counts.PERCENT, unit="per cent")

    assert charts.show_of(part).figure(0.3) == "30%"
    assert charts.show_of(per_cent).figure(50.0) == "50%"


@pytest.mark.slow
def test_chart__asks_as_often_for_2400_points_as_for_24(world: World):
    indicator = make_indicator(world.site, period=Period.DAY, direction=Improvement.INCREASE)
    counted = []
    for number in (24, 2400):
        series = make_series(world.site, indicator=indicator, name=str(number))
        record(series, values=[10.0 + n % 5 for n in range(number)], first=dt.date(2019, 1, 1))
        services.note_point(series, point_on=dt.date(2019, 1, 3), words="Words", by=TESTS, on=TODAY)
        services.add_band(series, kind=BandKind.TEST, name="Test", from_on=dt.date(2019, 1, 3), by=TESTS, on=TODAY)
        ada = as_(world, "ada")
        ada.get(series.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            assert ada.get(series.get_absolute_url()).status_code == 200
        counted.append(len(asked))

    assert Observation.objects.count() == 2424
    assert counted[0] == counted[1]


def test_chart__a_member_of_another_team_does_not_see_it(world: World):
    series = incidents(world)
    make_member(world.other_team, name="Noor")

    assert as_(world, "dev").get(series.get_absolute_url()).status_code == 404
