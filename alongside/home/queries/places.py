"""One place with all that stands above it: who leads it, what lies below, its rounds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Count, OuterRef, Q, Subquery

from alongside.access.permissions import ROLES, Permission, Role
from alongside.access.policy import Actor
from alongside.assessments.models import Priority, Round
from alongside.assessments.rules import State
from alongside.core.words import gettext
from alongside.core.words import gettext_noop as _
from alongside.frameworks import queries as frameworks
from alongside.goals.models import Telling
from alongside.home.queries.lines import RoundLine, round_line
from alongside.programmes.models import Membership, Partner, Place, SiteTier

LEADING = (
    Role.PROGRAMME_DIRECTOR,
    Role.SITE_LEAD,
    Role.LIVED_EXPERIENCE_CO_LEAD,
    Role.TEAM_LEAD,
    Role.LIVED_EXPERIENCE_PARTNER,
)


@dataclass(frozen=True)
class Group:
    """Some of the other pages of a place, and what they are for."""

    head: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Leader:
    """Somebody who leads a place, and as what."""

    name: str
    role: str


@dataclass(frozen=True)
class ChildLine:
    """One place below: its tier today if it is a site, how many places lie below it, its last round."""

    name: str
    url: str
    tier: str
    below: int
    last_round: str


@dataclass(frozen=True)
class PlacePage:
    """A programme, a site or a team as one page."""

    id: int
    kind: str
    name: str
    about: str
    sector: str
    crumbs: tuple[tuple[str, str], ...]
    tiers: tuple[tuple[str, dt.date], ...]
    partners: tuple[tuple[str, str], ...]
    leaders: tuple[Leader, ...]
    children: tuple[ChildLine, ...]
    rounds: tuple[RoundLine, ...]
    may_see_rounds: bool
    priorities: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def back(self) -> tuple[str, str]:
        """Where a phone leads back to: the nearest place above that this person may open, else the start."""
        return next(((name, url) for name, url in reversed(self.crumbs) if url), (gettext("Start"), "/"))

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """All other pages of the place, whatever they are for."""
        return tuple(link for group in self.groups for link in group.links)


def place_page(place: Place, actor: Actor, *, on: dt.date) -> PlacePage:
    """Everything the page of a place shows to this person. A constant number of queries."""
    return PlacePage(
        id=place.pk,
        kind=place.kind,
        name=place.name,
        about=place.about,
        sector=place.sector,
        crumbs=_crumbs(place, actor),
        tiers=tuple((SiteTier.Tier(row.tier).label, row.from_on) for row in place.tiers.order_by("-from_on")),
        partners=tuple(
            Partner.objects.filter(site=place, until_on__isnull=True).order_by("name").values_list("name", "what")
        ),
        leaders=_leaders(place),
        children=_children(place, on=on),
        rounds=tuple(_rounds(place, actor)),
        may_see_rounds=actor.can(Permission.ROUND_VIEW, at=place.scope),
        priorities=_priorities(place, actor),
        groups=tuple(_groups(place, actor)),
    )


def _crumbs(place: Place, actor: Actor) -> tuple[tuple[str, str], ...]:
    """The places above; with a link only where this person may open them."""
    parts = place.scope.split("/")[:-2]
    above = ["/".join(parts[: end + 1]) + "/" for end in range(len(parts))]
    rows = Place.objects.filter(scope__in=above).order_by("scope")
    return tuple(
        (row.name, row.get_absolute_url() if actor.can(Permission.PLACE_VIEW, at=row.scope) else "") for row in rows
    )


def _leaders(place: Place) -> tuple[Leader, ...]:
    rows = Membership.objects.live().filter(place=place, role__in=LEADING).select_related("user")
    order = {role.value: index for index, role in enumerate(LEADING)}
    return tuple(
        Leader(row.user.name, ROLES[Role(row.role)].name)
        for row in sorted(rows, key=lambda row: (order[row.role], row.user.name))
    )


def _children(place: Place, *, on: dt.date) -> tuple[ChildLine, ...]:
    tier = SiteTier.objects.filter(site=OuterRef("pk"), from_on__lte=on).order_by("-from_on").values("tier")[:1]
    last = Round.objects.filter(place=OuterRef("pk"), opened_on__isnull=False).order_by("-opened_on")
    rows = (
        Place.objects.filter(parent=place, ended_on__isnull=True)
        .annotate(
            tier_now=Subquery(tier),
            below=Count("children", filter=Q(children__ended_on__isnull=True)),
            last_name=Subquery(last.values("name")[:1]),
            last_state=Subquery(last.values("state")[:1]),
        )
        .order_by("name")
        .values_list("pk", "name", "tier_now", "below", "last_name", "last_state")
    )
    return tuple(
        ChildLine(
            name=name,
            url=Place(pk=pk).get_absolute_url(),
            tier=SiteTier.Tier(tier_now).label if tier_now else "",
            below=below,
            last_round=f"{last_name}, {gettext(SHORT[State(last_state)])}" if last_name else "",
        )
        for pk, name, tier_now, below, last_name, last_state in rows
    )


SHORT = {
    State.DRAFT: _("being prepared"),
    State.OPEN: _("open"),
    State.CLOSED: _("closed"),
    State.REVEALED: _("revealed"),
    State.SHARED: _("shared"),
    State.MEETING: _("being agreed"),
    State.AGREED: _("agreed"),
    State.CANCELLED: _("cancelled"),
    State.LAPSED: _("lapsed"),
}


def _rounds(place: Place, actor: Actor) -> Iterator[RoundLine]:
    """Its rounds, the latest first; each leads to its result only for those who may read that."""
    reads = actor.can(Permission.ROUND_READ, at=place.scope)
    rows = Round.objects.visible_to(actor).filter(place=place).select_related("place", "edition")
    for row in rows.order_by("-drafted_on", "name")[:20]:
        line = round_line(row)
        yield line if reads else replace(line, url=row.get_absolute_url())


def _priorities(place: Place, actor: Actor) -> tuple[str, ...]:
    """What the place's last agreed round chose to work on first, for those who may read it."""
    if not actor.can(Permission.ROUND_READ, at=place.scope):
        return ()
    last = (
        Round.objects.filter(place=place, state=State.AGREED).order_by("-agreed_on").select_related("edition").first()
    )
    if last is None:
        return ()
    chosen = Priority.objects.filter(round=last).order_by("order").values_list("item__code", flat=True)
    titles = {item.code: item.short for item in frameworks.edition_page(last.edition.slug, scope=place.scope).items}
    return tuple(titles[code] for code in chosen)


