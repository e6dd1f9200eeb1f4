"""Reads about places: how they are set up, their tiers, their partners."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import Edition
from alongside.programmes import rules
from alongside.programmes.models import FrameworkUse, Partner, Place, SiteTier
from alongside.programmes.queries.actors import Person, co_leads

KIND_WORDS = {"PROGRAMME": "Programme", "SITE": "Site", "TEAM": "Team"}


@dataclass(frozen=True)
class PlaceLine:
    """One place in a list. `tier` is a site's tier on the day asked about, in words."""

    id: int
    name: str
    kind: str
    scope: str
    sector: str
    began_on: dt.date
    ended_on: dt.date | None
    tier: str = ""
    tier_name: str = ""

    @property
    def url(self) -> str:
        return f"/places/{self.id}/"


@dataclass(frozen=True)
class PartnerLine:
    """A partner of a site, from a date, perhaps until one."""

    id: int
    name: str
    what: str
    from_on: dt.date
    until_on: dt.date | None


@dataclass(frozen=True)
class TierLine:
    """The tier that a site held from a date."""

    tier: str
    name: str
    from_on: dt.date


@dataclass(frozen=True)
class EditionLine:
    """An edition that a programme uses, from a date."""

    slug: str
    name: str
    from_on: dt.date


@dataclass(frozen=True)
class PlacePage:
    """One place as it is set up. `above` are the places it belongs to, those the reader may not see without address."""

    place: PlaceLine
    kind_name: str
    about: str
    above: tuple[tuple[str, str], ...]
    children: tuple[PlaceLine, ...]
    tiers: tuple[TierLine, ...]
    partners: tuple[PartnerLine, ...]
    leads: tuple[Person, ...]
    may: frozenset[Permission]

    @property
    def may_set_tier(self) -> bool:
        return Permission.TIER_SET in self.may


def place_page(place: Place, actor: Actor, *, on: dt.date) -> PlacePage:
    """One place with what it belongs to, what belongs to it, and who leads it. Five queries at most."""
    above = [scope for scope in rules.above(place.scope) if scope != place.scope]
    named = Place.objects.filter(scope__in=above).order_by("scope").values_list("name", "pk", "scope")
    tiers = _tiers(place) if place.kind == Place.Kind.SITE else ()
    now = next((row for row in reversed(tiers) if row.from_on <= on), None)
    return PlacePage(
        place=_line(place, tier=now.tier if now else ""),
        kind_name=KIND_WORDS[place.kind],
        about=place.about,
        above=tuple(
            (name, f"/places/{pk}/" if actor.can(Permission.PLACE_VIEW, at=scope) else "") for name, pk, scope in named
        ),
        children=_children(place, on=on),
        tiers=tiers,
        partners=partners_of(place) if place.kind == Place.Kind.SITE else (),
        leads=tuple(person for person in co_leads(place.scope)),
        may=frozenset(permission for permission in Permission if actor.can(permission, at=place.scope)),
    )


def sites_of(programme: Place, *, on: dt.date) -> tuple[PlaceLine, ...]:
    """The sites of a programme by name, each with its tier on a day; those that have ended too. One query."""
    return _children(programme, on=on)


def tiers_at(programme: Place, on: dt.date) -> dict[int, str]:
    """The tier each site of a programme held on a day, by the site's id; without those that had none. One query."""
    rows = SiteTier.objects.filter(site__parent=programme, from_on__lte=on).order_by("from_on")
    return dict(rows.values_list("site_id", "tier"))


def partners_of(site: Place) -> tuple[PartnerLine, ...]:
    """The partners of a site, those that still are first. One query."""
    rows = Partner.objects.filter(site=site).order_by("until_on", "name")
    lines = [PartnerLine(row.pk, row.name, row.what, row.from_on, row.until_on) for row in rows]
    return tuple(sorted(lines, key=lambda line: line.until_on is not None))


def editions_in_use(programme: Place) -> tuple[EditionLine, ...]:
    """The editions that a programme uses, the newest use first. Three queries."""
    rows = FrameworkUse.objects.filter(programme=programme).order_by("-from_on", "edition__slug")
    named = {line.id: line for line in frameworks.editions(programme.scope)}
    wanted = ((named[pk], from_on) for pk, from_on in rows.values_list("edition_id", "from_on"))
    return tuple(EditionLine(line.slug, _in_full(line), from_on) for line, from_on in wanted)


def editions_to_use(programme: Place) -> tuple[tuple[str, str], ...]:
    """The published editions that a programme may use and does not yet, as slug and name. Three queries."""
    used = set(FrameworkUse.objects.filter(programme=programme).values_list("edition_id", flat=True))
    return tuple((line.slug, _in_full(line)) for line in frameworks.editions(programme.scope) if line.id not in used)


def _in_full(line: frameworks.EditionLine) -> str:
    return f"{line.name} ({line.label})"


def edition_called(slug: str) -> Edition:
    """The edition with this slug. Raises Edition.DoesNotExist. One query."""
    found: Edition = Edition.objects.get(slug=slug)
    return found


def _children(place: Place, *, on: dt.date) -> tuple[PlaceLine, ...]:
    held = SiteTier.objects.filter(site=OuterRef("pk"), from_on__lte=on).order_by("-from_on").values("tier")[:1]
    rows = Place.objects.filter(parent=place).annotate(tier_now=Subquery(held)).order_by("name", "pk")
    return tuple(_line(row, tier=getattr(row, "tier_now", None) or "") for row in rows)


def _tiers(site: Place) -> tuple[TierLine, ...]:
    rows = SiteTier.objects.filter(site=site).order_by("from_on").values_list("tier", "from_on")
    return tuple(TierLine(tier, rules.tier_words(tier), from_on) for tier, from_on in rows)


def _line(place: Place, *, tier: str) -> PlaceLine:
    return PlaceLine(
        place.pk,
        place.name,
        place.kind,
        place.scope,
        place.sector,
        place.began_on,
        place.ended_on,
        tier,
        rules.tier_words(tier),
    )
