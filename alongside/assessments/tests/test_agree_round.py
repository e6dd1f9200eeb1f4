from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Key, OpenTally, Priority, Round
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import People, acting, person
from alongside.assessments.tests.meeting_factories import agreed, item_of, met, position
from alongside.core import clock
from alongside.core.audit import verify_all

STAFF_THERE = {"staff": 6}


def test_agree_round__needs_a_key_of_each_side(people: People) -> None:
    round = met(people)
    position(round, people)

    first = services.agree_round(round, by=acting(people.ada), at=clock.now())
    second = services.agree_round(round, by=acting(people.bea), at=clock.now())

    assert first.state == State.MEETING
    assert (second.state, second.agreed_on, second.agreed_by) == (State.AGREED, clock.today(), "")
    assert not Key.objects.filter(round=round).exists()
    assert not verify_all()


def test_agree_round__refuses_the_same_person_and_the_same_side_twice(people: People) -> None:
    round = met(people)
    position(round, people)
    carl = person("Carl", role=Role.SITE_LEAD, place=people.site, voices=["staff"])
    services.agree_round(round, by=acting(people.ada), at=clock.now())

    with pytest.raises(services.SamePersonTwice):
        services.agree_round(round, by=acting(people.ada), at=clock.now())
    with pytest.raises(services.YourKeyWaits):
        services.agree_round(round, by=acting(carl), at=clock.now())


def test_agree_round__refuses_when_nothing_is_written_down(people: People) -> None:
    with pytest.raises(services.NothingIsAgreedYet):
        services.agree_round(met(people), by=acting(people.ada), at=clock.now())


def test_agree_round__alone_is_refused_when_the_other_side_was_there(people: People) -> None:
    round = met(people)
    position(round, people)

    with pytest.raises(services.OtherSideWasThere):
        services.agree_round(round, alone=True, by=acting(people.ada), at=clock.now())


@pytest.mark.parametrize(
    ("there", "who", "called"),
    [({"staff": 6}, "ada", "staff only"), ({"uses_services": 4}, "bea", "lived experience only")],
)
def test_agree_round__by_one_side_alone_is_called_that(
    people: People, client: Client, there: dict[str, int], who: str, called: str
) -> None:
    round = met(people, present=there)
    position(round, people)

    told = services.agree_round(round, alone=True, by=acting(getattr(people, who)), at=clock.now())
    client.force_login(people.ben)
    pages = [client.get(f"/rounds/{round.pk}/{path}").content.decode() for path in ("result/", "agreed/")]
    pages.append(client.get(f"/places/{people.site.pk}/history/").content.decode())

    assert (told.state, told.agreed_by) == (State.AGREED, called)
    assert all(called in page for page in pages)


def test_agree_round__one_side_not_there_can_still_turn_its_key(people: People) -> None:
    round = met(people, present=STAFF_THERE)
    position(round, people)
    services.agree_round(round, by=acting(people.ada), at=clock.now())

    assert services.agree_round(round, by=acting(people.bea), at=clock.now()).agreed_by == ""


def test_agree_round__a_one_sided_round_needs_two_people_and_says_so(people: People) -> None:
    staff = {"staff": [1, 1, 2, 2, 0, 3, 1, 2, 2]}
    carl = person("Carl", role=Role.SITE_LEAD, place=people.site, voices=["staff"])
    round = met(people, staff, present=STAFF_THERE)
    position(round, people)
    services.agree_round(round, by=acting(people.ada), at=clock.now())

    assert services.agree_round(round, by=acting(carl), at=clock.now()).agreed_by == "staff only"


def test_agree_round__a_waiting_key_can_be_taken_back(people: People) -> None:
    round = met(people)
    position(round, people)
    services.agree_round(round, by=acting(people.ada), at=clock.now())

    services.withdraw_agree_key(round, by=acting(people.ada), at=clock.now())

    assert not Key.objects.exists()
    assert services.agree_round(round, by=acting(people.bea), at=clock.now()).state == State.MEETING


