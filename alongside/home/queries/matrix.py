"""A programme's sites beside the challenges: what was agreed, what moved, both sides apart. No ranking."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Subquery, Window
from django.db.models.functions import RowNumber

from alongside.access.permissions import Side
from alongside.assessments.models import Position, Round, Tally
from alongside.assessments.rules import State
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
        return f"{self.group}: {low}" if low == high else f"{self.group}: between {low} and {high}"


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


SIDES = {Side.LIVED_EXPERIENCE.value: "lived experience", Side.PROFESSION.value: "profession"}


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
    base = {
        "programme": programme.name,
        "programme_url": programme.get_absolute_url(),
        "edition": chosen,
        "editions": tuple((slug, label, slug == chosen) for slug, label, _ in used),
        "sites": len(sites),
    }
    if not chosen:
        return MatrixPage(**base, edition_name="", columns=(), rows=(), agreed=0)
    page = frameworks.edition_page(chosen, scope=programme.scope)
    latest = {row.place_id: row for row in _ranked(programme, edition=chosen) if row.rank == 1}
    earlier = _before(programme, latest.values())
    cells = _cells(latest, earlier, page)
    return MatrixPage(
        **base,
        edition_name=page.name,
        columns=tuple(Column(item.number, item.short, item.title) for item in page.items),
        rows=tuple(_row(site, latest.get(site.pk), page, cells) for site in sites),
        agreed=len(latest),
    )


def _ranked(programme: Place, *, edition: str = "") -> Iterable[Round]:
    """The agreed rounds of the programme's sites, each with its rank from the latest and its site's tier then."""
    tier = SiteTier.objects.filter(site=OuterRef("place"), from_on__lte=OuterRef("agreed_on")).order_by("-from_on")
    rows = Round.objects.filter(scope__startswith=programme.scope, state=State.AGREED, place__kind=Place.Kind.SITE)
    if edition:
        rows = rows.filter(edition__slug=edition)
    return rows.annotate(
        rank=Window(RowNumber(), partition_by=F("place_id"), order_by=[F("agreed_on").desc(), F("id").desc()]),
        tier_then=Subquery(tier.values("tier")[:1]),
    ).filter(rank__lte=2)


def _before(programme: Place, latest: Iterable[Round]) -> dict[int, Round]:
    """Per site, the round agreed just before its latest one in the matrix."""
    shown = {row.place_id: row for row in latest}
    before: dict[int, Round] = {}
    rows = Round.objects.filter(scope__startswith=programme.scope, state=State.AGREED, place_id__in=shown)
    for row in rows.order_by("agreed_on").only("id", "place_id", "agreed_on", "edition_id"):
        current = shown[row.place_id]
        if row.pk != current.pk and row.agreed_on and current.agreed_on and row.agreed_on <= current.agreed_on:
            before[row.place_id] = row
    return before


def _cells(
    latest: dict[int, Round], earlier: dict[int, Round], page: frameworks.EditionPage
) -> dict[tuple[int, int], Cell]:
    """Per site and item number, the finished cell."""
    rounds = {row.pk: row for row in latest.values()}
    positions = Position.objects.filter(round__in=rounds).values_list(
        "round_id", "item__number", "stage", "dissent", "item_id"
    )
    stages = tuple(stage.name for stage in page.stages)
    called = {voice.code: voice.short for voice in page.voices} | SIDES
    sides: dict[tuple[object, int], list[SideReading]] = {}
    tallies = Tally.objects.filter(round__in=rounds).order_by("side", "group")
    for round_id, number, side, group, middle in tallies.values_list(
        "round_id", "item__number", "side", "group", "middle"
    ):
        reading = SideReading(side, called.get(group, group), middle, stages)
        sides.setdefault((round_id, number), []).append(reading)
    was = _stages_before(earlier)
    same = _runs_across(page)
    cells = {}
    for round_id, number, stage, dissent, item_id in positions:
        row = rounds[round_id]
        old = was.get((row.place_id, item_id), was.get((row.place_id, same.get(item_id, 0))))
        cells[row.place_id, number] = Cell(
            stage=stage,
            stage_name="talked about, no stage agreed" if stage is None else stages[stage],
            moved=moved(stage, old),
            sides=tuple(sides.get((round_id, number), ())),
            dissent=bool(dissent),
            url=f"/rounds/{round_id}/result/{number}/",
        )
    return cells


def _stages_before(earlier: dict[int, Round]) -> dict[tuple[int, int], int | None]:
    place_of = {row.pk: place for place, row in earlier.items()}
    rows = Position.objects.filter(round__in=place_of).values_list("round_id", "item_id", "stage")
    return {(place_of[round_id], item_id): stage for round_id, item_id, stage in rows}


def _runs_across(page: frameworks.EditionPage) -> dict[int, int]:
    """For each item of the edition across whose change a trend line may run: the older item."""
    links = CrosswalkLink.objects.filter(newer__edition_id=page.id, series=CrosswalkLink.Series.CONTINUOUS)
    return {newer: older for newer, older in links.values_list("newer_id", "older_id") if newer and older}


def _row(
    site: Place, latest: Round | None, page: frameworks.EditionPage, cells: dict[tuple[int, int], Cell]
) -> MatrixRow:
    if latest is None:
        return MatrixRow(site.name, site.get_absolute_url(), "", "", None, "", tuple(None for _ in page.items))
    tier = SiteTier.Tier(latest.tier_then).label if latest.tier_then else ""  # type: ignore[attr-defined]
    return MatrixRow(
        site=site.name,
        url=site.get_absolute_url(),
        tier=tier,
        round=latest.name,
        agreed_on=latest.agreed_on,
        agreed_by=latest.agreed_by,
        cells=tuple(cells.get((site.pk, item.number)) for item in page.items),
    )
