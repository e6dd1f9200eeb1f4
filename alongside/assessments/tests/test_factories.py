import pytest

from alongside.assessments.models import Ballot, Tally
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import People, answer, make_round, revealed_round

STATES = [state for state in State if state not in (State.MEETING, State.AGREED)]


@pytest.mark.parametrize("state", STATES)
def test_factories__make_a_round_in_any_state(people: People, state: State) -> None:
    assert make_round(state=state, place=people.site).state == state


def test_factories__everybody_expected_has_answered_a_closed_round(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site, asked={"uses_services": 5, "staff": 6})

    assert Ballot.objects.filter(round=round, voice="staff").count() == 6


def test_factories__answer_gives_each_person_their_stage(people: People) -> None:
    round = make_round(place=people.site)

    answer(round, "staff", 3, stages=(0, 3), words={"c1": "quiet"})

    given = [ballot.answers["c1"]["stage"] for ballot in Ballot.objects.filter(round=round)]
    assert sorted(given) == [0, 0, 3]


def test_factories__revealed_round_leaves_tallies_and_no_ballots(people: People) -> None:
    round = revealed_round({"uses_services": [0] * 4 + [2] * 5, "staff": [3] * 4 + [1] * 4}, shared=True)

    assert round.state == State.SHARED
    assert Tally.objects.filter(round=round, item__code="c1").count() == 2
    assert not Ballot.objects.exists()
