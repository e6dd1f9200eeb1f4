"""Charts as people use them: read in a sentence, looked at, written on, taken along, beside others.

By mouse at 1280 px, by keyboard without script at 320 px, and by those who stand outside the place.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from alongside.core import clock
from alongside.measures import services
from alongside.measures.models import Note, Rebase, Series
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.periods import periods_between
from alongside.measures.rules.words import BandKind, Counts
from alongside.measures.tests.factories import make_library_indicator, make_series
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.models import Place
from alongside.programmes.tests import factories as places
from tests.journeys.manner import BARE, DESKTOP, SMALL, Manner
from tests.journeys.places import TESTS, Neighbourhood, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

MANNERS = pytest.mark.parametrize("manner", [DESKTOP, SMALL, BARE], ids=["1280 px", "320 px", "320 px, bare"])
RATE: dict[str, Any] = {
    "profile": Profile.SHEWHART, "chart": Chart.U, "counts": Counts.INCIDENTS, "direction": Improvement.DECREASE,
    "multiply": 1000.0, "unit": "per 1,000 bed days", "numerator": "Incidents", "denominator": "bed days",
}  # fmt: skip


@dataclass(frozen=True)
class Ward:
    """A ward with charts of each kind, in a programme with seven other sites that collect the same."""

    here: Neighbourhood
    restraint: Series
    rate: Series
    gaps: Series


@pytest.fixture(scope="module")
def ward(site: Site) -> Ward:
    here, dice = make_neighbourhood(team="Chart Ward"), random.Random(7)
    first = (clock.today() - dt.timedelta(days=930)).replace(day=1)
    made_on = first + dt.timedelta(days=900)
    beside = make_library_indicator(name="People hurt at work", counts=Counts.INCIDENTS)
    restraint = _series(
        here.team,
        first,
        [round(dice.gauss(14, 2)) for _ in range(20)] + [round(dice.gauss(9, 1.5)) for _ in range(9)],
        counts=Counts.INCIDENTS,
        unit="incidents",
        restrictive=True,
        balancing=(beside.slug,),
        definition="Each time somebody is held so that they cannot move freely.",
    )
    _series(here.team, first, [dice.randint(2, 6) for _ in range(29)], indicator=beside)
    month = periods_between("MONTH", first, clock.today())
    services.add_band(restraint, kind=BandKind.TEST, name="Safety huddles", from_on=month[19], by=TESTS, on=made_on)
    services.add_band(
        restraint, kind=BandKind.EVENT, name="Two wards in one", from_on=month[6], to_on=month[9], by=TESTS, on=made_on
    )
    services.add_known_cause(restraint, point_on=month[7], words="The other ward was closed.", by=TESTS, on=made_on)
    services.leave_out(restraint, point_on=month[8], why="Half the month was not counted.", by=TESTS, on=made_on)
    indicator = make_library_indicator(name="Time in seclusion", **RATE)
    rate = _rate(here.site, indicator, dice, first)
    for number in range(7):
        _rate(places.make_site(here.programme, name=f"Other {here.programme.pk} {number}"), indicator, dice, first)
    gaps = _series(
        here.site,
        first,
        [50.0, None, 52.0, 51.0, None, 49.0, 50.0, 53.0],
        unit="%",
        counts=Counts.PERCENT,
        direction=Improvement.INCREASE,
    )
    return Ward(here, restraint, rate, gaps)


def _series(place: Place, first: dt.date, values: Sequence[object], **given: Any) -> Series:
    """A monthly series with one figure, or one pair of numbers, for each month."""
    series = make_series(place, on=first, **given)
    month = periods_between("MONTH", first, clock.today())
    figures = [
        Figures(on, numerator=one[0], denominator=one[1])
        if isinstance(one, tuple)
        else Figures(on, value=one, comment="" if one else "Nobody counted")  # type: ignore[arg-type]
        for on, one in zip(month, values, strict=False)
    ]
    services.record_many(place, [(series, one) for one in figures], by=TESTS, at=clock.now())
    return series


def _rate(place: Place, indicator: object, dice: random.Random, first: dt.date) -> Series:
    pairs = [(dice.randint(9, 19), dice.randint(480, 620)) for _ in range(30)]
    return _series(place, first, pairs, indicator=indicator)


@MANNERS
def test_a_chart_is_read_in_a_sentence_and_written_on(site: Site, ward: Ward, manner: Manner) -> None:
    with site.as_(ward.here.tom, manner) as tom:
        tom.opens(f"/places/{ward.here.team.pk}/measures/")
        tom.sees("Our charts", "in a row below the middle", "This is an improvement.")
        tom.opens(ward.restraint.get_absolute_url())
        tom.sees("This is an improvement.", "Inside only", "Safety huddles", "The other ward was closed.")
        tom.sees("Left out of the middle and the limits", "To be read beside it", "People hurt at work")
        row = tom.page.locator("a[data-point]").nth(3)
        address = row.get_attribute("href")
        assert address
        tom.opens(address)
        tom.presses("Write it down")
        tom.is_told("Choose what you want to do")
        tom.chooses("Write a note")
        tom.writes("Your words", f"The fire drill, {manner}")
        tom.presses("Write it down")
        tom.sees("Your note stands on the chart.", f"The fire drill, {manner}")

    assert Note.objects.filter(series=ward.restraint, words=f"The fire drill, {manner}").count() == 1


@MANNERS
def test_the_limits_begin_anew_with_a_reason_and_the_old_ones_stay(site: Site, ward: Ward, manner: Manner) -> None:
    from_on = ward.restraint.observations.order_by("on")[19].on
    with site.as_(ward.here.lea, manner) as lea:
        lea.opens(f"{ward.restraint.get_absolute_url()}rebase/")
        lea.dates(from_on, under="From when do the middle and the limits begin anew?")
        lea.presses("Let them begin anew")
        lea.is_told("Say why the limits begin anew")
        lea.writes("Why?", "Huddles every morning since then")
        lea.presses("Let them begin anew")
        lea.sees("The old ones stay on the chart, in grey.", "Huddles every morning", "as they were before")
        taken = Rebase.objects.get(series=ward.restraint)
        lea.opens(f"{ward.restraint.get_absolute_url()}rebase/{taken.pk}/withdraw/")
        lea.writes("Why?", "We were too quick")
        lea.presses("Take it back")
        lea.sees("The limits run on across that date again.")

    assert not Rebase.objects.filter(series=ward.restraint).exists()


@MANNERS
def test_two_times_are_compared_in_words(site: Site, ward: Ward, manner: Manner) -> None:
    with site.as_(ward.here.ben, manner) as ben:
        ben.opens(ward.restraint.get_absolute_url())
        ben.picks("First", "Two wards in one")
        ben.picks("Then", "Safety huddles")
        ben.presses("Compare")
        ben.sees("In “Two wards in one” the figures were", "In “Safety huddles” they were", "lower.")


@MANNERS
def test_a_time_with_a_name_is_drawn_and_taken_off(site: Site, ward: Ward, manner: Manner) -> None:
    with site.as_(ward.here.tom, manner) as tom:
        tom.opens(ward.restraint.get_absolute_url())
        tom.follows("Add a time with a name")
        tom.writes("What do you call it?", "Mutual help")
        tom.chooses("A test of change")
        tom.dates(ward.restraint.observations.order_by("on")[12].on, under="When did it begin?")
        tom.presses("Draw it")
        tom.sees("It is drawn behind the chart.", "Mutual help")
        tom.presses("Take off Mutual help")
        tom.sees("It is off the chart.")


def test_points_say_what_they_are_by_arrow_keys_and_by_pointer(site: Site, ward: Ward) -> None:
    with site.as_(ward.here.tom, DESKTOP) as tom:
        tom.opens(ward.restraint.get_absolute_url())
        chart = tom.page.locator(".al-charts[data-table]")
        tom.page.keyboard.press("Tab")
        chart.focus()
        tom.page.keyboard.press("Home")
        tip = tom.page.locator(".al-charts__tip")
        first = tom.page.locator("tr[data-n='0']").get_attribute("data-said")
        assert tip.inner_text() == first
        tom.page.keyboard.press("ArrowRight")
        assert tip.inner_text() == tom.page.locator("tr[data-n='1']").get_attribute("data-said")
        tom.looks()
        tom.page.keyboard.press("Escape")
        assert not tip.is_visible()
        tom.page.locator(".al-charts__broad [data-n='5']").first.hover()
        assert tip.inner_text() == tom.page.locator("tr[data-n='5']").get_attribute("data-said")
        tom.page.keyboard.press("Enter")
        tom.page.wait_for_url("**/points/**")


@MANNERS
def test_a_place_stands_among_unnamed_others(site: Site, ward: Ward, manner: Manner) -> None:
    with site.as_(ward.here.ada, manner) as ada:
        ada.opens(ward.rate.get_absolute_url())
        ada.sees("Time in seclusion", "Inside only")
        ada.follows("Among other places, unnamed")
        ada.sees("Your own figure", "7 other places collect this.", "rounded to the nearest 5", "Nobody is named")
        ada.does_not_see(f"Other {ward.here.programme.pk}")


@MANNERS
def test_from_outside_there_is_the_sign_and_the_sentence_and_no_figure(site: Site, ward: Ward, manner: Manner) -> None:
    with site.as_(ward.here.cleo, manner) as cleo:
        cleo.opens(ward.restraint.get_absolute_url())
        cleo.sees("This is an improvement.", "The figures stay with the people of Chart Ward.")
        cleo.does_not_see("data-said", "The other ward was closed.", "Safety huddles", "al-chart__points")
        for name in ("chart.svg", "chart.png", "figures.csv", "figures.xlsx"):
            assert cleo.page.request.get(f"{site.address}{ward.restraint.get_absolute_url()}{name}").status == 404


@MANNERS
def test_a_site_sees_its_own_charts_and_its_teams_as_signs(site: Site, ward: Ward, manner: Manner) -> None:
    with site.as_(ward.here.ada, manner) as ada:
        ada.opens(f"/places/{ward.here.site.pk}/measures/")
        ada.sees("All of them as signs", "Chart Ward", "not collected")
        ada.opens(ward.gaps.get_absolute_url())
        ada.sees("The limits rest on", "missing")


@MANNERS
def test_a_place_without_charts_says_what_will_be_here(site: Site, ward: Ward, manner: Manner) -> None:
    empty = places.make_team(ward.here.site, name=f"Empty {manner.width} {manner.scripted}")
    with site.as_(ward.here.ada, manner) as ada:
        ada.opens(f"/places/{empty.pk}/measures/")
        ada.sees("Here you will see how")
