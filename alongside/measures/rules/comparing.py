"""Two stretches of a chart beside each other, in numbers: what the figures were like in each."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from alongside.core.words import gettext as _


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a chart with a name. Without an end it goes on; without a beginning it begins with the chart."""

    key: str
    name: str
    from_on: dt.date | None
    to_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Side:
    """What the figures of one stretch were like: how many there are, and their mean; None without one.

    `is_band`: it has a name of its own, and is not the time before or after all that have one.
    """

    name: str
    figures: int
    mean: float | None
    is_band: bool = field(default=True, compare=False)


def stretches(bands: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """What can be compared: the time before the first band, each band, the time after the last that has ended."""
    if not bands:
        return ()
    first = min(bands, key=lambda one: one.from_on or dt.date.min)
    found = list(bands)
    if first.from_on is not None:
        day_before = first.from_on - dt.timedelta(days=1)
        found.insert(0, Stretch("before", _("before “%(name)s”") % {"name": first.name}, None, day_before))
    ends = [one.to_on for one in bands]
    last = max((end for end in ends if end is not None), default=None)
    if last is not None and None not in ends:
        found.append(Stretch("after", _("after all of these"), last + dt.timedelta(days=1), None))
    return tuple(found)


def side(stretch: Stretch, figures: Sequence[tuple[dt.date, float | None]]) -> Side:
    """The figures that fall into a stretch, together. `figures`: the first day of each period, and its value."""
    inside = [
        value
        for on, value in figures
        if value is not None
        and (stretch.from_on is None or on >= stretch.from_on)
        and (stretch.to_on is None or on <= stretch.to_on)
    ]
    mean = math.fsum(inside) / len(inside) if inside else None
    return Side(stretch.name, len(inside), mean, stretch.key not in ("before", "after"))
