"""How a place has moved: each item's agreed stages and each group's middle answers over its rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.assessments.models import Position, Round, Tally
from alongside.assessments.queries import saying
from alongside.assessments.queries.kept import group_code
from alongside.assessments.rules import SHARED_OR_LATER, State
from alongside.core.words import gettext as _
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import CrosswalkLink
from alongside.frameworks.queries import ItemCard
from alongside.numerics.disclosure import KeptGroup
from alongside.numerics.ordinal import Band
from alongside.programmes.models import Place
from alongside.ui.drawing import history as drawing


@dataclass(frozen=True)
class Track:
    """One item of the newest edition: its way as a picture, and the same as table rows (a row for each round)."""

    card: ItemCard
    drawn: drawing.Track
    table: tuple[tuple[str, ...], ...]
    says: str


@dataclass(frozen=True)
class Movement:
    """A place's rounds, the oldest first, and the way of each item through them."""

    place: Place
    rounds: tuple[Round, ...]
    tracks: tuple[Track, ...]
    columns: tuple[str, ...]
    retired: tuple[str, ...]

    @property
    def pictures(self) -> list[drawing.Track]:
        return [track.drawn for track in self.tracks]

    @property
    def breaks(self) -> bool:
        """Whether some line stops because the question changed."""
        return any(step.note for track in self.tracks for step in track.drawn.steps)


def movement(place: Place, *, language: str = "en") -> Movement:
    """The shared rounds of exactly this place, in time; items as the newest edition names them.

    Only middle answers at the sizes that were kept, never an open room's. At most 16 queries.
    """
    found = Round.objects.filter(place=place, state__in=SHARED_OR_LATER, edition__purpose="").select_related("edition")
    rounds = tuple(found.order_by("revealed_on", "opened_on", "pk"))
    if not rounds:
        return Movement(place, (), (), (), ())
    newest = rounds[-1].edition
    page = frameworks.edition_page(newest.slug, language=language, scope=place.scope)
    names = {voice.code: voice.name for voice in frameworks.voices(place.scope, language=language)}
    order = {code: place for place, code in enumerate(names)}
    links = list(
        CrosswalkLink.objects.filter(
            crosswalk__newer=newest, crosswalk__older__in={round.edition_id for round in rounds}
        ).select_related("older__edition", "newer")
    )
    reader = _Reader(
        rounds=rounds,
        stages=tuple(stage.name for stage in page.stages),
        names=names,
        order=order,
        links=_best(links),
        kept=_kept(rounds),
        agreed=_agreed(rounds),
        newest=newest.pk,
    )
    retired = {row.older.number: row.older for row in links if row.relation == "RETIRED" and row.older}
    return Movement(
        place=place,
        rounds=rounds,
        tracks=tuple(reader.track(card) for card in page.items),
        columns=("Round", "Agreed", *reader.columns),
        retired=tuple(
            _("Challenge %(number)s of %(year)s") % {"number": number, "year": item.edition.year}
            for number, item in sorted(retired.items())
        ),
    )


