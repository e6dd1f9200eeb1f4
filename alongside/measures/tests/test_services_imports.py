"""Many rows at once: matched, judged, brought in, undone."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.core.models import AuditEntry
from alongside.measures import services
from alongside.measures.models import ImportBatch, Observation, Revision
from alongside.measures.rules.cells import Column
from alongside.measures.rules.entry import Figures
from alongside.measures.services import Choices, Fate, Matching, Take
from alongside.measures.services.matching import Checked
from alongside.measures.tests.factories import (
    EVENTS,
    FIRST,
    NOW,
    P_CHART,
    TESTS,
    TODAY,
    make_library_indicator,
    make_series,
)
from alongside.programmes.tests.factories import World, actor, make_team

pytestmark = pytest.mark.django_db

HEAD = ["Month", "Value", "Comment"]


def staged(world: World, rows, series=None, **given) -> ImportBatch:
    about = {"way": "PASTE", "by": actor(world.ada), "at": NOW, "series": series} | given
    return services.stage_import(world.site, rows, **about)


def checked(batch: ImportBatch) -> list[Checked]:
    return list(services.dry_run(batch, on=TODAY).rows)


def fates(batch: ImportBatch) -> list[str]:
    return [row.fate.value for row in checked(batch)]


def test_stage__refused(world: World):
    series = services.end_series(make_series(world.site), why="merged", by=TESTS, on=TODAY)

    with pytest.raises(services.NothingToBringIn):
        staged(world, [])
    with pytest.raises(services.SeriesHasEnded):
        staged(world, [["2024-01", "1"]], series)


def test_first_matching__guesses_from_headings_or_order(world: World):
    one, two = make_series(world.site), make_series(world.site, **P_CHART)
    when, value = Column.WHEN, Column.VALUE

    assert services.matching_of(staged(world, [["Inside"], HEAD, ["x"]], one)).heading == 1
    assert services.matching_of(staged(world, [["2024-01", "3"]], one)).columns == {when: 0, value: 1}
    assert services.matching_of(staged(world, [["2024-01", "3", "4"]], two)).columns == {
        when: 0, Column.NUMERATOR: 1, Column.DENOMINATOR: 2,
    }  # fmt: skip
    assert services.matching_of(staged(world, [["2024-01", "a", "b", "4"]])).columns == {
        when: 0, Column.PLACE: 1, Column.INDICATOR: 2, value: 3,
    }  # fmt: skip


def test_dry_run__says_of_each_row_what_it_would_do(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5])
    rows = [
        HEAD,
        ["Jan 2024", "5"],
        ["Feb 2024", "7"],
        ["Jun 2024", "5"],
        ["June 2024", "5"],
        ["Jul 2024", "many"],
        ["soon", "5"],
        ["Aug 2024", ""],
        ["Sep 2024", "", "closed"],
        ["Oct 2024", "900"],
        ["Nov 2024", "-1"],
        ["soon", "5"],
    ]

    found = checked(staged(world, rows, series))

    assert [row.fate.value for row in found] == [
        "SAME", "CHANGES", "NEW", "WRONG", "WRONG", "WRONG", "BLANK", "NEW", "NEW", "WRONG", "WRONG",
    ]  # fmt: skip
    assert [row.number for row in found] == list(range(2, 13))
    assert found[1].was == (6.0, None, None)
    assert found[3].problems == ("This is the same period as row 4.",)
    assert "ten times" in found[8].doubts[0]
    with pytest.raises(LookupError):
        _ = found[5].spot


def test_dry_run__counts(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5])

    found = services.dry_run(staged(world, [HEAD, ["Oct 2024", "900"], ["x", "1"]], series), on=TODAY)

    assert found.has_wrong
    assert found.doubtful == 1
    assert not services.dry_run(staged(world, [HEAD, ["Oct 2024", "5"]], series), on=TODAY).has_wrong


def test_dry_run__the_same_figure_is_never_doubtful(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5, 900])

    [row] = checked(staged(world, [HEAD, ["Jun 2024", "900"]], series))

    assert (row.fate, row.doubts) == (Fate.SAME, ())


@pytest.mark.parametrize(("usual", "odd", "doubtful"), [(50, 600, 1), (50, 4, 1), (50, 400, 0), (5, 90, 0)])
def test_dry_run__of_a_first_import_looks_at_what_is_usual_in_the_table(world: World, usual, odd, doubtful):
    series = make_series(world.site)
    rows = [HEAD, *([f"2024-{month}", str(usual)] for month in range(1, 9)), ["2024-09", str(odd)]]
    rows += [["2024-10", "", "closed"]]

    found = services.dry_run(staged(world, rows, series), on=TODAY)

    assert found.doubtful == doubtful
    assert all("what is usual in this table (50)" in said for row in found.rows for said in row.doubts)


def test_dry_run__finds_series_by_place_indicator_and_name(world: World):
    falls = make_library_indicator(name="Falls", slug="falls")
    make_series(world.team, indicator=falls)
    make_series(world.site, indicator=falls, name="All")
    head = ["Place", "Indicator", "Series", "Month", "Value"]
    rows = [
        ["Rowan ward", "falls", "", "2024-01", "1"],
        [world.team.scope, "FALLS", "", "2024-02", "1"],
        ["", "Falls", "all", "2024-01", "1"],
        ["Nowhere", "Falls", "", "2024-01", "1"],
        ["Rowan ward", "Rises", "", "2024-01", "1"],
        ["Rowan ward", "", "", "2024-01", "1"],
        ["Rowan ward", "Falls", "Some", "2024-01", "1"],
        ["Rowan ward", "Rises", "", "2024-01", "many"],
    ]

    found = checked(staged(world, [head, *rows]))

    assert [row.fate.value for row in found] == ["NEW"] * 3 + ["WRONG"] * 5
    assert found[2].series.name == "All"
    said = [row.problems[0] for row in found[3:7]]
    assert "no place called “Nowhere”" in said[0]
    assert "No place here collects “Rises”" in said[1]
    assert "no indicator in this row" in said[2]
    assert "does not collect “Falls Some”" in said[3]
    assert len(found[7].problems) == 2


def test_dry_run__asks_which_of_two_places_of_one_name(world: World):
    falls = make_library_indicator(name="Falls")
    other = make_team(world.other_site, name="Rowan ward")
    make_series(world.team, indicator=falls)
    make_series(other, indicator=falls)
    rows = [["Place", "Indicator", "Month", "Value"], ["Rowan ward", "Falls", "2024-01", "1"]]

    batch = services.stage_import(world.programme, rows, way="CSV", by=actor(world.dora), at=NOW)

    assert "Several places" in checked(batch)[0].problems[0]


def test_dry_run__numbers_events_of_a_day_as_they_come_or_as_said(world: World):
    series = make_series(world.site, indicator=make_library_indicator(**EVENTS))
    rows = [["Date", "Value", "Order"], ["1/1/2024", "3"], ["1/1/2024", "4"], ["2/1/2024", "5", "7"],
            ["3/1/2024", "5", "9999"], ["3/1/2024", "5", "x"]]  # fmt: skip

    found = checked(staged(world, rows, series))

    assert [row.figures.order for row in found if row.figures] == [0, 1, 7, -1, 0]
    assert [row.fate.value for row in found] == ["NEW", "NEW", "NEW", "WRONG", "WRONG"]
    assert found[4].problems == ("“x” is not a number.",)


def test_match__month_first(world: World):
    series = make_series(world.site)
    batch = staged(world, [["3/4/2024", "1"]], series)

    batch = services.match_columns(
        batch, Matching({Column.WHEN: 0, Column.VALUE: 1}, None, month_first=True), by=TESTS, at=NOW
    )

    assert checked(batch)[0].figures.on == dt.date(2024, 3, 1)


def test_import__all_or_nothing(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5])

    for row in (["Jun 2024", "x"], ["Jun 2024", "900"], ["Feb 2024", "9"]):
        batch = staged(world, [HEAD, ["Jul 2024", "5"], row], series)
        with pytest.raises(services.RowsAreWrong):
            services.import_rows(batch, Choices(), by=TESTS, at=NOW)

    assert Observation.objects.count() == 5


def test_import__good_rows_only(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5])
    rows = [HEAD, ["Jan 2024", "5"], ["Jul 2024", "5"], ["Jun 2024", "x"], ["Aug 2024", "900"], ["Feb 2024", "9"]]

    done = services.import_rows(staged(world, rows, series), Choices(take=Take.GOOD), by=TESTS, at=NOW)

    assert (done.state, done.added, done.changed, done.passed_over, done.rows) == ("DONE", 1, 0, 3, [])
    assert AuditEntry.objects.order_by("-pk")[0].changes["added"] == 1


def test_import__with_doubtful_ones_and_replacing(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5])
    services.leave_out(series, point_on=dt.date(2024, 2, 1), why="flood", by=TESTS, on=TODAY)
    rows = [HEAD, ["Aug 2024", "900"], ["Feb 2024", "9", "counted again"]]
    choices = Choices(replace=True, sure=True)

    done = services.import_rows(staged(world, rows, series), choices, by=TESTS, at=NOW)

    assert (done.added, done.changed, done.passed_over) == (1, 1, 0)
    point = series.observations.get(on="2024-02-01")
    assert (point.value, point.comment, point.left_out_why) == (9, "counted again", "flood")
    assert (Revision.objects.get().value, Revision.objects.get().batch) == (6, done)


def test_import__nothing_to_bring_in(world: World):
    series = make_series(world.site, values=[5])

    with pytest.raises(services.NothingToBringIn):
        services.import_rows(staged(world, [HEAD, ["Jan 2024", "5"]], series), Choices(), by=TESTS, at=NOW)


def test_undo__keeps_what_was_put_right_since(world: World):
    series = make_series(world.site, values=[5, 6])
    rows = [HEAD, ["Jan 2024", "4"], ["Feb 2024", "9"], ["Mar 2024", "5"], ["Apr 2024", "5"]]
    batch = services.import_rows(staged(world, rows, series), Choices(replace=True), by=TESTS, at=NOW)
    services.correct_observation(series, Figures(dt.date(2024, 2, 1), value=8), why="a slip", by=TESTS, at=NOW)
    services.correct_observation(series, Figures(dt.date(2024, 4, 1), value=8), why="a slip", by=TESTS, at=NOW)

    undone = services.undo_import(batch, by=TESTS, at=NOW)

    assert (undone.state, undone.undone_at) == ("UNDONE", NOW)
    found = series.observations.order_by("on").values_list("on__month", "value")
    assert list(found) == [(1, 5), (2, 8), (4, 8)]
    assert Revision.objects.filter(why="The import was undone.").count() == 2
    assert AuditEntry.objects.order_by("-pk")[0].changes == {"removed": 1, "back": 1}
    with pytest.raises(services.ImportIsOver):
        services.undo_import(batch, by=TESTS, at=NOW)


def test_staged__waits_a_day(world: World):
    series = make_series(world.site)
    batch = staged(world, [HEAD, ["Jan 2024", "5"]], series)
    late = NOW + dt.timedelta(days=1)

    with pytest.raises(services.ImportIsOver):
        services.import_rows(batch, Choices(), by=TESTS, at=late)
    with pytest.raises(services.ImportIsOver):
        services.match_columns(batch, Matching({}), by=TESTS, at=late)
    services.forget_staged(at=NOW)
    assert ImportBatch.objects.exists()
    services.forget_staged(at=late)

    assert not ImportBatch.objects.exists()
    assert AuditEntry.objects.order_by("-pk")[0].action == "import.dropped"
    with pytest.raises(services.ImportIsOver):
        services.drop_import(batch, by=TESTS, at=NOW)


def test_drop__throws_a_staged_table_away(world: World):
    services.drop_import(staged(world, [HEAD], make_series(world.site)), by=TESTS, at=NOW)

    assert not ImportBatch.objects.exists()


def test_import_figures__of_one_series(world: World):
    series = make_series(world.site, values=[5])
    by = actor(world.ada)

    done = services.import_figures(
        series, [Figures(FIRST, value=5), Figures(dt.date(2024, 2, 9), value=6)], Choices(), by=by, at=NOW
    )
    with pytest.raises(services.RowsRefused) as refused:
        services.import_figures(
            series, [Figures(dt.date(2024, 3, 1), value=1), Figures(dt.date(2024, 3, 2), value=1)], Choices(), by=by,
            at=NOW,
        )  # fmt: skip

    assert (done.added, done.way, str(done.owner_id)) == (1, "API", by.user_id)
    assert [row.number for row in refused.value.rows] == [2]
    assert ImportBatch.objects.count() == 1


def test_dry_run__in_so_many_queries_whatever_the_rows(world: World, django_assert_num_queries):
    series = [make_series(world.site, values=[5] * 5, name=f"S{number}") for number in range(12)]
    rows = [["Indicator", "Series", "Month", "Value"]]
    rows += [[one.indicator.slug, one.name, f"2024-{month}", "6"] for one in series for month in range(1, 13)]
    batch = staged(world, rows)

    with django_assert_num_queries(3):
        services.dry_run(batch, on=TODAY)