_SITES_AND_TEAMS = {Place.Kind.SITE, Place.Kind.TEAM}
LINKS = (
    (
        _("Seeing it together"),
        (
            (Permission.MATRIX_VIEW, {Place.Kind.PROGRAMME}, _("Sites and challenges"), "matrix"),
            (Permission.AGGREGATE_VIEW, {Place.Kind.PROGRAMME}, _("Rounded figures"), "figures"),
            (Permission.ROUND_READ, _SITES_AND_TEAMS, _("What moved over time"), "history"),
            (Permission.SERIES_VIEW, set(Place.Kind), _("Charts"), "measures"),
            (Permission.ROUND_READ, _SITES_AND_TEAMS, _("A list of our own"), "consensus"),
            (Permission.ROUND_DRAFT, _SITES_AND_TEAMS, _("Prepare a round"), "rounds/new"),
            (Permission.FRAMEWORK_ADD, {Place.Kind.PROGRAMME}, _("Our own lists and voices"), "frameworks"),
        ),
    ),
    (
        _("Changing it"),
        (
            (Permission.GOAL_VIEW, _SITES_AND_TEAMS, _("Goals"), "goals"),
            (Permission.PLAN_VIEW, {Place.Kind.TEAM}, _("The team’s plan"), "plan"),
            (Permission.LOOP_VIEW, set(Place.Kind), _("What people raised, and what became of it"), "loops"),
            (Permission.PLACE_VIEW, _SITES_AND_TEAMS, _("You said, we did: the page that everybody can read"), "said"),
            (Permission.LIBRARY_READ, set(Place.Kind), _("What others have tried"), "library"),
            (Permission.LEDGER_VIEW, _SITES_AND_TEAMS, _("Who changed what"), "ledger"),
            (Permission.GOAL_VIEW, set(Place.Kind), _("Did you forget?"), "forgotten"),
        ),
    ),
    (
        _("Keeping people safe"),
        (
            (Permission.PLACE_VIEW, set(Place.Kind), _("Whom to turn to"), "contacts"),
            (Permission.TEXT_HIDE, set(Place.Kind), _("Reported words and files"), "reported"),
        ),
    ),
    (
        _("Who and where"),
        (
            (Permission.PEOPLE_VIEW, set(Place.Kind), _("People"), "people"),
            (Permission.SITE_ADD, {Place.Kind.PROGRAMME}, _("Add a site"), "add-site"),
            (Permission.TEAM_ADD, {Place.Kind.SITE}, _("Add a team"), "add-team"),
            (Permission.SITE_EDIT, {Place.Kind.SITE}, _("Partners"), "partners"),
            (Permission.TIER_SET, {Place.Kind.SITE}, _("Tier"), "tier"),
            (Permission.PROGRAMME_EDIT, {Place.Kind.PROGRAMME}, _("Settings"), "settings"),
            (Permission.SITE_EDIT, {Place.Kind.SITE}, _("Settings"), "settings"),
            (Permission.TEAM_EDIT, {Place.Kind.TEAM}, _("Settings"), "settings"),
            (Permission.AUDIT_READ, set(Place.Kind), _("What was done here"), "audit"),
        ),
    ),
)
"""The other pages of a place, under what they are for: who may open each, at which places."""


def _groups(place: Place, actor: Actor) -> Iterator[Group]:
    said = Telling.objects.filter(loop__place=place, public=True).exists()  # else there is no such page
    for head, links in LINKS:
        found = tuple(
            (gettext(text), f"/places/{place.pk}/{page}/")
            for permission, kinds, text, page in links
            if place.kind in kinds and actor.can(permission, at=place.scope) and (page != "said" or said)
        )
        if found:
            yield Group(gettext(head), found)
