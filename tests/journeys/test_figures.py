"""Figures in: a series is started, figures are typed, pasted, brought in from a file and undone; a program's token."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from alongside.core import clock
from alongside.measures import services, sheets
from alongside.measures.models import Indicator, Observation, Series
from alongside.measures.rules import periods
from alongside.measures.tests.factories import make_indicator, make_series
from tests.journeys.manner import BARE, DESKTOP, SMALL, Manner
from tests.journeys.places import TESTS, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


def months(number: int) -> list[dt.date]:
    return periods.latest("MONTH", number=number + 1, on=clock.today())[:-1]


def box(name: str, on: dt.date) -> str:
    return f"{name}_{on:%Y%m%d}"


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["desktop", "no script, by keyboard, 320 px"])
def test_figures__from_the_first_to_the_one_put_right(site: Site, manner: Manner):
    here = make_neighbourhood(team=f"Finch Team {manner.width}")
    indicator = make_indicator(here.site, name="How hopeful we are", least=0.0, most=10.0, theme="Hope")
    before, last = months(2)
    with site.as_(here.tom, manner) as tom:
        tom.opens(f"/places/{here.team.pk}/measures/start/")
        tom.presses("Start the series")
        tom.is_told("Choose an indicator")
        tom.picks("What do you want to measure?", "Hope: How hopeful we are")
        tom.presses("Start the series")
        tom.sees("Now enter its first figures")

        tom.writes_into(box("value", before), "12")
        tom.presses("Save")
        tom.is_told("It cannot be above 10")
        tom.writes_into(box("value", before), "6")
        tom.writes_into(box("value", last), "six")
        tom.presses("Save")
        tom.is_told("“six” is not a number")
        tom.writes_into(box("value", last), "7")
        tom.presses("Save")
        tom.sees("2 figures are saved.")

        series = Series.objects.get(indicator=indicator)
        tom.opens(f"/measures/{series.pk}/enter/")
        tom.writes_into(f"{box('value', last)}x0", "8")
        tom.presses("Save")
        tom.is_told("Say why")
        tom.writes("Why do you put figures right that were there already?", "counted again")
        tom.presses("Save")
        tom.sees("1 figure is saved.")

    assert list(series.observations.order_by("on").values_list("value", flat=True)) == [6, 8]
    assert series.revisions.get().value == 7


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["desktop", "no script, by keyboard, 320 px"])
def test_figures__pasted_looked_at_brought_in_and_undone(site: Site, manner: Manner):
    here = make_neighbourhood(team=f"Wren Team {manner.width}")
    series = make_series(here.team, on=dt.date(2024, 1, 1))
    with site.as_(here.tom, manner) as tom:
        tom.opens(f"/measures/{series.pk}/bring-in/")
        tom.presses("Look at the table")
        tom.is_told("Paste a table, or choose a file")
        tom.writes("Paste from a spreadsheet", "When it was\tHow much\nJan 2026\t3\nFeb 2026\t4\nMar 2026\tmany")
        tom.presses("Look at the table")
        tom.sees("not right")
        tom.unfolds("Which column is what")
        tom.picks("Which row holds the headings?", "Row 1: When it was, How much")
        tom.picks("Date or period", "Column A: When it was")
        tom.picks("Value", "Column B: How much")
        tom.presses("Look again")
        tom.sees("2 new figures", "1 not right", "“many” is not a number")
        tom.presses("Bring in")
        tom.is_told("nothing was brought in")
        tom.chooses("bring in the good rows and leave the others")
        tom.presses("Bring in")
        tom.sees("2 new figures", "1 row left out")
        assert series.observations.count() == 2
        tom.presses("Undo the import")
        tom.sees("This import is undone")
        tom.follows(f"All imports of {here.team.name}")
        tom.sees("undone")

    assert not series.observations.exists()


def test_figures__many_series_from_a_workbook(site: Site, tmp_path: Path):
    here = make_neighbourhood(team="Swift Team")
    indicator = make_indicator(here.site, name="Calls for help", slug="calls")
    for name in ("Bay 1", "Bay 2"):
        services.start_series(here.team, indicator, name=name, by=TESTS, on=clock.today())
    columns = ["Indicator", "Series", "Month", "Value"]
    rows = [["calls", name, on, 5.0] for name in ("Bay 1", "Bay 2", "Bay 3") for on in months(12)]
    file = tmp_path / "calls.xlsx"
    file.write_bytes(sheets.as_xlsx(sheets.Sheet(title="Calls", columns=columns, rows=rows)))
    wrong = tmp_path / "picture.csv"
    wrong.write_bytes(b"\x89PNG")
    with site.as_(here.tom, SMALL) as tom:
        tom.opens(f"/places/{here.team.pk}/measures/bring-in/")
        tom.attaches("Or choose a file", wrong)
        tom.presses("Look at the table")
        tom.is_told("This is not a table")
        tom.attaches("Or choose a file", file)
        tom.presses("Look at the table")
        tom.sees("24 new figures", "12 not right", "does not collect “calls Bay 3”")
        tom.chooses("bring in the good rows and leave the others")
        tom.presses("Bring in")

    assert Observation.objects.filter(series__indicator=indicator).count() == 24


def test_figures__how_a_chart_is_read_and_what_waits(site: Site):
    here = make_neighbourhood(team="Tern Team")
    series = make_series(here.team, values=[3, 4, 5], on=dt.date(2024, 1, 1))
    services.flag_follow_up(series, point_on=dt.date(2024, 1, 1), why="Why so low?", by=TESTS, on=clock.today())
    with site.as_(here.tom, SMALL) as tom:
        tom.opens(f"/measures/{series.pk}/settings/")
        tom.writes("What do you aim at?", "soon")
        tom.presses("Save")
        tom.is_told("not a number")
        tom.writes("What do you aim at?", "4")
        tom.presses("Save")
        tom.opens(f"/places/{here.team.pk}/measures/waiting/")
        tom.sees("April 2024 is missing", "Why so low?")
        tom.opens(f"/measures/{series.pk}/end/")
        tom.presses("End the series")
        tom.is_told("Say why the series ends")
        tom.writes("Why does it end?", "The ward has closed")
        tom.presses("End the series")
        tom.sees("The series has ended.")


def test_indicator__of_our_own(site: Site):
    here = make_neighbourhood(team="Rook Team")
    with site.as_(here.ada, SMALL) as ada:
        ada.opens(f"/places/{here.site.pk}/measures/indicators/")
        ada.follows("Write an indicator of our own")
        ada.presses("Save the indicator")
        ada.is_told("Give the indicator a name")
        ada.writes("What is it called?", "Walks outside")
        ada.writes("What exactly is it?", "How many walks people took.")
        ada.chooses("Something else")
        ada.chooses("Up is better")
        ada.picks("Which chart fits it?", "C chart: a count")
        ada.presses("Save the indicator")
        ada.sees("can now be measured here and below", "C chart: a count")
        ada.goes_on_to(f"Start a series of it at {here.site.name}")
        ada.presses("Start the series")

    assert Indicator.objects.get(name="Walks outside").scope == here.site.scope


def test_token__made_shown_once_and_ended(site: Site):
    here = make_neighbourhood(team="Crane Team")
    with site.as_(here.tom, BARE) as tom:
        tom.opens("/account/tokens/")
        tom.presses("Make the token")
        tom.is_told("Say which program the token is for")
        tom.writes("Which program is it for?", "Warehouse")
        tom.presses("Make the token")
        tom.sees("It is shown once", "alongside_")
        tom.presses("End it Warehouse")
        tom.sees("opens nothing any more")
