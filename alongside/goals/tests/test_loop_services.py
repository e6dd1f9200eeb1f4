from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from alongside.assessments.models import Letterbox
from alongside.assessments.services.purposes import LETTERBOX
from alongside.core.models import AuditEntry, Letter
from alongside.core.seal import seal
from alongside.goals.models import Cycle, Goal, Listener, Loop, LoopAnswer, LoopCode, LoopEvent, LoopWords, Telling
from alongside.goals.queries import loops as queries
from alongside.goals.rules.cycles import Step as CycleStep
from alongside.goals.rules.goals import State
from alongside.goals.rules.loops import LoopState, Reach, Result
from alongside.goals.services import loops as services
from alongside.goals.tests import cycle_factories as cycles
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import acting, make_goal
from alongside.programmes.tests.factories import World, make_member

NINETY = 90
DAY = dt.timedelta(days=1)


def rows(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


@pytest.mark.parametrize("state", LoopState)
def test_a_loop_can_be_brought_into_every_state(world: World, state: LoopState):
    assert make.in_state(world.team, state).state == state


# ---- raised


def test_open_loop__keeps_what_was_raised_and_leaves_one_row(world: World, monday: dt.datetime):
    told = services.Raised(raised="  A garden ", voice="uses_services", raised_on=monday.date() - DAY)

    loop = services.open_loop(world.team, told=told, by=acting(world.ben), at=monday)

    assert (loop.raised, loop.scope, loop.state) == ("A garden", world.team.scope, "OPEN")
    assert rows("loop.opened") == 1
    assert [event.what for event in LoopEvent.objects.filter(loop=loop)] == ["raised"]


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"raised": " "}, services.RaisedIsMissing),
        ({"raised": "x" * 301}, services.TooManyWords),
        ({"voice": "nobody"}, services.NobodyRaisedIt),
        ({"raised_on": dt.date(2026, 3, 3)}, services.RaisedLater),
        ({"wanted": 2}, services.WantsFewer),
        ({"wanted": 21}, services.WantsFewer),
    ],
)
def test_open_loop__refuses(world: World, given, refusal):
    with pytest.raises(refusal):
        make.make_loop(world.team, **given)


def test_open_loop__belongs_to_a_site_or_a_team(world: World, monday: dt.datetime):
    told = services.Raised(raised="A garden", voice="uses_services", raised_on=monday.date())

    with pytest.raises(services.NotALoopsPlace):
        services.open_loop(world.programme, told=told, by=acting(world.dora), at=monday)


def test_open_loop__from_a_goal_is_agreed_with_it(world: World):
    goal = make_goal(world.team, state=State.AGREED)

    loop = make.make_loop(world.team, goal=goal)

    assert (loop.goal, loop.agreed_on) == (goal, goal.agreed_on)


def test_open_loop__a_goal_agreed_before_it_was_raised_dates_nothing(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.AGREED)

    assert make.make_loop(world.team, goal=goal, at=monday + DAY).agreed_on is None


def test_open_loop__refuses_a_goal_of_elsewhere(world: World):
    with pytest.raises(services.BornElsewhere):
        make.make_loop(world.other_team, goal=make_goal(world.team))


def test_join_goal__dates_agreed_when_that_fits(world: World, monday: dt.datetime):
    loop, goal = make.make_loop(world.team), make_goal(world.team, state=State.AGREED)

    joined = services.join_goal(loop, goal=goal, by=acting(world.tom), at=monday)

    assert (joined.goal, joined.agreed_on) == (goal, goal.agreed_on)
    assert rows("loop.became_goal") == 1


def test_join_goal__leaves_a_date_that_is_there_or_would_not_fit(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.AGREED)
    early = make.make_loop(world.team, at=monday + DAY)
    dated = services.date_step(
        make.make_loop(world.team, at=monday), step="agreed", on=monday.date(), by=acting(world.tom), at=monday + DAY
    )

    assert services.join_goal(early, goal=goal, by=acting(world.tom), at=monday + DAY).agreed_on is None
    assert services.join_goal(dated, goal=goal, by=acting(world.tom), at=monday + DAY).agreed_on == monday.date()
    with pytest.raises(services.BornElsewhere):
        services.join_goal(early, goal=make_goal(world.other_site), by=acting(world.tom), at=monday)


# ---- steps


