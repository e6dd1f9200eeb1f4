"""Paper: what stands on a sheet, who types the sheets in, and what a room without a network needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from alongside.access.policy import Actor
from alongside.accounts import rules as accounts
from alongside.accounts.models import User
from alongside.assessments import codes, rules
from alongside.assessments.models import PaperBatch, Round, Sheet
from alongside.assessments.queries import rating
from alongside.assessments.queries.rating import Question
from alongside.frameworks import queries as frameworks
from alongside.programmes.models import Membership


class Look(StrEnum):
    """How a sheet is printed."""

    STANDARD = "standard"
    LARGE = "large"
    EASY = "easy"


@dataclass(frozen=True)
class SheetWords:
    """What stands on a sheet for these voices: the same for all who get one, but for the codes."""

    voices: tuple[tuple[str, str], ...]
    """Code and name; with several, the sheet asks in which of them the person answers."""
    questions: tuple[Question, ...]

    @property
    def asks_voice(self) -> bool:
        return len(self.voices) > 1


@dataclass(frozen=True)
class BatchLine:
    """One batch: who types, how many sheets, since when. `mine` for those who may open it."""

    id: UUID
    url: str
    who: str
    typed: int
    says: str
    """How many were typed, for those who lead the round: in words that give nobody away."""
    opened_on: dt.date
    closed_on: dt.date | None
    waits: bool
    mine: bool
    round: str
    place: str


def words_of(round: Round, voices: Sequence[str], *, easy: bool) -> SheetWords:
    """What stands on a sheet for these voices. Three queries, and some more the first time.

    A sheet that several voices share is worded for nobody in particular: each challenge by its own name.
    """
    names = {card.code: card.name for card in frameworks.voices(round.scope)}
    asked = rating.questions(round, voices[0], easy=easy, in_nobodys_words=len(voices) > 1)
    return SheetWords(tuple((voice, names.get(voice, voice)) for voice in voices), asked)


def voices_alike(round: Round) -> tuple[str, ...]:
    """The voices that can share a sheet, as they are asked the same questions; none when no two are. One query."""
    asked = list(round.asked.order_by("order").values_list("voice", "items"))
    alike = [voice for voice, items in asked if items == asked[0][1]]
    return tuple(alike) if len(alike) > 1 else ()


def one_side_asked(round: Round) -> str:
    """The side that alone is asked; empty when both are. One query."""
    sides = rules.sides_asked(round.asked.values_list("side", flat=True))
    return sides[0] if len(sides) == 1 else ""


def sheets_printed(round: Round) -> int:
    """How many sheets were printed for the round so far. One query."""
    return round.sheets.count()


def batches_of(round: Round, actor: Actor) -> tuple[BatchLine, ...]:
    """Everybody who types or typed sheets of the round, by name. One query."""
    return _lines(round.batches.order_by("opened_on", "first__name", "pk"), actor)


def my_batches(actor: Actor) -> tuple[BatchLine, ...]:
    """The open batches that this person types. One query."""
    return _lines(PaperBatch.objects.visible_to(actor).filter(closed_on=None).order_by("opened_on", "pk"), actor)


def account_called(who: str) -> User | None:
    """Whoever signs in with this address or name. One query."""
    same = Q(email=who.strip().lower()) | Q(sign_in_name=accounts.sign_in_name(who))
    return User.objects.filter(same, is_active=True).first()


def people_here(round: Round) -> tuple[tuple[str, str], ...]:
    """Those who belong to the round's place or lead above it and have a voice: the key of their account, and name."""
    above = [round.scope[: end + 1] for end, sign in enumerate(round.scope) if sign == "/"]
    rows = Membership.objects.live().filter(scope__in=above, user__is_active=True).order_by("user__name", "user_id")
    found = {str(pk): name for pk, name, voices in rows.values_list("user_id", "user__name", "voices") if voices}
    return tuple(found.items())


def account_of(pk: str) -> User:
    """The account that somebody chose from those who are here. One query."""
    return User.objects.get(pk=pk)


def sheet_called(batch: PaperBatch, code: str) -> Sheet | None:
    """What this sheet asks of whom, typed in or not; there is no answer in it. One query."""
    return Sheet.objects.filter(mark=codes.mark(code), round_id=batch.round_id).first()


def _lines(rows: QuerySet[PaperBatch], actor: Actor) -> tuple[BatchLine, ...]:
    return tuple(_line(row, actor) for row in rows.select_related("first", "second", "round__place"))


def _line(row: PaperBatch, actor: Actor) -> BatchLine:
    second = f" and {row.second.name}" if row.second else ""
    return BatchLine(
        id=row.pk,
        url=row.get_absolute_url(),
        who=f"{row.first.name}{second}",
        typed=row.typed,
        says=_how_many(row),
        opened_on=row.opened_on,
        closed_on=row.closed_on,
        waits=not row.is_ready,
        mine=actor.user_id in {str(row.first_id), str(row.second_id)},
        round=row.round.name,
        place=row.round.place.name,
    )


def _how_many(batch: PaperBatch) -> str:
    """The sizes of the round hold for its sheets too: they may all be of one voice. Exactly after the reveal only."""
    smallest = batch.round.smallest
    if batch.typed < smallest:
        return gettext("fewer than %(smallest)s") % {"smallest": smallest}
    if batch.round.state in rules.BEFORE_THE_REVEAL:
        return gettext("%(smallest)s or more") % {"smallest": smallest}
    return str(batch.typed)
