"""Writes about programmes, sites and teams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.formats import date_format

from alongside.access.permissions import Role
from alongside.accounts import services as accounts
from alongside.core import audit
from alongside.core.words import gettext, gettext_noop
from alongside.frameworks.models import Edition
from alongside.programmes.models import FrameworkUse, Membership, Partner, Place, SiteTier
from alongside.programmes.services import refusals
from alongside.programmes.services.trail import changed, record

PREFIX = {Place.Kind.PROGRAMME: "p", Place.Kind.SITE: "s", Place.Kind.TEAM: "t"}


@transaction.atomic
def create_programme(
    *, name: str, by: audit.Doer, on: dt.date, director_email: str = "", director_name: str = ""
) -> Place:
    """Began a programme, with its director if an address is given.

    Refuses when another programme has that name, and an address that is none.
    """
    programme = make_place(Place.Kind.PROGRAMME, None, name=name, on=on)
    if director_email:
        director, _ = accounts.account_for(email=director_email, name=director_name, on=on)
        Membership.objects.create(
            user=director, place=programme, scope=programme.scope, role=Role.PROGRAMME_DIRECTOR, began_on=on
        )
    changes = {"name": name, "director": director_name} if director_email else {"name": name}
    record("programme.created", by=by, on=on, scope=programme.scope, subject=programme.scope, changes=changes)
    return programme


@transaction.atomic
def add_site(
    programme: Place,
    *,
    name: str,
    tier: str,
    by: audit.Doer,
    on: dt.date,
    sector: str = "",
    partners: Sequence[tuple[str, str]] = (),
) -> Place:
    """Added a site to a programme, at a tier, with its partners (each a name and what it does).

    Refuses below anything but a programme, and when another site has that name.
    """
    if programme.kind != Place.Kind.PROGRAMME:
        raise refusals.NotAPlaceForThat
    site = make_place(Place.Kind.SITE, programme, name=name, on=on, sector=sector)
    SiteTier.objects.create(site=site, tier=SiteTier.Tier(tier), from_on=on)
    Partner.objects.bulk_create(Partner(site=site, name=who, what=what, from_on=on) for who, what in partners)
    changes = {"name": name, "tier": tier, "sector": sector, "partners": [who for who, _ in partners]}
    record("site.added", by=by, on=on, scope=site.scope, subject=site.scope, changes=changes)
    return site


@transaction.atomic
def add_team(site: Place, *, name: str, by: audit.Doer, on: dt.date, about: str = "") -> Place:
    """Added a team to a site. Refuses below anything but a site, and when another team there has that name."""
    if site.kind != Place.Kind.SITE:
        raise refusals.NotAPlaceForThat
    team = make_place(Place.Kind.TEAM, site, name=name, on=on, about=about)
    record("team.added", by=by, on=on, scope=team.scope, subject=team.scope, changes={"name": name, "about": about})
    return team


@transaction.atomic
def edit_place(place: Place, *, name: str, by: audit.Doer, on: dt.date, about: str = "", sector: str = "") -> Place:
    """Changed what a place is called and says about itself. Refuses a name that another has, and no change at all."""
    wanted = {"name": tidy(name), "about": about, "sector": sector}
    changes = {
        field: changed(getattr(place, field), new) for field, new in wanted.items() if getattr(place, field) != new
    }
    if not changes:
        raise refusals.NothingChanges(gettext_noop("Nothing was changed."))
    others = Place.objects.filter(kind=place.kind, parent=place.parent_id, name=wanted["name"])
    if others.exclude(pk=place.pk).exists():
        raise refusals.NameTaken
    for field, new in wanted.items():
        setattr(place, field, new)
    place.save(update_fields=list(wanted))
    record("place.edited", by=by, on=on, scope=place.scope, subject=place.scope, changes=changes)
    return place


@transaction.atomic
def set_tier(site: Place, *, tier: str, from_on: dt.date, by: audit.Doer, on: dt.date) -> SiteTier:
    """Dated a site's tier: it holds from that day until the next one is dated.

    Refuses at anything but a site, before the site began, and a tier that it already holds at that date.
    """
    if site.kind != Place.Kind.SITE:
        raise refusals.NotAPlaceForThat
    if from_on < site.began_on:
        raise refusals.TooEarly(
            gettext("The site began on %(day)s. Choose that day or a later one.") % {"day": date_format(site.began_on)}
        )
    before = SiteTier.objects.filter(site=site, from_on__lte=from_on).order_by("-from_on").first()
    if before and before.tier == tier:
        raise refusals.TierNotNew
    row, _ = SiteTier.objects.update_or_create(site=site, from_on=from_on, defaults={"tier": SiteTier.Tier(tier)})
    changes = {"tier": changed(before.tier if before else None, tier), "from": from_on}
    record("site.tier_set", by=by, on=on, scope=site.scope, subject=site.scope, changes=changes)
    return row


@transaction.atomic
def add_partner(site: Place, *, name: str, by: audit.Doer, on: dt.date, what: str = "") -> Partner:
    """Added a local partner to a site. Refuses one that already is, and at anything but a site."""
    if site.kind != Place.Kind.SITE:
        raise refusals.NotAPlaceForThat
    if Partner.objects.filter(site=site, name=name, until_on__isnull=True).exists():
        raise refusals.NameTaken
    partner = Partner.objects.create(site=site, name=name, what=what, from_on=on)
    record("partner.added", by=by, on=on, scope=site.scope, subject=f"partner:{partner.pk}", changes={"name": name})
    return partner


@transaction.atomic
def end_partner(partner: Partner, *, by: audit.Doer, on: dt.date) -> Partner:
    """Ended a partnership with a site. It stays in the site's history. Refuses one that has ended."""
    if not Partner.objects.filter(pk=partner.pk, until_on__isnull=True).update(until_on=on):
        raise refusals.PartnerEnded
    partner.until_on = on
    subject, changes = f"partner:{partner.pk}", {"name": partner.name}
    record("partner.ended", by=by, on=on, scope=partner.site.scope, subject=subject, changes=changes)
    return partner


