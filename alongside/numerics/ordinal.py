"""How far two groups' answers lie apart on an ordered scale of four stages.

Stages are numbered 0 to 3 and a group's answers come as four counts, so nothing here ever sees a person.
The stages are an order, not a ruler: nobody says that "Development" is twice "Engagement". So the measure is
Cliff's delta, which asks only who stands higher when one answer of each group is laid side by side.

Sources:
    Cliff, N. (1993). Dominance statistics: ordinal analyses to answer ordinal questions.
        Psychological Bulletin 114(3), 494-509. (delta, its consistent variance)
    Cliff, N. (1996). Ordinal methods for behavioral data analysis. Erlbaum. (the same, for small groups)
    Feng, D. and Cliff, N. (2004). Monte Carlo evaluation of ordinal d with improved confidence interval.
        Journal of Modern Applied Statistical Methods 3(2), 322-332. (the asymmetric interval, Student's t,
        and equation 6: the variance of delta is at most (1 - delta^2) / n of the smaller group)
    Abramowitz, M. and Stegun, I. A. (1964). Handbook of mathematical functions, 26.7.5. (Student's t)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

STAGES = 4
GAP = 1.0  # stages between two middles from which a gap opens
_Z = 1.959963984540054  # 97.5 % point of the normal distribution: a 95 % interval on both sides


class Direction(StrEnum):
    """Which of two groups stands higher on the scale."""

    A_HIGHER = "A_HIGHER"
    B_HIGHER = "B_HIGHER"
    LEVEL = "LEVEL"


class InWords(StrEnum):
    """How far apart two groups are, as a code; the sentence is made where it is shown."""

    ALIKE = "ALIKE"
    A_LITTLE = "A_LITTLE"
    ONE_STAGE = "ONE_STAGE"
    TWO_STAGES = "TWO_STAGES"
    OPPOSITE = "OPPOSITE"


@dataclass(frozen=True, order=True)
class Middle:
    """The middle answer (median) of a group: one stage, or *between* two when the number of answers is even.

    With an even number there are two middle answers. Where they differ, neither is *the* middle and half a
    stage is nobody's answer, so both are kept: lower 1, upper 2 reads "between Engagement and Development".

    Args:
        lower: the lower middle answer, stage 0 to 3.
        upper: the upper middle answer, stage 0 to 3, not below `lower`.

    Raises:
        ValueError: a stage outside 0 to 3, or the two in the wrong order.
    """

    lower: int
    upper: int

    def __post_init__(self) -> None:
        """Refuse what cannot be a middle."""
        _check_stages(self.lower, self.upper)

    @property
    def between(self) -> bool:
        """True when the two middle answers differ."""
        return self.lower != self.upper


@dataclass(frozen=True, order=True)
class Band:
    """Two adjacent stages, of which one (it is not said which) is the middle answer of a group.

    Args:
        lower: the lower stage, 0 to 2.
        upper: the stage above it.

    Raises:
        ValueError: the two are not adjacent stages.
    """

    lower: int
    upper: int

    def __post_init__(self) -> None:
        """Refuse what cannot be a band."""
        _check_stages(self.lower, self.upper)
        if self.upper != self.lower + 1:
            message = f"a band is two adjacent stages, not {self.lower} and {self.upper}"
            raise ValueError(message)


@dataclass(frozen=True)
class Apart:
    """How far two middles are apart, as far as what is kept can tell.

    Attributes:
        fewest: the smallest distance that fits, in stages, 0 to 3 in halves.
        most: the largest that fits; equal to `fewest` unless a band is involved.
        direction: which group stands higher; LEVEL also when a band leaves it open.
        in_words: the code for `fewest`.
    """

    fewest: float
    most: float
    direction: Direction
    in_words: InWords

    @property
    def certain(self) -> bool:
        """True when the distance is known, not only bounded."""
        return self.fewest == self.most

    @property
    def is_gap(self) -> bool:
        """True when the two differ by a stage or more for certain, so that a gap opens."""
        return self.fewest >= GAP


@dataclass(frozen=True)
class Disagreement:
    """How two groups' answers differ.

    Attributes:
        estimate: Cliff's delta, -1 to 1: the share of pairs in which a's answer is the higher one, less the
            share in which b's is. 0 means neither stands higher; 1 that all of a stands above all of b.
        low: lower end of the 95 % interval, -1 to 1.
        high: upper end of the 95 % interval, -1 to 1.
        direction: which group stands higher by its middle answer or, if the middles are level, by an
            interval that leaves 0 out; else LEVEL.
        middle_a: the middle answer of a.
        middle_b: the middle answer of b.
        apart: stages between the two middles, 0 to 3 in halves.
        in_words: the code a sentence is made from.
    """

    estimate: float
    low: float
    high: float
    direction: Direction
    middle_a: Middle
    middle_b: Middle
    apart: float
    in_words: InWords

    @property
    def is_gap(self) -> bool:
        """True when the middles differ by a stage or more."""
        return self.apart >= GAP


def middle(counts: Sequence[int]) -> Middle:
    """The middle answer of a group.

    Args:
        counts: answers at stages 0 to 3; four whole numbers from 0, at least one above 0.

    Returns:
        The one middle answer, or the two between which the middle lies.

    Raises:
        ValueError: not four counts, a count below 0, or no answer at all.

    Example:
        >>> middle([0, 3, 2, 0])
        Middle(lower=1, upper=1)
        >>> middle([0, 3, 3, 0])
        Middle(lower=1, upper=2)
    """
    checked = check_counts(counts)
    total = sum(checked)
    if total == 0:
        message = "there is no middle of no answers"
        raise ValueError(message)
    ordered = [stage for stage, count in enumerate(checked) for _ in range(count)]
    return Middle(ordered[(total - 1) // 2], ordered[total // 2])


def apart(middle_a: Middle | Band, middle_b: Middle | Band) -> Apart:
    """Stages between two groups, from what is kept of them: a middle answer, or only a band.

    A middle between two stages counts as half-way. A band stands for either of its stages, so a distance
    that involves one is bounded, and a gap opens only if even the smallest distance is a stage.

    Args:
        middle_a: what is kept of the first group.
        middle_b: what is kept of the second group.

    Returns:
        The distance with its bounds, direction and code.

    Example:
        >>> apart(Middle(0, 0), Middle(2, 3)).fewest
        2.5
        >>> apart(Band(0, 1), Band(2, 3)).is_gap
        True
        >>> apart(Band(0, 1), Middle(1, 1)).most
        1.0
    """
    differences = [a - b for a in _possible(middle_a) for b in _possible(middle_b)]
    fewest = min(abs(d) for d in differences)
    most = max(abs(d) for d in differences)
    direction = Direction.LEVEL
    if min(differences) > 0:
        direction = Direction.A_HIGHER
    elif max(differences) < 0:
        direction = Direction.B_HIGHER
    return Apart(fewest, most, direction, in_words(fewest))


def in_words(stages: float) -> InWords:
    """The code for a distance between two middles.

    Args:
        stages: distance in stages, 0 to 3.

    Returns:
        ALIKE at 0, A_LITTLE below one stage, ONE_STAGE from 1, TWO_STAGES from 2, OPPOSITE at 3.

    Raises:
        ValueError: a distance outside 0 to 3.

    Example:
        >>> in_words(1.5).value
        'ONE_STAGE'
    """
    if not 0 <= stages <= STAGES - 1:
        message = f"two middles are 0 to 3 stages apart, not {stages}"
        raise ValueError(message)
    if stages == 0:
        return InWords.ALIKE
    codes = (InWords.A_LITTLE, InWords.ONE_STAGE, InWords.TWO_STAGES, InWords.OPPOSITE)
    return codes[math.floor(stages)]


def disagreement(a: Sequence[int], b: Sequence[int]) -> Disagreement:
    """How two groups' answers differ, with the uncertainty of it.

    The variance is Cliff's consistent estimate, never below 0:
    ((nb - 1) s_a^2 + (na - 1) s_b^2 + s_ab^2) / (na nb), where s_a^2 and s_b^2 are the variances of the
    row and column means of the table of who stands higher, and s_ab^2 its sum of squares over
    (na - 1)(nb - 1). The 95 % interval is Feng and Cliff's asymmetric one with Student's t on na + nb - 2
    degrees of freedom, which stays inside -1 to 1. At the boundary, where that variance is 0, it uses the
    largest variance delta can have (their equation 6): the far end is (n - t^2) / (n + t^2) with n the
    smaller group. If all answers of both groups are the same, the same reasoning (a share of up to
    t^2 / (n + t^2) of the smaller group may have been missed) gives that share to both sides of 0. One
    answer has no spread of its own, so with a group of one the interval is the whole scale.

    The code in words follows the middles; with level middles it is A_LITTLE when the interval leaves 0 out.

    Args:
        a: answers of the first group at stages 0 to 3.
        b: answers of the second group at stages 0 to 3.

    Returns:
        Estimate, interval, direction, both middles, and the distance in stages and as a code.

    Raises:
        ValueError: not four counts, a count below 0, or a group without an answer.

    Source:
        Cliff (1993, 1996); Feng and Cliff (2004). See the head of this module.

    Example:
        >>> found = disagreement([6, 3, 1, 0], [0, 2, 5, 3])
        >>> round(found.estimate, 2), found.direction.value, found.in_words.value
        (-0.85, 'B_HIGHER', 'TWO_STAGES')
    """
    middle_a, middle_b = middle(a), middle(b)
    estimate, variance = delta_and_variance(a, b)
    low, high = _interval(estimate, variance, sum(a), sum(b))
    between = apart(middle_a, middle_b)
    words, direction = between.in_words, between.direction
    if words is InWords.ALIKE and not low <= 0 <= high:
        words = InWords.A_LITTLE
        direction = Direction.A_HIGHER if estimate > 0 else Direction.B_HIGHER
    return Disagreement(estimate, low, high, direction, middle_a, middle_b, between.fewest, words)


def delta_and_variance(a: Sequence[int], b: Sequence[int]) -> tuple[float, float]:
    """Cliff's delta of two tables of counts over the same ordered categories, and its consistent variance.

    Args:
        a: answers of the first group per category, lowest first.
        b: answers of the second group over the same categories.

    Returns:
        Delta (-1 to 1) and its variance (0 or more; infinite if a group has a single answer).

    Raises:
        ValueError: tables of different length, or a group without an answer.

    Example:
        >>> delta_and_variance([3, 0, 0, 0], [0, 0, 0, 2])
        (-1.0, 0.0)
    """
    if len(a) != len(b) or not sum(a) or not sum(b):
        message = "two groups with at least one answer each, over the same categories, are needed"
        raise ValueError(message)
    in_a, in_b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    n_a, n_b = float(in_a.sum()), float(in_b.sum())
    place = np.arange(len(in_a))
    sign = np.sign(place[:, None] - place[None, :]).astype(np.float64)
    rows, columns = sign @ in_b / n_b, in_a @ sign / n_a
    delta = float(in_a @ rows) / n_a
    if min(n_a, n_b) < 2:
        return delta, math.inf
    s_a = float(in_a @ (rows - delta) ** 2) / (n_a - 1)
    s_b = float(in_b @ (columns - delta) ** 2) / (n_b - 1)
    s_ab = float(in_a @ (sign - delta) ** 2 @ in_b) / ((n_a - 1) * (n_b - 1))
    return delta, ((n_b - 1) * s_a + (n_a - 1) * s_b + s_ab) / (n_a * n_b)


def check_counts(counts: Sequence[int]) -> tuple[int, int, int, int]:
    """The four counts of a group, refused if they cannot be that.

    Raises:
        ValueError: not four whole numbers from 0.
    """
    if len(counts) != STAGES or any(isinstance(c, bool) or int(c) != c or c < 0 for c in counts):
        message = f"four counts from 0 are needed, one per stage, not {counts!r}"
        raise ValueError(message)
    return (int(counts[0]), int(counts[1]), int(counts[2]), int(counts[3]))


def _check_stages(lower: int, upper: int) -> None:
    if not 0 <= lower <= upper < STAGES:
        message = f"stages run from 0 to 3, lower first, not {lower} and {upper}"
        raise ValueError(message)


def _possible(kept: Middle | Band) -> tuple[float, ...]:
    if isinstance(kept, Band):
        return (float(kept.lower), float(kept.upper))
    return ((kept.lower + kept.upper) / 2,)


def _interval(delta: float, variance: float, n_a: int, n_b: int) -> tuple[float, float]:
    if math.isinf(variance):
        return -1.0, 1.0
    t = _student_t(n_a + n_b - 2)
    if variance == 0:
        missed = t * t / (min(n_a, n_b) + t * t)
        if delta == 0:
            return -missed, missed
        return (1 - 2 * missed, 1.0) if delta > 0 else (-1.0, 2 * missed - 1)
    return asymmetric_interval(delta, variance, t)


def asymmetric_interval(delta: float, variance: float, quantile: float) -> tuple[float, float]:
    """Feng and Cliff's interval for delta; it never leaves -1 to 1.

    Args:
        delta: the estimate, -1 to 1.
        variance: its estimated variance, above 0.
        quantile: of the reference distribution, such as 1.96.

    Returns:
        The lower and the upper end.

    Source:
        Feng and Cliff (2004), after Cliff (1993).

    Example:
        >>> [round(end, 3) for end in asymmetric_interval(-0.25, 0.1, 1.96)]
        [-0.704, 0.35]
    """
    left = 1 - delta * delta
    spread = quantile * quantile * variance
    half = math.sqrt(spread) * math.sqrt(left * left + spread)
    centre = delta - delta**3
    return (
        max(-1.0, (centre - half) / (left + spread)),
        min(1.0, (centre + half) / (left + spread)),
    )


def _student_t(df: int) -> float:
    """The 97.5 % point of Student's t, from the normal one; four figures from 8 degrees of freedom on."""
    z = _Z
    return (
        z
        + (z**3 + z) / (4 * df)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * df**4)
    )
