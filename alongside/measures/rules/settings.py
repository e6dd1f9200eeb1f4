"""How a chart is read: the settings stored with it, and from them and its points the engine's request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from alongside.core.words import gettext as _
from alongside.core.words import ngettext
from alongside.measures.rules.words import MAY_TAKE_FRACTION, NEEDS_FRACTION, SUBGROUPS, Entry, Period
from alongside.numerics import spc
from alongside.numerics.spc.reading import Chart, Improvement, Profile

MOST_STEPS = 50
LIMITS_FROM = 12
"""The fewest points that fixed NHS limits may be worked out from (the published rule)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TargetStep:
    """A target that holds from a date on; without a date, from the beginning."""

    value: float
    from_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything that decides how a series is read, besides its points and its re-basing.

    Attributes:
        screen: whether odd moving ranges are left out of the spread, once.
        shift, trend: how many points in a row make one (NHS: 6 to 9).
        trend_ties: whether a repeated value breaks a trend or is skipped.
        two_in_three: which published version of that rule.
        baseline: work centre and limits out from the first so many points only; None: from all.
        centre: a centre line that is given; None: worked out.
        multiply: what rates are shown per, such as 1000.
        aggregate: how several values of one period become a point.
        negative: whether values below nought make sense.
        targets: constant or stepped, the earliest first.
    """

    profile: Profile = Profile.NHS
    chart: Chart = Chart.I
    entry: Entry = Entry.VALUE
    improvement: Improvement = Improvement.NEUTRAL
    screen: bool = True
    shift: int = 7
    trend: int = 7
    trend_ties: str = "break"
    two_in_three: str = "plotthedots"
    baseline: int | None = None
    centre: float | None = None
    multiply: float = 1.0
    aggregate: str = "mean"
    negative: bool = False
    targets: tuple[TargetStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One observation as the engine needs it."""

    on: dt.date
    order: int
    value: float | None
    numerator: float | None
    denominator: float | None
    left_out: bool = False


def wrong_with(settings: Settings, *, period: str) -> str:
    """What does not fit together in these settings, as a sentence; empty when all does."""
    fewest = _fewest(settings.profile)
    few = ngettext(
        "Use at least %(fewest)s point to work the limits out from.",
        "Use at least %(fewest)s points to work the limits out from.",
        fewest,
    )
    checks = (
        (
            settings.profile == Profile.NHS and settings.chart != Chart.I,
            _("The NHS rules are for I charts (XmR) only."),
        ),
        (
            settings.profile == Profile.NHS and period == Period.EVENT,
            _("The NHS rules need one point for each period. For single events choose a T or a G chart."),
        ),
        (settings.chart in SUBGROUPS and period == Period.EVENT, _("This chart needs several values in each period.")),
        (
            settings.chart in NEEDS_FRACTION and settings.entry != Entry.FRACTION,
            _("This chart needs two numbers for each point: how many, and out of how many."),
        ),
        (
            settings.entry == Entry.FRACTION and settings.chart not in MAY_TAKE_FRACTION,
            _("This chart takes one value for each point, not two numbers."),
        ),
        (not 6 <= settings.shift <= 9, _("A shift is 6, 7, 8 or 9 points in a row.")),
        (not 6 <= settings.trend <= 9, _("A trend is 6, 7, 8 or 9 points in a row.")),
        (settings.trend_ties not in {"break", "skip"}, _("Choose what a repeated value does to a trend.")),
        (settings.two_in_three not in {"plotthedots", "mdc2023"}, _("Choose a version of the two-in-three rule.")),
        (settings.aggregate not in {"mean", "median", "sum", "sd"}, _("Choose how several values become one point.")),
        (not 0 < settings.multiply < 1e9, _("What rates are shown per must be more than 0.")),
        (settings.baseline is not None and settings.baseline < fewest, few % {"fewest": fewest}),
        (not _is_in_order(settings.targets), _("Give each target its own date, the earliest first.")),
    )
    return next((sentence for wrong, sentence in checks if wrong), "")


