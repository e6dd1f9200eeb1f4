"""The fictional programme's figures: series at its places, entered month by month, and what people wrote on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from alongside.demo import cast
from alongside.demo.figures import FIRST_MONTH, NATURES, Going, by_quarter, events, monthly
from alongside.demo.services.diary import Story
from alongside.demo.services.dice import dice
from alongside.demo.services.world import DEMO, World
from alongside.demo.words import figures as words
from alongside.measures import services
from alongside.measures.models import FollowUp, Indicator, Series
from alongside.measures.rules.entry import Figures
from alongside.measures.rules.settings import TargetStep
from alongside.measures.rules.words import BandKind, Entry, Period
from alongside.numerics.spc.reading import Chart
from alongside.programmes.models import Place

STARTED_ON = dt.date(2023, 9, 12)
SITE_SLUGS = ("days-to-first-meeting", "supervision-up-to-date", "crisis-plans-made-together", "job-starts")
COLLEGE_SLUGS = (
    "new-students", "sessions-co-delivered", "courses-completed", "college-fill", "places-not-used",
    "students-of-all-kinds", "cost-per-course-run",
)  # fmt: skip
WARD_SLUGS = (
    "restrictive-interventions", "rapid-tranquillisation", "staff-injured", "ward-satisfaction", "staff-sickness",
    "seclusion-hours",
)  # fmt: skip
COMMUNITY_SLUGS = ("more-choice", "more-self-management", "more-equal-relationship", "days-to-first-meeting")
OTHER_SLUGS = ("more-choice", "life-goals-in-plans", "decisions-made-together")
NONE_YET = 4
"""Network sites at the end of the list that collect nothing so far."""


@dataclass(frozen=True)
class Planned:
    """A series to be: where, of what, how it goes, and what is aimed at."""

    place: Place
    slug: str
    going: Going
    target: float | None = None
    chart: Chart | None = None
    baseline: int | None = None
    """How many of the first figures its limits rest on; None: all of them."""


Act = tuple[dt.datetime, Callable[[], object]]


def figures_story(world: World, *, seed: int, as_at: dt.datetime) -> Story:
    """Series begin in the programme's second week, with the year before; each month's figures come on the sixth."""
    indicators = {row.slug: row for row in Indicator.objects.filter(scope="", slug__in=NATURES)}
    plans = list(planned(world, seed=seed))
    yield _at(STARTED_ON)
    made = services.start_many_series(
        world.programme, [_to_start(plan, indicators[plan.slug]) for plan in plans], by=DEMO, on=STARTED_ON
    )
    waiting = {
        series: list(_figures(world, series, plan, seed=seed, last=as_at.date().replace(day=1) - dt.timedelta(days=1)))
        for series, plan in zip(made, plans, strict=True)
    }
    acts = [*_entries(world, waiting), *_written(world, dict(zip(plans, made, strict=True)))]
    for at, act in sorted(acts, key=lambda one: one[0]):
        yield at
        act()


def planned(world: World, *, seed: int) -> Iterator[Planned]:
    """Every series of the programme: those of the showcase site as its story needs, all others as they fall."""
    collecting = list(world.sites.values())[:-NONE_YET]
    for site in collecting:
        card = world.cards[site.name]
        if site.name == cast.SHOWCASE:
            yield from _showcase(world, site)
            continue
        yield from _fallen(site, site.name, SITE_SLUGS, seed=seed)
        if card.tier == cast.D:
            yield from _fallen(site, site.name, COLLEGE_SLUGS, seed=seed)
        if card.tier != cast.N:
            for team in world.teams[site.name]:
                yield from _fallen(team, site.name, _slugs_of(team.name), seed=seed)


def _slugs_of(team: str) -> tuple[str, ...]:
    if team in cast.WARDS:
        return WARD_SLUGS
    return COMMUNITY_SLUGS if team in cast.COMMUNITY else OTHER_SLUGS


def _fallen(place: Place, site: str, slugs: tuple[str, ...], *, seed: int) -> Iterator[Planned]:
    """Half of all series stay as they were; the others get better at once or slowly, and a few worse."""
    for slug in slugs:
        rng = dice(seed, "going", site, place.name, slug)
        sign = _BETTER.get(slug, 1)
        after = rng.randint(15, 30)
        going = rng.choices(
            (
                Going(),
                Going(by=sign * rng.uniform(0.22, 0.4), after=after),
                Going(by=sign * rng.uniform(0.35, 0.55), after=after, slowly=True),
                Going(by=-sign * rng.uniform(0.2, 0.35), after=after + 8),
            ),
            weights=(50, 25, 15, 10),
        )[0]
        if rng.random() < 0.15:
            going = replace(going, gaps=tuple(sorted(rng.sample(range(13, 43), 3))))
        if rng.random() < 0.08:
            going = replace(going, until=rng.randint(34, 40))
        yield Planned(place, slug, going)


_BETTER = {
    "days-to-first-meeting": -1, "restrictive-interventions": -1, "rapid-tranquillisation": -1, "staff-injured": -1,
    "staff-sickness": -1, "seclusion-hours": -1, "days-to-answer": -1,
}  # fmt: skip


def _showcase(world: World, site: Place) -> Iterator[Planned]:
    """Calder Valley: every kind of chart, and every state of the icons."""
    yield Planned(site, "days-to-first-meeting", Going(by=-0.35, after=24), target=28)
    yield Planned(site, "supervision-up-to-date", Going(by=0.3, after=22, until=39), target=80)
    yield Planned(site, "crisis-plans-made-together", Going(by=0.9, after=14, slowly=True), target=75)
    yield Planned(site, "involvement-paid", Going(), target=60)
    yield Planned(site, "peer-posts-filled", Going(by=-0.25, after=34), target=50)
    yield Planned(site, "days-to-answer", Going(by=0.4, after=36))
    yield Planned(site, "told-what-changed", Going(gaps=(13, 16, 19)))
    yield Planned(site, "students-of-all-kinds", Going(by=0.5, after=22))
    yield Planned(site, "cost-per-course-run", Going(by=-0.3, after=22))
    yield Planned(site, "college-fill", Going())
    yield Planned(site, "new-students", Going(by=0.5, after=20))
    yield Planned(site, "sessions-co-delivered", Going(by=0.45, after=18))
    yield Planned(site, "courses-completed", Going())
    yield Planned(site, "places-not-used", Going())
    yield Planned(site, "job-starts", Going(by=0.6, after=26))
    ward, community, crisis, house = (world.team(site.name, name) for name in cast.SHOWCASE_TEAMS)
    yield Planned(ward, "restrictive-interventions", Going(by=-0.45, after=19, odd=(31,)), baseline=18)
    yield Planned(ward, "rapid-tranquillisation", Going())
    yield Planned(ward, "staff-injured", Going())
    yield Planned(ward, "ward-satisfaction", Going(by=0.25, after=24))
    yield Planned(ward, "staff-sickness", Going(gaps=(27, 28)))
    yield Planned(ward, "seclusion-hours", Going(by=-0.5, after=20))
    yield Planned(ward, "days-between-seclusions", Going(by=1.9, after=22))
    yield Planned(ward, "prone-restraint", Going(by=1.2, after=24), chart=Chart.G)
    yield Planned(ward, "people-restricted", Going(by=-0.4, after=19))
    yield Planned(ward, "safe-here", Going())
    yield Planned(community, "more-choice", Going(by=0.45, after=21))
    yield Planned(community, "more-self-management", Going(by=0.3, after=18, slowly=True))
    yield Planned(community, "more-equal-relationship", Going(by=0.35, after=25))
    yield Planned(community, "days-to-first-meeting", Going(by=-0.5, after=16, slowly=True), target=10)
    yield Planned(community, "dialog-life", Going(by=0.08, after=30))
    yield Planned(crisis, "seen-soon-after-leaving", Going(by=0.15, after=23))
    yield Planned(crisis, "decisions-made-together", Going(until=37))
    yield Planned(house, "life-goals-in-plans", Going(by=0.7, after=19))
    yield Planned(house, "decisions-made-together", Going())


def _to_start(plan: Planned, indicator: Indicator) -> services.SeriesToStart:
    settings = indicator.usual_settings
    if plan.target is not None:
        settings = replace(settings, targets=(TargetStep(value=plan.target),))
    if plan.baseline is not None:
        settings = replace(settings, baseline=plan.baseline)
    if plan.chart is not None:
        settings = replace(settings, chart=plan.chart)
    return services.SeriesToStart(place=plan.place, indicator=indicator, settings=settings, started_on=FIRST_MONTH)


def _figures(world: World, series: Series, plan: Planned, *, seed: int, last: dt.date) -> Iterator[Figures]:
    nature, rng = NATURES[plan.slug], dice(seed, "figures", world.site_of(plan.place).name, plan.place.name, plan.slug)
    if series.period == Period.EVENT:
        return events(nature, plan.going, rng=rng, last=last)
    each = monthly(
        nature, plan.going, rng=rng, multiply=series.multiply, fraction=series.entry == Entry.FRACTION,
        last=last,
    )  # fmt: skip
    return by_quarter(each) if series.period == Period.QUARTER else each


def _entries(world: World, waiting: dict[Series, list[Figures]]) -> Iterator[Act]:
    """The year before on the first day, then what is over on the sixth of each month; one row in the trail each."""
    months: dict[dt.datetime, list[tuple[Series, Figures]]] = {}
    for series, figures in waiting.items():
        for one in figures:
            months.setdefault(_known_at(series, one), []).append((series, one))
    for at, due in months.items():
        yield at, lambda at=at, due=due: services.record_many(world.programme, due, by=DEMO, at=at)  # type: ignore[misc]


def _known_at(series: Series, one: Figures) -> dt.datetime:
    first = one.on.replace(day=1)
    over = first + dt.timedelta(days=93 if series.period == Period.QUARTER else 32)
    return max(_at(STARTED_ON, hour=11), _at(over.replace(day=6)))


def _written(world: World, made: dict[Planned, Series]) -> Iterator[Act]:
    """What the showcase's people wrote on its charts: bands, notes, known causes, limits begun anew, questions."""
    site = world.sites[cast.SHOWCASE]
    ward = world.team(cast.SHOWCASE, cast.SHOWCASE_TEAM)
    here = {(plan.place.pk, plan.slug): (plan, one) for plan, one in made.items()}
    for plan, one in made.items():
        if plan.going.by and plan.slug in words.CHANGES and world.site_of(plan.place) == site:
            yield _band(world, plan, one)
    _, force = here[ward.pk, "restrictive-interventions"]
    _, hours = here[ward.pk, "seclusion-hours"]
    _, satisfied = here[ward.pk, "ward-satisfaction"]
    _, answers = here[site.pk, "days-to-answer"]
    _, meeting = here[site.pk, "days-to-first-meeting"]
    ada, ben = world.leads[ward.pk].actor, world.co_leads[ward.pk].actor
    lead = world.leads[site.pk].actor

    def asked(series: Series, month: int, why: str, on: dt.date) -> FollowUp:
        return services.flag_follow_up(series, point_on=_month(month), why=why, by=lead, on=on)

    def looked_into(on: dt.date) -> None:
        question = FollowUp.objects.waiting().select_related("series").get(series=force)
        services.settle_follow_up(question, outcome=words.OUTCOMES[0], by=ben, on=on)

    acts: tuple[tuple[dt.date, Callable[[dt.date], object]], ...] = (
        (dt.date(2024, 2, 8), lambda on: services.note_point(
            satisfied, point_on=_month(16), words=words.NOTES[2], by=ben, on=on)),
        (dt.date(2024, 11, 12), lambda on: services.note_point(
            satisfied, point_on=_month(25), words=words.NOTES[1], by=ada, on=on)),
        (dt.date(2025, 5, 12), lambda on: asked(force, 31, words.FOLLOW_UPS[0], on)),
        (dt.date(2025, 5, 19), lambda on: services.add_known_cause(
            force, point_on=_month(31), words=words.KNOWN_CAUSES[0], by=ada, on=on)),
        (dt.date(2025, 5, 20), lambda on: services.leave_out(
            force, point_on=_month(31), why=words.KNOWN_CAUSES[0], by=ada, on=on)),
        (dt.date(2025, 6, 3), looked_into),
        (dt.date(2025, 9, 15), lambda on: services.rebase(
            hours, from_on=_month(20), why=words.REBASES[0], by=ada, on=on)),
        (dt.date(2025, 10, 9), lambda on: services.rebase(
            meeting, from_on=_month(24), why=words.REBASES[0], by=lead, on=on)),
        (dt.date(2026, 4, 13), lambda on: asked(answers, 42, words.FOLLOW_UPS[1], on)),
    )  # fmt: skip
    for on, act in acts:
        yield _at(on, hour=15), lambda on=on, act=act: act(on)  # type: ignore[misc]


def _band(world: World, plan: Planned, series: Series) -> Act:
    """A change with a name, drawn from the month in which it began, by whoever leads the place."""
    began = _month(plan.going.after)
    on = began + dt.timedelta(days=9)
    by = world.leads[plan.place.pk].actor
    name = words.CHANGES[plan.slug]
    return _at(on, hour=14), lambda: services.add_band(
        series, kind=BandKind.CHANGE, name=name, from_on=began, by=by, on=on
    )


def _month(number: int) -> dt.date:
    """The first day of a month, counted from the first one with figures."""
    months = FIRST_MONTH.month - 1 + number
    return dt.date(FIRST_MONTH.year + months // 12, months % 12 + 1, 1)


def _at(on: dt.date, *, hour: int = 10) -> dt.datetime:
    return dt.datetime.combine(on, dt.time(hour), tzinfo=dt.UTC)
