"""Series and figures for a generated programme. It can be stopped at any moment and goes on where it stood.

A place is done when it has a series: all its series and figures are written in one transaction.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence

from django.db import transaction

from alongside.core import clock
from alongside.demo.services.diary import Progress
from alongside.demo.services.dice import dice
from alongside.demo.services.world import DEMO
from alongside.measures import services
from alongside.measures.models import Indicator, Series
from alongside.measures.rules import periods
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.words import Counts, Entry, Period
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.programmes.models import Place

MONTHS = 36
PLACES_AT_ONCE = 10
_SHEWHART = Profile.SHEWHART
KINDS = (
    services.NewIndicator(
        slug="generated-score", name="How hopeful people are", definition="A made-up score from 0 to 10.",
        direction=Improvement.INCREASE, counts=Counts.SCORE, least=0, most=10,
    ),
    services.NewIndicator(
        slug="generated-days", name="Days people wait", definition="A made-up number of days.",
        direction=Improvement.DECREASE, counts=Counts.TIME, unit="days",
    ),
    services.NewIndicator(
        slug="generated-share", name="People with a plan of their own", definition="A made-up share of people.",
        direction=Improvement.INCREASE, counts=Counts.PEOPLE, profile=_SHEWHART, chart=Chart.P, multiply=100,
        numerator="People with a plan", denominator="People",
    ),
    services.NewIndicator(
        slug="generated-rate", name="Incidents", definition="A made-up rate.", direction=Improvement.DECREASE,
        counts=Counts.INCIDENTS, profile=_SHEWHART, chart=Chart.U, multiply=1000, numerator="Incidents",
        denominator="Occupied bed days",
    ),
)  # fmt: skip


def add_figures(programme: Place, led: Sequence[Place], each: int, *, on: dt.date, seed: int, tell: Progress) -> None:
    """Give every place `each` monthly series of three years, up to a date; those that have some are left out."""
    if not each:
        return
    indicators = _indicators(programme, on)
    done = set(Series.objects.filter(scope__startswith=programme.scope).values_list("place_id", flat=True))
    waiting = [place for place in led if place.pk not in done]
    starts = periods.latest(Period.MONTH, number=MONTHS + 1, on=on)[:-1]
    for first in range(0, len(waiting), PLACES_AT_ONCE):
        batch = waiting[first : first + PLACES_AT_ONCE]
        _fill(programme, batch, each, indicators, starts, on=on, seed=seed)
        tell("series", (len(done) + first + len(batch)) * each, len(led) * each)


def _indicators(programme: Place, on: dt.date) -> list[Indicator]:
    there = {row.slug: row for row in Indicator.objects.filter(scope=programme.scope)}
    return [there.get(new.slug) or services.add_indicator(programme, new, by=DEMO, on=on) for new in KINDS]


@transaction.atomic
def _fill(
    programme: Place, places: Sequence[Place], each: int, indicators: Sequence[Indicator], starts: Sequence[dt.date], *,
    on: dt.date, seed: int,
) -> None:  # fmt: skip
    wanted = [
        services.SeriesToStart(
            place=place,
            indicator=indicators[number % len(indicators)],
            name=f"Part {number // len(indicators) + 1}" if number >= len(indicators) else "",
            started_on=starts[0],
        )
        for place in places
        for number in range(each)
    ]
    made = services.start_many_series(programme, wanted, by=DEMO, on=on)
    figures = ((one, figure) for one in made for figure in _figures(one, starts, seed))
    services.record_many(programme, figures, by=DEMO, at=clock.moment_on(on))


def _figures(series: Series, starts: Sequence[dt.date], seed: int) -> Iterator[Figures]:
    """Three years of months: chance, and in every third series a change for good halfway."""
    rng = dice(seed, "figures", series.scope, series.indicator.slug, series.name)
    changes = rng.random() < 1 / 3
    for number, on in enumerate(starts):
        shift = 0.15 if changes and number >= len(starts) // 2 else 0.0
        if series.entry == Entry.FRACTION:
            of = float(rng.randint(180, 320))
            yield Figures(on, numerator=float(_count(rng, of, 0.3 + shift)), denominator=of)
        else:
            yield Figures(on, value=round(min(10.0, max(0.0, rng.gauss(5 + 10 * shift, 1))), 2))


def _count(rng: random.Random, of: float, share: float) -> int:
    return max(0, min(int(of), round(rng.gauss(of * share, (of * share * (1 - share)) ** 0.5))))
