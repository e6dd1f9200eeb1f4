"""Half-written words survive: the script keeps them, the end is told in time, and signing in brings them back."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session

from tests.journeys.manner import BARE, DESKTOP
from tests.journeys.places import make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

TEXT = "Somebody to ask at night, and at weekends"


def test_words_written_before_the_session_ended_come_back_without_script(site: Site):
    here = make_neighbourhood()
    with site.as_(here.ada, BARE) as ada:
        ada.opens(f"/places/{here.site.pk}/add-team/")
        ada.sees("You stay signed in for an hour")
        ada.writes_into("about", TEXT)
        Session.objects.all().delete()
        ada.presses("Add the team")
        ada.sees("Sign in")
    with site.as_(here.ada, BARE) as ada:
        ada.opens(f"/places/{here.site.pk}/add-team/")
        ada.sees("You were writing this on")
        ada.follows("Go on")
        ada.sees("Your words are back in the form below")
        assert ada.page.input_value("[name=about]") == TEXT
        ada.writes_into("name", "Hazel team")
        ada.presses("Add the team")
        ada.opens(f"/places/{here.site.pk}/add-team/")
        ada.does_not_see("You were writing this on")


def test_the_script_keeps_what_is_written_and_warns_before_the_end(site: Site):
    here = make_neighbourhood()
    with site.as_(here.ada, DESKTOP) as ada:
        ada.page.route(
            "**/session*.js",
            lambda route: route.fulfill(
                body=route.fetch().text().replace("5 * 60 * 1000", "3299500").replace("15 * 1000", "200"),
                content_type="text/javascript",
            ),
        )
        ada.opens(f"/places/{here.site.pk}/add-team/")
        with ada.page.expect_response("**/account/drafts/keep/"):
            ada.writes_into("about", TEXT)
        ada.page.get_by_role("button", name="Stay signed in").wait_for()
        ada.sees("You will be signed out in a few minutes")
        ada.opens(f"/places/{here.site.pk}/add-team/")
        ada.sees("You were writing this on")
