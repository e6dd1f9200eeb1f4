"""What goes wrong while people run a round: rights that end, keys turned at once, a form sent twice, hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Evidence, Position, Round
from alongside.assessments.rules import State
from alongside.assessments.tests import factories
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.programmes import services as programmes
from alongside.programmes.models import Membership
from tests.journeys import acts, story
from tests.journeys.manner import DESKTOP, SMALL, Manner
from tests.journeys.person import Person
from tests.journeys.places import TESTS, Neighbourhood, join, make_neighbourhood
from tests.journeys.site import Site

pytestmark = pytest.mark.journey

WIDE = {"uses_services": [0, 0, 1, 1, 1, 0, 1, 0], "staff": [3, 3, 2, 2, 3, 2, 3, 3]}


def round_at_its_meeting(here: Neighbourhood) -> Round:
    asked = {voice: len(said) for voice, said in WIDE.items()}
    round = factories.make_round(state=State.SHARED, place=here.team, asked=asked, answers=WIDE)
    services.hold_meeting(round, held_on=clock.today(), present={"staff": 2}, by=TESTS, at=clock.now())
    return round


def begins_to_write(person: Person, round: Round, why: str) -> None:
    person.opens(f"{round.get_absolute_url()}agree/1/")
    person.chooses(acts.STAGES[1])
    person.writes("Why", why)


def test_rights__that_end_in_the_middle_of_an_edit_end_the_edit(site: Site):
    here = make_neighbourhood()
    round = round_at_its_meeting(here)
    with site.as_(here.tom) as tom:
        begins_to_write(tom, round, "What I wanted to say")
        membership = Membership.objects.get(user=here.tom)
        programmes.end_membership(membership, reason="Left the trust", by=TESTS, on=clock.today())
        tom.presses("Write it down")
        tom.is_at("/sign-in/")
        tom.opens(round.get_absolute_url())
        tom.is_at("/sign-in/")

    assert not Position.objects.filter(round=round).exists()


def test_two_people__who_write_the_same_position_do_not_overwrite_each_other(site: Site):
    here = make_neighbourhood()
    round = round_at_its_meeting(here)
    with site.as_(here.tom) as tom, site.as_(here.lea, SMALL) as lea:
        begins_to_write(tom, round, "Tom was first")
        begins_to_write(lea, round, "Lea was second")
        tom.presses("Write it down")
        lea.presses("Write it down")
        lea.sees("What stands now, written by someone else", "Tom was first")
        assert lea.finds_in("Why") == "Lea was second"
        lea.presses("Write it down")

    assert Position.objects.get(round=round).why == "Lea was second"


def test_two_people__who_turn_the_second_key_at_once_reveal_once(site: Site):
    here = make_neighbourhood()
    also = join(here.team, "Lou", Role.LIVED_EXPERIENCE_PARTNER, ["uses_services"])
    round = factories.make_round(state=State.CLOSED, place=here.team)
    with site.as_(here.tom) as tom, site.as_(here.lea) as lea, site.as_(also) as lou:
        tom.opens(f"{round.get_absolute_url()}reveal/")
        tom.presses("Turn my key")
        for person in (lea, lou):
            person.opens(f"{round.get_absolute_url()}reveal/")
        lea.sends_without_waiting("Turn the second key and reveal")
        lou.presses("Turn the second key and reveal")
        for person in (lea, lou):
            person.opens(round.get_absolute_url())
        seen = [person for person in (lea, lou) if "Only you two can see it" in person.words()]
        told = [person for person in (lea, lou) if "Two people are preparing the result" in person.words()]

    assert (len(seen), len(told)) == (1, 1)
    round.refresh_from_db()
    assert round.state == State.REVEALED
    assert AuditEntry.objects.filter(action="round.revealed", scope=round.scope).count() == 1


def test_keys__of_one_side_do_not_fit_and_a_waiting_one_can_be_withdrawn(site: Site):
    here = make_neighbourhood()
    also = join(here.team, "Lou", Role.LIVED_EXPERIENCE_PARTNER, ["uses_services"])
    round = factories.make_round(state=State.CLOSED, place=here.team)
    with site.as_(here.lea) as lea, site.as_(also, SMALL) as lou:
        lea.opens(f"{round.get_absolute_url()}reveal/")
        lea.presses("Turn my key")
        lou.opens(f"{round.get_absolute_url()}reveal/")
        lou.presses("Turn the second key and reveal")
        lou.is_told("A key from your side is already waiting.")
        lea.presses("Withdraw my key")
        lea.sees("Your key is withdrawn. Nothing is revealed.")

    round.refresh_from_db()
    assert round.state == State.CLOSED


def test_draft__sent_twice_is_one_round(site: Site):
    here = make_neighbourhood()
    with site.as_(here.tom) as tom:
        tom.opens(f"/places/{here.team.pk}/rounds/new/")
        acts.fills_in_a_draft(tom, story.EXPECTED)
        tom.presses_twice("Save the draft")

    assert Round.objects.filter(place=here.team).count() == 1


@pytest.mark.parametrize("manner", [DESKTOP, SMALL], ids=["desktop", "320 px"])
def test_evidence__that_is_too_large_empty_or_not_what_it_says_is_refused(site: Site, tmp_path: Path, manner: Manner):
    here = make_neighbourhood()
    round = round_at_its_meeting(here)
    with site.as_(here.tom, manner) as tom:
        tom.opens(f"{round.get_absolute_url()}agree/1/")
        for name, content, told in (
            ("large.pdf", b"%PDF-1.7\n" + b"0" * (10 * 1024 * 1024), "The file must be 10 MB or smaller"),
            ("empty.pdf", b"", "The file is empty"),
            ("page.pdf", b"<!doctype html><script>alert(1)</script>", "is not what its name says"),
            ("page.html", b"<!doctype html><script>alert(1)</script>", "PDF"),
        ):
            (tmp_path / name).write_bytes(content)
            tom.writes("What it is", "Something")
            tom.attaches("Or a file", tmp_path / name)
            tom.presses("Add it")
            tom.is_told(told)
            assert tom.finds_in("What it is") == "Something"

    assert not Evidence.objects.filter(round=round).exists()


def test_old_page__of_a_round_that_has_moved_on_says_so(site: Site):
    here = make_neighbourhood()
    round = factories.make_round(state=State.OPEN, place=here.team)
    with site.as_(here.tom) as tom, site.as_(here.lea) as lea:
        tom.opens(f"{round.get_absolute_url()}close/")
        lea.opens(f"{round.get_absolute_url()}cancel/")
        lea.presses("Cancel the round and delete the answers")
        lea.is_told("Enter why you cancel the round")
        lea.writes("Why do you cancel it?", "The ward moves next week")
        lea.presses("Cancel the round and delete the answers")
        tom.presses("Close the round")
        tom.is_told("The round has moved on")
