from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.access.permissions import Role
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.goals import services
from alongside.goals.models import Goal, KeyCode, Stance
from alongside.goals.rules.goals import State
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes.models import Membership
from alongside.programmes.tests import factories as places
from alongside.programmes.tests.factories import World

LIVED, PROFESSION = "lived_experience", "profession"


def turn(goal: Goal, by: Membership, **given: Any) -> Goal:
    return services.turn_key(goal, by=acting(by), at=clock.now(), **given)


def hand(goal: Goal, by: Membership, voice: str) -> str:
    return services.hand_key_code(goal, voice=voice, by=acting(by), at=clock.now()).code


def answer(code: str, take: str = "agree", **given: Any) -> Goal:
    return services.answer_by_code(code, take=take, at=clock.now(), **given)


def speak(goal: Goal, by: Membership, voice: str = "uses_services", **given: Any) -> Goal:
    return services.write_spoken_key(goal, voice=voice, by=acting(by), at=clock.now(), **given)


def confirm(goal: Goal, by: Membership) -> Goal:
    return services.confirm_spoken_key(goal, by=acting(by), at=clock.now())


@pytest.fixture
def goal(world: World) -> Goal:
    return make_goal(world.team)


@pytest.fixture
def pip(world: World) -> Membership:
    """A second person of the team who uses its services."""
    return places.make_member(world.team, name="Pip", voices=["uses_services"])


def test_turn_key__one_side_alone_does_not_agree(world: World, goal: Goal):
    for by in (world.tom, world.lea):
        fresh = make_goal(world.team)
        assert turn(fresh, by).state == State.PROPOSED


@pytest.mark.parametrize("first", ["tom", "lea"])
def test_turn_key__both_do_in_either_order(world: World, goal: Goal, first: str):
    second = {"tom": "lea", "lea": "tom"}[first]
    turn(goal, getattr(world, first))

    agreed = turn(goal, getattr(world, second))

    assert (agreed.state, agreed.agreed_on) == (State.AGREED, clock.today())
    assert (agreed.lived_key_by, agreed.profession_key_by) == (world.lea.user, world.tom.user)
    assert set(Stance.objects.values_list("voice", "take")) == {("staff", "agree"), ("uses_services", "agree")}


def test_turn_key__not_twice_for_one_side(world: World, goal: Goal, pip: Membership):
    turn(goal, world.lea)

    for by in (pip, world.lea):
        with pytest.raises(services.SideHasItsKey):
            turn(goal, by)


def test_turn_key__says_when_the_place_employs_who_holds_it(world: World, goal: Goal):
    peer = places.make_member(world.team, name="Peer", voices=["uses_services"])

    assert turn(goal, peer, employed=True).lived_key_employed
    assert not turn(make_goal(world.team), world.tom, employed=True).lived_key_employed


def test_turn_key__two_hats_are_one_person(world: World, goal: Goal):
    both = places.make_member(world.team, name="Both", voices=["staff", "uses_services"])
    turn(goal, both, voice="staff")

    with pytest.raises(services.OneHatOnly):
        turn(goal, both, voice="uses_services")


def test_turn_key__not_once_it_is_agreed(world: World):
    with pytest.raises(services.NotNow):
        turn(make_goal(world.team, state=State.AGREED), world.lea)


def test_withdraw_key(world: World, goal: Goal):
    turn(goal, world.lea, employed=True)

    kept = services.withdraw_key(goal, by=acting(world.lea), at=clock.now())

    assert (kept.lived_key_by, kept.lived_key_how, kept.lived_key_employed) == (None, "", False)
    assert not Stance.objects.exists()
    with pytest.raises(services.NoKeyOfYours):
        services.withdraw_key(goal, by=acting(world.tom), at=clock.now())


def test_hand_key_code__turns_the_key_of_its_side(world: World, goal: Goal):
    code = hand(goal, world.ben, "uses_services")
    turn(goal, world.tom)

    agreed = answer(code, employed=True)

    assert (agreed.state, agreed.lived_key_how, agreed.lived_key_by) == (State.AGREED, "code", None)
    assert agreed.lived_key_employed
    assert agreed.lived_key_written_by == world.ben.user
    assert AuditEntry.objects.order_by("-seq")[0].actor == "system:a key by code"


