"""What somebody sees when they sign in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from alongside.access.permissions import ROLES, Permission, Role
from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.assessments.models import AskedVoice, Priority, Round
from alongside.assessments.rules import State
from alongside.core.words import gettext
from alongside.core.words import gettext_noop as _
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import ItemText
from alongside.home.queries.figures_waiting import figures_waiting
from alongside.home.queries.lines import PlaceLine, RoundLine, called, round_line
from alongside.home.queries.safe_waiting import safe_waiting
from alongside.home.queries.waiting import MOST, Waiting, what_waits
from alongside.home.queries.walking import Walking, walking_page
from alongside.home.queries.work import Work, studies_first, work_of
from alongside.programmes.models import Membership, Place

ORDER_OF_ROLES = list(Role)


SHOWS = {
    Role.PROGRAMME_DIRECTOR: _("All sites, and a list of the programme’s own that was found together and published."),
    Role.CONSULTANT: _("Who may need somebody, who moved, and all sites and challenges on one page."),
    Role.PROGRAMME_VIEWER: _("Rounded figures of the whole programme, and nothing about one place."),
    Role.SITE_LEAD: _("A result to prepare, keys that wait, and a list of its own that the Recovery house looks for."),
    Role.LIVED_EXPERIENCE_CO_LEAD: _("The same keys from the other side. She is away: a deputy holds them meanwhile."),
    Role.TEAM_LEAD: _("Somebody who asks for a talk, reported words, a meeting to hold, goals and their tests."),
    Role.LIVED_EXPERIENCE_PARTNER: _("The same team from the other side, and keys held for somebody who is away."),
    Role.MEMBER: _("Somebody with two hats: one for each round or goal, chosen by the first act there."),
    Role.DATA_CHAMPION: _("Figures that are due, and paper sheets of a round to type in."),
    Role.PEER_LEAD: _("What somebody who leads no place reads of a site: its rounds, and what people were told."),
    Role.BOARD_VIEWER: _("What a board may read so far: who leads the site, and what people there were told."),
    Role.OPERATOR: _("That whoever runs the machine sees no content."),
}
"""What a visitor of the demonstration finds with each role."""
WITHOUT_EMAIL = _("Somebody without email, who signs in with a slip and a password, and holds her keys like everybody.")


@dataclass(frozen=True)
class StartPage:
    """Somebody's first page. `speaks`: they may speak in a voice somewhere, so that codes concern them."""

    name: str
    speaks: bool
    operates: bool
    waiting: tuple[Waiting, ...]
    running: tuple[RoundLine, ...]
    shared: tuple[RoundLine, ...]
    places: tuple[PlaceLine, ...]
    walking: Walking
    work: Work
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
    shows: str


def start_page(actor: Actor, *, on: dt.date) -> StartPage:
    """What waits for this person, their rounds and their places. The same number of queries, whatever there is."""
    return StartPage(
        name=actor.name,
        speaks=any(grant.voices for grant in actor.grants),
        operates=actor.holds(Permission.OPERATE),
        waiting=(
            *safe_waiting(actor),
            *studies_first(actor, on=on),
            *what_waits(actor, on=on),
            *figures_waiting(actor, on=on),
        ),
        running=tuple(_running(actor)),
        shared=tuple(_to_read(actor)),
        places=tuple(_places(actor)),
        walking=walking_page(actor, on=on),
        work=work_of(actor, on=on),
        matrices=_programmes(actor, Permission.MATRIX_VIEW, "matrix"),
        figures=_programmes(actor, Permission.AGGREGATE_VIEW, "figures"),
    )


