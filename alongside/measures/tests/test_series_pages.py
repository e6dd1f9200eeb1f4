"""Starting a series, deciding how it is read, ending it; indicators; what waits."""

from __future__ import annotations

import datetime as dt

import pytest

from alongside.core import clock
from alongside.measures import queries, services
from alongside.measures.models import Indicator, Series
from alongside.measures.queries import history
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.settings import TargetStep
from alongside.measures.tests.factories import (
    FIRST,
    NOW,
    P_CHART,
    TESTS,
    TODAY,
    make_indicator,
    make_library_indicator,
    make_series,
)
from alongside.programmes.tests.factories import World, actor, as_

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _second_of_march():
    with clock.frozen(NOW):
        yield


def test_start__offers_what_the_place_may_use_and_leads_to_the_first_figures(world: World):
    indicator = make_library_indicator(name="Falls", theme="Safety")
    make_indicator(world.other_site, name="Theirs")
    client = as_(world, "tom")
    address = f"/places/{world.team.pk}/measures/start/"

    page = client.get(f"{address}?indicator={indicator.pk}").content.decode()
    response = client.post(address, {"indicator": indicator.pk, "name": "", "period": "WEEK", "due_days": "7"})

    assert "Safety: Falls" in page
    assert f'value="{indicator.pk}" selected' in page
    assert "Theirs" not in page
    series = Series.objects.get()
    assert (series.period, series.due_days, series.place) == ("WEEK", 7, world.team)
    assert response["Location"] == f"/measures/{series.pk}/enter/"


def test_start__a_second_time_is_refused_in_words(world: World):
    series = make_series(world.team)
    given = {"indicator": series.indicator.pk, "name": "", "period": "", "due_days": "7"}

    page = as_(world, "tom").post(f"/places/{world.team.pk}/measures/start/", given).content.decode()

    assert "already collects this indicator" in page
    assert "Error: " in page


def test_start__with_nothing_to_choose(world: World):
    assert (
        "no indicator to choose yet"
        in as_(world, "tom").get(f"/places/{world.team.pk}/measures/start/").content.decode()
    )


def settings_form(**given) -> dict[str, str]:
    usual = {
        "chart": "nhs:i", "entry": "VALUE", "improvement": "decrease", "targets": "", "multiply": "1", "baseline": "",
        "due_days": "21", "shift": "7", "trend": "7", "trend_ties": "break", "two_in_three": "plotthedots",
        "screen": "on", "aggregate": "mean", "centre": "",
    }  # fmt: skip
    return usual | given


def test_settings__shows_and_keeps_what_was_chosen(world: World):
    series = make_series(world.team, values=[1, 2])
    client = as_(world, "tom")
    address = f"/measures/{series.pk}/settings/"

    unchanged = client.post(address, settings_form())
    response = client.post(address, settings_form(targets="5\nApril 2026: 4.5", shift="8", baseline="12"))
    page = client.get(address).content.decode()

    assert "Nothing was changed" in unchanged.content.decode()
    assert response.status_code == 302
    kept = Series.objects.get().settings
    assert kept.targets == (TargetStep(value=5), TargetStep(value=4.5, from_on=dt.date(2026, 4, 1)))
    assert (kept.shift, kept.baseline) == (8, 12)
    assert "2026-04-01: 4.5" in page


def test_settings__of_another_kind_of_chart(world: World):
    series = make_series(world.team, values=[1, 2])

    as_(world, "tom").post(
        f"/measures/{series.pk}/settings/", settings_form(chart="shewhart:run", centre="4", shift="8")
    )

    kept = Series.objects.get().settings
    assert (kept.profile, kept.chart, kept.centre, kept.shift) == ("shewhart", "run", 4.0, 7)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"targets": "soon: 4"}, "“soon” is not a date"),
        ({"targets": "April 2026: "}, "has no number"),
        ({"targets": "five"}, "is not a number"),
        ({"multiply": "lots"}, "is not a number"),
        ({"multiply": ""}, "Enter what rates are shown per"),
        ({"chart": "shewhart:p"}, "needs two numbers"),
        ({"baseline": "3"}, "at least 12 points"),
    ],
)
def test_settings__says_what_does_not_fit(world: World, given, says: str):
    series = make_series(world.team, values=[1, 2])

    page = as_(world, "tom").post(f"/measures/{series.pk}/settings/", settings_form(**given)).content.decode()

    assert says in page
    assert "Error: " in page


def test_end__with_a_reason(world: World):
    series = make_series(world.team, values=[1, 2])
    client = as_(world, "tom")

    refused = client.post(f"/measures/{series.pk}/end/", {"why": ""})
    client.post(f"/measures/{series.pk}/end/", {"why": "merged"})
    again = client.post(f"/measures/{series.pk}/end/", {"why": "merged"})

    assert "Say why the series ends" in refused.content.decode()
    assert Series.objects.get().ended_why == "merged"
    assert "This series has ended" in again.content.decode()


@pytest.mark.parametrize("page", ["settings", "end"])
def test_series_pages__only_for_those_who_may(world: World, page: str):
    series = make_series(world.team)

    assert as_(world, "ben").get(f"/measures/{series.pk}/{page}/").status_code == 403
    assert as_(world, "dev").get(f"/measures/{series.pk}/{page}/").status_code == 404
    assert as_(world, "tom").delete(f"/measures/{series.pk}/{page}/").status_code == 405


