"""What waits for somebody when they sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from alongside.access.permissions import ROLES, Permission, Role
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments import rules as rounds
from alongside.assessments.models import Gap, Key, Round
from alongside.assessments.rules import State
from alongside.home import rules
from alongside.programmes.models import Membership, Place, Removal

MOST = 30
ORDER_OF_ROLES = list(Role)


@dataclass(frozen=True)
class Waiting:
    """One thing this person can do now: what, why, the page that does it, and by when if there is a day."""

    text: str
    why: str
    url: str
    by: dt.date | None = None


@dataclass(frozen=True)
class RoundLine:
    """One round in a list."""

    name: str
    place: str
    state: str
    says: str
    url: str
    on: dt.date


@dataclass(frozen=True)
class PlaceLine:
    """One place this person belongs to, and what they are there."""

    name: str
    roles: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class StartPage:
    """Somebody's first page."""

    name: str
    waiting: tuple[Waiting, ...]
    running: tuple[RoundLine, ...]
    shared: tuple[RoundLine, ...]
    places: tuple[PlaceLine, ...]
    quiet: tuple[PlaceLine, ...]
    matrices: tuple[PlaceLine, ...]
    figures: tuple[PlaceLine, ...]


@dataclass(frozen=True)
class PersonToTry:
    """Somebody of the demonstration whom a visitor can sign in as."""

    id: str
    name: str
    role: str
    says: str
    place: str


SAYS = {
    State.DRAFT: "Being prepared",
    State.OPEN: "Open for answers",
    State.CLOSED: "Closed, waits for its two keys",
    State.REVEALED: "Revealed to the two who turned the keys",
    State.SHARED: "Shared, waits for the joint meeting",
    State.MEETING: "Being agreed",
    State.AGREED: "Agreed",
    State.CANCELLED: "Cancelled",
    State.LAPSED: "Lapsed: its answers were deleted unseen",
}


def start_page(actor: Actor, *, on: dt.date) -> StartPage:
    """What waits for this person, their rounds and their places. Nine queries, whatever there is."""
    seen = Round.objects.visible_to(actor).select_related("place")
    return StartPage(
        name=actor.name,
        waiting=tuple(sorted(_waiting(actor, on=on), key=lambda one: one.by or dt.date.max)),
        running=tuple(_line(row) for row in seen.filter(state=State.OPEN).order_by("closes_on", "name")[:MOST]),
        shared=tuple(_line(row) for row in _read_next(actor)),
        places=tuple(_places(actor)),
        quiet=tuple(_quiet_sites(actor, on=on)),
        matrices=_programmes(actor, Permission.MATRIX_VIEW, "matrix"),
        figures=_programmes(actor, Permission.AGGREGATE_VIEW, "figures"),
    )


def _line(row: Round) -> RoundLine:
    shared = row.state in rounds.SHARED_OR_LATER
    url = f"/rounds/{row.pk}/result/" if shared else f"/rounds/{row.pk}/"
    on = row.closes_on if row.state == State.OPEN else row.agreed_on or row.shared_on or row.drafted_on
    return RoundLine(row.name, row.place.name, row.state, SAYS[State(row.state)], url, on)


def _read_next(actor: Actor) -> QuerySet[Round]:
    readable = Round.objects.filter(within(actor, Permission.ROUND_READ)).shared().select_related("place")
    return readable.order_by("-shared_on", "name")[:8]


def _waiting(actor: Actor, *, on: dt.date) -> Iterator[Waiting]:
    yield from _rounds_waiting(actor, on=on)
    gaps = Gap.objects.filter(within(actor, Permission.GAP_SETTLE), settled_on__isnull=True).exclude(outcome="")
    mine = Q(lived_by=actor.user_id) | Q(profession_by=actor.user_id)
    for gap in gaps.exclude(mine).select_related("round__place")[:MOST]:
        text = f"Say whether you agree how a gap at {gap.round.place.name} is settled"
        yield Waiting(text, "The other side has turned its key.", f"/gaps/{gap.pk}/settle/")
    asked = Removal.objects.filter(within(actor, Permission.PEOPLE_END), settled_on__isnull=True)
    for removal in asked.exclude(asked_by=actor.user_id).select_related("membership__user")[:MOST]:
        text = f"Answer a wish about {removal.membership.user.name}'s membership"
        yield Waiting(text, "It needs a key from their own side, or from the programme.", f"/removals/{removal.pk}/")


