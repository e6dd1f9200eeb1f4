"""Drafted, changed, opened, closed, opened again, cancelled: and what each refuses."""

import datetime as dt
from dataclasses import replace

import pytest

from alongside.access.permissions import Role
from alongside.assessments import services
from alongside.assessments.models import AskedVoice, Ballot, Code, Key, Letterbox, Poster, Round
from alongside.assessments.rules import State
from alongside.assessments.tests.conftest import MONDAY
from alongside.assessments.tests.factories import (
    CONTACTS,
    EVERYBODY,
    LIVED_ONLY,
    STAFF_ONLY,
    TEST,
    People,
    acting,
    answer,
    edition,
    make_round,
    make_site,
    person,
)
from alongside.core.audit import verify_all
from alongside.core.models import AuditEntry
from alongside.frameworks.models import Voice, VoiceText
from alongside.keeping_safe.models import Contact

OPEN_ROOM = Round.Mode.OPEN_ROOM


def changed(round: Round, **other: object) -> Round:
    """The draft with everything as it is, but for what is named."""
    given = {
        "edition": round.edition,
        "name": round.name,
        "why": round.why,
        "closes_on": round.closes_on,
        "asked": [services.Asking(voice, number) for voice, number in EVERYBODY.items()],
        "contacts": CONTACTS,
        "mode": round.mode,
        "smallest": round.smallest,
    }
    return services.change_draft(round, **{**given, **other}, by=TEST, at=MONDAY)  # type: ignore[arg-type]


def test_draft__asks_nobody_yet_and_keeps_whom_it_will_ask(people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, asked={"staff": 9, "uses_services": 7})

    assert (round.state, round.opened_on, round.drafted_on) == (State.DRAFT, None, MONDAY.date())
    asked = round.asked.order_by("order").values_list("voice", "side", "expected", "items")
    assert list(asked) == [
        ("uses_services", "lived_experience", 7, list(range(1, 11))),
        ("staff", "profession", 9, list(range(1, 11))),
    ]
    assert len(bytes(round.secret)) == 32


def test_draft__keeps_which_questions_a_voice_is_asked(people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, asked=[services.Asking("staff", 9, (7, 2))])

    assert round.asked.get().items == [2, 7]


def test_draft__a_programme_may_ask_a_voice_of_its_own(people: People) -> None:
    assert people.site.parent is not None
    scope = people.site.parent.scope
    made = Voice(code="peer_workers", scope=scope, side="profession", order=6, published_on=MONDAY.date())
    made.save()
    VoiceText(voice=made, language="en", name="Peer workers", short="peers", published_on=MONDAY.date()).save()
    worker = person("Pia", role=Role.MEMBER, place=people.site, voices=["peer_workers"])

    round = make_round(state=State.DRAFT, place=people.site, asked={"peer_workers": 5}, mode=OPEN_ROOM)
    services.choose_open_room(round, by=acting(worker), voice="", at=MONDAY)

    assert round.asked.get().side == "profession"
    assert round.keys.get().side == "profession"


def test_change__replaces_whom_it_asks_and_whom_one_can_turn_to(people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site)

    changed(
        round,
        name="Later",
        edition=edition("ten-challenges-2009"),
        asked=[services.Asking("staff", 6)],
        contacts=CONTACTS[:1],
    )

    round.refresh_from_db()
    assert (round.name, round.edition.slug) == ("Later", "ten-challenges-2009")
    assert list(round.asked.values_list("voice", flat=True)) == ["staff"]
    assert round.contacts.get().name == "Sam Hill"


def test_change__refused_once_it_has_opened(people: People) -> None:
    round = make_round(place=people.site)

    with pytest.raises(services.NotNow):
        changed(round, name="Too late")

    round.refresh_from_db()
    assert round.name == "Spring 2026"


@pytest.mark.parametrize(("mode", "left"), [(Round.Mode.PRIVATE, 0), (OPEN_ROOM, 1)])
def test_change__another_mode_lets_the_yes_to_an_open_room_fall(people: People, mode: str, left: int) -> None:
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)
    services.choose_open_room(round, by=acting(people.ada), voice="", at=MONDAY)

    changed(round, mode=mode)

    assert Key.objects.count() == left


@pytest.mark.parametrize(
    ("lacking", "says"),
    [
        ({"contacts": CONTACTS[1:]}, "name someone in the team to turn to"),
        ({"contacts": CONTACTS[:3]}, "name an emergency line"),
        ({"contacts": [replace(one, phone="01", email="") for one in CONTACTS]}, "give an e-mail address"),
        ({"asked": []}, "choose at least one voice to ask"),
        ({"closes_on": dt.date(2026, 3, 1)}, "choose a last day that is not in the past"),
    ],
)
def test_open__refused_while_something_is_missing(people: People, lacking: dict[str, object], says: str) -> None:
    round = make_round(state=State.DRAFT, place=people.site)
    Contact.objects.all().delete()
    changed(round, **lacking)

    with pytest.raises(services.NotReadyToOpen, match=says):
        services.open_round(round, by=TEST, at=MONDAY)

    round.refresh_from_db()
    assert round.state == State.DRAFT


def test_open__on_its_last_day_it_may(people: People) -> None:
    assert make_round(place=people.site, closes_on=MONDAY.date()).state == State.OPEN


@pytest.mark.parametrize("running", [State.OPEN, State.CLOSED])
def test_open__refused_while_another_round_of_the_place_runs(people: People, running: State) -> None:
    make_round(state=running, place=people.site)
    second = make_round(state=State.DRAFT, place=people.site, name="Second")

    with pytest.raises(services.AnotherRoundIsRunning):
        services.open_round(second, by=TEST, at=MONDAY)


