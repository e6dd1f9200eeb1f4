"""Telling back: letters, slips, posters, calls; who is listed, and how a contact goes."""

import datetime as dt
from uuid import uuid4

import pytest

from alongside.assessments.models import Letterbox
from alongside.assessments.services.purposes import LETTERBOX
from alongside.core.models import AuditEntry, Letter
from alongside.core.seal import seal
from alongside.goals.models import Listener, Loop, LoopCode
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import Reach
from alongside.goals.services import loops as services
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes.tests.factories import World, make_member

NINETY = 90
DAY = dt.timedelta(days=1)


# ---- told


def test_tell__letters_open_with_the_code_and_name_no_service_and_no_topic(world: World):
    loop, codes = make.told(world.team)

    assert len(set(codes)) == 3
    for letter in Letter.objects.all():
        body = make.outbox.text_of(letter)
        assert body.splitlines()[0] in codes
        assert letter.body == ""  # sealed until it is sent
        for text in (body, letter.subject):
            assert loop.raised not in text
            assert world.team.name not in text
            assert world.site.name not in text
            assert "letter a week" not in text
    telling = make.telling_of(loop)
    assert (telling.asked, telling.needed, loop.state, loop.told_on) == (3, 3, "TOLD", telling.told_on)
    assert AuditEntry.objects.get(action="loop.told").changes["asked"] == 3


@pytest.mark.parametrize(("asked", "needed"), [(0, 3), (1, 1), (2, 2), (5, 3)])
def test_tell__three_answers_and_fewer_only_if_fewer_asked(world: World, asked: int, needed: int):
    assert make.telling_of(make.told(world.team, asked=asked)[0]).needed == needed


def test_tell__refuses_without_a_decision_without_a_message_and_twice(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)

    def tell(message: str) -> Loop:
        return services.tell_loop(loop, message=message, public=False, by=acting(world.tom), at=monday)

    with pytest.raises(services.NotDecidedYet):
        tell("so it is")
    make.decided(loop)
    with pytest.raises(services.MessageIsMissing):
        tell(" ")
    with pytest.raises(services.TooManyWords):
        tell("x" * 4001)
    tell("so it is")
    with pytest.raises(services.LoopMovedOn):
        tell("so it is")


def test_tell__those_who_did_the_work_are_not_asked_nor_members_of_another_voice(world: World):
    goal = make_goal(world.team, state=State.ACTIVE)  # Tom and Lea lead it
    loop = make.make_loop(world.team, goal=goal)
    friend = make_member(world.team, name="Fay", voices=["uses_services"])
    make.listens(loop, world.tom.user.email, world.lea.user.email, world.ben.user.email, friend.user.email, "a@b.org")

    make.tell(make.decided(loop))

    assert {letter.to for letter in Letter.objects.all()} == {friend.user.email, "a@b.org"}
    assert make.telling_of(loop).asked == 2


def test_tell__whoever_left_an_address_after_the_round_is_told(world: World, monday: dt.datetime):
    from alongside.assessments.models import Gap
    from alongside.assessments.rules import State as RoundState
    from alongside.assessments.tests.factories import make_round

    wide = {"uses_services": [0] * 2 + [1] * 3, "staff": [3] * 2 + [2] * 3}
    round = make_round(place=world.team, state=RoundState.SHARED, asked={"uses_services": 5, "staff": 5}, answers=wide)
    for address in ("one@example.org", "two@example.org"):
        Letterbox.objects.create(
            round=round, sealed=seal(address, purpose=LETTERBOX), until_on=monday.date() + 300 * DAY
        )
    Letterbox.objects.create(round=round, sealed=b"another key", until_on=monday.date() + DAY)
    loop = make.make_loop(world.team, gap=Gap.objects.filter(round=round)[0], raised_on=monday.date())
    make.listens(loop, "two@example.org")

    _, codes = make.tell(make.decided(loop))

    assert loop.item == loop.from_gap.item
    assert len(codes) == 2
    assert {letter.to for letter in Letter.objects.all()} == {"one@example.org", "two@example.org"}
    services.stop_telling(make.stop_codes_sent()["one@example.org"], at=monday)
    assert Letterbox.objects.filter(round=round).count() == 2
    with pytest.raises(services.BornElsewhere):
        make.make_loop(world.other_team, gap=loop.from_gap)
    with pytest.raises(services.BornElsewhere):
        make.make_loop(world.team, gap=loop.from_gap, quote=loop.from_gap)  # type: ignore[arg-type]


def test_tell__a_contact_sealed_with_a_lost_key_is_passed_over(world: World):
    loop = make.make_loop(world.team)
    make.listens(loop, *make.some_mail(2))
    Listener.objects.filter(pk=Listener.objects.first().pk).update(sealed=b"another key")

    assert len(make.tell(make.decided(loop))[1]) == 1


