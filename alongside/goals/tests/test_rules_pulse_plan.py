"""Worked examples of what may be kept of a pulse's answers, and of who sees how much of a plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.goals.rules import plan, pulse
from alongside.goals.rules.plan import Shares, Use
from alongside.goals.rules.pulse import Question, Said, Says
from alongside.numerics.disclosure import Kept, KeptGroup, Level

SIDES = {"uses_services": "lived_experience", "family_and_friends": "lived_experience", "staff": "profession"}


def said(voice: str, answers: Sequence[Says]) -> list[Said]:
    return [Said(voice, dict.fromkeys(Question, one)) for one in answers]


def kept(given: list[Said], question: Question = Question.HEARD) -> dict[tuple[str, ...], KeptGroup]:
    groups = Kept.from_dict(pulse.what_may_be_kept(given, sides=SIDES)[question.value]).groups
    return {tuple(group.voices): group for group in groups}


def test_kept__nothing_of_four_a_middle_of_five_a_spread_of_eight():
    four = kept(said("staff", [Says.YES, Says.NO, Says.MOSTLY, Says.YES]))
    five = kept(said("staff", [Says.YES, Says.NO, Says.MOSTLY, Says.A_LITTLE, Says.YES]))
    eight = kept(said("staff", [Says.YES, Says.NO, Says.MOSTLY, Says.A_LITTLE] * 2))

    assert four[("staff",)].level is Level.TOO_FEW
    assert five[("staff",)].middle is not None
    assert five[("staff",)].spread is None
    assert eight[("staff",)].spread == (2, 2, 2, 2)


def test_kept__a_side_with_a_small_voice_is_one_group():
    groups = kept(said("uses_services", [Says.YES] * 4) + said("family_and_friends", [Says.NO, Says.YES]))

    assert ("uses_services", "family_and_friends") in groups
    assert groups[("uses_services", "family_and_friends")].spread is None


def test_kept__each_question_by_itself():
    given = [Said("staff", {Question.HEARD: Says.YES, Question.INFLUENCED: Says.NO, Question.SAFE: Says.MOSTLY})] * 8

    found = {question: kept(given, question)[("staff",)].band for question in Question}

    assert all(found.values())
    assert found[Question.HEARD] != found[Question.INFLUENCED]


def test_kept__rather_not_to_say_is_an_answer_of_its_own():
    found = kept(said("staff", [Says.RATHER_NOT] * 8 + [Says.YES, Says.NO, Says.MOSTLY, Says.A_LITTLE] * 2))

    assert found[("staff",)].spread == (2, 2, 2, 2)
    assert found[("staff",)].silences


ON = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("held", "closes", "may"),
    [(0, 14, True), (-30, 0, True), (1, 14, False), (0, -1, False), (0, 42, True), (0, 43, False)],
)
def test_days__after_the_meeting_from_today_on_and_not_for_ever(held: int, closes: int, *, may: bool):
    assert pulse.may_close_on(ON + dt.timedelta(held), ON + dt.timedelta(closes), on=ON) == may


def holding(role: Role, scope: str) -> Actor:
    return Actor(user_id="somebody", grants=(Grant(role, scope),))


@pytest.mark.parametrize(
    ("role", "scope", "belongs"),
    [
        (Role.MEMBER, "p1/s2/t3/", True),
        (Role.TEAM_LEAD, "p1/s2/t3/", True),
        (Role.LIVED_EXPERIENCE_PARTNER, "p1/s2/t3/", True),
        (Role.MEMBER, "p1/s2/t33/", False),
        (Role.SITE_LEAD, "p1/s2/", False),
        (Role.PROGRAMME_DIRECTOR, "p1/", False),
        (Role.DATA_CHAMPION, "p1/s2/t3/", False),
    ],
)
def test_belongs__to_exactly_this_team(role: Role, scope: str, *, belongs: bool):
    assert plan.belongs(holding(role, scope), "p1/s2/t3/") == belongs


@pytest.mark.parametrize("shares", list(Shares))
def test_sees__members_all_and_others_what_is_shared(shares: Shares):
    assert plan.sees(shares, belongs=True) is Shares.ALL
    assert plan.sees(shares, belongs=False) is shares


@pytest.mark.parametrize("use", list(Use))
def test_leaves__only_what_anybody_may_use(use: Use):
    assert plan.leaves(use, belongs=True)
    assert plan.leaves(use, belongs=False) == (use is Use.ANYBODY)