@dataclass(frozen=True)
class _Reader:
    rounds: Sequence[Round]
    stages: tuple[str, ...]
    names: Mapping[str, str]
    order: Mapping[str, int]
    links: Mapping[tuple[int, int], CrosswalkLink]
    kept: Mapping[tuple[object, int], list[KeptGroup]]
    agreed: Mapping[tuple[object, int], int | None]
    newest: int

    @property
    def columns(self) -> tuple[str, ...]:
        """Every group that occurs in any round, as the programme names them."""
        groups = {group_code(group): group for many in self.kept.values() for group in many}
        return tuple(self.label(group) for group in sorted(groups.values(), key=self.place))

    def place(self, group: KeptGroup) -> tuple[int, int]:
        return min(self.order.get(voice, len(self.order)) for voice in group.voices), group.whole_side

    def label(self, group: KeptGroup) -> str:
        if group.whole_side:
            return _("Lived experience, together") if group.side == "lived_experience" else _("Profession, together")
        return self.names.get(group.voices[0], group.voices[0])

    def track(self, card: ItemCard) -> Track:
        steps: list[drawing.Step] = []
        table: list[tuple[str, ...]] = []
        before: tuple[int, bool] | None = None
        for round in self.rounds:
            asked, runs = self.item_of(card, round)
            if asked is None:
                continue
            groups = sorted(self.kept.get((round.pk, asked), ()), key=self.place)
            broken = before is not None and before[0] != asked and not (before[1] and runs)
            step = drawing.Step(
                label=self.name(round),
                agreed=self.agreed.get((round.pk, asked)),
                marks=tuple(mark for group in groups if (mark := self.mark(group)) is not None),
                note=_("%(edition)s edition: asked differently") % {"edition": round.edition.label} if broken else "",
            )
            steps.append(step)
            table.append(self.row(step, round, groups, agreed=self.agreed_words(round, asked)))
            before = (asked, runs)
        drawn = drawing.Track(
            key=f"way-{card.number}", title=f"{card.number}. {card.short}", stages=self.stages, steps=tuple(steps)
        )
        return Track(card, drawn, tuple(table), says=_moved(steps, self.stages))

    def item_of(self, card: ItemCard, round: Round) -> tuple[int | None, bool]:
        """Which item of the round's own edition this one is, and whether a line may run across to it."""
        if round.edition_id == self.newest:
            return card.id, True
        link = self.links.get((round.edition_id, card.id))
        return (link.older_id, link.runs_across) if link else (None, False)

    def name(self, round: Round) -> str:
        mark = round.agreed_by or (_("one side only") if round.one_sided else "")
        return f"{round.name} ({mark})" if mark else round.name

    def mark(self, group: KeptGroup) -> drawing.Mark | None:
        reading = group.reading
        if reading is None:
            return None
        band = (reading.lower, reading.upper) if isinstance(reading, Band) else None
        return drawing.Mark(
            voice_code=group_code(group),
            label=self.label(group),
            side=group.side.value,
            at=None if band else (reading.lower + reading.upper) / 2,
            band=band,
        )

    def agreed_words(self, round: Round, item: int) -> str:
        if round.state != State.AGREED:
            return _("Not agreed yet")
        stage = self.agreed.get((round.pk, item))
        return self.stages[stage] if stage is not None else _("No stage")

    def row(self, step: drawing.Step, round: Round, groups: Sequence[KeptGroup], *, agreed: str) -> tuple[str, ...]:
        said = {self.label(group): saying.middle_in_words(group, self.stages) for group in groups}
        edition = step.note or f"{round.edition.label} edition"
        return (f"{step.label}, {edition}", agreed, *(said.get(column, "–") for column in self.columns))


def _kept(rounds: Sequence[Round]) -> dict[tuple[object, int], list[KeptGroup]]:
    found: dict[tuple[object, int], list[KeptGroup]] = {}
    rows = Tally.objects.filter(round__in=rounds).order_by("pk").values_list("round_id", "item_id", "kept")
    for round, item, kept in rows:
        found.setdefault((round, item), []).append(KeptGroup.from_dict(kept))
    return found


def _agreed(rounds: Sequence[Round]) -> dict[tuple[object, int], int | None]:
    """Agreed stages, of rounds that were agreed."""
    rows = Position.objects.filter(round__in=[round.pk for round in rounds if round.state == State.AGREED])
    return {(row.round_id, row.item_id): row.stage for row in rows}


def _best(links: Sequence[CrosswalkLink]) -> dict[tuple[int, int], CrosswalkLink]:
    """For each older edition and newer item the nearest older item: first one across which a line may run."""
    found: dict[tuple[int, int], CrosswalkLink] = {}
    for link in sorted(links, key=lambda link: (not link.runs_across, link.number)):
        if link.older and link.newer_id is not None:
            found.setdefault((link.older.edition_id, link.newer_id), link)
    return found


def _moved(steps: Sequence[drawing.Step], stages: Sequence[str]) -> str:
    """One sentence: where it was agreed to stand last, and since when."""
    agreed = [step for step in steps if step.agreed is not None]
    if not agreed:
        return _("No stage has been agreed yet.")
    last = agreed[-1]
    assert last.agreed is not None
    now = stages[last.agreed]
    if len(agreed) == 1 or last.note:
        return _("You agreed on %(now)s.") % {"now": now}
    earlier = agreed[-2]
    assert earlier.agreed is not None
    between = steps[steps.index(earlier) + 1 : steps.index(last)]
    if any(step.note for step in between):
        return _("You agreed on %(now)s.") % {"now": now}
    if earlier.agreed == last.agreed:
        return _("You agreed on %(now)s, as before.") % {"now": now}
    said = (
        _("You agreed on %(now)s, further on than %(before)s the time before.")
        if last.agreed > earlier.agreed
        else _("You agreed on %(now)s, back from %(before)s the time before.")
    )
    return said % {"now": now, "before": stages[earlier.agreed]}
