from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from itertools import combinations_with_replacement

import pytest

from alongside.goals.rules import loops
from alongside.goals.rules.loops import Decision, LoopState, Result, Says, Step, Story, Tried

DAY = dt.date(2026, 3, 2)
Y, P, N = Says.YES, Says.PARTLY, Says.NO


def said(*answers: Says) -> Counter[Says]:
    return Counter(answers)


@pytest.mark.parametrize(
    ("state", "wanted", "may"),
    [
        ("OPEN", LoopState.TOLD, True),
        ("OPEN", LoopState.CLOSED, False),
        ("TOLD", LoopState.CLOSED, True),
        ("TOLD", LoopState.OPEN, True),
        ("UNCONFIRMED", LoopState.CLOSED, False),
        ("UNCONFIRMED", LoopState.TOLD, True),
        ("CLOSED", LoopState.OPEN, True),
        ("CLOSED", LoopState.TOLD, False),
    ],
)
def test_may_become__only_along_the_steps_there_are(state, wanted, may):
    assert loops.may_become(state, wanted) is may


def test_states__none_is_dead_and_none_out_of_reach():
    reached = {LoopState.OPEN}
    seen: set[LoopState] = set()
    while reached - seen:
        state = (reached - seen).pop()
        seen.add(state)
        reached |= loops.NEXT[state]

    assert reached == set(LoopState)
    assert all(loops.NEXT[state] for state in LoopState)


def test_dates__may_leave_steps_out_but_never_go_back():
    assert loops.dates_are_in_order({Step.RAISED: DAY, Step.AGREED: None, Step.DECIDED: DAY})
    assert loops.dates_are_in_order({Step.RAISED: DAY, Step.TESTED: DAY + dt.timedelta(days=1)})
    assert not loops.dates_are_in_order({Step.RAISED: DAY, Step.TESTED: DAY - dt.timedelta(days=1)})
    assert not loops.dates_are_in_order({Step.RAISED: DAY, Step.MEASURED: DAY, Step.AGREED: DAY + dt.timedelta(days=1)})


@pytest.mark.parametrize(("asked", "needed"), [(0, 3), (1, 1), (2, 2), (3, 3), (40, 3)])
def test_answers_needed__three_and_fewer_only_if_fewer_asked(asked, needed):
    assert loops.answers_needed(asked) == needed


def test_answers_needed__a_place_may_want_more():
    assert (loops.answers_needed(40, wanted=8), loops.answers_needed(5, wanted=8)) == (8, 5)


@pytest.mark.parametrize(
    ("letters", "openly", "asked", "result"),
    [
        (said(), said(), 5, None),
        (said(Y, Y), said(), 5, None),
        (said(Y, Y), said(Y, Y, Y, Y), 5, None),  # open answers are counted apart
        (said(Y, P, N), said(), 5, Result.CONFIRMED),
        (said(P, P, P), said(N, N, N, N), 5, Result.CONFIRMED),
        (said(Y, N, N), said(), 5, Result.NOT_CONFIRMED),
        (said(Y, Y, N, N), said(), 5, Result.NOT_CONFIRMED),  # a draw is not "most"
        (said(N, N, N), said(Y, Y, Y, Y), 5, Result.NOT_CONFIRMED),
        (said(Y), said(), 1, Result.CONFIRMED),
        (said(), said(Y, Y, Y, Y, Y), 0, None),  # never alone
        (said(Y), said(Y), 0, None),
        (said(Y), said(Y, P), 0, Result.CONFIRMED),
        (said(Y), said(N, N), 0, Result.NOT_CONFIRMED),
        (said(N), said(Y, Y), 0, Result.NOT_CONFIRMED),
        (said(Y, P, P), said(), 0, Result.CONFIRMED),
    ],
)
def test_what_they_said(letters, openly, asked, result):
    needed = loops.answers_needed(asked)

    assert loops.what_they_said(letters, openly, asked=asked, needed=needed) is result


def test_silence__begins_on_the_ninetieth_day():
    assert not loops.is_silent(waits_from=DAY, on=DAY + dt.timedelta(days=89))
    assert loops.is_silent(waits_from=DAY, on=DAY + dt.timedelta(days=90))


def test_young__until_half_a_year():
    assert loops.is_young(raised_on=DAY, on=DAY + dt.timedelta(days=179))
    assert not loops.is_young(raised_on=DAY, on=DAY + dt.timedelta(days=180))


def test_kept__nothing_below_five_and_who_said_what_from_eight():
    assert loops.what_may_be_kept(said(Y, Y, Y, P), confirmed=True) == {}
    assert loops.what_may_be_kept(said(Y, Y, Y, P, N), confirmed=True) == {"answered": 5}
    assert loops.what_may_be_kept(said(Y, Y, N, N, N), confirmed=False) == {}
    assert loops.what_may_be_kept(said(*[Y] * 7, N), confirmed=True) == {"answered": 8}
    assert loops.what_may_be_kept(said(*[N] * 7, Y), confirmed=False) == {}
    spread = {"answered": 8, "yes": 4, "partly": 2, "no": 2}
    assert loops.what_may_be_kept(said(*[Y] * 4, P, P, N, N), confirmed=True) == spread


def test_kept__nobodys_answer_can_be_worked_out_by_two_who_know_each_others():
    """Every world of up to twelve answers. The two know the rule, the result and the figures, and their own answers."""
    worlds = defaultdict(list)
    for n in range(3, 13):
        for answers in combinations_with_replacement(Says, n):
            counts = said(*answers)
            confirmed = loops.mostly_true(counts)
            shown = tuple(loops.what_may_be_kept(counts, confirmed=confirmed).items())
            worlds[confirmed, shown].append(counts)

    for told in worlds.values():
        for known in combinations_with_replacement(Says, 2):
            fitting = [rest for world in told if (rest := _without(world, said(*known))) is not None]
            for says in Says:
                everybody = [rest for rest in fitting if rest[says] == rest.total() > 0]
                assert not everybody or len(everybody) < len(fitting)


def _without(world: Counter[Says], known: Counter[Says]) -> Counter[Says] | None:
    """The others' answers, where the two could have been among these."""
    if known - world:
        return None
    return world - known


def test_draft__says_what_was_raised_hoped_tried_and_decided():
    story = Story(
        raised="nobody  tells us what happens after a meeting",
        hoped="People hear within a week what was decided",
        tried=[
            Tried(idea="A letter after each meeting", decision="adopt"),
            Tried(idea="A phone call", decision="abandon", reason="people did not pick up"),
            Tried(idea="A notice board", decision=""),
        ],
        decision=Decision.DID,
        why="everybody gets a letter within a week",
    )

    assert loops.message_draft(story) == (
        "You said: nobody tells us what happens after a meeting.\n\n"
        "What we hoped would be different: People hear within a week what was decided.\n\n"
        "What we tried:\n"
        "- A letter after each meeting. We kept it.\n"
        "- A phone call. We stopped it. people did not pick up.\n"
        "- A notice board.\n\n"
        "We did: everybody gets a letter within a week."
    )


def test_draft__says_why_not():
    story = Story(raised="a garden!", decision=Decision.DID_NOT, why="the ground is not ours")

    assert loops.message_draft(story) == "You said: a garden!\n\nWe did not do it, because: the ground is not ours."


def test_own_work__is_found_whatever_the_capitals():
    assert loops.own_work(["Ada@Example.org "], ["ada@example.org", "eve@example.org"]) == {"ada@example.org"}
