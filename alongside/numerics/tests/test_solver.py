"""Nobody's answer can be worked out from what is kept: proved by going through every world."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pytest

from alongside.numerics import disclosure, ordinal
from alongside.numerics.disclosure import Kept, Level, Side, VoiceCounts
from alongside.numerics.tests.solver import Counts, World, label, splits, worked_out, worlds

MOST = 15  # answers in all
STAGES_ONLY = ordinal.STAGES
STRICTER = [(6, 9), (5, 12), (8, 8), (10, 12)]


@cache
def voice(name: str, people: tuple[int, ...], silences: tuple[str, ...] = (), *, waive: bool = False) -> VoiceCounts:
    """A voice whose people gave stages, then the named silences; "skipped" left the item out."""
    said = dict(zip(silences, people[4:], strict=True))
    said.pop("skipped", None)
    low, second, third, high = people[:4]
    return VoiceCounts(name, Side.PROFESSION, (low, second, third, high), said, ballots=sum(people), all_waive=waive)


def keep_world(world: World, silences: tuple[str, ...] = (), minimum: int = 5, full: int = 8) -> Kept:
    voices = [voice(f"v{i}", people, silences) for i, people in enumerate(world)]
    return disclosure.keep(voices, minimum=minimum, full=full)


@cache
def kept_alone(people: tuple[int, ...], minimum: int, full: int) -> Kept:
    return keep_world((people,), minimum=minimum, full=full)


def stage_labels(rows: Counts, sizes: tuple[int, ...], minimum: int, full: int) -> Counts:
    """What is kept per world, without calling `keep` for each of half a million.

    Voices that each stand alone are kept one by one; a side that stands as one group is kept by its sum.
    `test_a_side_is_its_voices_one_by_one_or_their_sum` shows that this is what `keep` does.
    """
    if all(size == 0 or size >= minimum for size in sizes):
        parts = [rows[:, i * STAGES_ONLY : (i + 1) * STAGES_ONLY] for i in range(len(sizes))]
    else:
        parts = [rows.reshape(len(rows), len(sizes), STAGES_ONLY).sum(axis=1)]
    labels = np.zeros(len(rows), dtype=np.int64)
    for part in parts:
        base = MOST + 1
        codes = part @ base ** np.arange(STAGES_ONLY)
        _, where, back = np.unique(codes, return_index=True, return_inverse=True)
        numbers: dict[Kept, int] = {}
        own = [numbers.setdefault(kept_alone(tuple(p), minimum, full), len(numbers)) for p in part[where].tolist()]
        labels = labels * (len(numbers) + 1) + np.array(own)[back]
    return labels


@pytest.mark.parametrize(("minimum", "full"), [(5, 8), *STRICTER])
def test_nobody_is_worked_out_in_one_voice(minimum, full):
    """Every world of one voice (or of a side that stands as one group) of up to 15 answers."""
    for size in range(1, MOST + 1):
        rows = worlds((size,), STAGES_ONLY)
        labels = stage_labels(rows, (size,), minimum, full)
        assert worked_out(rows, labels, STAGES_ONLY) == []


def test_nobody_is_worked_out_in_two_voices():
    """Every world of two voices of one side of up to 15 answers in all, the sizes known exactly."""
    for first in range(1, MOST):
        for second in range(1, min(first, MOST - first) + 1):
            rows = worlds((first, second), STAGES_ONLY)
            labels = stage_labels(rows, (first, second), 5, 8)
            assert worked_out(rows, labels, STAGES_ONLY) == [], (first, second)


def test_nobody_is_worked_out_in_three_voices():
    """Every world of three voices of one side with up to eight answers in all."""
    for first in range(1, 7):
        for second in range(1, min(first, 7 - first) + 1):
            for third in range(1, min(second, 8 - first - second) + 1):
                sizes = (first, second, third)
                rows = worlds(sizes, STAGES_ONLY)
                assert worked_out(rows, stage_labels(rows, sizes, 5, 8), STAGES_ONLY) == [], sizes


def test_a_side_is_its_voices_one_by_one_or_their_sum():
    """What the half-million worlds above rest on, shown on `keep` itself."""
    chance = random.Random(20260101)
    for _ in range(3000):
        sizes = [chance.randint(0, 9) for _ in range(chance.randint(1, 3))]
        world = tuple(tuple(chance.choice(splits(size, STAGES_ONLY).tolist())) for size in sizes)
        kept = keep_world(world)
        if all(size == 0 or size >= 5 for size in sizes):
            alone = [kept_alone(people, 5, 8).groups[0] for people in world]
            assert [stripped(g) for g in kept.groups] == [stripped(g) for g in alone]
        else:
            together = tuple(map(sum, zip(*world, strict=True)))
            [group] = kept.groups
            assert stripped(group) == stripped(kept_alone(together, 5, 8).groups[0])


def stripped(group: disclosure.KeptGroup) -> dict[str, object]:
    """What is told of a group, without whom it covers."""
    return {k: v for k, v in group.as_dict().items() if k not in ("voices", "whole_side")}


@pytest.mark.parametrize(
    ("sizes", "silences"),
    [
        *[((n,), ("declined", "dont_know", "not_apply", "not_safe")) for n in range(1, 10)],
        *[((n, m), ("not_safe", "skipped")) for n in range(1, 8) for m in range(1, min(n, 8 - n) + 1)],
    ],
)
def test_nobody_is_worked_out_when_silences_count_as_answers(sizes, silences):
    """Silences and items left out are answers too; how many gave a stage is not known here."""
    kinds = STAGES_ONLY + len(silences)
    rows = worlds(sizes, kinds)
    labels = label(rows, kinds, lambda world: keep_world(world, silences))
    assert worked_out(rows, labels, kinds) == []


@pytest.mark.parametrize("size", range(8, MOST + 1))
def test_nobody_is_worked_out_when_many_are_silent(size):
    """Up to 15 people who chose among two stages and three silences."""
    silences = ("declined", "dont_know", "not_safe")
    rows = worlds((size,), 5)
    four_stages = np.hstack([rows[:, :2], np.zeros((len(rows), 2), dtype=np.int64), rows[:, 2:]])
    labels = label(four_stages, 7, lambda world: keep_world(world, silences))
    assert worked_out(rows, labels, 5) == []


@pytest.mark.parametrize(
    "total", [*range(9, 13), *[pytest.param(n, marks=pytest.mark.slow) for n in range(13, MOST + 1)]]
)
def test_nobody_is_worked_out_in_two_voices_of_unknown_sizes(total):
    """Up to 15 people in two voices who chose between two stages, "not safe" and leaving the item out."""
    for second in range(1, total // 2 + 1):
        rows = worlds((total - second, second), 4)
        shaped = rows.reshape(len(rows), 2, 4)
        none = np.zeros((len(rows), 2, 2), dtype=np.int64)
        full = np.concatenate([shaped[:, :, :2], none, shaped[:, :, 2:]], axis=2).reshape(len(rows), 12)
        labels = label(full, 6, lambda world: keep_world(world, ("not_safe", "skipped")))
        assert worked_out(rows, labels, 4) == [], (total - second, second)


@pytest.mark.parametrize("size", range(1, MOST + 1))
def test_nobody_is_worked_out_by_how_sure_they_are(size):
    """Three levels of "how sure" and not saying, among up to 15 people who all gave a stage."""
    rows = worlds((size,), 4)

    def kept(world: World) -> Kept:
        [(very, fairly, hardly, _unsaid)] = world
        sure = {"very": very, "fairly": fairly, "hardly": hardly}
        return disclosure.keep([VoiceCounts("v0", Side.PROFESSION, (size, 0, 0, 0), sure=sure)])

    assert worked_out(rows, label(rows, 4, kept), 4) == []


@pytest.mark.parametrize("few", range(1, 5))
def test_a_small_voice_is_treated_alike_whether_it_speaks_or_is_silent(few):
    """What is kept of a side of ten must not tell whether the one to four of its small voice gave a stage."""
    large = voice("large", (3, 3, 2, 2))
    for people in splits(few, 6).tolist():
        small = voice("small", tuple(people), ("not_safe", "skipped"))
        [group] = disclosure.keep([large, small]).groups
        assert group.voices == ("large", "small")


def test_a_waived_voice_gives_away_nobody_else():
    """One side, a small voice that allows its answers to be shown, and one that does not."""
    for waived, other in ((1, 4), (2, 3), (3, 4), (1, 5), (2, 6), (4, 5), (1, 8), (1, 9)):
        rows = worlds((waived, other), STAGES_ONLY)
        labels = label(
            rows,
            STAGES_ONLY,
            lambda world: disclosure.keep([voice("waived", world[0], waive=True), voice("other", world[1])]),
        )
        # An attacker sees the waived voice whole, so only the other's people can still be worked out.
        merged = rows[:, STAGES_ONLY:]
        assert worked_out(merged, labels, STAGES_ONLY) == [], (waived, other)


# The rule as first written, to show that the solver finds what it leaks.


def as_first_written(world: World) -> object:
    """The middle answer and a word at five to seven, whatever the answers are."""
    [people] = world
    return ordinal.middle(people), disclosure.closeness(people)


@pytest.mark.parametrize(
    ("people", "known"),
    [
        ((3, 2, 0, 0), (0, 2, 0, 0)),  # five: middle 0 means three at 0; the two at 1 know the other three
        ((4, 2, 0, 0), (0, 2, 0, 0)),  # six: middle 0 means four at 0
        ((0, 3, 2, 0), (0, 0, 2, 0)),  # five, middle 1, close: nobody is at 0 or 3, the other three are at 1
        ((5, 0, 0, 0), (0, 0, 0, 0)),  # not worked out: two at 1 might be among them
    ],
)
def test_the_rule_as_first_written_leaks_at_five_and_six(people, known):
    rows = worlds((sum(people),), STAGES_ONLY)
    found = worked_out(rows, label(rows, STAGES_ONLY, as_first_written), STAGES_ONLY)
    leaks = {(world, tuple(own.tolist())) for world, own in found}
    assert (((people,), known) in leaks) == (sum(known) > 0)


def test_the_rule_as_first_written_holds_at_seven():
    """So seven keep their middle answer, also when all are of one mind."""
    rows = worlds((7,), STAGES_ONLY)
    assert worked_out(rows, label(rows, STAGES_ONLY, as_first_written), STAGES_ONLY) == []
    assert keep_world(((7, 0, 0, 0),)).groups[0].level is Level.MIDDLE


def test_a_full_spread_of_the_nearly_unanimous_leaks():
    rows = worlds((8,), STAGES_ONLY)
    found = worked_out(rows, label(rows, STAGES_ONLY, lambda world: world), STAGES_ONLY)
    assert {max(world[0]) for world, _ in found} == {6, 7, 8}


def test_a_band_that_follows_the_others_leaks():
    """A band of 1 and 2 says which side the few stand on, so band 0 and 1, then, that stage 0 is the full one."""

    def band(world: World) -> object:
        [people] = world
        fullest = people.index(max(people))
        if people[fullest] < sum(people) - 2:
            return people
        return min(fullest, 2) if fullest != 1 else (0 if people[0] else 1)

    rows = worlds((8,), STAGES_ONLY)
    assert worked_out(rows, label(rows, STAGES_ONLY, band), STAGES_ONLY) != []


def test_an_exact_count_of_a_silence_leaks():
    """Two who gave a stage, eight who said "not safe": the number tells the two who the eight are."""
    rows = worlds((10,), 2)
    found = worked_out(rows, label(rows, 2, lambda world: world[0][1] if world[0][1] >= 5 else None), 2)
    assert ((2, 8),) in {world for world, _ in found}
    silences = ("not_safe",)
    [group] = keep_world(((2, 0, 0, 0, 8),), silences).groups
    assert (group.level, group.silences) == (Level.TOO_FEW, (disclosure.Told("not_safe", 5),))
