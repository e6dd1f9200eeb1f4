"""The joint meeting and what was agreed: positions with their dissent, gaps with both readings, priorities, keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Evidence, Gap, Key, Meeting, Position, Priority, Quote, Round, Standing
from alongside.assessments.queries import saying
from alongside.assessments.queries.kept import same_items
from alongside.assessments.queries.results import ResultPage, is_of_the_place
from alongside.assessments.queries.shown import ItemResult
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, inside, opening
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import Voice
from alongside.frameworks.queries import VoiceCard
from alongside.numerics.disclosure import gate

SIDES_IN_WORDS = {
    rules.LIVED_EXPERIENCE: gettext_noop("lived experience"),
    rules.PROFESSION: gettext_noop("the profession"),
}
OUTCOMES_IN_WORDS = {
    Gap.Outcome.UNDERSTOOD: gettext_noop("Understood"),
    Gap.Outcome.AGREE_TO_DIFFER: gettext_noop("We agree to differ"),
    Gap.Outcome.BECAME_GOAL: gettext_noop("Marked for a goal"),
}


@dataclass(frozen=True)
class PositionLine:
    """What was agreed on one item; `stage` is empty when no stage was agreed, `by` unless one side alone agreed."""

    stage: int | None
    in_words: str
    why: str
    dissent: str
    version: int
    by: str = ""


@dataclass(frozen=True)
class EvidenceLine:
    """A link or a file that shows why."""

    id: str
    label: str
    link: str
    file: str


@dataclass(frozen=True)
class ItemLine:
    """One item at the meeting: how it is seen, what was agreed, and what was agreed last round."""

    result: ItemResult
    position: PositionLine | None
    before: PositionLine | None
    evidence: tuple[EvidenceLine, ...]

    @property
    def number(self) -> int:
        return self.result.card.number


@dataclass(frozen=True)
class GapPage:
    """One gap: both readings, what is proposed, who of which side stands by it."""

    id: str
    item: ItemResult
    outcome: str
    outcome_says: str
    words: str
    lived: str
    profession: str
    settled_on: dt.date | None

    @property
    def waits_for(self) -> str:
        """The side whose key is missing on what is proposed; empty when nothing is proposed or all is settled."""
        if self.settled_on or not self.outcome:
            return ""
        return _(SIDES_IN_WORDS[rules.PROFESSION if self.lived else rules.LIVED_EXPERIENCE])


@dataclass(frozen=True)
class PriorityLine:
    """One of the items to work on first."""

    id: int
    order: int
    item: ItemResult
    why: str


@dataclass(frozen=True)
class KeyLine:
    """A key that waits for another."""

    who: str
    side: str
    mine: bool


@dataclass(frozen=True)
class MeetingPage:
    """A round's meeting, whole: who was there, each item, the gaps, the priorities, the keys that wait."""

    round: Round
    held_on: dt.date | None
    present: tuple[str, ...]
    counts: Mapping[str, int]
    absent: tuple[str, ...]
    items: tuple[ItemLine, ...]
    gaps: tuple[GapPage, ...]
    priorities: tuple[PriorityLine, ...]
    keys: tuple[KeyLine, ...]

    @property
    def written(self) -> int:
        """How many items have a position."""
        return sum(1 for line in self.items if line.position)

    @property
    def unsettled(self) -> tuple[GapPage, ...]:
        return tuple(gap for gap in self.gaps if not gap.settled_on)

    def item(self, number: int) -> ItemLine | None:
        return next((line for line in self.items if line.number == number), None)


def meeting_page(result: ResultPage, *, actor: Actor) -> MeetingPage:
    """The meeting about a result that was read before. At most ten queries, whatever was agreed.

    For those outside the place, how many were there goes through the gate.
    """
    round = result.round
    meeting = Meeting.objects.filter(round=round).first()
    by_item = {row.card.id: row for row in sorted(result.rows, key=lambda row: row.card.number)}
    positions = {row.item_id: row for row in Position.objects.filter(round=round)}
    before = _positions_before(result)
    evidence: dict[int, list[EvidenceLine]] = {}
    for piece in (
        Evidence.objects.filter(round=round).select_related("file").defer("file__content").order_by("added_on", "label")
    ):
        line = EvidenceLine(str(piece.pk), piece.label, piece.link, piece.file.name if piece.file else "")
        evidence.setdefault(piece.item_id, []).append(line)
    keys = Key.objects.filter(round=round, purpose=Key.Purpose.AGREE).select_related("user")
    return MeetingPage(
        round=round,
        held_on=meeting.held_on if meeting else None,
        present=_present(meeting, round, exact=is_of_the_place(round, actor)) if meeting else (),
        counts=meeting.present if meeting else {},
        absent=tuple(_(SIDES_IN_WORDS[side]) for side in rules.SIDES if side not in meeting.sides) if meeting else (),
        items=tuple(
            ItemLine(
                row,
                position_line(positions.get(item), result.stages),
                position_line(before.get(item), result.stages, by=result.before.agreed_by if result.before else ""),
                tuple(evidence.get(item, ())),
            )
            for item, row in by_item.items()
        ),
        gaps=tuple(
            gap_line(gap, by_item[gap.item_id])
            for gap in _gaps(round).order_by("item__number")
            if gap.item_id in by_item
        ),
        priorities=tuple(
            PriorityLine(row.pk, row.order, by_item[row.item_id], row.why)
            for row in Priority.objects.filter(round=round).order_by("order")
        ),
        keys=tuple(
            KeyLine(key.user.name, _(SIDES_IN_WORDS[key.side]), str(key.user_id) == actor.user_id) for key in keys
        ),
    )


