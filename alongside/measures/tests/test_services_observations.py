"""Entering one figure, putting it right, leaving it out, and writing at it; and many at once."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from alongside.core.models import AuditEntry
from alongside.measures import services
from alongside.measures.models import FollowUp, Note, Observation, Revision
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import NoteKind
from alongside.measures.services.grid import GridRow
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
from alongside.programmes.tests.factories import World

pytestmark = pytest.mark.django_db

LATER = dt.date(2025, 6, 1)


def last_row() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


def test_record__at_the_first_day_of_its_period(world: World):
    series = make_series(world.site)

    point = services.record_observation(series, Figures(dt.date(2025, 6, 17), value=4), by=TESTS, at=NOW)

    assert (point.on, point.value, point.recorded_on) == (LATER, 4, TODAY)
    assert last_row().action == "observation.recorded"


def test_record__refused_with_what_was_found(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5])

    with pytest.raises(services.FiguresRefused) as doubtful:
        services.record_observation(series, Figures(LATER, value=500), by=TESTS, at=NOW)
    with pytest.raises(services.FiguresRefused) as certain:
        services.record_observation(series, Figures(LATER, value=-5), by=TESTS, at=NOW, sure=True)
    with pytest.raises(services.FigureIsThere):
        services.record_observation(series, Figures(FIRST, value=5), by=TESTS, at=NOW)

    assert doubtful.value.doubtful
    assert not certain.value.doubtful
    services.record_observation(series, Figures(LATER, value=500), by=TESTS, at=NOW, sure=True)
    assert series.observations.count() == 6


def test_record__the_past_of_fractions_is_what_the_chart_shows(world: World):
    series = make_series(world.site, fractions=[(2, 10)] * 5, **P_CHART, settings={"multiply": 100.0})

    with pytest.raises(services.FiguresRefused, match="less than a tenth of the smallest figure so far \\(20\\)"):
        services.record_observation(series, Figures(LATER, numerator=1, denominator=100), by=TESTS, at=NOW)


def test_correct__keeps_the_earlier_figure_with_who_when_and_why(world: World):
    series = make_series(world.site, values=[5])

    services.correct_observation(series, Figures(FIRST, value=6), why=" a slip ", by=TESTS, at=NOW)
    services.correct_observation(series, Figures(FIRST, value=7, comment="sure"), why="again", by=TESTS, at=NOW)

    assert Observation.objects.get().value == 7
    assert Observation.objects.get().comment == "sure"
    kept = Revision.objects.order_by("pk")
    assert [(row.value, row.why, row.replaced_by, row.replaced_at) for row in kept] == [
        (5, "a slip", "system:tests", NOW),
        (6, "again", "system:tests", NOW),
    ]
    assert last_row().changes["was"] == [6.0, None, None]


def test_correct__refused(world: World):
    series = make_series(world.site, values=[5])

    for figures, why, refusal in (
        (Figures(FIRST, value=6), " ", services.ReasonIsMissing),
        (Figures(FIRST, value=5), "x", services.NothingChanges),
        (Figures(LATER, value=6), "x", services.NoSuchFigure),
        (Figures(FIRST, value=-6), "x", services.FiguresRefused),
    ):
        with pytest.raises(refusal):
            services.correct_observation(series, figures, why=why, by=TESTS, at=NOW)


def test_leave_out__and_take_in_again(world: World):
    series = make_series(world.site, values=[5, 6])

    point = services.leave_out(series, point_on=FIRST, why="flood", by=TESTS, on=TODAY)
    assert (point.left_out_on, point.left_out_why) == (TODAY, "flood")
    with pytest.raises(services.LeftOutAlready):
        services.leave_out(series, point_on=FIRST, why="flood", by=TESTS, on=TODAY)
    with pytest.raises(services.ReasonIsMissing):
        services.take_in(series, point_on=FIRST, why="", by=TESTS, on=TODAY)
    point = services.take_in(series, point_on=FIRST, why="no flood", by=TESTS, on=TODAY)

    assert (point.left_out_on, point.left_out_why) == (None, "")
    with pytest.raises(services.NotLeftOut):
        services.take_in(series, point_on=FIRST, why="x", by=TESTS, on=TODAY)


def test_notes__and_known_causes(world: World):
    series = make_series(world.site, values=[5])

    note = services.note_point(series, point_on=FIRST, words=" new  lead ", by=TESTS, on=TODAY)
    cause = services.add_known_cause(series, point_on=dt.date(2024, 1, 9), words="flood", by=TESTS, on=TODAY)

    assert (note.kind, note.words) == (NoteKind.NOTE, "new lead")
    assert (cause.kind, cause.on) == (NoteKind.KNOWN_CAUSE, FIRST)
    with pytest.raises(services.ReasonIsMissing):
        services.note_point(series, point_on=FIRST, words=" ", by=TESTS, on=TODAY)
    services.remove_note(note, by=TESTS, on=TODAY)
    assert Note.objects.get() == cause
    assert "new lead" not in str(last_row().changes)


def test_follow_up__flagged_once_and_settled_once(world: World):
    series = make_series(world.site, values=[5])
    row = services.flag_follow_up(series, point_on=FIRST, why="why so low?", by=TESTS, on=TODAY)

    with pytest.raises(services.WaitsAlready):
        services.flag_follow_up(series, point_on=FIRST, why="again", by=TESTS, on=TODAY)
    with pytest.raises(services.NoSuchFigure):
        services.flag_follow_up(series, point_on=LATER, why="again", by=TESTS, on=TODAY)
    with pytest.raises(services.ReasonIsMissing):
        services.settle_follow_up(row, outcome="", by=TESTS, on=TODAY)
    services.settle_follow_up(row, outcome="a typing error", by=TESTS, on=TODAY)
    with pytest.raises(services.SettledAlready):
        services.settle_follow_up(row, outcome="again", by=TESTS, on=TODAY)

    assert FollowUp.objects.get().outcome == "a typing error"
    services.flag_follow_up(series, point_on=FIRST, why="once more", by=TESTS, on=TODAY)


def test_nothing_is_written_to_a_series_that_has_ended(world: World):
    series = make_series(world.site, values=[5])
    services.end_series(series, why="merged", by=TESTS, on=TODAY)

    with pytest.raises(services.SeriesHasEnded):
        services.record_observation(series, Figures(LATER, value=4), by=TESTS, at=NOW)


def test_record_many__all_or_none_with_one_row_in_the_trail(world: World):
    one, other = make_series(world.site), make_series(world.team)
    rows = AuditEntry.objects.count()

    number = services.record_many(
        world.site, [(one, Figures(FIRST, value=1)), (other, Figures(FIRST, value=2))], by=TESTS, at=NOW
    )

    assert number == 2
    assert AuditEntry.objects.count() == rows + 1
    with pytest.raises(services.FigureIsThere):
        services.record_many(
            world.site, [(one, Figures(LATER, value=1)), (one, Figures(FIRST, value=1))], by=TESTS, at=NOW
        )
    with pytest.raises(services.FiguresRefused):
        services.record_many(
            world.site, [(one, Figures(LATER, value=1)), (one, Figures(LATER, value=-1))], by=TESTS, at=NOW
        )
    assert Observation.objects.count() == 2


def test_record_many__refused_elsewhere_and_after_the_end(world: World):
    series = make_series(world.team)

    with pytest.raises(services.NotAPlaceForThat):
        services.record_many(world.other_site, [(series, Figures(FIRST, value=1))], by=TESTS, at=NOW)
    ended = services.end_series(series, why="merged", by=TESTS, on=TODAY)
    with pytest.raises(services.SeriesHasEnded):
        services.record_many(world.site, [(ended, Figures(FIRST, value=1))], by=TESTS, at=NOW)


NONE = None


def row(key: str, on: dt.date, value: float | None, was: float | None = NONE, **more) -> GridRow:
    return GridRow(key, Figures(on, value=value, **more), None if was is None else (was, None, None))


def test_grid__new_and_put_right_together(world: World):
    series = make_series(world.site, values=[5, 6])

    number = services.enter_figures(
        series, [row("a", FIRST, 7, 5), row("b", LATER, 8)], why="counted again", by=TESTS, at=NOW
    )

    assert number == 2
    assert list(series.observations.order_by("on").values_list("value", flat=True)) == [7, 6, 8]
    assert Revision.objects.get().why == "counted again"
    assert last_row().changes["new"] == 1
    assert last_row().changes["2024-01-01"]["is"] == [7.0, None, None]


def test_grid__refused(world: World):
    series = make_series(world.site, values=[5, 6])

    with pytest.raises(services.NothingChanges):
        services.enter_figures(series, [], by=TESTS, at=NOW)
    with pytest.raises(services.ReasonIsMissing):
        services.enter_figures(series, [row("a", FIRST, 7, 5)], by=TESTS, at=NOW)
    with pytest.raises(services.GridRefused) as meanwhile:
        services.enter_figures(series, [row("a", FIRST, 7, 4), row("b", LATER, 8)], why="x", by=TESTS, at=NOW)
    with pytest.raises(services.GridRefused) as there:
        services.enter_figures(series, [row("a", FIRST, 7)], by=TESTS, at=NOW, sure=True)

    assert list(meanwhile.value.findings) == ["a"]
    assert not meanwhile.value.doubtful
    assert not there.value.doubtful
    assert series.observations.count() == 2


def test_grid__somebody_elses_change_is_said_at_the_box_of_two_numbers(world: World):
    series = make_series(world.site, fractions=[(2, 10)], **P_CHART)
    changed = GridRow("a", Figures(FIRST, numerator=3, denominator=10), (1.0, None, None))

    with pytest.raises(services.GridRefused) as refused:
        services.enter_figures(series, [changed], why="x", by=TESTS, at=NOW)

    assert refused.value.findings["a"][0].box == "numerator"


def test_grid__doubtful_figures_ask_first(world: World):
    series = make_series(world.site, values=[5, 6, 5, 6, 5])

    with pytest.raises(services.GridRefused) as refused:
        services.enter_figures(series, [row("b", LATER, 800)], by=TESTS, at=NOW)

    assert refused.value.doubtful
    assert services.enter_figures(series, [row("b", LATER, 800)], by=TESTS, at=NOW, sure=True) == 1


def test_grid__events_get_the_next_number_of_their_day(world: World):
    series = make_series(world.site, indicator=make_library_indicator(**EVENTS))
    services.enter_figures(series, [row("n1", LATER, 5), row("n2", LATER, 6)], by=TESTS, at=NOW)

    corrected = dataclasses.replace(row("x", LATER, 9, 6), figures=Figures(LATER, order=1, value=9))
    services.enter_figures(series, [row("n1", LATER, 7), corrected], why="a slip", by=TESTS, at=NOW)

    found = series.observations.order_by("order").values_list("order", "value")
    assert list(found) == [(0, 5), (1, 9), (2, 7)]
    assert last_row().changes["2025-06-01 1"]["was"] == [6.0, None, None]
