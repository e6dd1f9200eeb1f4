"""A programme's sites beside the challenges: what was agreed, what moved, both sides apart. No ranking."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber

from alongside.access.permissions import Side
from alongside.assessments.models import Position, Round, Tally
from alongside.assessments.rules import State
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import CrosswalkLink
from alongside.home.rules import Moved, moved
from alongside.programmes.models import Place, SiteTier


@dataclass(frozen=True)
class SideReading:
    """One kept group's middle answer (a stage, or half-way between two); none where only less may be shown."""

    side: str
    group: str
    middle: float | None
    stages: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The middle answer in words, for those who do not see the drawing."""
        if self.middle is None:
            return ""
        low, high = self.stages[math.floor(self.middle)], self.stages[math.ceil(self.middle)]
        return (
            f"{self.group}: {low}"
            if low == high
            else _("%(group)s: between %(low)s and %(high)s") % {"group": self.group, "low": low, "high": high}
        )


@dataclass(frozen=True)
class Mark:
    """Where a group's middle answer is drawn on a cell's scale, above the line or below it."""

    x: float
    above: bool

    @property
    def left(self) -> float:
        return self.x - 2.75


@dataclass(frozen=True)
class Cell:
    """One challenge at one site: the agreed stage, what moved since, each side's middle answers, and its round."""

    stage: int | None
    stage_name: str
    moved: Moved
    sides: tuple[SideReading, ...]
    dissent: bool
    url: str

    @property
    def x(self) -> float | None:
        """Where the agreed stage stands on the scale, which is 64 wide."""
        return None if self.stage is None else _x(self.stage)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The sides' middle answers on the scale."""
        return tuple(
            Mark(_x(side.middle), side.side == Side.LIVED_EXPERIENCE) for side in self.sides if side.middle is not None
        )


SIDES = {
    Side.LIVED_EXPERIENCE.value: gettext_noop("lived experience"),
    Side.PROFESSION.value: gettext_noop("profession"),
}


def _x(stage: float) -> float:
    return 5 + stage * 18


@dataclass(frozen=True)
class MatrixRow:
    """One site: its tier when its latest round was agreed, that round, and a cell per challenge."""

    site: str
    url: str
    tier: str
    round: str
    agreed_on: dt.date | None
    agreed_by: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Column:
    """One challenge as a column."""

    number: int
    short: str
    title: str


@dataclass(frozen=True)
class MatrixPage:
    """The whole matrix for one edition, with the editions there are."""

    programme: str
    programme_url: str
    edition: str
    edition_name: str
    editions: tuple[tuple[str, str, bool], ...]
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    agreed: int
    sites: int


def matrix_page(programme: Place, *, edition: str = "", on: dt.date) -> MatrixPage:
    """The sites of a programme, by name, beside the challenges of one edition (the newest used, when none is named).

    A site's row shows its latest agreed round in that edition; movement is against the round agreed before it,
    across editions only where the crosswalk lets a trend line run. A constant number of queries.
    """
    used = list(
        Round.objects.filter(scope__startswith=programme.scope, state=State.AGREED, place__kind=Place.Kind.SITE)
        .values_list("edition__slug", "edition__label", "edition__year")
        .distinct()
        .order_by("-edition__year")
    )
    slugs = [slug for slug, _, _ in used]
    chosen = edition if edition in slugs else (slugs[0] if slugs else "")
    sites = list(Place.objects.filter(parent=programme, kind=Place.Kind.SITE, ended_on__isnull=True).order_by("name"))
    editions = tuple((slug, label, slug == chosen) for slug, label, _ in used)
    if not chosen:
        return MatrixPage(programme.name, programme.get_absolute_url(), "", "", editions, (), (), 0, len(sites))
    page = frameworks.edition_page(chosen, scope=programme.scope)
    latest = latest_agreed(programme, edition=chosen)
    cells = _cells(latest, before(programme, latest), page)
    return MatrixPage(
        programme=programme.name,
        programme_url=programme.get_absolute_url(),
        edition=chosen,
        edition_name=page.name,
        editions=editions,
        columns=tuple(Column(item.number, item.short, item.title) for item in page.items),
        rows=tuple(_row(site, latest.get(site.pk), page, cells) for site in sites),
        agreed=len(latest),
        sites=len(sites),
    )


@dataclass(frozen=True)
class Agreed:
    """The latest agreed round of a site: when, by whom if by one side alone, and the site's tier then."""

    id: UUID
    place_id: int
    edition_id: int
    name: str
    agreed_on: dt.date
    agreed_by: str
    tier: str


