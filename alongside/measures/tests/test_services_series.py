"""Starting series, deciding how they are read, ending them; indicators of one's own."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.core.models import AuditEntry
from alongside.frameworks.models.sealing import PublishedForGood
from alongside.measures import guards, services
from alongside.measures.models import Band, Indicator, Rebase, Series
from alongside.measures.models.observations import HistoryIsAppendOnly
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.settings import Settings, TargetStep
from alongside.measures.rules.words import BandKind, Entry, Period
from alongside.measures.tests.factories import (
    FIRST,
    NOW,
    P_CHART,
    TESTS,
    TODAY,
    make_indicator,
    make_library_indicator,
    make_series,
    new_indicator,
)
from alongside.numerics.spc.reading import Chart, Profile
from alongside.programmes.tests.factories import World

pytestmark = pytest.mark.django_db


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_add_indicator__is_published_at_once_and_never_changes(world: World):
    made = make_indicator(world.site, name="Beds", target=12.0, least=-5.0, denominator="Nights")

    assert made.published_on == FIRST
    assert made.scope == world.site.scope
    assert made.usual_settings.entry == Entry.FRACTION
    assert made.usual_settings.targets == (TargetStep(value=12.0),)
    assert made.usual_settings.negative
    assert actions()[-1] == "indicator.added"
    made.name = "Other"
    with pytest.raises(PublishedForGood):
        made.save()


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"slug": ""}, services.WordsAreMissing),
        ({"name": " "}, services.WordsAreMissing),
        ({"definition": ""}, services.WordsAreMissing),
        ({"restrictive": True}, services.NotReadAlone),
        ({"least": 5.0, "most": 5.0}, services.SettingsAreWrong),
        ({"chart": Chart.U}, services.SettingsAreWrong),
    ],
)
def test_add_indicator__refused(world: World, given, refusal):
    with pytest.raises(refusal):
        make_indicator(world.site, **given)


def test_add_indicator__restrictive_practice_names_what_stands_beside_it(world: World):
    make_indicator(world.site, restrictive=True, balancing=("injuries",))
    make_indicator(world.site, restrictive=True, no_balancing="Nobody counts it yet.")

    assert Indicator.objects.count() == 2


def test_add_indicator__not_at_a_team_nor_twice(world: World):
    new = new_indicator()
    services.add_indicator(world.site, new, by=TESTS, on=TODAY)

    with pytest.raises(services.EditionIsThere):
        services.add_indicator(world.site, new, by=TESTS, on=TODAY)
    with pytest.raises(services.NotAPlaceForThat):
        services.add_indicator(world.team, new, by=TESTS, on=TODAY)
    services.add_indicator(world.site, dataclasses.replace(new, edition="2"), by=TESTS, on=TODAY)


def test_new_indicator__from_what_was_typed():
    given = {
        "name": "Beds & nights", "definition": "x", "chart": "shewhart:u", "direction": "increase", "counts": "TIME",
        "period": "WEEK", "balancing": "", "edition": "3", "multiply": 1000.0,
    }  # fmt: skip

    made = services.new_indicator(given)

    assert (made.slug, made.profile, made.chart, made.period) == ("beds-nights", "shewhart", "u", "WEEK")
    assert made.balancing == ()
    assert services.new_indicator(given | {"balancing": "injuries"}).balancing == ("injuries",)


def test_guards__every_trigger_is_in_place():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        names = {name for (name,) in cursor.fetchall()}

    assert {name for name, *_ in guards.GUARDS} <= names


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE measures_indicator SET name = 'x'",
        "DELETE FROM measures_indicator",
        "UPDATE measures_revision SET value = 1",
        "DELETE FROM measures_revision",
    ],
)
def test_guards__refuse_whoever_comes_past_the_models(world: World, statement: str):
    series = make_series(world.site, values=[3])
    services.correct_observation(series, Figures(FIRST, value=4), why="a slip", by=TESTS, at=NOW)

    with pytest.raises(DatabaseError, match=r"never changes|kept as it was"), transaction.atomic():
        connection.cursor().execute(statement)


def test_revision__cannot_be_changed_or_deleted(world: World):
    series = make_series(world.site, values=[3])
    services.correct_observation(series, Figures(FIRST, value=4), why="a slip", by=TESTS, at=NOW)
    row = series.revisions.get()

    for act in (row.save, row.delete):
        with pytest.raises(HistoryIsAppendOnly):
            act()


def test_start_series__as_the_indicator_says(world: World):
    indicator = make_library_indicator(**P_CHART, target=0.5)

    series = services.start_series(world.team, indicator, by=TESTS, on=TODAY)

    assert (series.scope, series.chart, series.entry, series.period) == (world.team.scope, "p", "FRACTION", "MONTH")
    assert Series.objects.get().settings == indicator.usual_settings
    assert series.started_on == TODAY
    assert actions()[-1] == "series.started"


def test_start_series__refused(world: World):
    own = make_indicator(world.other_site)
    indicator = make_library_indicator()
    services.start_series(world.team, indicator, by=TESTS, on=TODAY)

    with pytest.raises(services.IndicatorNotOpen):
        services.start_series(world.team, own, by=TESTS, on=TODAY)
    with pytest.raises(services.SeriesIsThere):
        services.start_series(world.team, indicator, by=TESTS, on=TODAY)
    with pytest.raises(services.SettingsAreWrong):
        services.start_series(world.team, indicator, period=Period.EVENT, name="x", by=TESTS, on=TODAY)
    services.start_series(world.team, indicator, name="Bay 2", started_on=FIRST, by=TESTS, on=TODAY)


def test_start_series__a_draft_is_not_open(world: World):
    draft = services.indicators.indicator_from(new_indicator(), scope="")
    draft.save()

    with pytest.raises(services.IndicatorNotOpen):
        services.start_series(world.team, draft, by=TESTS, on=TODAY)


def test_start_many__with_one_row_in_the_trail(world: World):
    indicator = make_library_indicator()
    wanted = [services.SeriesToStart(place=place, indicator=indicator) for place in (world.site, world.team)]
    before = len(actions())

    made = services.start_many_series(world.site, wanted, by=TESTS, on=TODAY)

    assert [one.scope for one in made] == [world.site.scope, world.team.scope]
    assert actions()[before:] == ["series.many_started"]
    with pytest.raises(services.SeriesIsThere):
        services.start_many_series(world.site, wanted, by=TESTS, on=TODAY)
    with pytest.raises(services.IndicatorNotOpen):
        services.start_many_series(world.other_site, wanted, by=TESTS, on=TODAY)


def test_change_settings__says_what_changed(world: World):
    series = make_series(world.site, values=[1, 2])
    steps = (TargetStep(value=3), TargetStep(value=4, from_on=TODAY))
    wanted = dataclasses.replace(series.settings, shift=8, targets=steps)

    services.change_settings(series, settings=wanted, due_days=30, by=TESTS, on=TODAY)

    assert Series.objects.get().settings == wanted
    changes = AuditEntry.objects.get(action="series.settings_changed").changes
    assert changes["shift"] == {"was": 7, "is": 8}
    assert set(changes) == {"shift", "targets", "due_days"}


def test_change_settings__refused(world: World):
    series = make_series(world.site, values=[1, 2])
    other = Settings(profile=Profile.SHEWHART, chart=Chart.P, entry=Entry.FRACTION)

    with pytest.raises(services.NothingChanges):
        services.change_settings(series, settings=series.settings, by=TESTS, on=TODAY)
    with pytest.raises(services.SettingsAreWrong):
        services.change_settings(series, settings=Settings(shift=3), by=TESTS, on=TODAY)
    with pytest.raises(services.FiguresAreOfAnotherKind):
        services.change_settings(series, settings=other, by=TESTS, on=TODAY)


def test_change_settings__between_one_number_and_two_while_there_is_none(world: World):
    series = make_series(world.site)
    other = Settings(profile=Profile.SHEWHART, chart=Chart.P, entry=Entry.FRACTION)

    assert services.change_settings(series, settings=other, by=TESTS, on=TODAY).entry == "FRACTION"


def test_end_series__for_good(world: World):
    series = make_series(world.site, values=[1])

    with pytest.raises(services.ReasonIsMissing):
        services.end_series(series, why=" ", by=TESTS, on=TODAY)
    services.end_series(series, why="merged", by=TESTS, on=FIRST - dt.timedelta(days=9))

    assert Series.objects.get().ended_on == FIRST
    with pytest.raises(services.SeriesHasEnded):
        services.end_series(series, why="again", by=TESTS, on=TODAY)
    make_series(world.site, indicator=series.indicator)


def test_rebase__with_a_reason_once_a_date_and_taken_back(world: World):
    series = make_series(world.site, values=[1])
    row = services.rebase(series, from_on=TODAY, why="a new ward", by=TESTS, on=TODAY)

    with pytest.raises(services.RebasedAlready):
        services.rebase(series, from_on=TODAY, why="again", by=TESTS, on=TODAY)
    with pytest.raises(services.ReasonIsMissing):
        services.rebase(series, from_on=FIRST, why="", by=TESTS, on=TODAY)
    services.withdraw_rebase(row, why="it was not", by=TESTS, on=TODAY)

    assert not Rebase.objects.exists()
    assert actions()[-2:] == ["series.rebased", "series.rebase_withdrawn"]


def test_band__drawn_ended_and_removed(world: World):
    series = make_series(world.site)
    band = services.add_band(series, kind=BandKind.TEST, name=" Huddles ", from_on=FIRST, by=TESTS, on=TODAY)

    assert band.name == "Huddles"
    with pytest.raises(services.DatesAreWrong):
        services.end_band(band, to_on=FIRST - dt.timedelta(days=1), by=TESTS, on=TODAY)
    assert services.end_band(band, to_on=TODAY, by=TESTS, on=TODAY).to_on == TODAY
    services.remove_band(band, by=TESTS, on=TODAY)

    assert not Band.objects.exists()
    assert actions()[-3:] == ["series.band_added", "series.band_ended", "series.band_removed"]


@pytest.mark.parametrize(("given", "refusal"), [({"name": " "}, services.ReasonIsMissing),
                                                ({"to_on": dt.date(2020, 1, 1)}, services.DatesAreWrong)])  # fmt: skip
def test_band__refused(world: World, given, refusal):
    series = make_series(world.site)

    with pytest.raises(refusal):
        services.add_band(series, **{"kind": BandKind.EVENT, "name": "x", "from_on": FIRST} | given, by=TESTS, on=TODAY)
