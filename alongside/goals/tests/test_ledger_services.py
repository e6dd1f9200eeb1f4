"""Acts on the ledger and on hours: what each keeps, what it refuses, and the line in the trail that names nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.core.refusals import Refusal
from alongside.goals.models import Contribution, Proposal
from alongside.goals.rules.ledger import Decision, Payment
from alongside.goals.services import ledger as services
from alongside.goals.tests import cycle_factories, factories
from alongside.goals.tests import ledger_factories as make
from alongside.programmes.tests.factories import World, actor, make_member

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


def trail() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_proposal__from_its_words_to_what_was_told(world: World):
    at = clock.now()
    made = make.make_proposal(world.team, text="  Tea\r\nat night ")
    changed = make.decide(made, Decision.CHANGED, decided_by=["staff", "uses_services", "staff"], at=at + DAY)
    told = make.tell(changed, at=at + 3 * DAY, changed="A kettle")

    assert (made.text, made.decision, made.scope) == ("Tea\nat night", "", world.team.scope)
    assert (changed.decided_by, changed.version) == (["staff", "uses_services"], 2)
    assert (told.told_on, told.changed) == (clock.today() + 3 * DAY, "A kettle")
    assert trail()[-3:] == ["proposal.recorded", "proposal.decided", "proposal.told"]
    assert "Tea" not in str(list(AuditEntry.objects.values()))


def test_proposal__about_a_goal_a_review_and_a_test_of_its_place(world: World):
    goal, review = factories.make_goal(world.team), factories.make_review(world.team)
    cycle = cycle_factories.make_cycle(cycle_factories.make_idea(goal))
    about = services.About(goal=goal, review=review, cycle=cycle)

    made = make.make_proposal(world.team, about=about)

    assert (made.goal, made.review, made.cycle) == (goal, review, cycle)
    assert make.make_proposal(world.site, about=services.About(goal=goal)).goal == goal


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"voice": ""}, services.VoiceIsMissing),
        ({"voice": "nobody"}, services.VoiceIsMissing),
        ({"text": "  "}, services.WordsMissing),
        ({"text": "x" * 301}, services.WordsTooMany),
        ({"options": "x" * 601}, services.WordsTooMany),
        ({"proposed_on": dt.date(2026, 3, 3)}, services.DayIsWrong),
    ],
)
def test_record__refuses(world: World, given: dict[str, Any], refusal: type[Refusal]):
    with pytest.raises(refusal):
        make.make_proposal(world.team, **given)


def test_record__refuses_a_programme_and_what_belongs_elsewhere(world: World):
    elsewhere = services.About(goal=factories.make_goal(world.other_team))
    by, at = actor(world.tom), clock.now()
    told: dict[str, Any] = {"voice": "staff", "text": "Tea", "proposed_on": clock.today(), "by": by, "at": at}

    with pytest.raises(services.LinkedElsewhere):
        services.record_proposal(world.team, about=elsewhere, **told)
    with pytest.raises(services.NotALedgersPlace):
        services.record_proposal(world.programme, **told)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"decision": "perhaps"}, services.DecisionIsMissing),
        ({"decided_by": []}, services.DecidersAreMissing),
        ({"decided_by": ["nobody"]}, services.VoiceIsMissing),
        ({"decided_on": dt.date(2026, 3, 1)}, services.DayIsWrong),
        ({"decided_on": dt.date(2026, 3, 3)}, services.DayIsWrong),
        ({"reason": " "}, services.WhyIsMissing),
        ({"changed": "x" * 601}, services.WordsTooMany),
    ],
)
def test_decide__refuses(world: World, given: dict[str, Any], refusal: type[Refusal]):
    made = make.make_proposal(world.team)

    with pytest.raises(refusal):
        make.decide(made, **given)
    made.refresh_from_db()
    assert made.decision == ""


def test_decide__refuses_whoever_has_not_seen_what_stands_and_gives_it_to_them(world: World):
    made = make.make_proposal(world.team)
    make.decide(made, Decision.DECLINED, reason="No money")

    with pytest.raises(services.ProposalChanged) as refused:
        make.decide(made, version=1)

    assert refused.value.theirs.reason == "No money"


def test_tell__refuses_before_a_decision_twice_and_a_wrong_day(world: World):
    made = make.make_proposal(world.team)
    with pytest.raises(services.NotDecided):
        make.tell(made)
    make.decide(made)
    for wrong in (-DAY, DAY):
        with pytest.raises(services.DayIsWrong):
            services.tell_proposal(
                made, told_on=clock.today() + wrong, changed="Tea", by=actor(world.tom), at=clock.now()
            )
    make.tell(made)
    with pytest.raises(services.ToldAlready):
        make.tell(made)
    with pytest.raises(services.ToldAlready):
        make.decide(made)


def test_tell__says_what_changed_unless_it_was_declined(world: World):
    accepted, declined = make.make_proposal(world.team), make.make_proposal(world.team)
    make.decide(accepted)
    make.decide(declined, Decision.DECLINED)

    with pytest.raises(services.ChangeIsMissing):
        make.tell(accepted, changed=" ")
    assert make.tell(declined, changed="").told_on == clock.today()
    make.decide(accepted, changed="Tea came")
    assert make.tell(accepted, changed="").changed == "Tea came"


def test_hours__ones_own_in_ones_only_voice(world: World):
    row = make.own_hours(world.ben, world.team)

    assert (row.user, row.voice, row.minutes, row.paid, row.written_on) == (
        world.user("ben"), "staff", 90, 2000, clock.today(),
    )  # fmt: skip
    assert trail()[-1] == "hours.recorded"
    written = str(AuditEntry.objects.latest("pk").__dict__)
    assert "2000" not in written
    assert "Goals meeting" not in written


def test_hours__refuse_a_voice_one_does_not_speak_in(world: World):
    both = make_member(world.team, voices=["staff", "uses_services"])

    for member, voice in ((both, ""), (world.ben, "uses_services"), (world.dora, "")):
        with pytest.raises(services.VoiceIsMissing):
            make.own_hours(member, world.team, voice=voice)
    assert make.own_hours(both, world.team, voice="uses_services").voice == "uses_services"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"on": dt.date(2026, 3, 3)}, services.DayIsWrong),
        ({"payment": ""}, services.PaymentIsMissing),
        ({"payment": Payment.DECLINED}, services.PaidButNotAccepted),
        ({"minutes": 24 * 60 + 1}, services.TooMuch),
        ({"minutes": -1}, services.TooMuch),
        ({"paid": 500_001}, services.TooMuch),
        ({"expenses": 500_001}, services.TooMuch),
        ({"minutes": 0, "paid": 0, "expenses": 0}, services.NothingGiven),
        ({"what": ""}, services.WordsMissing),
        ({"what": "x" * 121}, services.WordsTooMany),
    ],
)
def test_hours__refuse(world: World, given: dict[str, Any], refusal: type[Refusal]):
    with pytest.raises(refusal):
        make.own_hours(world.ben, world.team, **given)
    assert not Contribution.objects.exists()


def test_hours__refuse_a_programme(world: World):
    with pytest.raises(services.NotALedgersPlace):
        services.keep_hours(world.programme, gave=make.gave(), name="Sam", by=actor(world.ada), at=clock.now())


def test_keep__somebody_who_belongs_there_or_a_sealed_name(world: World):
    ben = make.keep_hours(world.team, user=world.ben.user_id, voice="staff")
    sam, again = make.keep_hours(world.team, name=" Sam  Some "), make.keep_hours(world.team, name="sam some")
    elsewhere = make.keep_hours(world.site, name="Sam Some")

    assert (ben.user_id, ben.mark) == (world.ben.user_id, "")
    assert sam.mark == again.mark != elsewhere.mark
    assert b"Sam" not in bytes(sam.sealed or b"")


@pytest.mark.parametrize(
    ("who", "given", "refusal"),
    [
        ("", {}, services.PersonIsMissing),
        ("ben", {"name": "Sam", "voice": "staff"}, services.PersonIsMissing),
        ("ben", {"voice": "uses_services"}, services.PersonDoesNotBelong),
        ("dev", {"voice": "leaders"}, services.PersonDoesNotBelong),
        ("", {"name": "x" * 121}, services.WordsTooMany),
        ("", {"name": "Sam", "voice": "nobody"}, services.VoiceIsMissing),
    ],
)
def test_keep__refuses(world: World, who: str, given: dict[str, Any], refusal: type[Refusal]):
    user = world.user(who).pk if who else None

    with pytest.raises(refusal):
        make.keep_hours(world.team, user=user, **given)


def test_take_back__until_its_half_year_is_over(world: World):
    fresh = make.own_hours(world.ben, world.team)
    old = make.own_hours(world.ben, world.team, at=clock.now() - 100 * DAY)

    services.take_back_hours(fresh, by=actor(world.ben), at=clock.now())
    with pytest.raises(services.HalfYearIsOver):
        services.take_back_hours(old, by=actor(world.ben), at=clock.now())

    assert list(Contribution.objects.all()) == [old]
    assert trail()[-1] == "hours.taken_back"


def test_words__how_rows_name_themselves(world: World):
    made, row = make.make_proposal(world.team), make.own_hours(world.ben, world.team)

    assert str(made) == made.text
    assert str(row) == f"staff on {clock.today()}"
    assert Proposal.objects.visible_to(actor(world.dev)).count() == 0