def latest_agreed(programme: Place, *, edition: str = "") -> dict[int, Agreed]:
    """Per site of the programme its latest agreed round (in an edition, if one is named). One query."""
    tier = SiteTier.objects.filter(site=OuterRef("place"), from_on__lte=OuterRef("agreed_on")).order_by("-from_on")
    rounds = Round.objects.filter(scope__startswith=programme.scope, state=State.AGREED, place__kind=Place.Kind.SITE)
    if edition:
        rounds = rounds.filter(edition__slug=edition)
    ranked = rounds.annotate(
        rank=Window(RowNumber(), partition_by=F("place_id"), order_by=[F("agreed_on").desc(), F("id").desc()]),
        tier_then=Subquery(tier.values("tier")[:1]),
    ).filter(rank=1)
    rows = ranked.values_list("id", "place_id", "edition_id", "name", "agreed_on", "agreed_by", "tier_then")
    return {
        place: Agreed(pk, place, edition_id, name, on, by, SiteTier.Tier(tier).label if tier else "")
        for pk, place, edition_id, name, on, by, tier in rows
        if on
    }


def before(programme: Place, latest: Mapping[int, Agreed]) -> dict[int, UUID]:
    """Per site, the round that was agreed just before the one given. One query."""
    earlier: dict[int, UUID] = {}
    rows = Round.objects.filter(scope__startswith=programme.scope, state=State.AGREED, place_id__in=latest)
    for pk, place, on in rows.order_by("agreed_on").values_list("pk", "place_id", "agreed_on"):
        current = latest[place]
        if on and pk != current.id and on <= current.agreed_on:
            earlier[place] = pk
    return earlier


def _cells(
    latest: Mapping[int, Agreed], earlier: Mapping[int, UUID], page: frameworks.EditionPage
) -> dict[tuple[int, int], Cell]:
    """Per site and item number, the finished cell."""
    rounds = {row.id: row for row in latest.values()}
    positions = Position.objects.filter(round__in=rounds).values_list(
        "round_id", "item__number", "stage", "dissent", "item_id"
    )
    stages = tuple(stage.name for stage in page.stages)
    called = {voice.code: voice.short for voice in page.voices} | {side: _(says) for side, says in SIDES.items()}
    sides: dict[tuple[object, int], list[SideReading]] = {}
    tallies = Tally.objects.filter(round__in=rounds).order_by("side", "group")
    for round_id, number, side, group, middle in tallies.values_list(
        "round_id", "item__number", "side", "group", "middle"
    ):
        reading = SideReading(side, called.get(group, group), middle, stages)
        sides.setdefault((round_id, number), []).append(reading)
    was = stages_before(earlier)
    same = runs_across([page.id])
    cells = {}
    for round_id, number, stage, dissent, item_id in positions:
        row = rounds[round_id]
        old = was.get((row.place_id, item_id), was.get((row.place_id, same.get(item_id, 0))))
        cells[row.place_id, number] = Cell(
            stage=stage,
            stage_name=_("talked about, no stage agreed") if stage is None else stages[stage],
            moved=moved(stage, old),
            sides=tuple(sides.get((round_id, number), ())),
            dissent=bool(dissent),
            url=f"/rounds/{round_id}/result/{number}/",
        )
    return cells


def stages_before(earlier: Mapping[int, UUID]) -> dict[tuple[int, int], int | None]:
    """Per site and item, the stage agreed in the round before. One query."""
    place_of = {pk: place for place, pk in earlier.items()}
    rows = Position.objects.filter(round__in=place_of).values_list("round_id", "item_id", "stage")
    return {(place_of[round_id], item_id): stage for round_id, item_id, stage in rows}


def runs_across(editions: Iterable[int]) -> dict[int, int]:
    """For each item of these editions across whose change a trend line may run: the older item. One query."""
    links = CrosswalkLink.objects.filter(newer__edition_id__in=list(editions), series=CrosswalkLink.Series.CONTINUOUS)
    return {newer: older for newer, older in links.values_list("newer_id", "older_id") if newer and older}


def _row(
    site: Place, latest: Agreed | None, page: frameworks.EditionPage, cells: dict[tuple[int, int], Cell]
) -> MatrixRow:
    if latest is None:
        return MatrixRow(site.name, site.get_absolute_url(), "", "", None, "", tuple(None for _ in page.items))
    return MatrixRow(
        site=site.name,
        url=site.get_absolute_url(),
        tier=latest.tier,
        round=latest.name,
        agreed_on=latest.agreed_on,
        agreed_by=latest.agreed_by,
        cells=tuple(cells.get((site.pk, item.number)) for item in page.items),
    )
