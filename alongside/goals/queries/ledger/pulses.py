"""A pulse: how it stands while it is open, and in words what may be told of it once it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.core.words import gettext as _
from alongside.core.words import listed
from alongside.frameworks import queries as frameworks
from alongside.goals.models import Pulse, Review
from alongside.goals.queries.contacts import contacts_at
from alongside.goals.queries.ledger.words import QUESTIONS, SAYS
from alongside.goals.rules.pulse import STAGE, Question
from alongside.keeping_safe.queries.contacts import ContactLine
from alongside.numerics.disclosure import Kept, KeptGroup, Level, Word
from alongside.programmes.models import Place

ANSWER = {stage: SAYS[says] for says, stage in STAGE.items()}


@dataclass(frozen=True)
class GroupSaid:
    """What one voice, or a side as one group, answered to one question, in words."""

    who: str
    words: str


@dataclass(frozen=True)
class QuestionSaid:
    """One question, and what each group that may be shown said to it."""

    question: str
    groups: tuple[GroupSaid, ...]


@dataclass(frozen=True)
class PulsePage:
    """One pulse as one person sees it. While it is open nobody is told how many have answered."""

    is_open: bool
    questions: tuple[QuestionSaid, ...]
    may_hold: bool
    may_answer: bool
    has_code: bool
    voices: tuple[tuple[str, str], ...]


def pulse_page(pulse: Pulse, actor: Actor) -> PulsePage:
    """One pulse. Two queries."""
    cards = frameworks.voices(pulse.scope)
    names = {card.code: card.name for card in cards}
    is_open = pulse.closed_on is None
    kept = {Question(name): Kept.from_dict(stored) for name, stored in pulse.kept.items()}
    listed = actor.voices_at(pulse.scope)
    return PulsePage(
        is_open=is_open,
        questions=tuple(QuestionSaid(_(QUESTIONS[one]), _said(kept[one], names)) for one in Question if one in kept),
        may_hold=is_open and actor.can(Permission.PULSE_HOLD, at=pulse.scope),
        may_answer=is_open and bool(listed) and actor.can(Permission.PULSE_ANSWER, at=pulse.scope),
        has_code=actor.user_id in pulse.taken,
        voices=tuple((code, names.get(code, code)) for code in listed),
    )


def _said(kept: Kept, names: Mapping[str, str]) -> tuple[GroupSaid, ...]:
    return tuple(GroupSaid(_who(group, names), _words(group)) for group in kept.groups)


def _who(group: KeptGroup, names: Mapping[str, str]) -> str:
    voices = listed(names.get(voice, voice) for voice in group.voices)
    return _("%(voices)s, together") % {"voices": voices} if group.whole_side and len(group.voices) > 1 else voices


def _words(group: KeptGroup) -> str:
    silent = [_("At least %(number)s would rather not say.") % {"number": told.people} for told in group.silences]
    return " ".join([_stages(group), *silent])


def _stages(group: KeptGroup) -> str:
    if group.level is Level.NOTHING:
        return _("Nobody answered.")
    if group.level is Level.TOO_FEW:
        return _("Too few answers to show.")
    if group.spread is not None:
        said = [
            _("“%(said)s”: %(number)s") % {"said": _answer(stage), "number": many}
            for stage, many in enumerate(group.spread)
        ]
        return _("%(counts)s.") % {"counts": "; ".join(said)}
    if group.band is not None:
        band = {"low": _answer(group.band.lower), "high": _answer(group.band.upper)}
        return _("Nearly everybody said “%(low)s” or “%(high)s”.") % band
    assert group.middle is not None
    low, high = _answer(group.middle.lower), _answer(group.middle.upper)
    middle = (_("“%(said)s”") if low == high else _("between “%(said)s” and “%(high)s”")) % {"said": low, "high": high}
    told = (
        _("The middle answer is %(middle)s; the answers lie close together.")
        if group.word is Word.CLOSE
        else _("The middle answer is %(middle)s; the answers are spread.")
    )
    return told % {"middle": middle}


def _answer(stage: int) -> str:
    """An answer as it stands within a sentence."""
    return _(ANSWER[stage]).lower()


def review_at(place: Place, key: str) -> Review | None:
    """The review of exactly this place that a pulse is to be asked about, by its key as text. One query."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return Review.objects.filter(place=place, pk=wanted, pulse__isnull=True).first()


def pulse_of(review: Review) -> Pulse | None:
    """The pulse that was asked about a review. One query."""
    return Pulse.objects.filter(review=review).first()


@dataclass(frozen=True)
class Asked:
    """What somebody reads behind their code: which meeting, and whom to turn to."""

    pulse: UUID
    place: str
    meeting: str
    contacts: tuple[ContactLine, ...]


def asked(pulse_id: UUID | str) -> Asked | None:
    """The pulse that is asked; None once it is over. Three queries."""
    row = Pulse.objects.filter(pk=pulse_id, closed_on__isnull=True).select_related("place").first()
    if row is None:
        return None
    return Asked(row.pk, row.place.name, f"{row.meeting}, {row.held_on:%-d %B %Y}", contacts_at(row.place))
