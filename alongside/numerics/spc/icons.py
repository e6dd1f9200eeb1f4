"""The two NHS icons: how a process varies, and whether it will meet its target."""

from __future__ import annotations

import math

from alongside.numerics.spc.batch import Place, Read
from alongside.numerics.spc.reading import Assurance, Improvement, Label
from alongside.numerics.spc.rows import Prepared
from alongside.numerics.spc.signals import LABELS


def variation(last: Read, place: Place) -> Label | None:
    """The label of the last point of a chart's last phase."""
    _, row, start, stop = place
    return None if last.flags is None else LABELS[last.flags.label[row, stop - start - 1]]


def assurance(chart: Prepared, last: Read, place: Place) -> Assurance | None:
    """The target at the last point against the limits there. None where one of them, or a direction, is missing."""
    given, row = chart.points.target, place[1]
    if last.flags is None or given is None or chart.improvement is Improvement.NEUTRAL:
        return None
    target = given if isinstance(given, float) else float(given[-1])
    low, high = float(last.lines.low[row, 0]), float(last.lines.high[row, 0])
    if math.isnan(target) or math.isnan(low):
        return None
    if low <= target <= high:
        return Assurance.INCONSISTENT
    up = chart.improvement is Improvement.INCREASE
    return Assurance.FAIL if (target > high) == up else Assurance.PASS
