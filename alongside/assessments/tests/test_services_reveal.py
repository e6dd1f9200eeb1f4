"""Two keys; ballots become tallies and are deleted; and what is left obeys the sizes."""

import datetime as dt

import pytest

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import (
    Ballot,
    Code,
    Difference,
    Gap,
    Invited,
    Key,
    OpenTally,
    Participation,
    Poster,
    Quote,
    Round,
    Tally,
)
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import (
    STAFF_ONLY,
    TEST,
    People,
    acting,
    answer,
    make_round,
    person,
    revealed_round,
)
from alongside.core.models import AuditEntry

LOW, HIGH = [0] * 5 + [1] * 4, [2] * 4 + [3] * 5


def close(round: Round) -> Round:
    return services.close_round(round, by=TEST, at=MONDAY)


def turn(round: Round, user: object, *, at: dt.datetime = MONDAY, **given: object) -> Round:
    return services.turn_reveal_key(round, by=acting(user), at=at, **given)  # type: ignore[arg-type]


@pytest.fixture
def closed(people: People) -> Round:
    """Nine who use services, nine staff, three leaders: all have answered."""
    return make_round(state=State.CLOSED, place=people.site)


def test_key__the_first_waits_and_the_second_of_the_other_side_reveals(people: People, closed: Round) -> None:
    waiting = turn(closed, people.ada)
    revealed = turn(closed, people.bea)

    assert waiting.state == State.CLOSED
    assert (revealed.state, revealed.revealed_on) == (State.REVEALED, MONDAY.date())
    assert (revealed.first_by, revealed.first_side) == (people.ada, "profession")
    assert (revealed.second_by, revealed.second_side) == (people.bea, "lived_experience")


def test_key__never_twice_the_same_person(people: People, closed: Round) -> None:
    turn(closed, people.ada)

    with pytest.raises(services.SamePersonTwice):
        turn(closed, people.ada)


def test_key__never_twice_the_same_side(people: People, closed: Round) -> None:
    turn(closed, people.ada)

    with pytest.raises(services.SameSideTwice):
        turn(closed, people.ben)

    assert Key.objects.get().user == people.ada


def test_key__in_a_one_sided_round_two_people_are_enough(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site, asked=STAFF_ONLY)

    turn(round, people.ada)
    with pytest.raises(services.SamePersonTwice):
        turn(round, people.ada)
    revealed = turn(round, people.ben)

    assert (revealed.state, revealed.first_side, revealed.second_side) == (State.REVEALED, "profession", "profession")


def test_key__refused_to_whoever_may_speak_in_no_voice(people: People, closed: Round) -> None:
    with pytest.raises(services.NoHatToWear):
        turn(closed, people.cleo)


def test_key__two_hats_do_not_make_two_sides_of_one_person(people: People, closed: Round) -> None:
    both = person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["staff", "uses_services"])
    turn(closed, both, voice="staff")

    with pytest.raises(services.OneHatOnly):
        turn(closed, both, voice="uses_services")
    with pytest.raises(services.SamePersonTwice):
        turn(closed, both)


def test_key__that_has_lapsed_does_not_count(people: People, closed: Round) -> None:
    turn(closed, people.ada)

    later = turn(closed, people.bea, at=MONDAY + dt.timedelta(hours=24))

    assert later.state == State.CLOSED


def test_key__can_be_withdrawn_by_its_holder_only(people: People, closed: Round) -> None:
    turn(closed, people.ada)

    with pytest.raises(services.NotNow, match="no key waiting"):
        services.withdraw_reveal_key(closed, by=acting(people.bea), at=MONDAY)
    services.withdraw_reveal_key(closed, by=acting(people.ada), at=MONDAY)

    assert not Key.objects.exists()


@pytest.mark.parametrize("state", [State.DRAFT, State.OPEN, State.REVEALED, State.CANCELLED])
def test_key__refused_unless_the_round_is_closed(people: People, state: State) -> None:
    round = make_round(state=state, place=people.site)

    with pytest.raises(services.NotNow):
        turn(round, people.ada)
    with pytest.raises(services.NotNow):
        services.withdraw_reveal_key(round, by=acting(people.ada), at=MONDAY)


def test_key__refused_where_nobody_answered(people: People) -> None:
    round = make_round(place=people.site)
    for code in services.make_slips(round, voice="staff", number=5, by=TEST, at=MONDAY):
        services.exchange(code, at=MONDAY)

    with pytest.raises(services.NobodyAnswered):
        turn(close(round), people.ada)


