"""Rounds as those who prepare, open and reveal them see them: where each stands, and what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from alongside.access.permissions import ROLES, Permission
from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Key, Round, Standing
from alongside.assessments.queries.drafting import ContactLine, contacts_of
from alongside.assessments.queries.steps import KeyLine, Keys, Step, Told, steps_for
from alongside.assessments.queries.ways import WayLine, how_people_answered
from alongside.assessments.rules import State
from alongside.core import clock
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, listed
from alongside.frameworks import queries as frameworks
from alongside.programmes import queries as programmes
from alongside.programmes.models import Place

SAYS: Mapping[State, str] = {
    State.DRAFT: gettext_noop("Being prepared"),
    State.OPEN: gettext_noop("Open for answers"),
    State.CLOSED: gettext_noop("Closed, waits for its two keys"),
    State.REVEALED: gettext_noop("Revealed, being prepared to share"),
    State.SHARED: gettext_noop("Shared"),
    State.MEETING: gettext_noop("Joint meeting held"),
    State.AGREED: gettext_noop("Agreed"),
    State.CANCELLED: gettext_noop("Cancelled"),
    State.LAPSED: gettext_noop("Lapsed"),
}
SIDES = {rules.LIVED_EXPERIENCE: gettext_noop("lived experience"), rules.PROFESSION: gettext_noop("profession")}


@dataclass(frozen=True)
class RoundLine:
    """One round in a place's list."""

    id: UUID
    name: str
    url: str
    state: str
    says: str
    marks: tuple[str, ...]
    began_on: dt.date
    ended_on: dt.date | None
    closes_on: dt.date
    edition: str


@dataclass(frozen=True)
class LifeStep:
    """One step of a round's life: done, on which day; or the one it stands at; or to come."""

    name: str
    on: dt.date | None
    done: bool
    current: bool


@dataclass(frozen=True)
class AskedLine:
    """One voice that is asked. `answered` is a sentence, never a number below the round's smallest."""

    code: str
    name: str
    side: str
    expected: int
    questions: int
    answered: str


@dataclass(frozen=True)
class RoundPage:
    """One round, whole, for one person: what it is, where it stands, and what they can do next."""

    round: Round
    place: Place
    edition: str
    says: str
    life: tuple[LifeStep, ...]
    asked: tuple[AskedLine, ...]
    contacts: tuple[ContactLine, ...]
    reveal: Keys
    open_room: Keys
    next: Step
    others: tuple[Step, ...]
    letters: int
    missing: tuple[str, ...]
    came: tuple[WayLine, ...]

    @property
    def is_open_room(self) -> bool:
        return self.round.mode == Round.Mode.OPEN_ROOM

    @property
    def one_side(self) -> str:
        """The side that alone is asked, in words; empty when both are."""
        sides = {line.side for line in self.asked}
        return sides.pop() if len(sides) == 1 else ""


@dataclass(frozen=True)
class Hats:
    """The voices a person may choose from in a round, and the one they already stand in."""

    choices: tuple[tuple[str, str], ...]
    kept: str


def may_read_result(round: Round, actor: Actor) -> bool:
    """Whether this person may see the result now. No query.

    From the sharing on: whoever may read shared results at the place. While it is being prepared: only the two
    who turned the keys, as long as they still belong there.
    """
    if not actor.can(Permission.ROUND_READ, at=round.scope):
        return False
    if round.state == State.REVEALED:
        return actor.user_id in {str(round.first_by_id), str(round.second_by_id)}
    return round.state in rules.SHARED_OR_LATER


def rounds_of(place: Place, actor: Actor) -> tuple[RoundLine, ...]:
    """The rounds of exactly this place, the newest first. Three queries."""
    names = {line.id: f"{line.name} ({line.label})" for line in frameworks.editions(place.scope, rated_only=True)}
    rows = (
        Round.objects.visible_to(actor)
        .filter(place=place)
        .order_by("-drafted_on", F("opened_on").desc(nulls_first=True), "name")
    )
    return tuple(
        RoundLine(
            id=row.pk,
            name=row.name,
            url=row.get_absolute_url(),
            state=row.state,
            says=_(SAYS[State(row.state)]),
            marks=_marks(row),
            began_on=row.opened_on or row.drafted_on,
            ended_on=row.agreed_on or row.ended_on,
            closes_on=row.closes_on,
            edition=names.get(row.edition_id, ""),
        )
        for row in rows.defer("secret")
    )


def round_page(round: Round, *, actor: Actor, at: dt.datetime, on: dt.date, missing: Sequence[str] = ()) -> RoundPage:
    """One round for one person. `missing` is what a draft still needs. At most sixteen queries."""
    place = Place.objects.select_related("parent").get(pk=round.place_id)
    names = {line.id: f"{line.name} ({line.label})" for line in frameworks.editions(place.scope)}
    reveal = keys_of(round, Key.Purpose.REVEAL, actor=actor, at=at)
    open_room = keys_of(round, Key.Purpose.OPEN_ROOM, actor=actor, at=at)
    codes = round.codes.exists() or round.posters.exists() if round.state == State.OPEN else False
    told = Told(round, actor, on, tuple(missing), reveal, open_room, invited=codes, reads=may_read_result(round, actor))
    steps = steps_for(told)
    contacts = contacts_of(round)
    return RoundPage(
        round=round,
        place=place,
        edition=names.get(round.edition_id, ""),
        says=_(SAYS[State(round.state)]),
        life=_life(round),
        asked=_asked(round, place),
        contacts=tuple(contacts[kind] for kind in ("IN_TEAM", "OUTSIDE", "ADVOCATE", "EMERGENCY") if kind in contacts),
        reveal=reveal,
        open_room=open_room,
        next=steps[0],
        others=tuple(steps[1:]),
        letters=sum(len(row.people) for row in round.invited.all()),
        missing=tuple(missing),
        came=_came(round, actor),
    )


