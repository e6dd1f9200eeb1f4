"""Many at once, on PostgreSQL: nobody who was told "saved" is missing, nobody is counted twice, nothing is orphaned.

Each case starts its threads behind a barrier, so that they meet at the same row at the same moment.
"""

import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from alongside.assessments import services
from alongside.assessments.models import Ballot, Code, Gap, Key, Participation, Poster, Round, Tally
from alongside.assessments.rules import Answer, State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, acting, answer, make_round, make_site
from alongside.core import clock
from alongside.core.audit import verify_all
from alongside.core.models import AuditEntry
from alongside.core.refusals import Refusal

pytestmark = [pytest.mark.postgres, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site() -> Iterator[People]:
    with clock.frozen(MONDAY):
        yield People(make_site())


def all_at_once(*acts: Callable[[], object]) -> list[object]:
    """What came of each act: its result, or the refusal it met. Anything else fails the test."""
    ready = threading.Barrier(len(acts))
    came: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            ready.wait(timeout=30)
            came[place] = act()
        except Exception as raised:
            came[place] = raised
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    unexpected = [one for one in came if isinstance(one, Exception) and not isinstance(one, Refusal)]
    assert not unexpected, unexpected
    return came


def saving(ticket: services.Ticket, stage: int) -> Callable[[], str]:
    def save() -> str:
        services.save_answers(
            receipt=ticket.receipt,
            voice=ticket.voices[0],
            voices=ticket.voices,
            answers={"c1": Answer(stage=stage)},
            at=MONDAY,
        )
        return "saved"

    return save


def tickets(round: Round, voice: str, number: int) -> list[services.Ticket]:
    made = services.make_slips(round, voice=voice, number=number, by=TEST, at=MONDAY)
    came = [services.exchange(code, at=MONDAY) for code in made]
    return [ticket for ticket in came if isinstance(ticket, services.Ticket)]


def counted(group: str) -> int:
    kept = Tally.objects.get(item__code="c1", group=group).kept
    return sum(kept["spread"] or ())


def test_saving_while_the_round_is_closed_and_revealed__everyone_told_saved_is_in_the_tallies(site: People) -> None:
    round = make_round(place=site.site)
    answer(round, "uses_services", 9)
    already = answer(round, "staff", 8, stages=(0, 1, 2, 3))
    late = tickets(round, "staff", 16)
    ada, bea = acting(site.ada), acting(site.bea)

    def close_and_reveal() -> str:
        services.close_round(round, by=TEST, at=MONDAY)
        services.turn_reveal_key(round, knowing=True, by=ada, at=MONDAY)
        return services.turn_reveal_key(round, knowing=True, by=bea, at=MONDAY).state

    came = all_at_once(close_and_reveal, *(saving(ticket, place % 4) for place, ticket in enumerate(late)))

    saved = came.count("saved")
    refused = [one for one in came if isinstance(one, services.TooLate)]
    assert came[0] == State.REVEALED
    assert saved + len(refused) == len(late)
    assert counted("staff") == len(already) + saved
    assert not Ballot.objects.exists()
    assert set(Code.objects.values_list("way", flat=True)) == {""}
    assert Participation.objects.get(group="staff").answered == len(already) + saved


def test_saving_while_it_is_cancelled__no_ballot_is_left(site: People) -> None:
    round = make_round(place=site.site)
    late = tickets(round, "staff", 12)

    all_at_once(
        lambda: services.cancel_round(round, why="A test", by=TEST, at=MONDAY),
        *(saving(ticket, 1) for ticket in late),
    )

    round.refresh_from_db()
    assert round.state == State.CANCELLED
    assert not Ballot.objects.exists()


def test_exchanging_while_it_is_closed__a_shuffled_ballot_is_neither_lost_nor_doubled(site: People) -> None:
    round = make_round(place=site.site)
    answer(round, "staff", 6)
    made = services.make_slips(round, voice="staff", number=12, by=TEST, at=MONDAY)

    came = all_at_once(
        lambda: services.close_round(round, by=TEST, at=MONDAY),
        *(lambda code=code: services.exchange(code, at=MONDAY) for code in made),
    )

    entered = sum(isinstance(one, services.Ticket) for one in came)
    assert Ballot.objects.count() == 6 + entered


@pytest.mark.parametrize("attempt", range(3))
def test_two_people_revealing_at_once__one_reveal(site: People, attempt: int) -> None:
    round = make_round(state=State.CLOSED, place=site.site)
    ada, bea = acting(site.ada), acting(site.bea)

    came = all_at_once(
        lambda: services.turn_reveal_key(round, by=ada, at=MONDAY).state,
        lambda: services.turn_reveal_key(round, by=bea, at=MONDAY).state,
    )

    round.refresh_from_db()
    assert sorted(map(str, came)) == [State.CLOSED, State.REVEALED]
    assert round.state == State.REVEALED
    assert Tally.objects.filter(round=round).count() == 20
    assert AuditEntry.objects.filter(action="round.revealed").count() == 1
    assert not Key.objects.exists()


def test_the_same_person_in_two_windows__one_key(site: People) -> None:
    round = make_round(state=State.CLOSED, place=site.site)
    ada = acting(site.ada)

    came = all_at_once(*[lambda: services.turn_reveal_key(round, by=ada, at=MONDAY).state] * 4)

    assert came.count(State.CLOSED) == 1
    assert sum(isinstance(one, services.SamePersonTwice) for one in came) == 3
    assert Key.objects.count() == 1


def test_three_people_revealing_at_once__the_third_is_told_it_has_moved_on(site: People) -> None:
    round = make_round(state=State.CLOSED, place=site.site)
    ada, bea, ben = acting(site.ada), acting(site.bea), acting(site.ben)

    came = all_at_once(
        *(lambda by=by: services.turn_reveal_key(round, by=by, at=MONDAY).state for by in (ada, bea, ben))
    )

    round.refresh_from_db()
    assert round.state == State.REVEALED
    assert sum(isinstance(one, services.NotNow | services.SameSideTwice) for one in came) == 1
    assert Gap.objects.count() == len(set(Gap.objects.values_list("item", flat=True)))


def test_a_poster_of_twenty_with_sixty_clients__lets_in_twenty(site: People) -> None:
    round = make_round(place=site.site)
    code = services.make_poster(round, voice="staff", number=20, by=TEST, at=MONDAY)

    came: list[object] = []
    for _ in range(3):  # as many connections at once as a small server takes
        came += all_at_once(*[lambda: services.exchange(code, at=MONDAY)] * 20)

    receipts = {one.receipt for one in came if isinstance(one, services.Ticket)}
    assert len(receipts) == 20
    assert sum(isinstance(one, services.PosterIsUsedUp) for one in came) == 40
    assert Ballot.objects.count() == 20
    assert Poster.objects.get().left == 0


def test_one_code_in_many_hands_at_once__one_receipt_and_one_ballot(site: People) -> None:
    round = make_round(place=site.site)
    [code] = services.make_slips(round, voice="staff", number=1, by=TEST, at=MONDAY)

    came = all_at_once(*[lambda: services.exchange(code, at=MONDAY)] * 8)

    assert len({one.receipt for one in came if isinstance(one, services.Ticket)}) == 1
    assert Ballot.objects.count() == 1


def test_opening_two_rounds_of_a_place_at_once__one_opens(site: People) -> None:
    drafts = [make_round(state=State.DRAFT, place=site.site, name=name) for name in ("One", "Two")]

    all_at_once(*(lambda draft=draft: services.open_round(draft, by=TEST, at=MONDAY) for draft in drafts))

    assert Round.objects.filter(state=State.OPEN).count() == 1


def test_time_passing_on_two_hosts_at_once__each_thing_is_done_once(site: People) -> None:
    make_round(place=site.site, closes_on=MONDAY.date())
    later = MONDAY.replace(day=3)

    all_at_once(*[lambda: services.let_time_pass(at=later)] * 3)

    assert AuditEntry.objects.filter(action="round.closed").count() == 1
    assert not verify_all()


def test_after_a_reveal__the_traces_are_gone_from_the_files_below(site: People) -> None:
    round = make_round(state=State.REVEALED, place=site.site)

    round.refresh_from_db()
    assert round.scrubbed