def test_agree_round__there_is_no_key_to_take_back_but_ones_own(people: People) -> None:
    round = met(people)
    position(round, people)
    services.agree_round(round, by=acting(people.ada), at=clock.now())

    with pytest.raises(services.NoKeyWaits):
        services.withdraw_agree_key(round, by=acting(people.bea), at=clock.now())


@pytest.mark.parametrize("change", ["meeting", "priorities"])
def test_agree_round__a_key_falls_when_what_it_was_turned_to_changes(people: People, change: str) -> None:
    round = met(people)
    position(round, people)
    services.agree_round(round, by=acting(people.ada), at=clock.now())

    if change == "meeting":
        services.hold_meeting(round, held_on=clock.today(), present=STAFF_THERE, by=acting(people.ada), at=clock.now())
    else:
        services.choose_priorities(round, items=[item_of(round, 1)], by=acting(people.ada), at=clock.now())

    assert not Key.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_agree_round__closes_an_open_room_for_good(people: People) -> None:
    few = {"uses_services": [0, 0, 1, 1, 2, 0], "staff": [1, 2, 2, 1, 3], "leaders": [3, 3]}
    round = met(people, few, mode=Round.Mode.OPEN_ROOM)
    position(round, people)
    assert OpenTally.objects.filter(round=round).exists()

    services.agree_round(round, by=acting(people.ada), at=clock.now())
    services.agree_round(round, by=acting(people.bea), at=clock.now())

    assert not OpenTally.objects.exists()
    assert Round.objects.get(pk=round.pk).scrubbed


def priorities(round: Round) -> list[int]:
    return list(Priority.objects.filter(round=round).order_by("order").values_list("item__number", flat=True))


def test_choose_priorities__three_in_their_order(people: People) -> None:
    round = met(people)
    items = [item_of(round, number) for number in (6, 1, 9)]

    services.choose_priorities(
        round, items=items, whys={items[0].pk: "It frightens people"}, by=acting(people.ada), at=clock.now()
    )

    assert priorities(round) == [6, 1, 9]
    assert Priority.objects.get(order=1).why == "It frightens people"


def test_choose_priorities__choosing_again_replaces(people: People) -> None:
    round = met(people)
    for numbers in ((6, 1), (1, 6), (3,)):
        services.choose_priorities(
            round, items=[item_of(round, number) for number in numbers], by=acting(people.ada), at=clock.now()
        )

    assert priorities(round) == [3]


def test_choose_priorities__a_fourth_is_refused_in_words(people: People) -> None:
    round = met(people)

    with pytest.raises(services.TooManyPriorities, match="Three priorities at most"):
        services.choose_priorities(
            round, items=[item_of(round, number) for number in (1, 2, 3, 4)], by=acting(people.ada), at=clock.now()
        )


def test_choose_priorities__the_same_one_twice_is_refused(people: People) -> None:
    round = met(people)

    with pytest.raises(services.SamePriorityTwice):
        services.choose_priorities(round, items=[item_of(round, 1)] * 2, by=acting(people.ada), at=clock.now())