def keys_of(round: Round, purpose: str, *, actor: Actor, at: dt.datetime) -> Keys:
    """The keys that wait, and who could hold the other one. Three queries, or one when none waits."""
    rows = [
        key
        for key in round.keys.filter(purpose=purpose).select_related("user").order_by("turned_at")
        if purpose != Key.Purpose.REVEAL or not rules.key_has_lapsed(turned_at=key.turned_at, at=at)
    ]
    waiting = tuple(
        KeyLine(
            who=key.user.name,
            side=_(SIDES[key.side]),
            mine=str(key.user_id) == actor.user_id,
            turned_at=key.turned_at,
            lapses_at=key.turned_at + rules.KEY_LAPSES_AFTER if purpose == Key.Purpose.REVEAL else None,
        )
        for key in rows
    )
    return Keys(waiting, _could_hold_the_other(round, rows, actor, at=at) if rows else ())


def hats_of(round: Round, actor: Actor) -> Hats:
    """The voices this person may choose from here, and the one they keep. Three queries."""
    listed_voices = actor.voices_at(round.scope)
    kept = Standing.objects.filter(round=round, user_id=actor.user_id).values_list("voice", flat=True).first()
    names = {card.code: card.name for card in frameworks.voices(round.scope)}
    return Hats(
        choices=() if kept else tuple((code, names.get(code, code)) for code in listed_voices),
        kept=names.get(kept, kept) if kept else "",
    )


def asked_voices(round: Round) -> tuple[AskedLine, ...]:
    """Whom the round asks. Three queries."""
    return _asked(round, round.place)


def sides_in_words(sides: Sequence[str]) -> str:
    """Sides as a sentence names them."""
    lived, profession = _("the side of lived experience"), _("the side of the profession")
    return listed(lived if side == rules.LIVED_EXPERIENCE else profession for side in sides)


def _marks(round: Round) -> tuple[str, ...]:
    marks = []
    if round.mode == Round.Mode.OPEN_ROOM:
        marks.append(_("open room"))
    if round.agreed_by:
        marks.append(_("agreed by %(side)s") % {"side": _(round.agreed_by)})
    elif round.one_sided:
        marks.append(_("one side only"))
    return tuple(marks)


_LIFE = (
    ("Prepared", "drafted_on", State.DRAFT),
    ("Open", "opened_on", State.OPEN),
    ("Closed", "closed_on", State.CLOSED),
    ("Revealed", "revealed_on", State.REVEALED),
    ("Shared", "shared_on", State.SHARED),
    ("Met", "met_on", State.MEETING),
    ("Agreed", "agreed_on", State.AGREED),
)


def _life(round: Round) -> tuple[LifeStep, ...]:
    ended = round.state in (State.CANCELLED, State.LAPSED)
    steps = [
        LifeStep(name, getattr(round, field), done=getattr(round, field) is not None, current=round.state == state)
        for name, field, state in _LIFE
    ]
    if ended:
        steps = [step for step in steps if step.done]
        steps.append(LifeStep(_(SAYS[State(round.state)]), round.ended_on, done=True, current=True))
    return tuple(steps)


def _asked(round: Round, place: Place) -> tuple[AskedLine, ...]:
    names = {card.code: card.name for card in frameworks.voices(place.scope)}
    return tuple(
        AskedLine(
            code=row.voice,
            name=names.get(row.voice, row.voice),
            side=_(SIDES[row.side]),
            expected=row.expected,
            questions=len(row.items),
            answered=_answered(round, row.voice),
        )
        for row in round.asked.order_by("order")
    )


def _came(round: Round, actor: Actor) -> tuple[WayLine, ...]:
    """How people answer, for those who lead, while they do; later it stands with the result."""
    if round.state in (State.OPEN, State.CLOSED) and actor.can(Permission.ROUND_INVITE, at=round.scope):
        return how_people_answered(round)
    return ()


def _answered(round: Round, voice: str) -> str:
    if round.state not in (State.OPEN, State.CLOSED):
        return ""
    counted = round.counted.get(voice)
    if counted:
        return _("%(counted)s have answered") % {"counted": counted}
    return _("not yet enough to say") if round.state == State.OPEN else _("not enough to say")


def _could_hold_the_other(round: Round, waiting: Sequence[Key], actor: Actor, *, at: dt.datetime) -> tuple[str, ...]:
    """Those of another side than the waiting key, by name, "you" first; in a one-sided round anybody else."""
    taken = {key.side for key in waiting}
    turned = {key.user_id for key in waiting}
    may = [role for role, card in ROLES.items() if Permission.ROUND_REVEAL in card.may]
    sides = {card.code: str(card.side) for card in frameworks.voices(round.scope)}
    stands = dict(Standing.objects.filter(round=round).values_list("user_id", "side"))
    found: dict[str, str] = {}
    for hand in programmes.hands_at([round.scope], on=clock.date_of(at)):
        own = {stands[hand.user_id]} if hand.user_id in stands else {sides.get(voice, "") for voice in hand.voices}
        if hand.role in may and hand.user_id not in turned and own and (round.one_sided or own - taken):
            found.setdefault(str(hand.user_id), hand.words)
    you = ("you",) if found.pop(actor.user_id, "") else ()
    return (*you, *sorted(found.values()))
