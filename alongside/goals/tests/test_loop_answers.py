"""What those who raised it say: what closes a loop, what keeps it open, and what silence comes to."""

import datetime as dt

import pytest

from alongside.core.models import AuditEntry
from alongside.goals.models import Listener, Loop, LoopAnswer, LoopCode, LoopWords, Telling
from alongside.goals.rules.loops import Result
from alongside.goals.services import loops as services
from alongside.goals.tests import loop_factories as make
from alongside.goals.tests.factories import acting
from alongside.programmes.tests.factories import World

NINETY = 90
DAY = dt.timedelta(days=1)


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
    assert make.rows("loop.confirmed") == 1
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
    assert make.rows("loop.words_read") == 4
