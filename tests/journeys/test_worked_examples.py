"""The worked examples, by somebody without an account: from the start page to a chart, its figures and its licence."""

from __future__ import annotations

import pytest

from tests.journeys.manner import BARE, DESKTOP, SMALL, Manner
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("manner", [DESKTOP, SMALL, BARE], ids=["1280 px", "320 px", "320 px, bare"])
def test_worked_examples__are_read_by_anybody(site: Site, manner: Manner):
    with site.guest(manner) as guest:
        guest.opens("/")
        guest.follows("worked examples")
        guest.sees("Seen within four hours, all of England", "Open Government Licence v3.0")

        guest.follows("A target between the limits")
        guest.sees("As things are, the target (95%) will be met at some times and not at others.", "What to take home")
        guest.looks()

        guest.follows("Worked examples")
        guest.follows("When the season is the story")
        guest.unfolds("All 535 figures")
        guest.sees("Office for National Statistics", "3 January 2014")