def test_waiting__says_what_is_overdue_and_what_is_to_be_looked_into(world: World):
    series = make_series(world.team, values=[1, 2, 3])
    make_series(world.team, values=[1] * 25)
    make_series(world.other_site, values=[1])
    services.flag_follow_up(series, point_on=FIRST, why="why so low?", by=TESTS, on=TODAY)

    page = as_(world, "ada").get(f"/places/{world.site.pk}/measures/waiting/").content.decode()

    assert "April 2024 is missing" in page
    assert page.count("is missing") == 1
    assert "why so low?" in page


def test_due__in_two_queries_however_many(world: World, django_assert_num_queries):
    for number in range(8):
        make_series(world.team, values=[1] * number, name=f"S{number}")
    ada = actor(world.ada)

    with django_assert_num_queries(2):
        lines = queries.due_series(world.site, ada, on=TODAY)

    assert len(lines) == 8
    assert [line.missing for line in lines if line.last_on is None] == ["January 2024"]


def test_follow_ups__in_one_query_the_oldest_first(world: World, django_assert_num_queries):
    series = make_series(world.team, values=[1, 2, 3])
    for month, day in ((3, 5), (1, 6), (2, 4)):
        services.flag_follow_up(series, point_on=dt.date(2024, month, 1), why="?", by=TESTS, on=dt.date(2026, 2, day))
    ada = actor(world.ada)

    with django_assert_num_queries(1):
        lines = queries.follow_ups(world.site, ada)

    assert [line.on.month for line in lines] == [2, 3, 1]


def test_indicators__the_librarys_and_our_own_in_their_newest_edition(world: World):
    make_library_indicator(name="Falls", slug="falls", edition="1", theme="Safety")
    make_library_indicator(name="Falls", slug="falls", edition="2", theme="Safety", on=TODAY)
    own = make_indicator(world.site, name="Hope", balancing=("falls",), target=4.0)
    make_indicator(world.other_site, name="Theirs")
    client = as_(world, "ben")

    lines = queries.indicators_for(world.team.scope)
    page = client.get(f"/places/{world.team.pk}/measures/indicators/").content.decode()
    one = client.get(f"/places/{world.team.pk}/measures/indicators/{own.pk}/").content.decode()

    assert [(line.name, line.edition, line.own) for line in lines] == [("Falls", "2", False), ("Hope", "1", True)]
    assert "Theirs" not in page
    assert "Falls" in one
    assert "What is aimed at" in one


def test_indicator__of_others_is_not_there(world: World):
    theirs = make_indicator(world.other_site, no_balancing="Nobody counts it.", restrictive=True)

    assert as_(world, "ada").get(f"/places/{world.site.pk}/measures/indicators/{theirs.pk}/").status_code == 404
    page = as_(world, "dev").get(f"/places/{world.other_site.pk}/measures/indicators/{theirs.pk}/")
    assert "Nobody counts it." in page.content.decode()


def test_add_indicator__on_its_page(world: World):
    client = as_(world, "ada")
    address = f"/places/{world.site.pk}/measures/indicators/add/"
    given = {
        "name": "Hope", "definition": "How hopeful people are.", "counts": "SCORE", "direction": "increase",
        "period": "MONTH", "chart": "nhs:i", "multiply": "1", "edition": "1", "least": "0", "most": "10",
    }  # fmt: skip

    assert client.get(address).status_code == 200
    refused = client.post(address, given | {"restrictive": "on"}).content.decode()
    response = client.post(address, given)
    twice = client.post(address, given).content.decode()

    made = Indicator.objects.get()
    assert "is not read alone" in refused
    assert (made.scope, made.slug, made.most) == (world.site.scope, "hope", 10)
    assert response["Location"].endswith(f"/indicators/{made.pk}/")
    assert "Give it another edition" in twice


def test_add_indicator__not_at_a_team(world: World):
    assert as_(world, "ada").get(f"/places/{world.team.pk}/measures/indicators/add/").status_code == 404
    assert as_(world, "tom").get(f"/places/{world.team.pk}/measures/indicators/add/").status_code == 403


def test_history__says_what_was_put_right(world: World):
    series = make_series(world.team, values=[1, 2])
    fraction = make_series(world.team, fractions=[(3, 10)], **P_CHART)
    client = as_(world, "ben")
    address = f"/measures/{series.pk}/history/"

    before = client.get(address).content.decode()
    services.correct_observation(series, Figures(FIRST, value=4), why="a slip", by=actor(world.tom), at=NOW)
    missing = Figures(FIRST, comment="lost")
    services.correct_observation(fraction, missing, why="lost", by=TESTS, at=NOW)
    services.correct_observation(fraction, Figures(FIRST, numerator=1, denominator=9), why="found", by=TESTS, at=NOW)

    assert "No figure was put right yet" in before
    page = client.get(address).content.decode()
    assert "a slip" in page
    assert "Tom" in page
    assert [line.was for line in history.history_of(fraction)] == ["none", "3 out of 10"]
