"""Which rounds there were in three years, and which are under way on the day the demonstration stands at."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from alongside.access.permissions import Role
from alongside.assessments.models import Round
from alongside.assessments.services.invitations import Invitee
from alongside.demo import cast
from alongside.demo.answers import Outlook, Turnout, Twist, outlook
from alongside.demo.services.dice import dice
from alongside.demo.services.rounds import WHY, Days, Plan, contacts_for
from alongside.demo.services.world import NEW_EDITION, OLD_EDITION, Lead, World
from alongside.programmes.models import Membership, Place

People = tuple[int, int]
"""How many were asked and how many answered."""
SEASONS = ("Winter", "Spring", "Summer", "Autumn")
NO_ROUND = {0: {"Wester Levels", "Mossgate"}, 1: {"Stonely Park", "Queensbeck"}, 2: {"Stonely Park", "Dunwater"}}
"""Sites that let a year pass."""
FIRST_MONTHS = {"Dunwater": 0}
"""Sites that were early in the year; else their dice say when."""


def all_plans(world: World, *, seed: int, as_at: dt.datetime) -> Iterator[Plan]:
    """Every round of the demonstration: those of the past, site by site, then those under way."""
    under_way = list(_under_way(world, seed=seed, as_at=as_at))
    busy = {plan.place.pk for plan in under_way}
    for card in cast.SITES:
        site = world.sites[card.name]
        for year in range(3):
            if card.name not in NO_ROUND[year] and not (year == 2 and site.pk in busy):
                yield _past(world, site, year=year, seed=seed, as_at=as_at)
        if card.tier != cast.N or card.promoted:
            team = world.teams[card.name][0]
            for year in (1, 2):
                if not (year == 2 and team.pk in busy):
                    yield _past(world, team, year=year, seed=seed, as_at=as_at)
    yield from under_way


def _past(world: World, place: Place, *, year: int, seed: int, as_at: dt.datetime) -> Plan:
    """A round of an earlier time, agreed long since."""
    rng = dice(seed, "past", world.site_of(place).name, place.name, year)
    month = FIRST_MONTHS.get(place.name, rng.randint(0, 5))
    opened = _weekday(cast.YEARS[year] + dt.timedelta(days=30 * month + rng.randint(7, 27)), hour=9)
    latest = (as_at - dt.timedelta(days=50)).replace(hour=9, minute=0)
    days = _usual_days(_weekday(min(opened, latest).date(), hour=9), rng)
    plan = _plan(world, place, days, year=year, seed=seed, people=_usual_people(rng, place))
    if year == 2 and place.name in SPECIAL_PAST:
        plan = SPECIAL_PAST[place.name](plan)
    return plan


def _plan(
    world: World,
    place: Place,
    days: Days,
    *,
    year: int,
    seed: int,
    people: Mapping[str, People],
    name: str = "",
) -> Plan:
    site = world.site_of(place)
    rng = dice(seed, "plan", site.name, place.name, year, name)
    lead, co_lead = world.leads[place.pk], world.co_leads[place.pk]
    keys = (lead, co_lead) if rng.random() < 0.5 else (co_lead, lead)
    opened = days.opened or days.drafted
    return Plan(
        place=place,
        edition=NEW_EDITION if opened.date() >= cast.NEW_EDITION_FROM else OLD_EDITION,
        name=name or f"{SEASONS[opened.month % 12 // 3]} {opened.year}",
        why=WHY[min(year, 2)],
        days=days,
        seen=_outlook(world, place, year=year, seed=seed),
        turnout={voice: Turnout(asked, answered) for voice, (asked, answered) in people.items()},
        keys=keys,
        contacts=contacts_for(world, place, team_lead=lead),
        words=rng.randint(3, 5),
    )


def _outlook(world: World, place: Place, *, year: int, seed: int) -> Outlook:
    card = world.cards[world.site_of(place).name]
    own = dice(seed, "team", card.name, place.name).uniform(-0.2, 0.2) if place.kind == Place.Kind.TEAM else 0.0
    return outlook(dice(seed, "levels", card.name), start=card.start, apart=card.apart, year=year, shift=own)


def _usual_people(rng: random.Random, place: Place) -> dict[str, People]:
    """Who is asked and who answers: usually enough of each voice, and leaders and partners only at sites."""
    people = {"uses_services": _of(rng, 8, 15), "family_and_friends": _of(rng, 5, 8), "staff": _of(rng, 9, 18)}
    if place.kind == Place.Kind.SITE:
        people |= {"leaders": _of(rng, 5, 7)}
        if rng.random() < 0.5:
            people |= {"partners": _of(rng, 5, 6)}
    elif rng.random() < 0.6:
        del people["family_and_friends"]
    return people


def _of(rng: random.Random, fewest: int, most: int) -> People:
    answered = rng.randint(fewest, most)
    return answered + rng.randint(1, answered // 2 + 1), answered


def _usual_days(opened: dt.datetime, rng: random.Random) -> Days:
    """A round that nothing holds up: three weeks open, ten days to its sharing, a fortnight to the meeting."""
    closes = _weekday(opened.date() + dt.timedelta(days=rng.randint(18, 24)), hour=15)
    first = _weekday(closes.date() + dt.timedelta(days=rng.randint(2, 4)), hour=10)
    second = _weekday(first.date() + dt.timedelta(days=0), hour=14)
    shared = _weekday(second.date() + dt.timedelta(days=rng.randint(3, 8)), hour=11)
    met = _weekday(shared.date() + dt.timedelta(days=rng.randint(8, 13)), hour=13)
    return Days(
        drafted=_weekday(opened.date() - dt.timedelta(days=rng.randint(3, 9)), hour=10),
        opened=opened,
        answered=closes,
        closes=closes.date(),
        closed=dt.datetime.combine(closes.date() + dt.timedelta(days=1), dt.time(0, 10), tzinfo=dt.UTC),
        first_key=first,
        second_key=second,
        shared=shared,
        met=met,
        agreed=met + dt.timedelta(hours=rng.randint(2, 3)),
    )


def _weekday(on: dt.date, *, hour: int) -> dt.datetime:
    """That day at an hour, or the Monday after a weekend."""
    while on.weekday() > 4:
        on += dt.timedelta(days=1)
    return dt.datetime.combine(on, dt.time(hour), tzinfo=dt.UTC)


def _voices(**people: People) -> dict[str, Turnout]:
    return {voice: Turnout(asked, answered) for voice, (asked, answered) in people.items()}


def _wide_and_unsafe(plan: Plan) -> Plan:
    """Wide gaps, and six who do not feel safe to answer on the sixth challenge."""
    people = _voices(uses_services=(26, 18), family_and_friends=(9, 6), staff=(24, 19), leaders=(6, 5))
    twist = Twist(
        stages={
            ("uses_services", 4): (0, 0, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0),
            ("staff", 4): (2, 2, 3, 2, 2, 2, 3, 2, 1, 2, 2, 3),
            ("uses_services", 6): (0, 0, 0, 1, 0, 1, 0, 0, 2, 1, 0, 1),
            ("staff", 6): (2, 1, 2, 3, 2, 2, 2, 3, 1, 2, 2, 2, 3),
        },
        not_safe={("uses_services", 6): 6},
    )
    return replace(plan, turnout=people, twist=twist, words=9)


def _too_small(plan: Plan) -> Plan:
    """Three family members answered: too few to be shown apart, so the side is kept as one."""
    people = _voices(uses_services=(14, 9), family_and_friends=(8, 3), staff=(16, 12), leaders=(5, 5))
    return replace(plan, turnout=people)


def _side_not_shown(plan: Plan) -> Plan:
    """Three people who use services answered: that side is not shown at all, and they went on knowing it."""
    return replace(plan, turnout=_voices(uses_services=(12, 3), staff=(17, 13)))


def _waived(plan: Plan) -> Plan:
    """Three family members said that their answers may be shown as theirs even if few answer."""
    people = _voices(uses_services=(15, 10), family_and_friends=(6, 3), staff=(15, 11), leaders=(6, 5))
    return replace(plan, turnout=people, twist=Twist(waives=frozenset({"family_and_friends"})))


def _the_other_way_round(plan: Plan) -> Plan:
    """Those who use the service see more of it than those who work there, and wide."""
    people = _voices(uses_services=(16, 12), family_and_friends=(7, 5), staff=(15, 12))
    twist = Twist(
        stages={
            ("uses_services", 8): (2, 3, 2, 2, 3, 2, 1, 2, 3, 2),
            ("staff", 8): (0, 1, 1, 0, 1, 1, 0, 2, 1, 1, 0),
            ("uses_services", 9): (2, 2, 2, 1, 3, 2, 2, 3, 1),
            ("staff", 9): (0, 1, 0, 1, 0, 0, 1, 2, 0, 1),
        }
    )
    return replace(plan, turnout=people, twist=twist)


def _staff_alone(plan: Plan) -> Plan:
    """Both sides answered; only staff came to the meeting, and they agreed knowing that."""
    keys = sorted(plan.keys, key=lambda key: key.voice in {"uses_services", "family_and_friends"})
    return replace(plan, keys=(keys[0], keys[1]), agreed_alone=True)


SPECIAL_PAST: Mapping[str, Callable[[Plan], Plan]] = {
    "Marlingate": _wide_and_unsafe,
    "Harrowmere": _too_small,
    "Mossgate": _side_not_shown,
    "Larksfield": _waived,
    "Oakenshaw House": _the_other_way_round,
    "Lindenfold": _staff_alone,
}


@dataclass(frozen=True)
class _Now:
    """Days that lead up to today: how many days ago each act was."""

    as_at: dt.datetime

    def ago(self, days: float, *, hour: int = 10) -> dt.datetime:
        then = (self.as_at - dt.timedelta(days=days)).date()
        return dt.datetime.combine(then, dt.time(hour), tzinfo=dt.UTC)

    def draft(self) -> Days:
        return Days(drafted=self.ago(3), closes=(self.as_at + dt.timedelta(days=30)).date())

    def open(self, *, since: int = 9, still: int = 12) -> Days:
        closes = (self.as_at + dt.timedelta(days=still)).date()
        answered = self.as_at - dt.timedelta(hours=2)
        return Days(drafted=self.ago(since + 5), opened=self.ago(since), answered=answered, closes=closes)

    def closed(self, *, days: int = 2) -> Days:
        closes = self.ago(days + 1, hour=15)
        return Days(
            drafted=self.ago(days + 28),
            opened=self.ago(days + 22),
            answered=closes,
            closes=closes.date(),
            closed=self.ago(days, hour=1),
        )

    def one_key(self) -> Days:
        return replace(self.closed(), first_key=self.as_at - dt.timedelta(hours=1))

    def revealed(self, *, days: int = 2) -> Days:
        closed = self.closed(days=days + 3)
        return replace(closed, first_key=self.ago(days, hour=9), second_key=self.ago(days, hour=10))

    def shared(self, *, days: int = 5) -> Days:
        return replace(self.revealed(days=days + 4), shared=self.ago(days))

    def met(self) -> Days:
        return replace(self.shared(days=11), met=self.ago(1, hour=13))


def _under_way(world: World, *, seed: int, as_at: dt.datetime) -> Iterator[Plan]:
    """The rounds that are not finished, each in another state, and those that ended without a result."""
    now = _Now(as_at)

    def plan(place: Place, days: Days, *, name: str = "", **people: People) -> Plan:
        return _plan(world, place, days, year=2, seed=seed, people=people, name=name)

    site = world.sites
    yield from _showcase(world, plan, now)
    yield plan(site["Hollin Dale"], now.draft(), uses_services=(20, 0), family_and_friends=(10, 0), staff=(20, 0))
    yield plan(site["Fenwater"], now.open(since=4), uses_services=(18, 3), family_and_friends=(9, 1), staff=(20, 4))
    yield plan(
        site["Brindle Hill"], now.open(since=12, still=5),
        uses_services=(16, 7), family_and_friends=(9, 2), staff=(22, 12), leaders=(6, 3),
    )  # fmt: skip
    yield plan(
        site["Eastholme"],
        now.closed(),
        uses_services=(16, 11),
        family_and_friends=(8, 6),
        staff=(20, 15),
        leaders=(6, 5),
    )
    open_room = plan(
        site["Saltersea"], now.shared(days=6), uses_services=(9, 7), family_and_friends=(4, 2), staff=(10, 8)
    )
    yield replace(open_room, mode=Round.Mode.OPEN_ROOM, words=9)
    half = plan(
        site["Kings Moor"], now.met(), uses_services=(17, 12), family_and_friends=(8, 5), staff=(19, 14), leaders=(6, 5)
    )
    yield replace(half, half=True, words=8)
    stopped = now.open(since=80, still=-60)
    called_off = plan(site["Tollerby"], stopped, uses_services=(15, 3), staff=(18, 6))
    days = replace(stopped, answered=now.ago(72), cancelled=now.ago(70))
    yield replace(
        called_off, days=days, ended_why="Two wards merged; we begin again when the new team has found itself"
    )
    late = now.closed(days=40)
    lapsed = plan(site["Elder Bridge"], late, uses_services=(14, 8), staff=(16, 10))
    yield replace(lapsed, days=replace(late, lapsed=now.ago(10, hour=1)))
    yield from _one_sided(world, plan, seed=seed, as_at=as_at)


Make = Callable[..., Plan]


def _showcase(world: World, plan: Make, now: _Now) -> Iterator[Plan]:
    """What a visitor meets first: the rounds of one site, each at another point of the way."""
    here = world.sites[cast.SHOWCASE]
    heron, harbour, crisis, _ = world.teams[cast.SHOWCASE]
    pair: tuple[Lead, Lead] = (world.leads[here.pk], world.co_leads[here.pk])
    invited = _invitees(here.scope)
    running = plan(
        here, now.open(since=11, still=9),
        uses_services=(22, 9), family_and_friends=(10, 5), staff=(26, 14), leaders=(8, 5), partners=(6, 2),
    )  # fmt: skip
    yield replace(running, invited=invited)
    shared = plan(heron, now.shared(days=4), uses_services=(14, 9), staff=(16, 11))
    yield replace(shared, twist=HERON, words=14)
    families = plan(heron, now.open(since=2, still=19), name="Families, summer 2026", family_and_friends=(12, 3))
    champion = Membership.objects.get(scope=here.scope, role=Role.DATA_CHAMPION).user
    yield replace(
        families,
        why="We heard from the ward. Now we want to hear from those who visit it.",
        typist=champion,
        kiosk="The tablet in the visitors’ room",
    )
    yield replace(
        plan(harbour, now.revealed(), uses_services=(15, 10), family_and_friends=(8, 5), staff=(14, 12)),
        keys=pair,
        read=False,
        words=10,
    )
    yield replace(
        plan(crisis, now.one_key(), uses_services=(15, 8), family_and_friends=(7, 5), staff=(16, 12)),
        keys=(pair[1], pair[0]),
    )


HERON = Twist(
    stages={
        ("uses_services", 1): (1, 1, 0, 2, 1, 1, 2, 0, 1),
        ("staff", 1): (2, 2, 3, 1, 2, 2, 2, 3, 2, 1, 2),
        ("uses_services", 6): (0, 0, 1, 0, 1, 0, 2, 0, 1),
        ("staff", 6): (2, 2, 3, 2, 1, 2, 3, 2, 2, 3, 1),
        ("uses_services", 9): (1, 2, 2, 1, 2, 3, 2, 1, 2),
        ("staff", 9): (1, 0, 1, 0, 1, 2, 1, 0, 1, 1, 0),
    }
)


def _invitees(scope: str) -> list[Invitee]:
    """Everybody who belongs to a place and may speak in a voice there, once, by address."""
    rows = Membership.objects.live().filter(scope__startswith=scope, user__email__isnull=False)
    people: dict[str, tuple[str, ...]] = {}
    for address, voices in rows.order_by("user__email", "scope").values_list("user__email", "voices"):
        email = address or ""
        people[email] = tuple(dict.fromkeys([*people.get(email, ()), *voices]))
    return [Invitee(email, voices) for email, voices in people.items() if voices]


def _one_sided(world: World, plan: Make, *, seed: int, as_at: dt.datetime) -> Iterator[Plan]:
    """Two rounds that asked one side only, and say so: staff of one team, people and families of another."""
    staff_team = world.teams["Ashmere and the Wold"][1]
    site = world.sites["Ashmere and the Wold"]
    opened = _weekday((as_at - dt.timedelta(days=150)).date(), hour=9)
    days = _usual_days(opened, dice(seed, "one-sided", "staff"))
    asked = plan(staff_team, days, name="Staff only, before the move", staff=(19, 14), leaders=(6, 5))
    yield replace(asked, keys=(world.leads[staff_team.pk], world.leads[site.pk]))
    lived_team = world.teams[cast.SHOWCASE][3]
    days = _usual_days(_weekday((as_at - dt.timedelta(days=200)).date(), hour=9), dice(seed, "one-sided", "lived"))
    asked = plan(lived_team, days, name="People and families first", uses_services=(13, 9), family_and_friends=(8, 6))
    yield replace(asked, keys=(world.co_leads[lived_team.pk], world.co_leads[world.sites[cast.SHOWCASE].pk]))