@pytest.mark.parametrize("order", [0, 4])
def test_choose_priorities__the_database_refuses_a_fourth(people: People, order: int) -> None:
    round = met(people)
    table = connection.ops.quote_name(Priority._meta.db_table)

    with pytest.raises(IntegrityError, match="at_most_three"), transaction.atomic():
        Priority.objects.create(round=round, item=item_of(round, 1), order=order)
    kept = Priority.objects.create(round=round, item=item_of(round, 1), order=1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE {table} SET "order" = %s WHERE id = %s', [order, kept.pk])  # noqa: S608


def test_priorities_page__offers_the_widest_gap_first_and_refuses_a_fourth(people: People, client: Client) -> None:
    round = met(people)
    client.force_login(people.ada)

    refused = client.post(f"/rounds/{round.pk}/priorities/", {"items": ["1", "2", "3", "4"], "why_2": "Because"})
    kept = client.post(f"/rounds/{round.pk}/priorities/", {"items": ["2", "5"], "why_2": "Because"})

    assert b"Choose three at most" in refused.content
    assert b'value="Because"' in refused.content
    assert kept.status_code == 302
    assert priorities(round) == [2, 5]
    assert Priority.objects.get(order=1).why == "Because"


def test_agree_page__two_turn_their_keys_and_the_agreement_stands(people: People, client: Client) -> None:
    round = met(people)
    position(round, people, 1, dissent="Two of us say Not yet")
    client.force_login(people.ada)
    first = client.post(f"/rounds/{round.pk}/agree/", {}, follow=True).content
    client.force_login(people.bea)
    waiting = client.get(f"/rounds/{round.pk}/agree/").content
    done = client.post(f"/rounds/{round.pk}/agree/", {}, follow=True).content

    assert b"It waits for the other side" in first
    assert b"Ada has turned the key" in waiting
    assert b"Agreed on 2 March 2026" in done
    assert b"Two of us say Not yet" in done


def test_agree_page__lists_gaps_that_are_not_settled(people: People, client: Client) -> None:
    round = met(people)
    client.force_login(people.ada)

    page = client.get(f"/rounds/{round.pk}/agree/")

    assert len(page.context_data["meeting"].unsettled) == 10  # type: ignore[attr-defined]
    assert b"They stay open and stand in what you agreed" in page.content


def test_agree_page__takes_a_key_back(people: People, client: Client) -> None:
    round = met(people)
    position(round, people)
    client.force_login(people.ada)
    client.post(f"/rounds/{round.pk}/agree/", {})
    assert Key.objects.filter(round=round, user=people.ada).exists()

    client.post(f"/rounds/{round.pk}/agree/", {"withdraw": "yes"})

    assert not Key.objects.exists()


def test_agree_page__alone_only_when_it_is_ticked(people: People, client: Client) -> None:
    round = met(people, present=STAFF_THERE)
    position(round, people)
    client.force_login(people.ada)
    waits = client.post(f"/rounds/{round.pk}/agree/", {}, follow=True).content
    alone = client.post(f"/rounds/{round.pk}/agree/", {"alone": "on"}, follow=True).content

    assert b"was not at the meeting. We agree without it, knowing that." in waits
    assert b"This was agreed by one side alone: staff only." in alone


def test_agreed_page__is_read_by_members_and_the_programme(people: People, client: Client) -> None:
    round = agreed(people)
    told = []
    for user in (people.ada, people.ben, people.cleo, people.dev):
        client.force_login(user)
        told.append(client.get(f"/rounds/{round.pk}/agreed/").status_code)

    assert told == [200, 200, 200, 404]


def test_agreed_page__says_what_was_agreed_last_round_with_its_dissent(people: People, client: Client) -> None:
    first = met(people)
    position(first, people, 1, stage=0, dissent="Some said we had begun")
    for user in (people.ada, people.bea):
        services.agree_round(first, by=acting(user), at=clock.now())
    second = met(people, name="Autumn")
    position(second, people, 1, stage=1)
    client.force_login(people.ada)

    for path in ("agreed/", "agree/1/"):
        page = client.get(f"/rounds/{second.pk}/{path}").content.decode()
        assert "Last round you agreed on Not yet." in page
        assert "Some said we had begun" in page


def test_agreed_page__last_round_agreed_by_one_side_is_called_that(people: People, client: Client) -> None:
    first = met(people, present=STAFF_THERE)
    position(first, people, 1, stage=0)
    services.agree_round(first, alone=True, by=acting(people.ada), at=clock.now())
    second = met(people, name="Autumn")
    client.force_login(people.ben)

    pages = [client.get(f"/rounds/{second.pk}/{path}").content.decode() for path in ("agreed/", "result/")]

    assert "Last round you agreed on Not yet (staff only)." in pages[0]
    assert "(staff only)" in pages[1]


def test_item_page__carries_the_agreed_stage_and_its_dissent(people: People, client: Client) -> None:
    round = met(people)
    position(round, people, 1, stage=1, dissent="Two of us say Not yet")
    client.force_login(people.ben)

    page = client.get(f"/rounds/{round.pk}/result/1/").content.decode()

    assert "Written down at the meeting, not agreed yet" in page
    assert "Two of us say Not yet" in page