def test_hand_key_code__is_kept_as_a_mark_only(world: World, goal: Goal):
    code = hand(goal, world.ben, "uses_services")

    [row] = KeyCode.objects.values()
    assert code not in str(row)
    assert code.replace("-", "") not in str(row)
    assert code not in str(list(AuditEntry.objects.values()))


def test_hand_key_code__whoever_hands_it_out_holds_no_other_key(world: World, goal: Goal):
    code = hand(goal, world.tom, "uses_services")
    turn(goal, world.tom)

    with pytest.raises(services.SamePersonTwice):
        answer(code)
    assert Goal.objects.get(pk=goal.pk).state == State.PROPOSED
    with pytest.raises(services.SamePersonTwice):
        hand(goal, world.tom, "uses_services")


def test_hand_key_code__then_the_other_key_is_refused(world: World, goal: Goal):
    answer(hand(goal, world.tom, "uses_services"))

    with pytest.raises(services.SamePersonTwice):
        turn(goal, world.tom)
    with pytest.raises(services.SamePersonTwice):
        speak(goal, world.tom, "staff")


def test_hand_key_code__a_voice_of_the_place(world: World, goal: Goal):
    with pytest.raises(services.ChooseAVoice):
        hand(goal, world.tom, "nobody")
    turn(goal, world.lea)
    with pytest.raises(services.SideHasItsKey):
        hand(goal, world.tom, "uses_services")


def test_answer_by_code__not_by_whoever_is_signed_in_and_had_a_part(world: World, goal: Goal):
    code = hand(goal, world.ben, "uses_services")
    turn(goal, world.tom)

    for by in (world.tom, world.ben):
        with pytest.raises(services.SamePersonTwice):
            answer(code, signed_in=acting(by))
    assert answer(code, signed_in=acting(world.ada)).state == State.AGREED


def test_answer_by_code__refusals(world: World, goal: Goal, monday: dt.datetime):
    code = hand(goal, world.ben, "uses_services")
    swapped = ("3" if code[0] == "2" else "2") + code[1:]

    with pytest.raises(services.MistypedCode):
        answer(swapped)
    with pytest.raises(services.UnknownCode):
        answer("222-222-222")
    with pytest.raises(services.CodeIsOver):
        services.answer_by_code(code, take="agree", at=monday + dt.timedelta(days=31))
    with pytest.raises(services.StanceNeedsWords):
        answer(code, "block")
    with pytest.raises(services.WordsAreMissing):
        answer(code, "perhaps")
    answer(code)
    with pytest.raises(services.CodeIsSpent):
        answer(code)


def test_answer_by_code__only_one_code_turns_the_key(world: World, goal: Goal):
    first, second = hand(goal, world.ben, "uses_services"), hand(goal, world.ben, "family_and_friends")
    answer(first)

    with pytest.raises(services.SideHasItsKey):
        answer(second)


@pytest.mark.parametrize("take", ["not_yet", "block"])
def test_answer_by_code__a_no_turns_no_key_and_is_counted(world: World, goal: Goal, take: str):
    kept = answer(hand(goal, world.ben, "uses_services"), take, words="The night staff were not asked")

    assert (kept.lived_key_how, kept.state) == ("", State.PROPOSED)
    assert Stance.objects.get().take == take


def test_answer_by_code__not_once_it_is_agreed(world: World, goal: Goal):
    code = hand(goal, world.ben, "uses_services")
    turn(goal, world.tom)
    turn(goal, world.lea)

    with pytest.raises(services.NotNow):
        answer(code)


def test_write_spoken_key__counts_only_once_confirmed(world: World, goal: Goal, pip: Membership):
    speak(goal, world.ben, employed=True)
    assert turn(goal, world.tom).state == State.PROPOSED

    agreed = confirm(goal, pip)

    assert (agreed.state, agreed.lived_key_how, agreed.lived_key_confirmed_by) == (State.AGREED, "spoken", pip.user)
    assert agreed.lived_key_employed