def _fewest(profile: Profile) -> int:
    return LIMITS_FROM if profile == Profile.NHS else 2


def _is_in_order(targets: Sequence[TargetStep]) -> bool:
    dates = [step.from_on or dt.date.min for step in targets]
    return len(targets) <= MOST_STEPS and all(one < other for one, other in pairwise(dates))


def target_on(targets: Sequence[TargetStep], on: dt.date) -> float | None:
    """The target that holds on a date; None before the first."""
    held = [step.value for step in targets if step.from_on is None or step.from_on <= on]
    return held[-1] if held else None


def spc_request(
    settings: Settings, points: Sequence[Point], *, period: str, rebased_on: Sequence[dt.date] = ()
) -> spc.Request:
    """The engine's request for a series: its settings, its points in order, and the dates on which it was re-based.

    A re-base counts from the first point on or after its date; one without a point to begin with does nothing yet.
    """
    ordered = sorted(points, key=lambda point: (point.on, point.order))
    make = _nhs if settings.profile == Profile.NHS else _shewhart
    return make(settings, ordered, period, rebased_on)


def _shewhart(settings: Settings, points: Sequence[Point], period: str, rebased_on: Sequence[dt.date]) -> spc.Request:
    """Events are numbered from 1, since several may fall on one day; all others stand at their date."""
    dates = [point.on for point in points]
    at = list(range(1, len(points) + 1)) if period == Period.EVENT else dates
    numbers = {where: number for number, where in enumerate(dict.fromkeys(at), start=1)}
    fraction = settings.entry == Entry.FRACTION
    return spc.Request(
        profile=Profile.SHEWHART,
        chart=settings.chart,
        x=at,
        y=[point.numerator if fraction else point.value for point in points],
        n=[point.denominator for point in points] if fraction else None,
        screen=settings.screen,
        freeze=settings.baseline,
        part=_breaks(dates if period == Period.EVENT else sorted(set(dates)), rebased_on),
        exclude=sorted({numbers[where] for where, point in zip(at, points, strict=True) if point.left_out}),
        cl=settings.centre,
        multiply=settings.multiply,
        aggregate=settings.aggregate if settings.chart not in SUBGROUPS else "mean",
        negative=settings.negative,
        improvement=settings.improvement,
        target=_targets(settings, dates),
    )


def _nhs(settings: Settings, points: Sequence[Point], period: str, rebased_on: Sequence[dt.date]) -> spc.Request:
    """The NHS rules know no point that is drawn and not counted: one that is left out is read as a missing value."""
    dates = [point.on for point in points]
    return spc.Request(
        profile=Profile.NHS,
        chart=Chart.I,
        x=dates,
        y=[None if point.left_out else _value(settings, point) for point in points],
        screen=settings.screen,
        improvement=settings.improvement,
        target=_targets(settings, dates),
        rebase=[dates[number] for number in _breaks(dates, rebased_on)],
        fix_after=settings.baseline,
        shift=settings.shift,
        trend=settings.trend,
        trend_ties=settings.trend_ties,
        two_in_three=settings.two_in_three,
    )


def _value(settings: Settings, point: Point) -> float | None:
    """What an NHS chart plots: the value, or the fraction per so many."""
    if settings.entry == Entry.VALUE:
        return None if point.value is None else point.value * settings.multiply
    if point.numerator is None or not point.denominator:
        return None
    return point.numerator / point.denominator * settings.multiply


def _breaks(dates: Sequence[dt.date], rebased_on: Sequence[dt.date]) -> list[int]:
    """How many points stand before each re-base: those with points on both sides, each once."""
    counts = {sum(date < on for date in dates) for on in rebased_on}
    return sorted(count for count in counts if 0 < count < len(dates))


def _targets(settings: Settings, dates: Sequence[dt.date]) -> float | list[float | None] | None:
    steps = settings.targets
    if not steps:
        return None
    if len(steps) == 1 and steps[0].from_on is None:
        return steps[0].value
    return [target_on(steps, date) for date in dates]