@transaction.atomic
def use_edition(programme: Place, edition: Edition, *, from_on: dt.date, by: audit.Doer, on: dt.date) -> FrameworkUse:
    """Took an edition into use for a programme's rounds, from a date on.

    Refuses at anything but a programme, an edition that is not published or is another programme's own, and one
    that is in use already.
    """
    if programme.kind != Place.Kind.PROGRAMME:
        raise refusals.NotAPlaceForThat
    if edition.published_on is None or edition.scope not in {"", programme.scope}:
        raise refusals.EditionNotOpen
    if FrameworkUse.objects.filter(programme=programme, edition=edition).exists():
        raise refusals.AlreadyUsed
    use = FrameworkUse.objects.create(programme=programme, edition=edition, from_on=from_on)
    changes = {"edition": edition.slug, "from": from_on}
    record("edition.used", by=by, on=on, scope=programme.scope, subject=f"edition:{edition.slug}", changes=changes)
    return use


def make_place(
    kind: Place.Kind, parent: Place | None, *, name: str, on: dt.date, about: str = "", sector: str = ""
) -> Place:
    """One row, with its path. A part of other services. Refuses a name that another has."""
    place = Place(
        kind=kind, parent=parent, name=tidy(name), began_on=on, about=about, sector=sector, scope=str(uuid4())
    )
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError as taken:
        raise refusals.NameTaken from taken
    place.scope = path_of(place, parent)
    place.save(update_fields=["scope"])
    return place


def tidy(name: str) -> str:
    """A name on one line. Refuses one that is empty."""
    kept = " ".join(name.split())
    if not kept:
        raise refusals.NameMissing
    return kept


def path_of(place: Place, parent: Place | None) -> str:
    """A place's path, once it has a number: `p1/s9/t2/`."""
    return f"{parent.scope if parent else ''}{PREFIX[Place.Kind(place.kind)]}{place.pk}/"