def test_write_spoken_key__the_persons_own_code_confirms_it(world: World, goal: Goal):
    speak(goal, world.ben)
    code = hand(goal, world.ben, "uses_services")
    turn(goal, world.tom)

    agreed = answer(code)

    assert (agreed.state, agreed.lived_key_how, agreed.lived_key_confirmed_by) == (State.AGREED, "spoken", None)


def test_write_spoken_key__a_code_of_another_voice_is_another_key(world: World, goal: Goal):
    speak(goal, world.ben)

    kept = answer(hand(goal, world.ben, "family_and_friends"))

    assert (kept.lived_key_how, kept.lived_key_voice) == ("code", "family_and_friends")


def test_write_spoken_key__the_writer_holds_no_other_key(world: World, goal: Goal):
    speak(goal, world.tom)

    with pytest.raises(services.SamePersonTwice):
        turn(goal, world.tom)
    turn(goal, world.ben)
    with pytest.raises(services.SamePersonTwice):
        speak(goal, world.ben)


def test_write_spoken_key__gives_way_to_a_turned_one(world: World, goal: Goal):
    speak(goal, world.ben)

    assert turn(goal, world.lea).lived_key_how == "account"
    with pytest.raises(services.SideHasItsKey):
        speak(goal, world.ben)


def test_confirm_spoken_key__not_by_its_writer(world: World, goal: Goal, pip: Membership):
    speak(goal, pip)

    with pytest.raises(services.WriterCannotConfirm):
        confirm(goal, pip)


def test_confirm_spoken_key__by_the_same_side_only(world: World, goal: Goal):
    speak(goal, world.ben)

    with pytest.raises(services.NothingSpoken):
        confirm(goal, world.tom)


def test_confirm_spoken_key__not_twice_and_not_without_one(world: World, goal: Goal, pip: Membership):
    with pytest.raises(services.NothingSpoken):
        confirm(goal, pip)
    speak(goal, world.ben)
    confirm(goal, pip)
    with pytest.raises(services.NothingSpoken):
        confirm(goal, world.lea)


def test_confirm_spoken_key__not_with_a_part_in_the_other_key(world: World, goal: Goal, pip: Membership):
    speak(goal, world.ben)
    code = hand(goal, world.lea, "leaders")
    answer(code)

    with pytest.raises(services.SamePersonTwice):
        confirm(goal, world.lea)


def test_take_stance__is_kept_once_and_can_be_changed(world: World, goal: Goal):
    ben = acting(world.ben)

    services.take_stance(goal, take="block", words="It takes the quiet room away", by=ben, at=clock.now())
    services.take_stance(goal, take="live_with", by=ben, at=clock.now())

    assert list(Stance.objects.values_list("take", "words")) == [("live_with", "")]


def test_take_stance__a_no_needs_words_and_the_key_back(world: World, goal: Goal):
    turn(goal, world.tom)

    with pytest.raises(services.StanceNeedsWords):
        services.take_stance(goal, take="not_yet", by=acting(world.ben), at=clock.now())
    with pytest.raises(services.TakeYourKeyBackFirst):
        services.take_stance(goal, take="block", words="No", by=acting(world.tom), at=clock.now())
    assert services.take_stance(goal, take="live_with", by=acting(world.tom), at=clock.now()).take == "live_with"


def test_take_stance__not_once_the_work_has_begun(world: World):
    with pytest.raises(services.NotNow):
        services.take_stance(
            make_goal(world.team, state=State.ACTIVE), take="agree", by=acting(world.ben), at=clock.now()
        )


def test_a_role_that_takes_part_is_enough(world: World, goal: Goal):
    family = places.make_member(world.team, name="Fay", role=Role.MEMBER, voices=["family_and_friends"])

    assert turn(goal, family).lived_key_voice == "family_and_friends"
