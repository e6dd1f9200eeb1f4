"""What somebody who answers is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import lru_cache

from alongside.assessments import codes, rules
from alongside.assessments.models import AskedVoice, Ballot, Round
from alongside.assessments.rules import Answer
from alongside.core.words import language
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import Edition
from alongside.frameworks.queries import EditionPage, HelpCard, ItemCard, VoiceCard
from alongside.keeping_safe.queries import contacts as whom
from alongside.keeping_safe.queries.contacts import ContactLine
from alongside.keeping_safe.rules import ContactKind


@dataclass(frozen=True)
class Sitting:
    """A round as people who answer it meet it."""

    round: Round
    place: str
    open_room: bool
    takes_answers: bool
    is_shared: bool
    before_the_end: bool
    purpose: str = ""
    """Empty where a place is judged; PROPOSE or CHOOSE in the search for a list of one's own."""


@dataclass(frozen=True)
class StageLine:
    """One stage of a question: what it is called, and what it looks like here."""

    value: int
    name: str
    looks_like: str


@dataclass(frozen=True)
class Question:
    """One item as one voice is asked it."""

    number: int
    code: str
    title: str
    ask: str
    about: str
    stages: tuple[StageLine, ...]
    helps: tuple[HelpCard, ...] = ()
    """Pages outside that the list itself names for this item."""
    language: str = "en"
    """What the list is written in; its words may stand on a page in another language."""
    wants_words: bool = False
    """Whether what is asked for is ideas, in words; the stage then says how much they matter."""


def sitting(round_id: str, *, on: dt.date) -> Sitting | None:
    """A round, and what may be done in it. One query."""
    round = Round.objects.filter(pk=round_id).select_related("place", "edition").first()
    if round is None:
        return None
    return Sitting(
        round=round,
        place=round.place.name,
        open_room=round.mode == Round.Mode.OPEN_ROOM,
        takes_answers=rules.takes_answers(state=round.state, closes_on=round.closes_on, on=on),
        is_shared=round.state in rules.SHARED_OR_LATER,
        before_the_end=round.state != rules.State.AGREED,
        purpose=round.edition.purpose,
    )


def contacts(round: Round) -> tuple[ContactLine, ...]:
    """Whom to turn to: those the place names now, else those the round was prepared with. At most two queries."""
    named = {one.kind: one for one in whom.contacts_at(round.scope)}
    if len(named) < len(ContactKind):
        own = {row.kind: whom.line(row.kind, row.name, row.phone, row.email) for row in round.contacts.all()}
        named = own | named
    return tuple(named[kind] for kind in ContactKind if kind in named)


def voices(round: Round) -> tuple[VoiceCard, ...]:
    """The voices a round asks, in the order in which they are named. Three queries."""
    asked = set(round.asked.values_list("voice", flat=True))
    return tuple(card for card in frameworks.voices(round.scope, language=language()) if card.code in asked)


def questions(round: Round, voice: str, *, easy: bool, in_nobodys_words: bool = False) -> tuple[Question, ...]:
    """Everything that a voice is asked in a round, in order, in easy words if wished.

    `in_nobodys_words`: for a sheet that several voices share, each item by its own name.
    One query, and ten more the first time: what a published edition says never changes, so it is read once.
    """
    numbers = AskedVoice.objects.filter(round=round, voice=voice).values_list("items", flat=True).first() or []
    edition = round.edition
    spoken = "" if in_nobodys_words else voice
    return _asked(
        edition.slug,
        round.scope,
        edition.checksum,
        language=language(),
        voice=spoken,
        numbers=tuple(numbers),
        easy=easy,
    )


@lru_cache(maxsize=512)
def _asked(
    slug: str, scope: str, checksum: str, *, language: str, voice: str, numbers: tuple[int, ...], easy: bool
) -> tuple[Question, ...]:
    edition = frameworks.edition_page(slug, scope=scope, language=language)
    items = [item for item in edition.items if item.number in numbers]
    proposes = edition.purpose == Edition.Purpose.PROPOSE
    asked = (_question(number, item, voice, edition, easy=easy) for number, item in enumerate(items, 1))
    return tuple(replace(one, wants_words=proposes) for one in asked)


def _question(number: int, item: ItemCard, voice: str, edition: EditionPage, *, easy: bool) -> Question:
    looks_like = {one.stage.id: one.text for one in item.descriptors}
    own = item.question_for(voice)
    ask = (own.easy if easy and own.easy else own.ask) if own else item.title
    return Question(
        number=number,
        code=item.code,
        title=item.short or item.title,
        ask=ask,
        about=item.easy if easy and item.easy else item.explanation,
        stages=tuple(
            StageLine(
                value=stage.value,
                name=stage.easy if easy and stage.easy else stage.name,
                looks_like=looks_like.get(stage.id, ""),
            )
            for stage in edition.stages
        ),
        helps=item.helps,
        language=edition.language,
    )


def as_asked(item: ItemCard, voice: str, edition: EditionPage, *, easy: bool) -> Question:
    """One item of an edition as a voice would be asked it, before it is published. No query."""
    return _question(item.number, item, voice, edition, easy=easy)


def saved_answers(receipt: str) -> dict[str, Answer]:
    """What this receipt's ballot holds, by item code: for the same device in the same visit, and nobody else."""
    kept = Ballot.objects.filter(mark=codes.mark(receipt)).values_list("answers", flat=True).first()
    return {item: Answer.from_dict(answer) for item, answer in (kept or {}).items()}
