"""The reveal: how each voice sees each item, what may be said of it, and what may not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from alongside.access.permissions import ROLES, Level, Permission
from alongside.access.policy import Actor
from alongside.assessments.models import Gap, Participation, Round
from alongside.assessments.queries.kept import (
    earlier_groups,
    facts_of,
    kept_groups,
    open_groups,
    previous_round,
    quotes_shown,
    stored_facts,
)
from alongside.assessments.queries.reader import Reader
from alongside.assessments.queries.shown import GroupLine, ItemResult, Part
from alongside.assessments.queries.ways import WayLine, how_people_answered
from alongside.assessments.rules import State
from alongside.core.words import gettext as _
from alongside.core.words import listed, ngettext, number
from alongside.frameworks import queries as frameworks
from alongside.frameworks.queries import EditionPage
from alongside.ui import drawing

Order = Literal["number", "gap"]


@dataclass(frozen=True)
class ResultPage:
    """A round's result, whole. `who`, `alike` and `furthest` make the sentence that says it first."""

    round: Round
    edition: EditionPage
    stages: tuple[str, ...]
    who: str
    alike: str
    start: ItemResult | None
    rows: tuple[ItemResult, ...]
    participation: tuple[Part, ...]
    came: tuple[WayLine, ...]
    not_shown: tuple[str, ...]
    not_safe: tuple[str, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    before: Round | None
    open_room: bool
    order: Order

    @property
    def drawn(self) -> list[drawing.Row]:
        """The rows as pictures, for the legend."""
        return [row.row for row in self.rows]

    @property
    def quoted(self) -> tuple[str, ...]:
        """The list's own words within our sentences: they may be in another language than the page."""
        return (*self.stages, *(card.short for card in self.edition.items))

    @property
    def smallest(self) -> str:
        """From how many on a silence is told, in words."""
        return number(self.round.smallest)

    @property
    def is_deep(self) -> bool:
        """Whether some row has more than two groups, so that its picture needs more height."""
        return any(len(row.groups) > 2 for row in self.rows)

    @property
    def sentence(self) -> str:
        """All of it in one."""
        said = [self.who, self.alike]
        if self.start:
            said.append(_("You are furthest apart on %(short)s: start there.") % {"short": self.start.card.short})
        return " ".join(said)

    def item(self, number: int) -> ItemResult | None:
        """One row by its number."""
        return next((row for row in self.rows if row.card.number == number), None)

    def beside(self, number: int) -> tuple[ItemResult | None, ItemResult | None]:
        """The rows before and after one, by number."""
        return self.item(number - 1), self.item(number + 1)


def is_of_the_place(round: Round, actor: Actor) -> bool:
    """Whether the person reads results here as somebody of the place, and not only of the programme."""
    return any(
        round.scope.startswith(grant.scope)
        and Level.PROGRAMME not in ROLES[grant.role].levels
        and Permission.ROUND_READ in ROLES[grant.role].may
        for grant in actor.grants
    )


def sees_open_room(round: Round, actor: Actor) -> bool:
    """Whether the person sees each voice as it is: in an open room, until its meeting is closed, those of the place."""
    still_open = round.state in (State.REVEALED, State.SHARED, State.MEETING)
    return round.mode == Round.Mode.OPEN_ROOM and still_open and is_of_the_place(round, actor)


def result_page(round: Round, *, open_room: bool = False, order: Order = "number", language: str = "en") -> ResultPage:
    """How each voice sees each item. Rows by number, or the widest gap first; voices as the programme names them.

    At most 25 queries, whatever the round holds. Ask `rounds.may_read_result` and `sees_open_room` first.
    """
    edition = frameworks.edition_page(round.edition.slug, language=language, scope=round.scope)
    voices = {voice.code: voice for voice in frameworks.voices(round.scope, language=language)}
    asked = {one.voice: one for one in round.asked.order_by("order", "voice")}
    reader = Reader(edition, voices, list(asked), {one.voice: frozenset(one.items) for one in asked.values()})
    now = open_groups(round) if open_room else kept_groups(round)
    facts = facts_of(now) if open_room else stored_facts(round)
    before = previous_round(round)
    earlier = earlier_groups(before, round) if before else {}
    gaps = {gap.item_id: gap for gap in Gap.objects.filter(round=round)}
    quotes = quotes_shown(round)
    rows = [
        reader.item(
            card,
            groups=now.get(card.id, []),
            facts=facts.get(card.id, []),
            before=earlier.get(card.id, []),
            gap=gaps.get(card.id),
            quotes=quotes.get(card.id, []),
        )
        for card in edition.items
    ]
    columns, table = _table(rows)
    if order == "gap":
        rows.sort(key=lambda row: (row.apart is None, *(-part for part in (row.apart.width if row.apart else ()))))
    parts = list(Participation.objects.filter(round=round))
    return ResultPage(
        round=round,
        edition=edition,
        stages=reader.stages,
        who=reader.who(parts),
        alike=_alike(rows, of_a_list=bool(round.edition.purpose)),
        start=None if round.edition.purpose else _start(rows),
        rows=tuple(rows),
        participation=reader.participation(parts),
        came=how_people_answered(round),
        not_shown=reader.not_shown(now, edition.items, one_sided=round.one_sided),
        not_safe=tuple(
            f"{row.card.number}. {row.card.short}: {listed(row.not_safe)}"
            for row in sorted(rows, key=lambda row: row.card.number)
            if row.not_safe
        ),
        columns=columns,
        table=table,
        before=before,
        open_room=open_room,
        order=order,
    )


def _alike(rows: Sequence[ItemResult], *, of_a_list: bool) -> str:
    """How many items the voices see alike. In the search for a list of one's own they are no challenges yet."""
    compared = [row for row in rows if row.apart]
    if not compared:
        return _("There is nothing to set side by side yet.")
    same = sum(1 for row in compared if row.apart and row.apart.most == 0)
    holes = {"same": number(same), "all": number(len(rows))}
    if of_a_list and len(rows) == 1:
        return ""
    if of_a_list:
        return (_("You see %(same)s of %(all)s alike.") if same else _("You see none of %(all)s alike.")) % holes
    if same == len(rows):
        return _("On all %(all)s challenges you see it alike.") % holes
    if same == 0:
        return _("On none of the %(all)s challenges do you see it quite alike.") % holes
    return (
        ngettext(
            "On %(same)s of %(all)s challenges you see it alike.",
            "On %(same)s of %(all)s challenges you see it alike.",
            same,
        )
        % holes
    )


def _start(rows: Sequence[ItemResult]) -> ItemResult | None:
    wide = [row for row in rows if row.apart and row.apart.is_gap]
    return max(wide, key=lambda row: row.apart.width if row.apart else (), default=None)


def _table(rows: Sequence[ItemResult]) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The same as the picture, in words: a column for each group that occurs, and one for the difference."""
    columns: dict[str, str] = {}
    for row in rows:
        columns |= {line.code: line.label for line in row.groups if line.code not in columns}
    body = []
    for row in rows:
        said = {line.code: line for line in row.groups}
        cells = [_cell(said[code]) if code in said else "–" for code in columns]
        body.append((f"{row.card.number}. {row.card.short}", *cells, row.label))
    return (_("Challenge"), *columns.values(), _("How far apart")), tuple(body)


def _cell(line: GroupLine) -> str:
    if not line.before:
        return line.words
    return _("%(now)s Last round: %(before)s.") % {"now": line.words, "before": line.before}