def test_date_step__in_order_and_not_to_come(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team, raised_on=monday.date() - 9 * DAY)

    def dated(step: str, day: dt.date) -> Loop:
        return services.date_step(loop, step=step, on=day, by=acting(world.tom), at=monday)

    assert dated("tested", monday.date() - 2 * DAY).tested_on == monday.date() - 2 * DAY
    assert dated("tested", monday.date() - DAY).tested_on == monday.date() - DAY
    for step, day in (
        ("agreed", monday.date()),  # after the test
        ("measured", monday.date() - 5 * DAY),  # before it
        ("agreed", monday.date() - 10 * DAY),  # before it was raised
        ("measured", monday.date() + DAY),
    ):
        with pytest.raises(services.StepsOutOfOrder):
            dated(step, day)
    with pytest.raises(services.NotAStep):
        dated("confirmed", monday.date())
    assert rows("loop.step_dated") == 2


def test_decide__needs_a_decision_and_a_reason(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team)

    def decide(decision: str, why: str, version: int = 1) -> Loop:
        return services.decide_loop(loop, decision=decision, why=why, version=version, by=acting(world.tom), at=monday)

    for decision, why in (("maybe", "so"), ("did_not", "  ")):
        with pytest.raises(services.DecisionNeedsAReason):
            decide(decision, why)
    kept = decide("did_not", "the ground is not ours")
    assert (kept.decision, kept.decided_on, kept.version) == ("did_not", monday.date(), 2)


def test_decide__two_people_at_once_the_second_sees_both(world: World, monday: dt.datetime):
    loop = make.decided(make.make_loop(world.team))

    with pytest.raises(services.LoopChanged) as refused:
        services.decide_loop(loop, decision="did", why="mine", version=1, by=acting(world.lea), at=monday)

    assert refused.value.theirs.why == "Everybody gets a letter within a week"


def test_decide__not_before_a_step_that_is_dated_later(world: World, monday: dt.datetime):
    loop = make.make_loop(world.team, raised_on=monday.date())

    with pytest.raises(services.StepsOutOfOrder):
        make.decided(loop, at=monday - DAY)


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
    assert rows("loop.contacts_deleted") == 1
    assert Loop.objects.get(pk=loop.pk).scrubbed


# ---- answered


