"""Forty people, eight of each voice: every voice is shown as its own, spread and all."""

from __future__ import annotations

import pytest

from alongside.assessments.models import Participation, Priority, Round, Tally
from alongside.assessments.rules import State
from tests.journeys import acts, story
from tests.journeys.manner import PHONE
from tests.journeys.person import Person
from tests.journeys.places import make_neighbourhood
from tests.journeys.raters import answers, answers_by_services, comes_in, leaves
from tests.journeys.site import Site
from tests.journeys.story import Agreed, Rater

pytestmark = pytest.mark.journey

SAY = {
    "uses_services": ("0101001100", "1010110010", "0110100101", "1001011010"),
    "family_and_friends": ("1111110110", "0122101011", "1011011101", "1101101110"),
    "staff": ("2232222123", "3222123222", "2123222232", "1222232221"),
    "leaders": ("3333233332", "2333333233", "3323333332", "3333323323"),
    "partners": ("2212321221", "1222122312", "2321222122", "2122213221"),
}
"""Four ways of seeing the ten challenges in each voice; two people see it in each of them."""


def test_forty_people__every_voice_is_shown(site: Site):
    here = make_neighbourhood(team="Kestrel Ward")
    with site.as_(here.ada) as ada, site.as_(here.bea) as bea:
        ada.opens(f"/places/{here.site.pk}/rounds/")
        ada.presses("Prepare the first round")
        acts.fills_in_a_draft(ada, dict.fromkeys(SAY, 8))
        ada.presses("Save the draft")
        acts.opens_the_round(ada)
        round = Round.objects.get(place=here.site)
        for voice in SAY:
            _eight_answer(site, ada, round, voice)
        acts.closes_the_round(ada)
        acts.reveal(ada, bea)

        assert {(row.group, row.kept["level"]) for row in Tally.objects.filter(round=round)} >= {
            (voice, "SPREAD") for voice in SAY
        }
        assert Tally.objects.filter(round=round).count() == 10 * len(SAY)
        assert list(Participation.objects.filter(round=round).values_list("answered", flat=True)) == [8] * len(SAY)
        bea.sees(*(story.VOICES[voice] for voice in SAY))
        bea.follows("Furthest apart first")
        bea.unfolds("The same as a table")
        bea.looks()
        bea.opens(f"{round.get_absolute_url()}result/1/")
        bea.sees("Two by two", "What each stage looks like")
        bea.opens(f"{round.get_absolute_url()}sheet/")
        _from_the_reveal_to_the_agreement(ada, bea, round)

    round.refresh_from_db()
    assert (round.state, round.agreed_by) == (State.AGREED, "")


def _eight_answer(site: Site, ada: Person, round: Round, voice: str) -> None:
    codes = acts.prints_slips(ada, voice, 8)
    says = [said for said in SAY[voice] for _ in range(2)]
    with site.guest(PHONE) as person:
        comes_in(person, codes[0])
        answers(person, round, Rater("Eve", voice, "slip", says[0], easy=voice == "family_and_friends"))
        leaves(person)
    for code, said in zip(codes[1:], says[1:], strict=True):
        answers_by_services(round, Rater("Somebody", voice, "slip", said), code)


def _from_the_reveal_to_the_agreement(ada: Person, bea: Person, round: Round) -> None:
    ada.opens(round.get_absolute_url())
    acts.shares_the_result(ada)
    ada.goes_on_to("Go to the joint meeting")
    acts.holds_the_meeting(ada, {"uses_services": 3, "staff": 2, "partners": 1})
    acts.writes_down(ada, Agreed(2, 1, "Training is there, few have had time for it.", "A partner says: development."))
    acts.chooses_priorities(ada, ((2, "It carries the others."), (3, ""), (9, "")), one_too_many=10)
    acts.agree(ada, bea)
    bea.sees("Seen differently: A partner says: development.")
    assert Priority.objects.filter(round=round).count() == 3