def gap_line(gap: Gap, item: ItemResult) -> GapPage:
    """A gap as its page and the agreed page show it."""
    return GapPage(
        id=str(gap.pk),
        item=item,
        outcome=gap.outcome,
        outcome_says=_(OUTCOMES_IN_WORDS[Gap.Outcome(gap.outcome)]) if gap.outcome else "",
        words=gap.words,
        lived=gap.lived_by.name if gap.lived_by else "",
        profession=gap.profession_by.name if gap.profession_by else "",
        settled_on=gap.settled_on,
    )


def voices_at(round: Round, *, language: str = "en") -> tuple[VoiceCard, ...]:
    """The voices whose people may have been at the meeting. Two queries."""
    return frameworks.voices(round.scope, language=language)


def to_choose_from(page: MeetingPage) -> tuple[ItemLine, ...]:
    """Items in the order in which they are offered as priorities: widest gap first, then the lowest agreed stage."""

    def need(line: ItemLine) -> tuple[float, float, int]:
        wide = line.result.apart.fewest if line.result.apart else 0.0
        stage = line.position.stage if line.position and line.position.stage is not None else 4
        return (-wide, stage, line.number)

    return tuple(sorted(page.items, key=need))


def waiting_quotes(round: Round, actor: Actor, *, standing: str = "") -> list[Quote]:
    """Offered words that wait for this person's side (or, where one side was asked, for a second person).

    What one reader held back is held back, so nobody else needs to read it. In random order, as stored. Two
    queries at most.
    """
    mine = actor.voices_at(round.scope)
    sides = {standing} if standing else set(Voice.objects.filter(code__in=mine).values_list("side", flat=True))
    unread = Quote.objects.filter(round=round, second_verdict="").exclude(first_verdict=Quote.Verdict.HOLD)
    unread = unread.select_related("item").order_by("item__number", "pk")
    return [
        quote
        for quote in unread
        if str(quote.first_by_id) != actor.user_id
        and (not quote.first_verdict or round.one_sided or bool(sides - {quote.first_side}))
    ]


@dataclass(frozen=True)
class ItemWords:
    """The words on one item that wait for a reader, with the fields they are answered in."""

    number: int
    title: str
    fields: tuple[Any, ...]


def words_by_item(quotes: Sequence[Quote], fields: Mapping[str, Any], titles: Mapping[int, str]) -> list[ItemWords]:
    """Waiting words under their items, in the items' order; `fields` is by the quote's key."""
    found: dict[int, list[Any]] = {}
    for quote in quotes:
        found.setdefault(quote.item.number, []).append(fields[str(quote.pk)])
    return [ItemWords(number, titles.get(number, ""), tuple(said)) for number, said in sorted(found.items())]


def item_titles(round: Round, *, language: str = "en") -> dict[int, str]:
    """The short titles of a round's items, by number. Nine queries at most."""
    edition = frameworks.edition_page(round.edition.slug, language=language, scope=round.scope)
    return {card.number: card.short for card in edition.items}


def group_names(round: Round, *, language: str = "en") -> dict[str, str]:
    """What each group's words would stand under: a voice's name, or that of a side. Two queries."""
    cards = frameworks.voices(round.scope, language=language)
    sides = {side: opening(_("%(voices)s, together") % {"voices": _(words)}) for side, words in SIDES_IN_WORDS.items()}
    return sides | {card.code: card.name for card in cards}


def side_of(round: Round, actor: Actor) -> str:
    """The side a person stands for in a round already; empty before their first act there. One query."""
    kept = Standing.objects.filter(round=round, user_id=actor.user_id).values_list("side", flat=True).first()
    return kept or ""


def _gaps(round: Round) -> QuerySet[Gap]:
    return Gap.objects.filter(round=round).select_related("lived_by", "profession_by")


def position_line(row: Position | None, stages: Sequence[str], *, by: str = "") -> PositionLine | None:
    """A position as pages show it."""
    if row is None:
        return None
    words = stages[row.stage] if row.stage is not None else _("No stage agreed")
    return PositionLine(row.stage, words, row.why, row.dissent, row.version, by)


def _positions_before(result: ResultPage) -> dict[int, Position]:
    """What was agreed last round, by this round's items; nothing where it was not agreed in the end."""
    if result.before is None or result.before.state != rules.State.AGREED:
        return {}
    agreed = {row.item_id: row for row in Position.objects.filter(round=result.before)}
    same = same_items(result.before, result.round)
    return {newer: agreed[older] for newer, older in same.items() if older in agreed}


def _present(meeting: Meeting, round: Round, *, exact: bool) -> tuple[str, ...]:
    cards = [card for card in frameworks.voices(round.scope) if card.code in meeting.present]
    if exact:
        return tuple(saying.many(meeting.present[card.code], card.name) for card in cards)
    return tuple(_gated(meeting.present[card.code], card.name) for card in cards)


def _gated(count: int, name: str) -> str:
    """How many were there, as it may be seen outside the place."""
    seen = gate(count)
    if seen.shown is None:
        return _("fewer than %(number)s %(voice)s") % {"number": seen.fewer_than, "voice": inside(name)}
    return _("%(number)s %(voice)s") % {"number": seen.shown, "voice": inside(name)}