def test_hidden__a_side_that_would_not_be_shown_is_told_first_and_no_key_is_turned(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site, answers={"uses_services": 4, "staff": 9})

    with pytest.raises(services.SideWouldNotBeShown) as told:
        turn(round, people.ada)

    assert told.value.sides == ("lived_experience",)
    assert not Key.objects.exists()
    assert not round.standings.exists()


def test_hidden__both_go_on_knowing_it_and_each_is_told(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site, answers={"uses_services": 4, "staff": 9})
    turn(round, people.ada, knowing=True)

    with pytest.raises(services.SideWouldNotBeShown):
        turn(round, people.bea)
    turn(round, people.bea, knowing=True)

    kept = {tally.group: tally.kept["level"] for tally in Tally.objects.filter(item__code="c1")}
    assert kept == {"lived_experience": "TOO_FEW", "staff": "SPREAD", "leaders": "NOTHING"}
    row = AuditEntry.objects.get(action="round.reveal_key_turned")
    assert row.changes["knowing_not_shown"] == ["lived_experience"]


def test_reveal__small_voices_are_kept_with_their_side(people: People) -> None:
    revealed_round({"uses_services": [0, 1, 2] * 3, "staff": [1, 2, 3] * 3, "leaders": [3, 3, 3]})

    kept = {tally.group: tally.kept for tally in Tally.objects.filter(item__code="c1")}
    assert set(kept) == {"uses_services", "profession"}
    assert kept["uses_services"]["spread"] == [3, 3, 3, 0]
    assert kept["profession"]["spread"] == [0, 3, 3, 6]


def test_reveal__every_ballot_code_poster_letter_list_and_the_secret_is_gone(people: People) -> None:
    round = make_round(place=people.site, answers={"uses_services": 9, "staff": 9})
    services.make_poster(round, voice="staff", number=3, by=TEST, at=MONDAY)
    services.invite_by_mail(round, people=[services.Invitee("e@example.org", ("staff",))], by=TEST, at=MONDAY)
    round = close(round)

    turn(round, people.ada)
    round = turn(round, people.bea)

    for gone in (Ballot, Poster, Key, Invited):
        assert not gone._default_manager.exists()
    assert (bytes(round.secret), round.counted, round.scrubbed) == (b"", {}, False)


@pytest.mark.parametrize(("answered", "marks"), [(5, 50), (15, 50), (16, 75)])
def test_reveal__how_many_marks_stay_tells_nothing(people: People, answered: int, marks: int) -> None:
    """Each who answered leaves two marks, a code's and a receipt's; decoys fill up to a multiple of 25."""
    revealed_round({"uses_services": answered, "staff": 9})

    left = Code.objects.values_list("way", "spent", "voices")
    assert len(left) == marks
    assert set(map(str, left)) == {str(("", True, []))}


def test_reveal__a_gap_opens_where_the_sides_stand_a_stage_apart(people: People) -> None:
    revealed_round({"uses_services": LOW, "staff": HIGH})

    difference = Difference.objects.get(item__code="c1")
    assert (difference.lower, difference.estimate is not None) == ("uses_services", True)
    assert difference.fewest >= 1
    assert Gap.objects.count() == 10
    assert Gap.objects.get(item__code="c1").difference == difference


def test_reveal__no_gap_opens_where_they_agree(people: People) -> None:
    revealed_round({"uses_services": [1, 2] * 4, "staff": [1, 2] * 4})

    assert Difference.objects.count() == 10
    assert not Gap.objects.exists()


def test_reveal__two_voices_of_one_side_may_open_a_gap_too(people: People) -> None:
    revealed_round({"staff": LOW, "leaders": HIGH})

    assert Gap.objects.count() == 10


def test_reveal__the_sides_gap_comes_before_that_of_two_voices(people: People) -> None:
    revealed_round({"uses_services": [1] * 4 + [0, 2] * 3, "staff": LOW, "leaders": HIGH})

    difference = Gap.objects.get(item__code="c1").difference
    assert {difference.group_a, difference.group_b} == {"uses_services", "leaders"}


def test_reveal__no_exact_difference_from_middle_answers(people: People) -> None:
    revealed_round({"uses_services": [0, 1, 2, 3, 1], "staff": HIGH})

    assert Difference.objects.get(item__code="c1").estimate is None


def test_reveal__only_questions_somebody_was_asked_are_kept(people: People) -> None:
    asked = [services.Asking("uses_services", 9, (1, 2)), services.Asking("staff", 9, (2, 3))]
    round = make_round(state=State.CLOSED, place=people.site, asked=asked)

    turn(round, people.ada)
    turn(round, people.bea)

    kept = Tally.objects.order_by("item__number", "group").values_list("item__code", "group")
    assert list(kept) == [("c1", "uses_services"), ("c2", "staff"), ("c2", "uses_services"), ("c3", "staff")]