def _rounds_waiting(actor: Actor, *, on: dt.date) -> Iterator[Waiting]:
    mine = Key.objects.filter(round=OuterRef("pk"), user=actor.user_id)
    other = Key.objects.filter(round=OuterRef("pk")).exclude(user=actor.user_id)
    live = (
        Round.objects.filter(within(actor, Permission.ROUND_REVEAL))
        .filter(state__in=[State.DRAFT, State.CLOSED, State.REVEALED, State.SHARED, State.MEETING])
        .annotate(
            my_reveal=Exists(mine.filter(purpose=Key.Purpose.REVEAL)),
            other_reveal=Exists(other.filter(purpose=Key.Purpose.REVEAL)),
            my_agree=Exists(mine.filter(purpose=Key.Purpose.AGREE)),
            other_agree=Exists(other.filter(purpose=Key.Purpose.AGREE)),
            agreed_items=Count("positions", distinct=True),
        )
        .select_related("place")
        .order_by("closes_on")
    )
    for row in live[:MOST]:
        if step := _STEPS[State(row.state)](row, actor, on):
            yield step


def _draft(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    return Waiting(f"Finish and open “{row.name}” at {row.place.name}", "It is being prepared.", f"/rounds/{row.pk}/")


def _closed(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    until = (row.closed_on or on) + rounds.LAPSES_AFTER
    if row.my_reveal:  # type: ignore[attr-defined]
        return None
    why = "One key waits: yours can be the second." if row.other_reveal else "It needs two keys, one of each side."  # type: ignore[attr-defined]
    return Waiting(f"Reveal how people see {row.place.name}", why, f"/rounds/{row.pk}/reveal/", until)


def _revealed(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    if actor.user_id not in {str(row.first_by_id), str(row.second_by_id)}:
        return None
    until = (row.revealed_on or on) + rounds.PREPARE_AT_MOST
    why = "You are one of the two who prepare it. It is shared by itself on that day."
    return Waiting(f"Prepare and share the result of {row.place.name}", why, f"/rounds/{row.pk}/", until)


def _shared(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    return Waiting(f"Hold the joint meeting of {row.place.name}", "The result is shared.", f"/rounds/{row.pk}/meeting/")


def _meeting(row: Round, actor: Actor, on: dt.date) -> Waiting | None:
    if row.my_agree:  # type: ignore[attr-defined]
        return None
    why = (
        "The other side has turned its key: yours makes it agreed."
        if row.other_agree  # type: ignore[attr-defined]
        else f"{row.agreed_items} positions are written down."  # type: ignore[attr-defined]
    )
    return Waiting(f"Agree what {row.place.name} decided", why, f"/rounds/{row.pk}/agree/")


_STEPS = {
    State.DRAFT: _draft,
    State.CLOSED: _closed,
    State.REVEALED: _revealed,
    State.SHARED: _shared,
    State.MEETING: _meeting,
}


def _places(actor: Actor) -> Iterator[PlaceLine]:
    scopes = {grant.scope for grant in actor.grants if grant.scope}
    for place in Place.objects.filter(scope__in=scopes).order_by("scope"):
        held = tuple(ROLES[grant.role].name for grant in actor.grants if grant.scope == place.scope)
        yield PlaceLine(place.name, held, place.get_absolute_url())


def _quiet_sites(actor: Actor, *, on: dt.date) -> Iterator[PlaceLine]:
    """For those who walk with the sites: the ones without a round for a year, the longest first."""
    sites = (
        Place.objects.filter(within(actor, Permission.MATRIX_VIEW), kind=Place.Kind.SITE, ended_on__isnull=True)
        .annotate(last=Max("rounds__opened_on"))
        .order_by("last", "name")
    )
    for site in sites.filter(Q(last__isnull=True) | Q(last__lt=on - rules.QUIET_AFTER))[:MOST]:
        last = f"last round {site.last:%B %Y}" if site.last else "no round yet"  # type: ignore[attr-defined]
        yield PlaceLine(site.name, (last,), site.get_absolute_url())


def _programmes(actor: Actor, permission: Permission, page: str) -> tuple[PlaceLine, ...]:
    scopes = [scope for scope in actor.scopes(permission) if scope.count("/") == 1]
    places = Place.objects.filter(scope__in=scopes, kind=Place.Kind.PROGRAMME).order_by("name") if scopes else []
    return tuple(PlaceLine(place.name, (), f"/places/{place.pk}/{page}/") for place in places)


def people_to_try() -> tuple[PersonToTry, ...]:
    """One person per role of the demonstration, in the order of the roles, the one who joined first. One query."""
    rows = (
        Membership.objects.live()
        .select_related("user", "place")
        .order_by("began_on", "scope")
        .filter(user__is_active=True)
    )
    first: dict[str, Membership] = {}
    for role in ORDER_OF_ROLES:
        found = rows.filter(role=role).first()
        if found:
            first[role] = found
    return tuple(
        PersonToTry(
            id=str(row.user_id),
            name=row.user.name,
            role=ROLES[Role(role)].name,
            says=ROLES[Role(role)].says,
            place=row.place.name if row.place else "the installation",
        )
        for role, row in first.items()
    )
