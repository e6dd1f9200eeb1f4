"""Who types the sheets in: somebody from outside alone; from the day on, two of the place together."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from alongside.access.permissions import Role
from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.assessments import codes, services
from alongside.assessments.models import PaperBatch, Round
from alongside.assessments.queries import paper as queries
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import (
    TEST,
    People,
    acting,
    make_programme,
    make_round,
    make_site,
    make_team,
    person,
    person_without_a_voice,
)
from alongside.assessments.tests.paper_factories import make_batch, outsider, printed, typed
from alongside.core import clock, outbox
from alongside.core.models import AuditEntry, Letter
from alongside.programmes.models import Membership


def on_the_day(people: People) -> Round:
    return services.mark_event(make_round(place=people.site), event_on=clock.today(), by=TEST, at=clock.now())


def together(round: Round, first: User, second: User) -> PaperBatch:
    return services.open_batch_together(round, first=first, second=second, by=TEST, at=clock.now())


def confirmed(batch: PaperBatch, user: User, voice: str = "") -> PaperBatch:
    return services.confirm_batch(batch, voice=voice, by=acting(user), at=clock.now())


def test_open_batch__asks_somebody_from_outside_who_is_told_by_mail(people: People) -> None:
    round = make_round(place=people.site)
    tia = outsider(round)

    batch = make_batch(round, tia)

    letter = Letter.objects.get(subject="Paper sheets to type in")
    assert letter.to == tia.email
    assert "at Calder Valley" in outbox.text_of(letter)
    row = AuditEntry.objects.get(action="round.batch_opened")
    assert row.changes == {"batch": str(batch.pk), "typists": [f"user:{tia.pk}"]}
    with pytest.raises(services.BatchIsOpen):
        make_batch(round, tia)


@pytest.mark.parametrize("who", ["member", "lead", "lead above", "of a team below"])
def test_open_batch__refuses_whoever_belongs_there_or_could_reveal(people: People, who: str) -> None:
    team = make_team(site=people.site)
    round = make_round(place=people.site if who == "of a team below" else team)
    typist = {
        "member": lambda: person("Mo", role=Role.MEMBER, place=team, voices=["staff"]),
        "lead": lambda: person("Lou", role=Role.TEAM_LEAD, place=team, voices=["staff"]),
        "lead above": lambda: people.ada,
        "of a team below": lambda: person("Mo", role=Role.MEMBER, place=team, voices=["staff"]),
    }[who]()

    with pytest.raises(services.TypistIsOfTheTeam, match="from outside"):
        make_batch(round, typist)

    assert not PaperBatch.objects.exists()


def test_open_batch__takes_somebody_of_another_team_or_of_the_programme(people: People) -> None:
    round = make_round(place=make_team(site=people.site))
    other = person("Ola", role=Role.TEAM_LEAD, place=make_team("Kite Team", site=people.site), voices=["staff"])

    assert {make_batch(round, one).first for one in (other, people.cleo)} == {other, people.cleo}


def test_open_batch__refuses_another_programme_and_a_closed_account(people: People) -> None:
    round = make_round(place=people.site)
    far = make_site("Farside", programme=make_programme("Another programme"))
    gone = outsider(round, "Gus")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    gone.refresh_from_db()

    for one in (person("Fay", role=Role.MEMBER, place=far, voices=["staff"]), gone):
        with pytest.raises(services.NobodyOfThatName):
            make_batch(round, one)


def test_open_batch__only_while_the_round_is_open(people: People) -> None:
    with pytest.raises(services.NotNow):
        make_batch(make_round(state=State.DRAFT, place=people.site))


def test_mark_event__keeps_a_day_within_the_round_and_lets_it_go_again(people: People) -> None:
    round = make_round(place=people.site)
    for wrong in (clock.today() - dt.timedelta(days=1), round.closes_on + dt.timedelta(days=1)):
        with pytest.raises(services.EventIsTooLate):
            services.mark_event(round, event_on=wrong, by=TEST, at=clock.now())

    assert services.mark_event(round, event_on=round.closes_on, by=TEST, at=clock.now()).event_on == round.closes_on
    assert services.mark_event(round, event_on=None, by=TEST, at=clock.now()).event_on is None
    assert AuditEntry.objects.filter(action="round.event_marked").count() == 2


def test_open_batch_together__from_the_day_on_by_two_who_can_stand_for_both_sides(people: People) -> None:
    round = make_round(place=people.site)
    with pytest.raises(services.NotOnTheDay):
        together(round, people.ada, people.bea)
    round = services.mark_event(round, event_on=round.closes_on, by=TEST, at=clock.now())
    with pytest.raises(services.NotOnTheDay):
        together(round, people.ada, people.bea)
    round = services.mark_event(round, event_on=clock.today(), by=TEST, at=clock.now())
    with pytest.raises(services.TwoPeopleType):
        together(round, people.ada, people.ada)
    silent = person_without_a_voice("Sid", role=Role.MEMBER, place=people.site)
    for other in (people.ben, silent):
        with pytest.raises(services.BothSidesType):
            together(round, people.ada, other)

    batch = together(round, people.ada, people.bea)

    assert (batch.first, batch.second, batch.is_ready) == (people.ada, people.bea, False)
    assert Letter.objects.filter(subject="Paper sheets to type in").count() == 2


def test_confirm_batch__typing_begins_when_both_have_said_that_they_are_there(people: People) -> None:
    round = on_the_day(people)
    first, second = printed(round, number=2)
    batch = together(round, people.ada, people.bea)
    with pytest.raises(services.BothMustBeThere):
        typed(batch, first)
    confirmed(batch, people.ada)
    with pytest.raises(services.BothMustBeThere):
        typed(batch, first)

    batch = confirmed(batch, people.bea)
    typed(batch, first, by=people.ada)
    typed(batch, second, by=people.bea)

    batch.refresh_from_db()
    assert (batch.first_side, batch.second_side, batch.typed) == ("profession", "lived_experience", 2)
    assert AuditEntry.objects.filter(action="round.batch_confirmed").count() == 2


def test_confirm_batch__refuses_strangers_a_batch_of_one_the_same_side_and_a_closed_batch(people: People) -> None:
    round = on_the_day(people)
    both = person("Una", role=Role.MEMBER, place=people.site, voices=["staff", "uses_services"])
    batch = together(round, people.ada, both)
    confirmed(batch, people.ada)

    with pytest.raises(services.NotYourBatch):
        confirmed(batch, people.ben)
    with pytest.raises(services.BothSidesType):
        confirmed(batch, both, "staff")
    alone = make_batch(round)
    with pytest.raises(services.NotYourBatch):
        confirmed(alone, alone.first)
    services.close_batch(batch, by=acting(people.ada), at=clock.now())
    with pytest.raises(services.BatchIsClosed):
        confirmed(batch, both, "uses_services")


def test_close_batch__says_how_many_and_shuffles_the_ballots(people: People) -> None:
    round = make_round(place=people.site)
    sheets = printed(round, number=12)
    batch = make_batch(round)
    for number, one in enumerate(sheets):
        typed(batch, one, says=[number % 4])
    came, came_in = _as_they_lie(), [codes.mark(one.own_code) for one in sheets]
    assert came not in (came_in, came_in[::-1])  # shuffled with each sheet: none lies beside the one before it
    assert len(_hidden_numbers()) == 1

    batch = services.close_batch(batch, by=acting(batch.first), at=clock.now())

    assert (batch.typed, batch.closed_on) == (12, clock.today())
    assert AuditEntry.objects.get(action="round.batch_closed").changes == {"batch": str(batch.pk), "typed": 12}
    assert sorted(_as_they_lie()) == sorted(came)
    assert _as_they_lie() not in (came, came[::-1])
    with pytest.raises(services.BatchIsClosed):
        services.close_batch(batch, by=acting(batch.first), at=clock.now())


def test_a_typist_who_left_the_programme__opens_and_types_nothing_any_more(people: People) -> None:
    round = make_round(place=people.site)
    [sheet] = printed(round)
    batch = make_batch(round)
    assert list(PaperBatch.objects.visible_to(acting(batch.first))) == [batch]

    Membership.objects.filter(user=batch.first).update(ended_on=clock.today())

    assert not PaperBatch.objects.visible_to(acting(batch.first)).exists()
    with pytest.raises(services.NotYourBatch):
        typed(batch, sheet, says=[1])


def test_batches_of__how_many_sheets_gives_nobody_away(people: People) -> None:
    round = make_round(place=people.site)
    sheets = printed(round, number=9)
    few, many = make_batch(round), make_batch(round, outsider(round, "Uma"))
    for batch, number in ((few, 2), (many, 6)):
        for one in [sheets.pop() for _ in range(number)]:
            typed(batch, one, says=[1])

    def says() -> list[str]:
        return [one.says for one in queries.batches_of(Round.objects.get(pk=round.pk), acting(people.ada))]

    assert says() == ["fewer than 5", "5 or more"]
    services.close_round(round, by=TEST, at=clock.now())
    told = AuditEntry.objects.filter(action="round.batch_closed")
    assert {str(row.changes["typed"]) for row in told} == {"fewer than 5", "6"}
    assert says() == ["fewer than 5", "5 or more"]
    batch = PaperBatch.objects.get(pk=many.pk)
    batch.round.state = State.REVEALED
    assert queries._how_many(batch) == "6"


def _hidden_numbers() -> set[str]:
    """Which transactions wrote the ballots, as PostgreSQL notes in a hidden column of each row."""
    if connection.vendor != "postgresql":
        return {""}
    with connection.cursor() as cursor:
        cursor.execute("SELECT xmin::text FROM assessments_ballot")
        return {number for (number,) in cursor.fetchall()}


def _as_they_lie() -> list[str]:
    """The ballots in the order of the database's own pages."""
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark FROM assessments_ballot ORDER BY {order}")  # noqa: S608
        return [mark for (mark,) in cursor.fetchall()]


