"""A backup from before a reveal must not bring its ballots back."""

from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from alongside.assessments import services
from alongside.assessments.models import Ballot, Code, OpenTally, Round
from alongside.assessments.rules import State
from alongside.assessments.services import restoring, scrubbing
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import TEST, People, acting, make_round


@pytest.fixture(autouse=True)
def data(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.DATA = tmp_path / "not-there-yet"  # type: ignore[attr-defined]
    monkeypatch.setattr(scrubbing, "scrub", lambda *tables: True)
    return tmp_path / "not-there-yet"


def test_restoring__a_round_cancelled_lapsed_or_revealed_is_put_on_the_list(
    people: People, data: Path, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        cancelled = make_round(state=State.CANCELLED, place=people.site)
        revealed = make_round(state=State.REVEALED, place=people.site)
        lapsed = make_round(state=State.LAPSED, place=people.site)

    listed = (data / "destroyed-rounds.journal").read_text().split()
    assert set(listed) == {str(round.pk) for round in (cancelled, revealed, lapsed)}


def test_restoring__remembers_from_the_database_where_the_list_is_gone(people: People, data: Path) -> None:
    gone = make_round(state=State.REVEALED, place=people.site)
    make_round(state=State.CLOSED, place=people.site, name="Still sealed")

    assert not (data / "destroyed-rounds.journal").exists()
    assert restoring.remember(connection) == {"ballots": [str(gone.pk)], "rooms": []}


def test_restoring__remembers_from_the_list_where_the_database_is_broken(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.mkdir()
    (data / "destroyed-rounds.journal").write_text("b\na\n")
    (data / "closed-rooms.journal").write_text("c\n")

    def broken(alias: str) -> None:
        raise DatabaseError

    monkeypatch.setattr(Round.objects, "using", broken)

    assert restoring.remember(connection) == {"ballots": ["a", "b"], "rooms": ["c"]}


@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED])
def test_restoring__ends_again_what_an_older_state_has_still_running(people: People, state: State) -> None:
    back = make_round(state=state, place=people.site, answers={"staff": 5})
    if state == State.CLOSED:
        services.turn_reveal_key(back, by=acting(people.ada), knowing=True, at=MONDAY)

    restoring.apply({"ballots": [str(back.pk)], "rooms": []})

    back.refresh_from_db()
    assert (back.state, bytes(back.secret), back.scrubbed) == (State.LAPSED, b"", False)
    assert back.ended_why == restoring.RESTORED
    assert not Ballot.objects.exists()
    assert not Code.objects.exists()
    assert not back.keys.exists()


def test_restoring__leaves_alone_what_is_over_already_and_every_other_round(people: People) -> None:
    shared = make_round(state=State.SHARED, place=people.site)
    other = make_round(place=people.site, name="Another", answers={"staff": 5})

    restoring.apply({"ballots": [str(shared.pk)], "rooms": []})

    shared.refresh_from_db()
    assert shared.state == State.SHARED
    assert shared.codes.exists()
    assert Ballot.objects.filter(round=other).count() == 5
    assert services.close_round(other, by=TEST, at=MONDAY).state == State.CLOSED


def test_restoring__an_open_room_that_was_closed_stays_closed(
    people: People, data: Path, django_capture_on_commit_callbacks: object
) -> None:
    room = make_round(state=State.SHARED, place=people.site, mode=Round.Mode.OPEN_ROOM)
    before = list(room.open_tallies.all())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.hold_meeting(
            room, held_on=MONDAY.date(), present={"uses_services": 4, "staff": 5}, by=acting(people.ada), at=MONDAY
        )
        item = room.edition.items.get(number=1)
        services.record_position(room, item=item, stage=1, why="We said so.", by=acting(people.ada), at=MONDAY)
        services.agree_round(room, by=acting(people.ada), at=MONDAY)
        services.agree_round(room, by=acting(people.bea), at=MONDAY)
    assert before
    assert not room.open_tallies.exists()
    assert (data / "closed-rooms.journal").read_text().split() == [str(room.pk)]
    OpenTally.objects.bulk_create(before)  # as an older backup has it

    restoring.apply(restoring.remember(connection))

    assert not room.open_tallies.exists()