def test_open__other_places_do_not_stand_in_the_way(people: People) -> None:
    make_round(place=people.site)

    assert make_round(place=make_site("Humber East")).state == State.OPEN


@pytest.mark.parametrize(("asked", "one_sided"), [(EVERYBODY, False), (LIVED_ONLY, True), (STAFF_ONLY, True)])
def test_open__a_round_of_one_side_says_so(people: People, asked: dict[str, int], *, one_sided: bool) -> None:
    assert make_round(place=people.site, asked=asked).one_sided is one_sided


def test_open_room__opens_only_when_both_sides_have_said_yes(people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)
    services.choose_open_room(round, by=acting(people.ada), voice="leaders", at=MONDAY)
    services.choose_open_room(round, by=acting(people.ben), voice="", at=MONDAY)

    with pytest.raises(services.BothSidesChooseAnOpenRoom):
        services.open_round(round, by=TEST, at=MONDAY)

    services.choose_open_room(round, by=acting(people.bea), voice="", at=MONDAY)
    assert services.open_round(round, by=TEST, at=MONDAY).state == State.OPEN


def test_open_room__a_second_yes_of_the_same_person_changes_nothing(people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)

    for _ in range(2):
        services.choose_open_room(round, by=acting(people.ada), voice="", at=MONDAY)

    assert Key.objects.count() == 1


def test_hat__is_chosen_once_and_kept(people: People) -> None:
    two_hats = acting(person("Pia", role=Role.MEMBER, place=people.site, voices=["staff", "uses_services"]))
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)

    with pytest.raises(services.NoHatToWear, match="Choose which"):
        services.choose_open_room(round, by=two_hats, voice="", at=MONDAY)
    services.choose_open_room(round, by=two_hats, voice="uses_services", at=MONDAY)
    with pytest.raises(services.OneHatOnly):
        services.choose_open_room(round, by=two_hats, voice="staff", at=MONDAY)

    assert round.standings.get().side == "lived_experience"


def test_hat__refused_to_someone_whose_membership_lists_none(people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, mode=OPEN_ROOM)

    with pytest.raises(services.NoHatToWear):
        services.choose_open_room(round, by=acting(people.cleo), voice="staff", at=MONDAY)


def test_close__keeps_every_ballot_as_it_was(people: People) -> None:
    round = make_round(place=people.site)
    answer(round, "staff", 6, stages=(0, 1, 2, 3))
    before = {ballot.mark: ballot.answers for ballot in Ballot.objects.all()}

    closed = services.close_round(round, by=TEST, at=MONDAY)

    assert (closed.state, closed.closed_on) == (State.CLOSED, MONDAY.date())
    assert {ballot.mark: ballot.answers for ballot in Ballot.objects.all()} == before


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED, State.SHARED])
def test_close__refused_to_a_round_that_is_not_open(people: People, state: State) -> None:
    with pytest.raises(services.NotNow):
        services.close_round(make_round(state=state, place=people.site), by=TEST, at=MONDAY)


def test_reopen__takes_answers_again_and_lets_a_waiting_key_fall(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)
    services.turn_reveal_key(round, by=acting(people.ada), at=MONDAY)

    round = services.reopen_round(round, closes_on=MONDAY.date(), by=TEST, at=MONDAY)

    assert (round.state, round.closed_on, round.keys.count()) == (State.OPEN, None, 0)
    assert answer(round, "staff", 1)


def test_reopen__refused_with_a_last_day_in_the_past(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site)

    with pytest.raises(services.NotReadyToOpen, match="not in the past"):
        services.reopen_round(round, closes_on=dt.date(2026, 3, 1), by=TEST, at=MONDAY)


@pytest.mark.parametrize("state", [State.DRAFT, State.OPEN, State.CLOSED])
def test_cancel__deletes_every_ballot_unseen(people: People, state: State) -> None:
    round = make_round(state=state, place=people.site, answers={"staff": 5} if state != State.DRAFT else None)
    if state == State.OPEN:
        services.make_poster(round, voice="staff", number=2, by=TEST, at=MONDAY)
        services.leave_address(round, address="eve@example.org", at=MONDAY)

    round = services.cancel_round(round, why="The ward moves", by=TEST, at=MONDAY)

    assert (round.state, round.ended_why, bytes(round.secret)) == (State.CANCELLED, "The ward moves", b"")
    for gone in (Ballot, Code, Poster, Letterbox, Key):
        assert not gone._default_manager.exists()


@pytest.mark.parametrize("state", [State.REVEALED, State.SHARED, State.CANCELLED])
def test_cancel__refused_once_it_is_revealed_or_over(people: People, state: State) -> None:
    with pytest.raises(services.NotNow):
        services.cancel_round(make_round(state=state, place=people.site), why="No", by=TEST, at=MONDAY)


def test_life__each_act_leaves_one_audit_row_in_a_chain_that_verifies(people: People) -> None:
    round = make_round(state=State.CLOSED, place=people.site, answers={"staff": 5})

    services.reopen_round(round, closes_on=MONDAY.date(), by=acting(people.ada), at=MONDAY)

    rows = AuditEntry.objects.filter(subject=f"round:{round.pk}").order_by("seq").values_list("action", flat=True)
    assert list(rows) == [
        "round.drafted",
        "round.opened",
        "round.slips_made",
        "round.closed",
        "round.reopened",
    ]
    assert not verify_all()


def test_ask__the_contacts_are_whole(people: People) -> None:
    round = make_round(state=State.DRAFT, place=people.site, contacts=[replace(CONTACTS[1], phone="1")])

    contact = round.contacts.get()
    assert (contact.kind, contact.name, contact.phone, contact.email) == (
        "OUTSIDE",
        "Jo Lane",
        "1",
        "jo@calder.example.org",
    )
    assert AskedVoice.objects.filter(round=round).count() == len(EVERYBODY)
