"""What somebody who answers is shown."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.assessments import codes, rules
from alongside.assessments.models import AskedVoice, Ballot, NamedContact, Round
from alongside.assessments.rules import Answer
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import Item
from alongside.frameworks.queries import ItemCard, StageCard, VoiceCard

IN_WORDS = {
    NamedContact.Kind.IN_TEAM: "in the team",
    NamedContact.Kind.OUTSIDE: "outside the team",
    NamedContact.Kind.ADVOCATE: "an advocate, who is on your side",
    NamedContact.Kind.EMERGENCY: "in an emergency, day or night",
}


@dataclass(frozen=True)
class ContactLine:
    """Somebody to turn to, and who they are in words."""

    row: NamedContact
    kind: str
    name: str
    phone: str
    email: str
    who: str

    @property
    def takes_requests(self) -> bool:
        """Whether a request for a talk can be sent to them: not to an emergency line, which nobody may wait for."""
        return bool(self.email) and self.kind != NamedContact.Kind.EMERGENCY


@dataclass(frozen=True)
class Sitting:
    """A round as people who answer it meet it. `voices` are those asked, in order; `contacts` by kind."""

    round: Round
    place: str
    open_room: bool
    takes_answers: bool
    voices: tuple[VoiceCard, ...]
    contacts: tuple[ContactLine, ...]

    @property
    def is_shared(self) -> bool:
        """Whether those who took part may read the result."""
        return self.round.state in rules.SHARED_OR_LATER

    @property
    def before_the_end(self) -> bool:
        """Whether the meeting is not closed yet: until then an open room is open."""
        return self.round.state != rules.State.AGREED

    @property
    def emergency(self) -> ContactLine | None:
        return next((one for one in self.contacts if one.kind == NamedContact.Kind.EMERGENCY), None)

    def named(self, voices: tuple[str, ...]) -> tuple[VoiceCard, ...]:
        """The cards of some of the voices, in the round's order."""
        return tuple(card for card in self.voices if card.code in voices)


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


def sitting(round_id: str, *, on: dt.date) -> Sitting | None:
    """A round with whom it asks and whom to turn to. Five queries."""
    round = Round.objects.filter(pk=round_id).select_related("place", "edition").first()
    if round is None:
        return None
    asked = set(round.asked.values_list("voice", flat=True))
    order = list(NamedContact.Kind)
    contacts = sorted(round.contacts.all(), key=lambda row: order.index(NamedContact.Kind(row.kind)))
    return Sitting(
        round=round,
        place=round.place.name,
        open_room=round.mode == Round.Mode.OPEN_ROOM,
        takes_answers=rules.takes_answers(state=round.state, closes_on=round.closes_on, on=on),
        voices=tuple(card for card in frameworks.voices(round.scope) if card.code in asked),
        contacts=tuple(
            ContactLine(row, row.kind, row.name, row.phone, row.email, IN_WORDS[NamedContact.Kind(row.kind)])
            for row in contacts
        ),
    )


def items_asked(round_id: str, voice: str) -> tuple[str, ...]:
    """The codes of the items that a voice is asked in a round, in order: the first is question 1. Two queries."""
    row = AskedVoice.objects.filter(round_id=round_id, voice=voice).select_related("round").first()
    if row is None:
        return ()
    items = Item.objects.filter(edition_id=row.round.edition_id, number__in=row.items).order_by("number")
    return tuple(items.values_list("code", flat=True))


def questions(round: Round, voice: str, *, easy: bool) -> tuple[Question, ...]:
    """Everything that a voice is asked in a round, in order, in easy words if wished. At most eleven queries."""
    edition = frameworks.edition_page(round.edition.slug, scope=round.scope)
    asked = (edition.item(code) for code in items_asked(str(round.pk), voice))
    return tuple(
        _question(number, item, voice, edition.stages, easy=easy)
        for number, item in enumerate((item for item in asked if item), 1)
    )


def _question(number: int, item: ItemCard, voice: str, stages: tuple[StageCard, ...], *, easy: bool) -> Question:
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
            for stage in stages
        ),
    )


def saved_answers(receipt: str) -> dict[str, Answer]:
    """What this receipt's ballot holds, by item code: for the same device in the same visit, and nobody else."""
    kept = Ballot.objects.filter(mark=codes.mark(receipt)).values_list("answers", flat=True).first()
    return {item: Answer.from_dict(answer) for item, answer in (kept or {}).items()}