def test_tell__by_phone_needs_one_person_who_belongs_and_did_not_do_the_work(world: World, monday: dt.datetime):
    loop = make.decided(make.make_loop(world.team, goal=make_goal(world.team, state=State.ACTIVE)))
    make.listens(loop, "Sam, 01234 567890", reach=Reach.PHONE)

    def tell(caller: object) -> Loop:
        return services.tell_loop(loop, message="so", public=False, caller=caller, by=acting(world.tom), at=monday)  # type: ignore[arg-type]

    with pytest.raises(services.CallerIsMissing):
        tell(None)
    for wrong in (world.dev.user_id, uuid4(), world.tom.user_id):
        with pytest.raises(services.CallerDoesNotBelong):
            tell(wrong)
    tell(world.ben.user_id)
    with pytest.raises(services.NotTheCaller):
        services.list_calls(loop, by=acting(world.tom), at=monday)
    [call] = services.list_calls(loop, by=acting(world.ben), at=monday)
    assert call.to == "Sam, 01234 567890"
    assert isinstance(services.exchange_loop_code(call.code), services.Ticket)
    with pytest.raises(services.NothingToPrint):
        services.list_calls(loop, by=acting(world.ben), at=monday)


def test_tell__nobody_to_phone_may_still_name_a_caller(world: World, monday: dt.datetime):
    loop = make.decided(make.make_loop(world.team))

    services.tell_loop(loop, message="so", public=False, caller=world.ben.user_id, by=acting(world.tom), at=monday)

    assert make.telling_of(loop).caller_id == world.ben.user_id


def test_print_letters__on_paper_once_and_spare_ones_only_when_nobody_asked(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    make.listens(loop, "Sam, in the garden room", reach=Reach.PAPER)
    make.tell(make.decided(loop))

    with pytest.raises(services.PeopleAsked):
        services.print_letters(loop, spare=2, by=acting(world.tom), at=monday)
    [letter] = services.print_letters(loop, by=acting(world.tom), at=monday)
    assert letter.to == "Sam, in the garden room"
    with pytest.raises(services.NothingToPrint):
        services.print_letters(loop, by=acting(world.tom), at=monday)
    nobody = make.told(world.team, asked=0)[0]
    spare = services.print_letters(nobody, spare=99, by=acting(world.tom), at=monday)
    assert len(spare) == 30
    assert {one.to for one in spare} == {""}


def test_sheets__refuse_a_loop_that_asks_nobody(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)

    with pytest.raises(services.LoopMovedOn):
        services.print_letters(loop, by=acting(world.tom), at=monday)
    told = make.told(world.team)[0]
    make.telling_of(told)
    Loop.objects.filter(pk=told.pk).update(state="TOLD")
    assert services.make_loop_poster(told, number=500, by=acting(world.tom), at=monday)
    assert LoopCode.objects.get(way="open").left == 100


# ---- those who asked to be told


def test_listener__is_sealed_and_listed_once(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    make.listens(loop, "Eve@example.org")

    with pytest.raises(services.ListedAlready):
        make.listens(loop, "eve@example.org ")
    for contact, refusal in (("not an address", services.ContactIsWrong), (" ", services.ContactIsMissing)):
        with pytest.raises(refusal):
            make.listens(loop, contact)
    with pytest.raises(services.ContactIsMissing):
        services.add_listener(loop, reach="pigeon", contact="x", by=acting(world.tom), at=monday)
    listener = Listener.objects.get()
    assert b"eve" not in bytes(listener.sealed).lower()
    assert listener.until_on == monday.date() + dt.timedelta(days=365)
    assert "eve" not in str(list(AuditEntry.objects.values())).lower()


def test_leave_contact__says_the_same_to_whoever_is_listed_already(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    before = AuditEntry.objects.count()

    for _ in range(2):
        services.leave_contact(loop, address="eve@example.org", at=monday)

    assert Listener.objects.count() == 1
    assert AuditEntry.objects.count() == before
    with pytest.raises(services.ContactIsWrong):
        services.leave_contact(loop, address="eve", at=monday)


def test_stop__ends_it_wherever_the_place_lists_them_and_nowhere_else(world: World, monday: dt.datetime):
    here, beside = make.make_loop(world.team), make.make_loop(world.team)
    elsewhere = make.make_loop(world.other_team)
    for loop in (here, beside, elsewhere):
        make.listens(loop, "eve@example.org", "ann@example.org")
    make.tell(make.decided(here))

    code = make.stop_codes_sent()["eve@example.org"]
    assert isinstance(services.exchange_loop_code(code), services.StopCode)
    services.stop_telling(code, at=monday)
    services.stop_telling(code, at=monday)

    left = [Listener.objects.filter(loop=loop).count() for loop in (here, beside, elsewhere)]
    assert left == [1, 1, 2]
    with pytest.raises(services.UnknownCode):
        services.exchange_loop_code(code)


def test_stop__by_a_letter_on_paper_leaves_the_rounds_alone(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    make.listens(loop, "Sam", reach=Reach.PAPER)
    make.tell(make.decided(loop))
    [letter] = services.print_letters(loop, by=acting(world.tom), at=monday)

    services.stop_telling(letter.stop, at=monday)

    assert not Listener.objects.exists()


def test_contacts__are_deleted_after_twelve_months_and_when_the_loop_ends(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)
    make.listens(loop, *make.some_mail(2))
    ends = make.closed(world.team)

    assert Listener.objects.filter(loop=ends).count() == 0
    make.pass_days(loop, 365)
    assert Listener.objects.filter(loop=loop).count() == 2
    make.pass_days(loop, 366)
    assert Listener.objects.filter(loop=loop).count() == 0
    assert make.rows("loop.contacts_deleted") == 1
    assert Loop.objects.get(pk=loop.pk).scrubbed
