"""A director sends in a list of the programme's own: mends it, sees how it will look, publishes it, and it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside import content
from alongside.access.permissions import Role
from tests.journeys.manner import BARE, DESKTOP, Manner
from tests.journeys.places import join, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("manner", [DESKTOP, BARE], ids=["1280 px", "320 px, bare"])
def test_own_framework__from_a_file_with_a_mistake_to_a_round(site: Site, manner: Manner, tmp_path: Path):
    here = make_neighbourhood()
    name = f"list-{here.programme.pk}"
    right = content.starter(content.Kind.EDITION).replace("framework: our-own-list ", f"framework: {name} ")
    file = tmp_path / "ours.yaml"
    file.write_text(right.replace("    short: Welcome ", "    shirt: Welcome "), encoding="utf-8")

    with site.as_(join(here.programme, "Flo", Role.PROGRAMME_DIRECTOR), manner) as flo:
        flo.opens(f"/places/{here.programme.pk}/settings/")
        flo.follows("Our own lists and voices")
        flo.goes_on_to("Add a file")
        flo.attaches("Choose the file", file)
        flo.presses("Look it over")
        flo.sees("2 things in the file are to be put right", "Write “short”, or take the line away.")
        flo.looks()

        flo.writes("Or paste what it says", right)
        flo.presses("Look it over")
        flo.sees("Not published yet", "Everybody is made welcome", "What each stage looks like")
        flo.looks()
        flo.follows("See how people are asked")
        flo.sees("Were you made welcome here?", "Everybody does, on every day and night.")
        flo.looks()
        flo.follows("Back to the file")
        flo.goes_on_to("Publish it")
        flo.presses("Publish it for good")
        flo.sees("It is published. Its words cannot change any more.")
        flo.follows("See it where your programme finds it")
        flo.sees("Our own list", "Everybody is made welcome")

        flo.opens(f"/places/{here.programme.pk}/editions/")
        flo.picks("Edition", f"{name.capitalize().replace('-', ' ')}, 1")
        flo.presses("Use this edition")
        flo.sees("The edition is in use.")

    with site.as_(here.ada, manner) as ada:
        ada.opens(f"/places/{here.site.pk}/rounds/new/")
        ada.sees("Our own list (1)")
    with site.as_(join(make_neighbourhood().programme, "Gil", Role.PROGRAMME_DIRECTOR), manner) as gil:
        gil.opens(f"/frameworks/{name}-1/", expecting=404)
