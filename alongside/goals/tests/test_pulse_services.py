"""Acts on pulses and plans: what each keeps, what it refuses, what is gone when a pulse is over."""

from __future__ import annotations

import datetime as dt
from typing import Any
from unittest import mock

import pytest

from alongside.assessments import codes
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.core.refusals import Refusal
from alongside.goals.models import Pulse, PulseAnswer, PulseCode, TeamPlan
from alongside.goals.rules.plan import Kind, Shares, Use
from alongside.goals.rules.pulse import Question, Says
from alongside.goals.services import ledger as services
from alongside.goals.tests import factories
from alongside.goals.tests import ledger_factories as make
from alongside.programmes.tests.factories import World, actor, make_member

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)
ON = dt.date(2026, 3, 2)
SCRUB = "alongside.goals.services.ledger.pulses.scrub"


def test_hold__about_a_review_of_that_place_and_day(world: World):
    review = factories.make_review(world.team)

    made = make.make_pulse(world.team, review=review)

    assert (made.review, made.closed_on, made.kept, str(made)) == (
        review, None, {}, f"pulse of {ON} at {world.team.scope}",
    )  # fmt: skip
    assert AuditEntry.objects.latest("pk").action == "pulse.held"


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"held_on": ON + DAY}, services.PulseDaysAreWrong),
        ({"closes_on": ON - DAY}, services.PulseDaysAreWrong),
        ({"closes_on": ON + 43 * DAY}, services.PulseDaysAreWrong),
        ({"meeting": ""}, services.WordsMissing),
        ({"meeting": "x" * 81}, services.WordsTooMany),
    ],
)
def test_hold__refuses(world: World, given: dict[str, Any], refusal: type[Refusal]):
    with pytest.raises(refusal):
        make.make_pulse(world.team, **given)


def test_hold__refuses_a_programme_another_s_review_and_a_second_time_about_a_day(world: World):
    here, before = factories.make_review(world.other_team), factories.make_review(world.team, held_on=ON - DAY)
    for review in (here, before):
        with pytest.raises(services.LinkedElsewhere):
            make.make_pulse(world.team, review=review)
    make.make_pulse(world.team)
    with pytest.raises(services.PulseIsThere):
        make.make_pulse(world.team)
    with pytest.raises(services.NotALedgersPlace):
        services.hold_pulse(
            world.programme, meeting="All", held_on=ON, closes_on=ON, by=actor(world.dora), at=clock.now()
        )


def test_codes__are_marks_of_what_is_told_once(world: World):
    pulse = make.make_pulse(world.team)

    told = make.codes_for(pulse, "staff", 3)

    assert {codes.mark(one) for one in told} == {row.mark for row in PulseCode.objects.all()}
    assert str(PulseCode.objects.first()) == "a code"
    for wrong in (0, 61):
        with pytest.raises(services.CodesTooMany):
            make.codes_for(pulse, "staff", wrong)
    with pytest.raises(services.VoiceIsMissing):
        make.codes_for(pulse, "nobody", 1)


def test_take__one_code_for_oneself_and_nothing_joins_the_two(world: World):
    pulse = make.make_pulse(world.team)
    rows = AuditEntry.objects.count()

    code = services.take_pulse_code(pulse, by=actor(world.ben))

    kept = Pulse.objects.get()
    assert kept.taken == [str(world.ben.user_id)]
    assert PulseCode.objects.get().mark == codes.mark(code)
    assert AuditEntry.objects.count() == rows
    with pytest.raises(services.HasACode):
        services.take_pulse_code(pulse, by=actor(world.ben))
    services.take_pulse_code(pulse, by=actor(world.lea))
    assert Pulse.objects.get().taken == sorted([str(world.ben.user_id), str(world.lea.user_id)])


def test_take__refuses_a_voice_one_does_not_speak_in(world: World):
    pulse, both = make.make_pulse(world.team), make_member(world.team, voices=["staff", "uses_services"])

    for member, voice in ((both, ""), (world.ben, "uses_services"), (world.dev, "")):
        with pytest.raises(services.VoiceIsMissing):
            services.take_pulse_code(pulse, voice=voice, by=actor(member))
    services.take_pulse_code(pulse, voice="staff", by=actor(both))


def test_exchange__tells_a_slip_of_the_hand_from_a_code_that_is_none(world: World):
    pulse = make.make_pulse(world.team)
    [code] = make.codes_for(pulse, "staff", 1)
    slip = code[:-1] + ("B" if code[-1] != "B" else "C")

    assert services.exchange_pulse_code(code) == services.exchange_pulse_code(code.lower())
    with pytest.raises(services.PulseCodeMistyped):
        services.exchange_pulse_code(slip)
    with pytest.raises(services.PulseCodeUnknown):
        services.exchange_pulse_code("BCD")
    with pytest.raises(services.PulseCodeUnknown):
        services.exchange_pulse_code(codes.new_code())


@pytest.mark.parametrize(
    "answers",
    [{}, {Question.HEARD: "yes"}, {Question.HEARD: "yes", Question.INFLUENCED: "no", Question.SAFE: "perhaps"}],
)
def test_save__refuses_what_is_not_an_answer_to_each_question(world: World, answers: dict[Question, str]):
    [code] = make.codes_for(make.make_pulse(world.team), "staff", 1)

    with pytest.raises(services.AnswersMissing):
        services.save_pulse_answer(services.exchange_pulse_code(code), answers=answers)


def test_save__once_per_code_and_not_when_it_is_over(world: World):
    pulse = make.make_pulse(world.team)
    [code] = make.codes_for(pulse, "staff", 1)
    ticket = services.exchange_pulse_code(code)
    make.says(code, Says.NO)
    make.says(code, Says.YES, safe=Says.RATHER_NOT)

    answer = PulseAnswer.objects.get()
    assert (answer.heard, answer.safe, str(answer)) == ("yes", "rather_not", "an answer")
    make.close(pulse)
    with pytest.raises(services.PulseIsOver):
        services.save_pulse_answer(ticket, answers=dict.fromkeys(Question, Says.YES))


