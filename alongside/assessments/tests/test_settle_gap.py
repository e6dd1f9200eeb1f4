from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import Gap
from alongside.assessments.tests.factories import People, acting, person
from alongside.assessments.tests.meeting_factories import agreed, gap_of, revealed, shared
from alongside.core import clock

WORDS = "We know now why each of us sees it so"


def settle(gap: Gap, user: object, *, outcome: str = "UNDERSTOOD", words: str = WORDS) -> Gap:
    return services.settle_gap(gap, outcome=outcome, words=words, by=acting(user), at=clock.now())  # type: ignore[arg-type]


def test_settle_gap__one_side_alone_does_not(people: People) -> None:
    gap = gap_of(shared(people))

    told = settle(gap, people.ada)

    assert (told.outcome, told.words, told.settled_on) == ("UNDERSTOOD", WORDS, None)


def test_settle_gap__both_sides_on_the_same_do(people: People) -> None:
    gap = gap_of(shared(people))
    settle(gap, people.bea)

    told = settle(gap, people.ada)

    assert told.settled_on == clock.today()
    assert (told.lived_by, told.profession_by) == (people.bea, people.ada)


@pytest.mark.parametrize("change", [{"outcome": "AGREE_TO_DIFFER"}, {"words": "Something else"}])
def test_settle_gap__a_changed_proposal_needs_the_first_side_again(people: People, change: dict[str, str]) -> None:
    gap = gap_of(shared(people))
    settle(gap, people.ada)

    changed = settle(gap, people.bea, **change)
    assert changed.settled_on is None
    assert changed.profession_by is None
    settled = settle(gap, people.ada, **change)

    assert settled.settled_on == clock.today()


def test_settle_gap__a_second_person_of_the_same_side_is_not_the_other_side(people: People) -> None:
    gap = gap_of(shared(people))
    carl = person("Carl", role=Role.MEMBER, place=people.site, voices=["staff"])
    settle(gap, people.ada)

    assert settle(gap, carl).settled_on is None


def test_settle_gap__a_person_with_two_hats_keeps_the_first(people: People) -> None:
    gap = gap_of(shared(people))
    both = person("Bo", role=Role.MEMBER, place=people.site, voices=["staff", "uses_services"])
    services.settle_gap(gap, outcome="UNDERSTOOD", words=WORDS, voice="staff", by=acting(both), at=clock.now())

    with pytest.raises(services.OneHatOnly):
        services.settle_gap(
            gap, outcome="UNDERSTOOD", words=WORDS, voice="uses_services", by=acting(both), at=clock.now()
        )


def test_settle_gap__refused_once_it_is_settled(people: People) -> None:
    gap = gap_of(shared(people))
    settle(gap, people.ada)
    settle(gap, people.bea)

    with pytest.raises(services.GapIsSettled):
        settle(gap, people.ada, words="No, wait")


@pytest.mark.parametrize("given", [{"words": "  "}, {"outcome": "WON"}, {"outcome": ""}, {"words": "a" * 501}])
def test_settle_gap__refuses_without_an_outcome_and_words(people: People, given: dict[str, str]) -> None:
    gap = gap_of(shared(people))

    with pytest.raises(services.GapNeedsWords):
        settle(gap, people.ada, **given)


def test_settle_gap__waits_until_the_result_is_shared_and_works_after_the_agreement(people: People) -> None:
    early = gap_of(revealed(people))

    with pytest.raises(services.NotNow):
        settle(early, people.ada)


def test_settle_gap__works_after_the_agreement(people: People) -> None:
    gap = gap_of(agreed(people))
    settle(gap, people.ada)

    assert settle(gap, people.bea).settled_on


def test_settle_gap__the_database_refuses_one_side_alone(people: People) -> None:
    gap = gap_of(shared(people))
    alone = {"outcome": "UNDERSTOOD", "settled_on": clock.today(), "lived_by": people.bea}

    with pytest.raises(IntegrityError, match="settled_by_both_sides"), transaction.atomic():
        Gap.objects.filter(pk=gap.pk).update(**alone)
    with pytest.raises(IntegrityError, match="settled_by_both_sides"), transaction.atomic():
        Gap.objects.filter(pk=gap.pk).update(**alone, profession_by=people.bea)
    with pytest.raises(IntegrityError, match="settled_by_both_sides"), transaction.atomic():
        Gap.objects.filter(pk=gap.pk).update(**{**alone, "outcome": ""}, profession_by=people.ada)


def test_settle_gap__the_database_refuses_it_in_plain_sql_too(people: People) -> None:
    gap = gap_of(shared(people))
    table = connection.ops.quote_name(Gap._meta.db_table)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET outcome = 'UNDERSTOOD', settled_on = '2026-03-02'")  # noqa: S608

    gap.refresh_from_db()
    assert gap.settled_on is None


def test_gap_page__each_side_turns_its_own_key(people: People, client: Client) -> None:
    gap = gap_of(shared(people))
    client.force_login(people.ben)
    client.post(f"/gaps/{gap.pk}/settle/", {"outcome": "BECAME_GOAL", "words": WORDS})
    client.force_login(people.bea)

    before = client.get(f"/gaps/{gap.pk}/settle/").content
    after = client.post(f"/gaps/{gap.pk}/settle/", {"outcome": "BECAME_GOAL", "words": WORDS}, follow=True).content

    assert b"It waits for someone of the side of lived experience" in before
    assert b"Both sides have settled this gap" in after
    assert b"Marked for a goal" in after


def test_gap_page__says_what_is_missing_and_keeps_the_rest(people: People, client: Client) -> None:
    gap = gap_of(shared(people))
    client.force_login(people.ada)

    page = client.post(f"/gaps/{gap.pk}/settle/", {"words": WORDS}).content

    assert b"<title>Error: " in page
    assert b"Choose how the gap is settled" in page
    assert WORDS.encode() in page


@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("bea", 200), ("ben", 200), ("cleo", 403), ("dev", 404)])
def test_gap_page__is_for_the_people_of_the_place(people: People, client: Client, who: str, status: int) -> None:
    gap = gap_of(shared(people))
    client.force_login(getattr(people, who))

    assert client.get(f"/gaps/{gap.pk}/settle/").status_code == status


def test_gap_page__unknown_and_wrong_method(people: People, client: Client) -> None:
    gap = gap_of(shared(people))
    client.force_login(people.ada)

    assert client.get("/gaps/00000000-0000-4000-8000-000000000000/settle/").status_code == 404
    assert client.delete(f"/gaps/{gap.pk}/settle/").status_code == 405


def test_gap_page__while_it_is_prepared_only_for_the_two_who_revealed(people: People, client: Client) -> None:
    gap = gap_of(revealed(people))
    client.force_login(people.ben)

    assert client.get(f"/gaps/{gap.pk}/settle/").status_code == 403
