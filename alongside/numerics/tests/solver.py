"""An exact solver: who can be worked out from what is kept, by someone who knows up to two answers.

The attacker knows the rule, how many people of each voice took part, everything that is kept of the item, and
the answers of up to two people (their own and an ally's). A *world* says how many people of each voice gave
each answer. People of one voice who are not among the known look alike, so another person's answer is worked
out exactly when, in every world that fits what is known, all the others of that voice gave one and the same
answer. The solver goes through all worlds, all that is kept of them, and all pairs of known answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache
from itertools import combinations_with_replacement

import numpy as np
import numpy.typing as npt

World = tuple[tuple[int, ...], ...]  # per voice, people per answer
Counts = npt.NDArray[np.int64]


@cache
def splits(people: int, answers: int) -> Counts:
    """All ways in which so many people can give so many kinds of answer, one per row."""
    if answers == 1:
        return np.array([[people]])
    parts = []
    for first in range(people + 1):
        rest = splits(people - first, answers - 1)
        parts.append(np.hstack([np.full((len(rest), 1), first), rest]))
    return np.vstack(parts)


def worlds(sizes: Sequence[int], answers: int) -> Counts:
    """All worlds of voices of the given sizes, one per row, the voices side by side."""
    rows = splits(sizes[0], answers)
    for size in sizes[1:]:
        more = splits(size, answers)
        rows = np.hstack([np.repeat(rows, len(more), axis=0), np.tile(more, (len(rows), 1))])
    return rows


def known_answers(columns: int, most: int = 2) -> Iterator[Counts]:
    """What the attacker may know: the answers of nobody, of one person, … as counts per column."""
    for people in range(most + 1):
        for chosen in combinations_with_replacement(range(columns), people):
            yield np.bincount(np.array(chosen, dtype=np.int64), minlength=columns)


def worked_out(rows: Counts, labels: Counts, answers: int, known: int = 2) -> list[tuple[World, Counts]]:
    """The worlds in which somebody else's answer is worked out, with the answers known to the attacker.

    Args:
        rows: all worlds, from `worlds`.
        labels: per world a number that stands for what is kept; equal when the same is kept.
        answers: kinds of answer per voice.
        known: how many answers the attacker knows, at most.

    Returns:
        One entry per world, known answers and voice worked out; empty when nobody is ever worked out.
    """
    columns = rows.shape[1]
    voices = columns // answers
    weights = 1 << np.arange(answers)
    order = np.argsort(labels, kind="stable")
    rows, labels = rows[order], labels[order]
    found = []
    for own in known_answers(columns, known):
        fits = np.all(rows >= own, axis=1)
        left, kept = rows[fits] - own, labels[fits]
        if not len(left):
            continue
        starts = np.flatnonzero(np.r_[True, kept[1:] != kept[:-1]])
        for voice in range(voices):
            there = left[:, voice * answers : (voice + 1) * answers] > 0
            seen = np.bitwise_or.reduceat(there @ weights, starts)
            for start in starts[(seen > 0) & (seen & (seen - 1) == 0)]:
                row = (left[start] + own).reshape(voices, answers)
                found.append((tuple(tuple(int(n) for n in part) for part in row), own))
    return found


def label(rows: Counts, answers: int, kept: Callable[[World], Hashable]) -> Counts:
    """A number per world, equal for the worlds of which the same is kept."""
    numbers: dict[Hashable, int] = {}
    voices = rows.shape[1] // answers
    shaped = rows.reshape(len(rows), voices, answers).tolist()
    return np.array([numbers.setdefault(kept(tuple(map(tuple, w))), len(numbers)) for w in shaped])
