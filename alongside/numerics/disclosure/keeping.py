"""Which answers may be kept: the rule itself. The reasons and the counterexamples stand in the package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from alongside.numerics import ordinal
from alongside.numerics.disclosure.counts import Side, VoiceCounts
from alongside.numerics.disclosure.kept import Kept, KeptGroup, Level, Told, Word

MINIMUM = 5  # people below which nothing is shown
FULL = 8  # people from which the full spread is shown
NEARLY_ALL = 2  # people besides those on one stage, up to which "nearly everybody" stands there


@dataclass(frozen=True)
class Sizes:
    """The sizes in force; they may only be stricter than the rule.

    Args:
        minimum: people below which nothing is shown, 5 or more.
        full: people from which the full spread is shown, 8 or more and not below `minimum`.

    Raises:
        ValueError: laxer than the rule.
    """

    minimum: int = MINIMUM
    full: int = FULL

    def __post_init__(self) -> None:
        """Refuse sizes laxer than the rule."""
        if self.minimum < MINIMUM or self.full < max(FULL, self.minimum):
            message = f"sizes may only be stricter than {MINIMUM} and {FULL}, not {self.minimum}, {self.full}"
            raise ValueError(message)


def keep(item_counts: Sequence[VoiceCounts], *, minimum: int = MINIMUM, full: int = FULL) -> Kept:
    """What may be kept and shown of one item.

    Args:
        item_counts: one entry per voice that was asked.
        minimum: people below which nothing is shown; 5, or more to be stricter.
        full: people from which the full spread is shown; 8, or more to be stricter.

    Returns:
        Per voice, or per side where a voice is too small to stand alone, what is left.

    Raises:
        ValueError: a voice given twice, or sizes laxer than the rule.

    Source:
        The rule is Alongside's own; `numerics/tests/test_solver.py` proves what it promises.

    Example:
        >>> staff = VoiceCounts("staff", Side.PROFESSION, (1, 2, 3, 1))
        >>> leaders = VoiceCounts("leaders", Side.PROFESSION, (0, 0, 1, 1))
        >>> [group] = keep([staff, leaders]).groups
        >>> group.voices, group.level.value, group.spread
        (('staff', 'leaders'), 'SPREAD', (1, 2, 4, 2))
        >>> [group] = keep([staff]).groups
        >>> group.level.value, group.middle, group.word.value
        ('MIDDLE', Middle(lower=2, upper=2), 'spread')
    """
    sizes = Sizes(minimum, full)
    _check_voices(item_counts)
    groups: list[KeptGroup] = []
    for side in dict.fromkeys(counts.side for counts in item_counts):
        groups += _keep_side([counts for counts in item_counts if counts.side == side], sizes)
    return Kept(tuple(groups))


def open_view(item_counts: Sequence[VoiceCounts]) -> Kept:
    """Each voice as it is: what the people of a place see in an open room until its meeting closes.

    Store the `VoiceCounts` until then, never this view; at the close `keep` says what remains.

    Args:
        item_counts: one entry per voice that was asked.

    Returns:
        One group per voice with exact numbers.

    Raises:
        ValueError: a voice given twice.

    Example:
        >>> [group] = open_view([VoiceCounts("staff", Side.PROFESSION, (1, 0, 1, 0))]).groups
        >>> group.level.value, group.spread
        ('OPEN', (1, 0, 1, 0))
    """
    _check_voices(item_counts)
    return Kept(tuple(_as_it_is(counts) for counts in item_counts), open_room=True)


@dataclass(frozen=True)
class Foreseen:
    """What the people of a place may expect to see, before anybody has answered.

    Attributes:
        voices: codes of the voices it covers.
        side: their side.
        whole_side: true when the side would stand as one group.
        level: the most that would be kept; less if nearly all choose the same stage, or some stay silent.
    """

    voices: tuple[str, ...]
    side: Side
    whole_side: bool
    level: Level


def foresee(
    expected: Sequence[tuple[str, Side, int]], *, minimum: int = MINIMUM, full: int = FULL
) -> tuple[Foreseen, ...]:
    """What would be shown if so many people of each voice gave a stage.

    Args:
        expected: code, side and expected number of people (0 or more) per voice that is to be asked.
        minimum: as for `keep`.
        full: as for `keep`.

    Returns:
        One entry per voice, or per side that would stand as one group.

    Raises:
        ValueError: a voice given twice, a number below 0, or sizes laxer than the rule.

    Example:
        >>> ward = [("users", Side.LIVED_EXPERIENCE, 6), ("family", Side.LIVED_EXPERIENCE, 2)]
        >>> [(group.voices, group.level.value) for group in foresee(ward)]
        [(('users', 'family'), 'SPREAD')]
    """
    evenly = [
        VoiceCounts(voice, side, ordinal.check_counts([(people + rest) // 4 for rest in range(4)]))
        for voice, side, people in expected
    ]
    groups = keep(evenly, minimum=minimum, full=full).groups
    return tuple(Foreseen(group.voices, group.side, group.whole_side, group.level) for group in groups)


def closeness(counts: Sequence[int]) -> Word:
    """Whether answers lie close or spread.

    Args:
        counts: people per stage 0 to 3, at least one of them above 0.

    Returns:
        CLOSE when all stand on one stage or on two neighbouring ones, else SPREAD.

    Raises:
        ValueError: not four counts, or nobody answered.

    Example:
        >>> closeness([0, 3, 2, 0]).value, closeness([1, 0, 4, 0]).value
        ('close', 'spread')
    """
    there = [stage for stage, count in enumerate(ordinal.check_counts(counts)) if count]
    if not there:
        message = "there is nothing close or spread about no answers"
        raise ValueError(message)
    return Word.CLOSE if there[-1] - there[0] <= 1 else Word.SPREAD


def gaps(kept: Kept) -> tuple[tuple[KeptGroup, KeptGroup, ordinal.Apart], ...]:
    """The pairs of kept groups whose middle answers differ by a stage or more for certain.

    Only what is kept is compared, so that a gap tells nothing more than the groups themselves do.

    Args:
        kept: what is kept of an item.

    Returns:
        Both groups and their distance, widest first.

    Example:
        >>> users = VoiceCounts("users", Side.LIVED_EXPERIENCE, (4, 2, 1, 0))
        >>> staff = VoiceCounts("staff", Side.PROFESSION, (0, 1, 3, 3))
        >>> [(low, high, distance)] = gaps(keep([users, staff]))
        >>> low.voices, high.voices, distance.fewest
        (('users',), ('staff',), 2.0)
    """
    found = [
        (one, other, ordinal.apart(one.reading, other.reading))
        for one, other in combinations(kept.groups, 2)
        if one.reading is not None and other.reading is not None
    ]
    wide = [pair for pair in found if pair[2].is_gap]
    return tuple(sorted(wide, key=lambda pair: -pair[2].fewest))


def _check_voices(item_counts: Sequence[VoiceCounts]) -> None:
    if len({counts.voice for counts in item_counts}) != len(item_counts):
        message = "each voice is counted once"
        raise ValueError(message)


def _keep_side(voices: Sequence[VoiceCounts], sizes: Sizes) -> list[KeptGroup]:
    alone = [counts for counts in voices if _waives(counts)]
    rest = [counts for counts in voices if not _waives(counts)]
    if all(_can_stand_alone(counts, sizes) for counts in rest):
        return [_group([counts], sizes) for counts in voices]
    return [_group([counts], sizes) for counts in alone] + [_group(rest, sizes, whole_side=True)]


def _waives(counts: VoiceCounts) -> bool:
    """All of a small voice allow its answers to be shown; it then stays out of the side's group.

    They allowed it "if fewer than five of us answer", so a stricter minimum does not widen what they allowed.
    """
    return counts.all_waive and counts.answers < MINIMUM and counts.took_part > 0


def _can_stand_alone(counts: VoiceCounts, sizes: Sizes) -> bool:
    """None, or at least the minimum. "None" out of one to four people would tell their silence."""
    if counts.answers == 0:
        return counts.took_part == 0 or counts.took_part >= sizes.minimum
    return counts.answers >= sizes.minimum


def _group(voices: Sequence[VoiceCounts], sizes: Sizes, *, whole_side: bool = False) -> KeptGroup:
    first, *_ = voices
    stages = _sum_stages(voices)
    n = sum(stages)
    waived = not whole_side and _waives(first)
    level = Level.OPEN if waived and n > 0 else _level(voices, stages, sizes)
    shown = level in (Level.SPREAD, Level.OPEN)
    silences = _sum(counts.silences for counts in voices)
    sure = _sum(counts.sure for counts in voices)
    people = sum(counts.took_part for counts in voices)
    return KeptGroup(
        voices=tuple(counts.voice for counts in voices),
        side=first.side,
        whole_side=whole_side,
        level=level,
        n=n if shown else None,
        middle=ordinal.middle(stages) if shown or level == Level.MIDDLE else None,
        word=closeness(stages) if level == Level.MIDDLE else None,
        band=_band(stages) if level == Level.BAND else None,
        spread=stages if shown else None,
        silences=_enough(silences, people, sizes),
        sure=_enough(sure, n, sizes),
    )


def _level(voices: Sequence[VoiceCounts], stages: tuple[int, int, int, int], sizes: Sizes) -> Level:
    n = sum(stages)
    if n == 0 and all(c.took_part == 0 or c.took_part >= sizes.minimum for c in voices):
        return Level.NOTHING
    if n < sizes.minimum:
        return Level.TOO_FEW
    nearly_all = max(stages) >= n - NEARLY_ALL
    # Up to six, an attacker who knows two answers leaves too few for a middle to hide unanimity among them;
    # at seven the middle stays where it is if any one of the others moves; from eight it is the rule.
    if nearly_all and (n >= FULL or 2 * (n - NEARLY_ALL - 1) <= n):
        return Level.BAND
    return Level.SPREAD if n >= sizes.full else Level.MIDDLE


def _band(stages: tuple[int, int, int, int]) -> ordinal.Band:
    """The fixed half of the scale in which the fullest stage lies: 0 and 1, or 2 and 3."""
    lower = stages.index(max(stages)) // 2 * 2
    return ordinal.Band(lower, lower + 1)


def _enough(counts: Mapping[str, int], total: int, sizes: Sizes) -> tuple[Told, ...]:
    """The codes that enough people gave, each with a number that at least as many gave: 5, 10, 15, …

    Never one that only nearly everybody together can reach, whoever they are: two who did not would know the rest.
    """
    told = []
    for code, count in sorted(counts.items()):
        people = count // MINIMUM * MINIMUM
        if total <= people + NEARLY_ALL:
            people -= MINIMUM
        if people >= sizes.minimum:
            told.append(Told(code, people))
    return tuple(told)


def _as_it_is(counts: VoiceCounts) -> KeptGroup:
    there = counts.answers > 0
    return KeptGroup(
        voices=(counts.voice,),
        side=Side(counts.side),
        whole_side=False,
        level=Level.OPEN if there else Level.NOTHING,
        n=counts.answers if there else None,
        middle=ordinal.middle(counts.stages) if there else None,
        spread=counts.stages if there else None,
        silences=_exact(counts.silences),
        sure=_exact(counts.sure),
    )


def _exact(counts: Mapping[str, int]) -> tuple[Told, ...]:
    return tuple(Told(code, count, exact=True) for code, count in sorted(counts.items()) if count)


def _sum_stages(voices: Sequence[VoiceCounts]) -> tuple[int, int, int, int]:
    return ordinal.check_counts([sum(counts.stages[stage] for counts in voices) for stage in range(4)])


def _sum(many: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for counts in many:
        for code, count in counts.items():
            total[code] = total.get(code, 0) + count
    return total
