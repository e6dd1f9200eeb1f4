"""The list of a place's rounds, and a round's own page: where it stands and what comes next, for each person."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Round
from alongside.assessments.queries import rounds
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import (
    CONTACTS,
    STAFF_ONLY,
    TEST,
    People,
    acting,
    answer,
    make_round,
    make_team,
    person,
)
from alongside.core import clock

Count = Callable[[], CaptureQueriesContext]


def look(client: Client, user: object, round: Round) -> rounds.RoundPage:
    client.force_login(user)  # type: ignore[arg-type]
    page = client.get(round.get_absolute_url()).context_data["page"]
    assert isinstance(page, rounds.RoundPage)
    return page


def test_list__says_where_each_round_stands_the_newest_first(client: Client, people: People) -> None:
    make_round(state=State.SHARED, place=people.site, name="First", at=MONDAY - dt.timedelta(days=200))
    make_round(place=people.site, name="Second", asked=STAFF_ONLY)
    make_round(state=State.DRAFT, place=people.site, name="Third", mode=Round.Mode.OPEN_ROOM)
    make_round(place=make_team(site=people.site), name="Elsewhere")
    client.force_login(people.ben)

    lines = client.get(f"/places/{people.site.pk}/rounds/").context_data["rounds"]

    assert [(line.name, line.says, line.marks) for line in lines] == [
        ("Third", "Being prepared", ("open room",)),
        ("Second", "Open for answers", ("one side only",)),
        ("First", "Shared", ()),
    ]


def test_list__empty_says_what_will_be_here_and_offers_the_first_step(client: Client, people: People) -> None:
    url = f"/places/{people.site.pk}/rounds/"
    client.force_login(people.ada)
    offered = client.get(url).content.decode()
    client.force_login(people.ben)
    plain = client.get(url).content.decode()

    assert "Prepare the first round" in offered
    assert "Prepare the first round" not in plain
    assert "There is none yet" in plain


def test_list__asks_the_database_as_often_for_two_rounds_as_for_two_hundred(
    people: People, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    def more(number: int) -> None:
        first = make_round(state=State.DRAFT, place=people.site)
        for _ in range(number - 1):
            first.pk = None
            first._state.adding = True
            first.id = Round._meta.pk.get_default()
            first.save()

    actor = acting(people.ada)
    more(2)
    with django_assert_num_queries(3):
        assert len(rounds.rounds_of(people.site, actor)) == 2
    more(198)
    with django_assert_num_queries(3):
        assert len(rounds.rounds_of(people.site, actor)) == 200


@pytest.mark.parametrize("state", [s for s in State if s not in (State.MEETING, State.AGREED)])
def test_page__fifteen_queries_at_most_in_any_state(
    people: People, state: State, django_assert_max_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    round = make_round(state=state, place=people.site)
    if state == State.CLOSED:
        services.turn_reveal_key(round, by=acting(people.ada), at=MONDAY)
    actor = acting(people.bea)

    with django_assert_max_num_queries(16):
        rounds.round_page(round, actor=actor, at=MONDAY, on=MONDAY.date())


def test_page__the_life_line_says_what_is_done_and_where_it_stands(client: Client, people: People) -> None:
    life = look(client, people.ben, make_round(state=State.CLOSED, place=people.site)).life

    assert [(step.name, step.done, step.current) for step in life][:4] == [
        ("Prepared", True, False),
        ("Open", True, False),
        ("Closed", True, True),
        ("Revealed", False, False),
    ]


def test_page__a_cancelled_round_ends_its_line_there(client: Client, people: People) -> None:
    page = look(client, people.ben, make_round(state=State.CANCELLED, place=people.site))

    assert [step.name for step in page.life] == ["Prepared", "Open", "Cancelled"]
    assert "nobody had seen one" in page.next.why


@pytest.mark.parametrize(
    ("state", "ada", "ben"),
    [
        (State.DRAFT, "Open the round", ""),
        (State.OPEN, "Invite people by mail", ""),
        (State.CLOSED, "Turn the first key", ""),
        (State.REVEALED, "See how you each see it", ""),
        (State.SHARED, "See how you each see it", "See how you each see it"),
        (State.CANCELLED, "", ""),
        (State.LAPSED, "", ""),
    ],
)
def test_page__has_one_next_step_for_each_person(
    client: Client, people: People, state: State, ada: str, ben: str
) -> None:
    round = make_round(state=state, place=people.site)

    assert look(client, people.ada, round).next.text == ada
    theirs = look(client, people.ben, round).next
    assert theirs.text == ben
    assert theirs.why


@pytest.mark.parametrize(
    ("state", "ada", "ben"),
    [
        (State.MEETING, "Write down what you agree", "See how you each see it"),
        (State.AGREED, "Read what was agreed", "Read what was agreed"),
    ],
)
def test_page__after_the_meeting_it_leads_to_what_was_agreed(
    client: Client, people: People, state: State, ada: str, ben: str
) -> None:
    round = make_round(state=State.SHARED, place=people.site)
    Round.objects.filter(pk=round.pk).update(state=state)  # how a meeting is held is tried where that is done

    steps = [look(client, user, round).next for user in (people.ada, people.ben)]

    assert [step.text for step in steps] == [ada, ben]


def test_page__every_step_it_offers_opens(client: Client, people: People) -> None:
    mine = ("change", "open", "invite", "slips", "poster", "close", "cancel", "reveal", "reopen", "share", "open-room")
    for state in (State.DRAFT, State.OPEN, State.CLOSED, State.REVEALED):
        round = make_round(state=state, place=make_team(f"Team {state}", site=people.site))
        page = look(client, people.ada, round)
        for step in (page.next, *page.others):
            if step.url.rstrip("/").rsplit("/", 1)[-1] in mine:
                assert client.get(step.url).status_code == 200, step


def test_page__a_draft_with_something_missing_says_what(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, contacts=CONTACTS[:3])

    step = look(client, people.ada, round).next

    assert (step.text, step.why) == ("Add what is missing", "Before it can open: name an emergency line.")


def test_page__an_open_room_asks_each_side_for_its_yes(client: Client, people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, mode=Round.Mode.OPEN_ROOM)
    assert people.bea

    assert look(client, people.ada, round).next.text == "Say yes to an open room"
    services.choose_open_room(round, by=acting(people.ada), voice="", at=MONDAY)
    waiting = look(client, people.ada, round)
    assert (waiting.next.text, waiting.open_room.could) == ("", ("Bea",))
    services.choose_open_room(round, by=acting(people.bea), voice="", at=MONDAY)

    assert look(client, people.ada, round).next.text == "Open the round"


def test_page__tells_how_many_answered_from_five_as_counted_and_nothing_below(client: Client, people: People) -> None:
    round = make_round(place=people.site)
    answer(round, "uses_services", 6)
    answer(round, "staff", 4)
    before = look(client, people.ada, round)
    services.let_time_pass(at=MONDAY)
    answer(round, "uses_services", 1)

    after = look(client, people.ada, round)

    assert {line.answered for line in before.asked} == {"not yet enough to say"}
    assert {line.code: line.answered for line in after.asked} == {
        "uses_services": "6 have answered",
        "staff": "not yet enough to say",
        "leaders": "not yet enough to say",
    }


def test_page__says_whose_key_waits_until_when_and_who_could_hold_the_other(client: Client, people: People) -> None:
    lived = person("Pia", role=Role.LIVED_EXPERIENCE_CO_LEAD, place=people.site, voices=["family_and_friends"])
    round = make_round(state=State.CLOSED, place=people.site)
    services.turn_reveal_key(round, by=acting(people.ada), at=MONDAY)
    assert people.bea

    mine, theirs = look(client, people.ada, round), look(client, lived, round)

    assert mine.reveal.mine
    assert mine.reveal.could == ("Bea", "Pia")
    assert mine.reveal.waiting[0].lapses_at == MONDAY + dt.timedelta(hours=24)
    assert (theirs.next.text, theirs.reveal.mine, theirs.reveal.could) == ("Turn the second key", False, ("you", "Bea"))


def test_page__a_lapsed_key_waits_no_more(client: Client, people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)
    services.turn_reveal_key(round, by=acting(people.ada), at=MONDAY)

    with clock.frozen(MONDAY + dt.timedelta(hours=24)):
        assert look(client, people.bea, round).next.text == "Turn the first key"


def test_page__in_a_one_sided_round_anybody_else_could_hold_the_other_key(client: Client, people: People) -> None:
    other = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["staff"])
    round = make_round(state=State.CLOSED, place=people.site, asked=STAFF_ONLY)
    services.turn_reveal_key(round, by=acting(people.ada), at=MONDAY)

    page = look(client, other, round)

    assert page.one_side == "profession"
    assert page.reveal.could == ("you",)


def test_page__while_it_is_prepared_others_are_told_until_when(client: Client, people: People) -> None:
    page = look(client, people.ben, make_round(state=State.REVEALED, place=people.site))

    assert page.next.why.endswith("on 16 March 2026 at the latest.")


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        (State.DRAFT, set()),
        (State.OPEN, set()),
        (State.CLOSED, set()),
        (State.REVEALED, {"Ada", "Bea"}),
        (State.SHARED, {"Ada", "Bea", "Ben", "Cleo", "Pia"}),
        (State.CANCELLED, set()),
        (State.LAPSED, set()),
    ],
)
def test_result__is_read_by_the_two_who_hold_it_until_it_is_shared(
    people: People, state: State, readers: set[str]
) -> None:
    round = make_round(state=state, place=people.site)
    third = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["leaders"])
    board = person("Bo", role=Role.BOARD_VIEWER, place=people.site)
    everybody = (people.ada, people.bea, people.ben, people.cleo, people.dev, third, board)

    assert {user.name for user in everybody if rounds.may_read_result(round, acting(user))} == readers


def test_result__is_lost_to_a_key_holder_who_has_left(people: People) -> None:
    round = make_round(state=State.REVEALED, place=people.site)
    people.ada.memberships.update(ended_on=MONDAY.date())

    assert not rounds.may_read_result(round, acting(people.ada))
    assert services.share_round(round, by=TEST, at=MONDAY).state == State.SHARED