def test_close__counts_and_deletes(world: World):
    pulse = make.make_pulse(world.team)
    make.answered(pulse, "staff", [Says.YES, Says.NO, Says.MOSTLY, Says.A_LITTLE] * 2)
    services.take_pulse_code(pulse, by=actor(world.ben))

    kept = make.close(pulse)

    assert kept.closed_on == ON
    assert (bytes(kept.secret), kept.taken) == (b"", [])
    assert not PulseAnswer.objects.exists()
    assert not PulseCode.objects.exists()
    assert set(kept.kept) == {"heard", "influenced", "safe"}
    last = AuditEntry.objects.latest("pk")
    assert (last.action, "yes" in str(last.changes)) == ("pulse.closed", False)
    for late in (
        lambda: make.close(pulse),
        lambda: make.codes_for(pulse, "staff", 1),
        lambda: services.take_pulse_code(pulse, by=actor(world.lea)),
    ):
        with pytest.raises(services.PulseIsOver):
            late()


def test_time__closes_what_has_had_its_last_day_and_no_more(world: World):
    over = make.make_pulse(world.team, closes_on=ON)
    runs = make.make_pulse(world.site, closes_on=ON + DAY)

    with mock.patch(SCRUB, return_value=True) as scrub:
        services.let_pulses_pass(at=clock.now())
        assert Pulse.objects.filter(closed_on__isnull=True).count() == 2
        services.let_pulses_pass(at=clock.now() + DAY)

    assert Pulse.objects.get(pk=over.pk).closed_on == ON + DAY
    assert Pulse.objects.get(pk=runs.pk).closed_on is None
    assert scrub.called
    assert AuditEntry.objects.latest("pk").action == "pulse.closed"


def test_time__lets_another_host_be_quicker(world: World):
    make.make_pulse(world.team, closes_on=ON)

    with mock.patch("alongside.goals.services.ledger.pulses.close_pulse", side_effect=services.PulseIsOver):
        services.let_pulses_pass(at=clock.now() + DAY)


def test_scrub__is_tried_until_it_is_done(world: World):
    make.close(make.make_pulse(world.team))
    assert Pulse.objects.get().scrubbed is False  # what follows a commit never comes in a test's transaction

    with mock.patch(SCRUB, return_value=False):
        assert services.scrub_pulses() is False
    with mock.patch(SCRUB, return_value=True) as scrub:
        assert services.scrub_pulses() is True
        assert services.scrub_pulses() is True
    assert scrub.call_count == 1
    assert Pulse.objects.get().scrubbed is True


def test_plan__begun_once_by_a_team_s_own_people(world: World):
    plan = services.start_plan(world.team, by=actor(world.ben), at=clock.now())

    assert (plan.shares, plan.began_on, str(plan)) == (Shares.DATES, ON, f"plan of {world.team.scope}")
    with pytest.raises(services.PlanIsThere):
        services.start_plan(world.team, by=actor(world.tom), at=clock.now())
    with pytest.raises(services.NotYourTeam):
        services.start_plan(world.other_team, by=actor(world.ada), at=clock.now())
    with pytest.raises(services.NotATeam):
        services.start_plan(world.site, by=actor(world.ada), at=clock.now())


def test_plan__only_its_team_writes_it_and_turns_its_switch(world: World):
    plan = make.make_plan(world.team)
    offer = make.make_offer(plan)
    told = {"kind": Kind.SKILL, "text": "Sings", "voice": "staff", "use": Use.TEAM}

    for who in ("ada", "bea", "dora", "cleo", "dev"):
        by, at = actor(getattr(world, who)), clock.now()
        with pytest.raises(services.NotYourTeam):
            services.share_plan(plan, shares=Shares.ALL, by=by, at=at)
        with pytest.raises(services.NotYourTeam):
            services.offer_resource(plan, **told, by=by, at=at)
        with pytest.raises(services.NotYourTeam):
            services.end_resource(offer, by=by, at=at)
    assert TeamPlan.objects.get().shares == Shares.DATES


def test_share__dates_the_switch(world: World):
    plan = make.make_plan(world.team, at=clock.now() - 9 * DAY)

    kept = services.share_plan(plan, shares=Shares.HEADINGS, by=actor(world.lea), at=clock.now())

    assert (kept.shares, kept.shares_since_on) == (Shares.HEADINGS, ON)
    with pytest.raises(services.ChooseWhoSees):
        services.share_plan(plan, shares="everybody", by=actor(world.lea), at=clock.now())


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"kind": "magic"}, services.OfferIsIncomplete),
        ({"use": "whatever"}, services.OfferIsIncomplete),
        ({"text": ""}, services.WordsMissing),
        ({"voice": "nobody"}, services.VoiceIsMissing),
    ],
)
def test_offer__refuses(world: World, given: dict[str, Any], refusal: type[Refusal]):
    with pytest.raises(refusal):
        make.make_offer(make.make_plan(world.team), **given)


def test_offer__until_it_is_taken_back_and_its_words_are_not_in_the_trail(world: World):
    offer = make.make_offer(make.make_plan(world.team), text="Telltale skill")

    ended = services.end_resource(offer, by=actor(world.ben), at=clock.now())

    assert (ended.ended_on, str(ended)) == (ON, "Telltale skill")
    with pytest.raises(services.OfferIsOver):
        services.end_resource(offer, by=actor(world.ben), at=clock.now())
    assert "Telltale" not in str(list(AuditEntry.objects.values()))