def test_reveal__an_open_room_keeps_each_voice_until_its_meeting(people: People) -> None:
    round = revealed_round({"uses_services": 9, "staff": 9, "leaders": [3, 3, 0]}, mode=Round.Mode.OPEN_ROOM)

    shown = OpenTally.objects.get(round=round, item__code="c1", voice="leaders").shown
    assert shown["stages"] == [1, 0, 0, 2]
    assert {tally.group for tally in Tally.objects.filter(item__code="c1")} == {"uses_services", "profession"}


def test_reveal__a_private_round_keeps_no_open_tally(people: People) -> None:
    revealed_round({"uses_services": 9, "staff": 9})

    assert not OpenTally.objects.exists()


def test_reveal__a_small_voice_that_allows_it_is_shown(people: People) -> None:
    round = make_round(place=people.site, answers={"uses_services": 9, "staff": 9})
    answer(round, "leaders", 3, stages=(3,), waives=True)
    round = close(round)

    turn(round, people.ada)
    turn(round, people.bea)

    kept = Tally.objects.get(item__code="c1", group="leaders").kept
    assert (kept["level"], kept["spread"]) == ("OPEN", [0, 0, 0, 3])


def test_reveal__a_stricter_round_shows_later(people: People) -> None:
    revealed_round({"uses_services": [0, 1, 2, 3, 1, 2], "staff": 9}, smallest=7)

    assert Tally.objects.get(item__code="c1", side="lived_experience").kept["level"] == "TOO_FEW"


def test_words__only_those_offered_stay_and_only_under_a_group_that_is_shown(people: People) -> None:
    round = make_round(place=people.site, answers={"uses_services": 8, "staff": 8})
    answer(round, "uses_services", 1, words={"c1": "They know my name"})
    answer(round, "uses_services", 1, words={"c1": "Never say this"}, offered=False)
    answer(round, "leaders", 1, words={"c2": "From the side"})
    round = close(round)

    turn(round, people.ada)
    turn(round, people.bea)

    assert set(Quote.objects.values_list("item__code", "group", "words")) == {
        ("c1", "uses_services", "They know my name"),
        ("c2", "profession", "From the side"),
    }


def test_words__of_a_side_too_small_to_show_are_deleted_unread(people: People) -> None:
    round = make_round(place=people.site, answers={"staff": 9})
    answer(round, "uses_services", 3, words={"c1": "We are three"})
    round = close(round)

    turn(round, people.ada, knowing=True)
    turn(round, people.bea, knowing=True)

    assert not Quote.objects.exists()


def test_participation__is_told_by_voice_where_each_has_enough(people: People) -> None:
    round = make_round(place=people.site, asked={"uses_services": 9, "family_and_friends": 5, "staff": 9})
    answer(round, "uses_services", 10, easy_read=True)
    answer(round, "uses_services", 5)
    answer(round, "staff", 6)
    answer(round, "staff", 4)
    services.make_slips(round, voice="uses_services", number=3, by=TEST, at=MONDAY)
    services.make_poster(round, voice="staff", number=7, by=TEST, at=MONDAY)
    round = close(round)

    turn(round, people.ada)
    turn(round, people.bea)

    rows = {row.group: row for row in Participation.objects.all()}
    people_row, family, staff = rows["uses_services"], rows["family_and_friends"], rows["staff"]
    assert (people_row.asked, people_row.answered, people_row.easy_read) == (18, 15, 10)
    assert (family.asked, family.answered) == (0, 0)
    assert (staff.asked, staff.answered, staff.easy_read) == (17, 10, 0)


def test_participation__of_a_voice_too_small_is_told_with_its_side(people: People) -> None:
    revealed_round({"uses_services": 4, "staff": 9, "leaders": 3})

    rows = {row.group: (row.asked, row.answered) for row in Participation.objects.all()}
    assert rows == {"lived_experience": (4, None), "profession": (12, 12)}


def test_audit__one_row_with_counts_that_are_told_and_no_more(people: People) -> None:
    round = revealed_round({"uses_services": 4, "staff": 9})

    row = AuditEntry.objects.get(action="round.revealed", subject=f"round:{round.pk}")
    assert row.changes["answered"] == {"lived_experience": None, "staff": 9}
    assert (row.changes["items"], row.changes["first"], row.changes["second"]) == (
        10,
        f"user:{people.ada.pk}",
        f"user:{people.bea.pk}",
    )