def test_answers__most_of_three_close_it_the_next_day(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.answers(codes, "yes", "partly", "no", words="it came late", offered=True)

    assert Loop.objects.get(pk=loop.pk).state == "TOLD"  # nobody sees answers one by one
    loop = make.pass_days(loop, 1)

    telling = make.telling_of(loop)
    assert (loop.state, loop.confirmed_on) == ("CLOSED", (monday + DAY).date())
    assert (telling.result, telling.kept, bytes(telling.secret)) == ("confirmed", {}, b"")
    assert not LoopAnswer.objects.exists()
    assert not LoopCode.objects.exists()
    assert LoopWords.objects.filter(telling=telling).count() == 3
    assert rows("loop.confirmed") == 1
    assert AuditEntry.objects.get(action="loop.confirmed").changes == {}


def test_answers__a_no_keeps_it_open(world: World):
    loop, codes = make.told(world.team)
    make.answers(codes, "no", "no", "yes", words="not for us")

    loop = make.pass_days(loop, 1)

    assert (loop.state, loop.told_on, loop.decided_on, loop.decision) == ("OPEN", None, None, "")
    assert make.telling_of(loop).result == Result.NOT_CONFIRMED
    assert Listener.objects.filter(loop=loop).count() == 3
    assert not LoopWords.objects.exists()  # they were not offered
    again, codes = make.tell(make.decided(loop))
    make.answers(codes, "yes", "yes", "yes")
    assert make.pass_days(again, 2).state == "CLOSED"
    assert [one.number for one in again.tellings.order_by("number")] == [1, 2]


def test_answers__figures_only_where_they_may_be_shown(world: World):
    loop, codes = make.told(world.team, asked=9)
    make.answers(codes, *["yes"] * 5, *["partly"] * 2, *["no"] * 2)

    make.pass_days(loop, 1)

    assert make.telling_of(loop).kept == {"answered": 9, "yes": 5, "partly": 2, "no": 2}


def test_answers__of_a_poster_are_counted_apart_and_never_close_it_alone(world: World, monday: dt.datetime):
    loop, _ = make.told(world.team, asked=0)
    poster = services.make_loop_poster(loop, number=6, by=acting(world.tom), at=monday)
    make.answers([poster] * 6, *["yes"] * 6)

    assert make.pass_days(loop, 1).state == "TOLD"
    with pytest.raises(services.PosterIsUsedUp):
        services.exchange_loop_code(poster)
    [letter] = services.print_letters(loop, spare=1, by=acting(world.tom), at=monday)
    make.answers([letter.code], "partly")
    assert make.pass_days(loop, 2).state == "CLOSED"
    assert make.telling_of(loop).kept_open == {"answered": 6}


def test_answers__beside_letters_a_poster_decides_nothing(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    poster = services.make_loop_poster(loop, number=6, by=acting(world.tom), at=monday)
    make.answers([poster] * 6, *["yes"] * 6)
    make.answers(codes, "no", "no", "no")

    assert make.pass_days(loop, 1).state == "OPEN"


def test_answers__from_the_public_page_are_open_ones(world: World):
    loop, _ = make.told(world.team, asked=0)
    ticket = services.open_ticket(make.telling_of(loop).pk)
    services.save_loop_answer(ticket, says="yes")

    assert LoopAnswer.objects.get().way == "open"
    Telling.objects.update(public=False)
    with pytest.raises(services.TellingIsOver):
        services.open_ticket(make.telling_of(loop).pk)


def test_answer__the_same_code_changes_the_same_answer(world: World):
    _, codes = make.told(world.team)
    make.answers(codes[:1], "yes")
    make.answers([codes[0].replace("-", " ").lower()], "no", words="I looked again")

    answer = LoopAnswer.objects.get()
    assert (answer.says, answer.words, answer.offered) == ("no", "I looked again", False)


def test_answer__refuses_what_is_none_too_long_or_too_late(world: World):
    loop, codes = make.told(world.team)
    ticket = services.exchange_loop_code(codes[0])
    assert isinstance(ticket, services.Ticket)

    with pytest.raises(services.NotAnAnswer):
        services.save_loop_answer(ticket, says="maybe")
    with pytest.raises(services.TooManyWords):
        services.save_loop_answer(ticket, says="yes", words="x" * 601)
    make.answers(codes, "yes", "yes", "yes")
    make.pass_days(loop, 1)
    with pytest.raises(services.TellingIsOver):
        services.save_loop_answer(ticket, says="yes")
    with pytest.raises(services.UnknownCode):
        services.exchange_loop_code(codes[0])


def test_exchange__tells_a_slip_from_a_code_that_is_none(world: World):
    _, codes = make.told(world.team)
    slipped = codes[0][:-1] + ("2" if codes[0][-1] != "2" else "3")

    with pytest.raises(services.MistypedCode):
        services.exchange_loop_code(slipped)
    with pytest.raises(services.UnknownCode):
        services.exchange_loop_code("hello")


def test_answers__leave_no_row_of_the_trail(world: World):
    _, codes = make.told(world.team)
    before = AuditEntry.objects.count()

    make.answers(codes, "yes", "no", words="anything", offered=True)

    assert AuditEntry.objects.count() == before


# ---- silence


def test_silence__is_a_lasting_state_that_any_answer_wakes(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.answers(codes[:1], "yes")

    assert make.pass_days(loop, 89).state == "TOLD"
    assert make.pass_days(loop, NINETY).state == "UNCONFIRMED"
    assert make.pass_days(loop, 2000).state == "UNCONFIRMED"
    make.answers(codes[1:2], "no")
    assert make.pass_days(loop, 2001).state == "TOLD"
    assert make.pass_days(loop, 2001 + 89).state == "TOLD"
    make.answers(codes[2:], "partly")
    assert make.pass_days(loop, 2001 + 89).state == "CLOSED"


def test_silence__wakes_and_closes_at_once_when_that_answer_is_enough(world: World):
    loop, codes = make.told(world.team)
    make.answers(codes[:2], "yes", "yes")
    make.pass_days(loop, 1)
    make.pass_days(loop, NINETY)
    make.answers(codes[2:], "no")

    assert make.pass_days(loop, 100).state == "CLOSED"


def test_silence__telling_again_ends_the_first_telling(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.pass_days(loop, NINETY)

    loop, again = make.tell(loop, at=monday + 91 * DAY)

    assert loop.state == "TOLD"
    assert make.telling_of(loop).number == 2
    assert loop.tellings.get(number=1).result == Result.TOLD_AGAIN
    with pytest.raises(services.UnknownCode):
        services.exchange_loop_code(codes[0])
    assert len(again) == 3


def test_look__once_a_day_and_quietly_when_another_host_was_quicker(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.answers(codes[:1], "yes")
    make.pass_days(loop, 1)
    make.answers(codes[1:], "yes", "yes")

    assert make.pass_days(loop, 1, at=monday + dt.timedelta(hours=5)).state == "TOLD"
    assert make.pass_days(loop, 2).state == "CLOSED"
    with pytest.raises(services.LoopMovedOn):
        services.look_at_answers(loop, at=monday)
    with pytest.raises(services.LoopMovedOn):
        services.note_silence(loop, at=monday)


# ---- opened again


@pytest.mark.parametrize("state", [LoopState.CLOSED, LoopState.UNCONFIRMED])
def test_reopen__is_decided_and_told_anew(world: World, monday: dt.datetime, state: LoopState):
    loop = make.in_state(world.team, state)
    at = monday + 200 * DAY

    with pytest.raises(services.ReasonIsMissing):
        services.reopen_loop(loop, why="", by=acting(world.lea), at=at)
    loop = services.reopen_loop(loop, why="It slipped back", by=acting(world.lea), at=at)

    assert (loop.state, loop.reopened, loop.confirmed_on, loop.decided_on) == ("OPEN", 1, None, None)
    assert not Telling.objects.filter(result="").exists()
    assert make.tell(make.decided(loop, at=at), at=at)[0].state == "TOLD"
    assert rows("loop.reopened") == 1


# ---- offered words


def test_words__are_shown_after_two_people_of_different_sides_said_so(world: World, monday: dt.datetime):
    loop, codes = make.told(world.team)
    make.answers(codes, "yes", "yes", "yes", words="it helped", offered=True)
    make.pass_days(loop, 1)
    row = LoopWords.objects.first()
    assert row is not None

    def read(who: str, verdict: str = "SHOW", **given: str) -> LoopWords:
        return services.read_loop_words(row, verdict=verdict, by=acting(getattr(world, who)), at=monday, **given)

    with pytest.raises(services.NotAVerdict):
        read("tom", "LATER")
    with pytest.raises(services.NoSideHere):
        read("tom", voice="partners")
    with pytest.raises(services.NoSideHere):
        read("dev")
    assert not read("tom").is_shown
    with pytest.raises(services.YourSideHasReadIt):
        read("ada")
    assert read("lea").is_shown
    with pytest.raises(services.BothHaveReadIt):
        read("bea")
    assert not read("lea", "HOLD").is_shown
    assert not read("tom", "HOLD").is_shown
    assert rows("loop.words_read") == 4


# ---- what the record knows


def test_decide__dates_what_the_goals_tests_say_was_tried_and_measured(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.ACTIVE)
    loop, early = make.make_loop(world.team, goal=goal), make.make_loop(world.team, goal=goal)
    services.date_step(early, step="tested", on=monday.date(), by=acting(world.tom), at=monday)
    cycle = decided_cycle(goal)

    late = monday + 60 * DAY
    kept, dated = make.decided(loop, at=late), make.decided(early, at=late)

    assert (kept.tested_on, kept.measured_on) == (cycle.started_on, cycle.studied_on)
    assert (dated.tested_on, dated.measured_on) == (monday.date(), cycle.studied_on)
    assert make.decided(make.make_loop(world.team, goal=make_goal(world.team))).tested_on is None


def test_message_draft__tells_what_was_hoped_and_tried(world: World, monday: dt.datetime):
    goal = make_goal(world.team, state=State.ACTIVE)
    cycle = decided_cycle(goal)
    loop = make.decided(make.make_loop(world.team, goal=goal), at=monday + 60 * DAY)

    draft = queries.message_draft(Loop.objects.select_related("goal").get(pk=loop.pk))

    assert f"What we hoped would be different: {goal.different_for_people}" in draft
    assert f"- {cycle.idea.text}" in draft
    assert "We did: Everybody gets a letter within a week." in draft


def decided_cycle(goal: Goal) -> Cycle:
    return cycles.make_cycle(cycles.make_idea(goal), step=CycleStep.DECIDED)
