"""A small team that trusts each other: an open room, in which the people of the place see each voice as it is."""

from __future__ import annotations

import pytest

from alongside.assessments.models import OpenTally, Round, Tally
from alongside.assessments.rules import State
from tests.journeys import acts
from tests.journeys.manner import PHONE, SMALL
from tests.journeys.person import Person
from tests.journeys.places import Neighbourhood, make_neighbourhood
from tests.journeys.raters import answers, answers_by_services, comes_in
from tests.journeys.site import Site
from tests.journeys.story import NAME, Agreed, Rater

pytestmark = pytest.mark.journey

SAY = {
    "uses_services": ("0100100101", "0010010010", "1001001000"),
    "family_and_friends": ("1100110101", "0110101010"),
    "staff": ("2222322221", "3222212223"),
    "leaders": ("3333333333",),
}
OPEN = "This is an open room: you see each voice as it is, until the meeting is closed."


def test_open_room__closes_with_the_agreement_and_leaves_what_a_private_round_keeps(site: Site):
    here = make_neighbourhood(team="Linnet Team")
    with site.as_(here.tom) as tom, site.as_(here.lea) as lea:
        round = _both_sides_say_yes(tom, lea, here)
        for voice, said in SAY.items():
            _answer(site, tom, round, voice, said)
        acts.closes_the_round(tom)
        acts.reveal(tom, lea, knowing=True)
        tom.opens(round.get_absolute_url())
        acts.shares_the_result(tom)

        assert set(OpenTally.objects.filter(round=round).values_list("voice", flat=True)) == set(SAY)
        kept = {(row.group, row.kept["level"]) for row in Tally.objects.filter(round=round)}
        assert kept == {("lived_experience", "BAND"), ("profession", "TOO_FEW")}
        _who_sees_what(site, here, round, is_open=True)

        tom.goes_on_to("Go to the joint meeting")
        acts.holds_the_meeting(tom, {"uses_services": 2, "staff": 2})
        acts.writes_down(tom, Agreed(1, 1, "We heard each other out.", "Our leader says: further on."))
        acts.chooses_priorities(tom, ((1, ""), (2, ""), (3, "")), one_too_many=4)
        acts.agree(tom, lea)

    round.refresh_from_db()
    assert round.state == State.AGREED
    assert not OpenTally.objects.filter(round=round).exists()
    _who_sees_what(site, here, round, is_open=False)


def _both_sides_say_yes(tom: Person, lea: Person, here: Neighbourhood) -> Round:
    tom.opens(f"/places/{here.team.pk}/rounds/new/")
    acts.fills_in_a_draft(tom, {voice: len(said) for voice, said in SAY.items()}, open_room=True)
    tom.presses("Save the draft")
    tom.goes_on_to("Say yes to an open room")
    tom.presses("Say yes for my side")
    tom.sees("Your side has said yes to an open room. The other side has not said so yet.")
    round = Round.objects.get(place=here.team, name=NAME)
    tom.opens(f"{round.get_absolute_url()}open/")
    tom.presses("Open the round")
    tom.is_told("An open room needs a yes from both sides.")
    assert Round.objects.get(pk=round.pk).state == State.DRAFT

    lea.opens(round.get_absolute_url())
    lea.goes_on_to("Say yes to an open room")
    lea.presses("Say yes for my side")
    acts.opens_the_round(lea)
    tom.opens(round.get_absolute_url())
    return round


def _answer(site: Site, tom: Person, round: Round, voice: str, says: tuple[str, ...]) -> None:
    codes = acts.prints_slips(tom, voice, len(says))
    with site.guest(PHONE) as person:
        comes_in(person, codes[0])
        person.sees("Open room: people here see what each group said, even a small one")
        answers(person, round, Rater("Eve", voice, "slip", says[0]))
    for code, said in zip(codes[1:], says[1:], strict=True):
        answers_by_services(round, Rater("Somebody", voice, "slip", said), code)


def _who_sees_what(site: Site, here: Neighbourhood, round: Round, *, is_open: bool) -> None:
    """The people of the place see each voice while the room is open; a consultant never more than a private round."""
    with site.as_(here.ben, SMALL) as ben, site.as_(here.cleo, SMALL) as cleo:
        for person, sees_voices in ((ben, is_open), (cleo, False)):
            for page in ("result/", "result/1/", "sheet/"):
                person.opens(f"{round.get_absolute_url()}{page}")
                shown = person.page.locator("main").inner_text()
                assert ("Leaders" in shown) == sees_voices, f"{page}: {shown}"
        cleo.opens(f"{round.get_absolute_url()}result/")
        cleo.does_not_see(OPEN)