def test_close_round__and_cancel_close_the_batches_too(people: People) -> None:
    round = make_round(place=people.site)
    make_batch(round)
    services.close_round(round, by=TEST, at=clock.now())
    services.reopen_round(round, closes_on=clock.today(), by=TEST, at=clock.now())
    make_batch(round)

    services.cancel_round(round, why="A test", by=TEST, at=clock.now())

    assert not PaperBatch.objects.filter(closed_on=None).exists()
    assert AuditEntry.objects.filter(action="round.batch_closed").count() == 2


def test_visible_to__those_who_type_and_nobody_else(people: People) -> None:
    batch = make_batch(make_round(place=people.site))

    assert PaperBatch.objects.visible_to(acting(batch.first)).get() == batch
    for one in (acting(people.ada), Actor()):
        assert not PaperBatch.objects.visible_to(one).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"first_side": "profession", "second_side": "profession"}, {"typed": 1}],
    ids=["one side twice", "typed before both are there"],
)
def test_the_database_refuses_a_pair_that_is_none(people: People, wrong: dict[str, object]) -> None:
    batch = together(on_the_day(people), people.ada, people.bea)

    with pytest.raises(IntegrityError), transaction.atomic():
        PaperBatch.objects.filter(pk=batch.pk).update(**wrong)