def _running(actor: Actor) -> Iterator[RoundLine]:
    """The rounds that take answers, the first to close first, with the day's count for each voice."""
    rows = list(
        Round.objects.visible_to(actor)
        .filter(state=State.OPEN)
        .select_related("place__parent", "edition")
        .order_by("closes_on", "name")[:MOST]
    )
    cards = frameworks.voices_by_programme(row.scope for row in rows)
    asked: dict[object, list[str]] = {}
    for round_id, voice in AskedVoice.objects.filter(round__in=rows).order_by("order").values_list("round_id", "voice"):
        asked.setdefault(round_id, []).append(voice)
    above = actor.holds(Permission.MATRIX_VIEW)
    for row in rows:
        short = {code: card.short for code, card in cards[row.scope].items()}
        counts = (
            f"{short.get(voice, voice)} {row.counted.get(voice, gettext('not yet enough'))}" for voice in asked[row.pk]
        )
        yield round_line(row, place=called(row.place, from_above=above), counts=", ".join(counts))


def _to_read(actor: Actor) -> Iterator[RoundLine]:
    readable = (
        Round.objects.filter(within(actor, Permission.ROUND_READ)).shared().select_related("place__parent", "edition")
    )
    above = actor.holds(Permission.MATRIX_VIEW)
    for row in readable.order_by("-shared_on", "name")[:8]:
        yield round_line(row, place=called(row.place, from_above=above))


def _places(actor: Actor) -> Iterator[PlaceLine]:
    """The places this person belongs to, what they are there, and what the place works on first."""
    scopes = {grant.scope for grant in actor.grants if grant.scope}
    places = list(Place.objects.filter(scope__in=scopes).order_by("scope"))
    first = _first_things(place for place in places if actor.can(Permission.ROUND_READ, at=place.scope))
    for place in places:
        held = tuple(grant.name for grant in actor.grants if grant.scope == place.scope)
        url = place.get_absolute_url() if actor.can(Permission.PLACE_VIEW, at=place.scope) else ""
        yield PlaceLine(place.name, held, url, tuple(first.get(place.pk, ())))


def _first_things(places: Iterable[Place]) -> dict[int, list[str]]:
    """Per place, what its latest agreed round chose to work on first. Two queries."""
    latest = (
        Round.objects.filter(place__in=list(places), state=State.AGREED)
        .annotate(rank=Window(RowNumber(), partition_by=F("place_id"), order_by=[F("agreed_on").desc(), F("id")]))
        .filter(rank=1)
    )
    place_of = dict(latest.values_list("pk", "place_id"))
    chosen = Priority.objects.filter(round__in=place_of).order_by("order").values_list("round_id", "item_id")
    pairs = [(place_of[round_id], item_id) for round_id, item_id in chosen]
    texts = ItemText.objects.filter(
        item__in={item for _, item in pairs}, wording__language=F("item__edition__language")
    )
    short = dict(texts.values_list("item_id", "short"))
    first: dict[int, list[str]] = {}
    for place_id, item_id in pairs:
        first.setdefault(place_id, []).append(short[item_id])
    return first


def _programmes(actor: Actor, permission: Permission, page: str) -> tuple[PlaceLine, ...]:
    scopes = [scope for scope in actor.scopes(permission) if scope.count("/") == 1]
    places = Place.objects.filter(scope__in=scopes, kind=Place.Kind.PROGRAMME).order_by("name") if scopes else []
    return tuple(PlaceLine(place.name, (), f"/places/{place.pk}/{page}/") for place in places)


def people_to_try() -> tuple[PersonToTry, ...]:
    """One person per role of the demonstration, in the order of the roles, and somebody without email. 13 queries."""
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
    people = [_to_try(row, gettext(SHOWS[Role(row.role)])) for row in first.values()]
    if (row := rows.filter(user__email__isnull=True).first()) and row not in first.values():
        people.append(_to_try(row, gettext(WITHOUT_EMAIL)))
    return tuple(people)


def _to_try(row: Membership, shows: str) -> PersonToTry:
    role = ROLES[Role(row.role)]
    return PersonToTry(
        id=str(row.user_id),
        name=row.user.name,
        role=role.name,
        says=role.says,
        place=row.place.name if row.place else gettext("the installation"),
        shows=shows,
    )
