"""What the page that prepares a round needs: what can be chosen, and what the group would see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alongside.assessments.models import NamedContact, Round
from alongside.assessments.queries import rating
from alongside.assessments.rules import LIVED_EXPERIENCE
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, listed
from alongside.frameworks import queries as frameworks
from alongside.frameworks.models import Edition
from alongside.frameworks.queries import EditionPage, VoiceCard
from alongside.keeping_safe.queries import contacts as whom
from alongside.numerics import disclosure
from alongside.numerics.disclosure import KeptGroup, Level, VoiceCounts
from alongside.programmes.models import FrameworkUse, Place


@dataclass(frozen=True)
class EditionChoice:
    """An edition a place may judge itself against."""

    id: int
    slug: str
    name: str


@dataclass(frozen=True)
class ContactLine:
    """Somebody to turn to, as the form and the round's page show them."""

    kind: str
    says: str
    name: str
    phone: str
    email: str


KINDS_IN_WORDS = {
    NamedContact.Kind.IN_TEAM: gettext_noop("Someone in the team"),
    NamedContact.Kind.OUTSIDE: gettext_noop("Someone outside the team"),
    NamedContact.Kind.ADVOCATE: gettext_noop("An advocate"),
    NamedContact.Kind.EMERGENCY: gettext_noop("An emergency line"),
}


@dataclass(frozen=True)
class Foreseen:
    """How one voice, or one side as a group, would be shown. `shown` is false where too few are expected."""

    who: str
    how: str
    shown: bool


@dataclass(frozen=True)
class Preview:
    """What the group would see, if everybody who is expected answered everything."""

    given: str
    groups: tuple[Foreseen, ...]
    one_sided: bool


def editions_for(place: Place, *, on: dt.date) -> tuple[EditionChoice, ...]:
    """The editions the place's programme uses, the newest first; where it names none, all that can be rated.

    Three queries.
    """
    rated = {line.id: line for line in frameworks.editions(place.scope, rated_only=True)}
    programme = place.scope.split("/", 1)[0] + "/"
    uses = FrameworkUse.objects.filter(programme__scope=programme, from_on__lte=on).order_by("-from_on")
    used = [pk for pk in uses.values_list("edition_id", flat=True) if pk in rated]
    lines = [rated[pk] for pk in used] or sorted(rated.values(), key=lambda line: -line.year)
    return tuple(EditionChoice(line.id, line.slug, f"{line.name} ({line.label})") for line in lines)


def edition_chosen(pk: int | str) -> Edition:
    """The edition somebody chose; the form has checked that the place may use it. One query."""
    found: Edition = Edition.objects.get(pk=pk)
    return found


def edition_words(slug: str, *, scope: str) -> EditionPage:
    """One edition, whole. At most nine queries."""
    return frameworks.edition_page(slug, scope=scope)


def voices_for(place: Place) -> tuple[VoiceCard, ...]:
    """The voices a round of the place may ask, in their order. Two queries."""
    return frameworks.voices(place.scope)


def contacts_of(round: Round | None, *, scope: str = "") -> dict[str, ContactLine]:
    """Whom to turn to, by kind: those the place names, else those a round was prepared with. At most two queries."""
    lines = rating.contacts(round) if round else whom.contacts_at(scope)
    said = {kind: _(words) for kind, words in KINDS_IN_WORDS.items()}
    return {one.kind: ContactLine(one.kind, said[NamedContact.Kind(one.kind)], one.name, one.phone, one.email)
            for one in lines}  # fmt: skip


def last_round(place: Place) -> Round | None:
    """The place's newest round, whose contacts a new one begins with. One query."""
    return Round.objects.filter(place=place).order_by("-drafted_on", "-opened_on").first()


def preview(expected: Mapping[str, int], *, voices: Iterable[VoiceCard], smallest: int = 5) -> Preview:
    """What the group would see for the numbers it expects, by the very rule that decides at the reveal.

    `expected` maps the codes of the voices that are asked to how many people are expected. No query.
    """
    asked = [voice for voice in voices if voice.code in expected]
    counts = [
        VoiceCounts(voice.code, disclosure.Side(voice.side), _spread_out(expected[voice.code])) for voice in asked
    ]
    kept = disclosure.keep(counts, minimum=smallest, full=max(disclosure.FULL, smallest))
    names = {voice.code: voice.name for voice in asked}
    given = [f"{expected[voice.code]} {small(voice.name)}" for voice in asked if expected[voice.code]]
    return Preview(
        given=listed(given),
        groups=tuple(_foreseen(group, names, expected) for group in kept.groups),
        one_sided=len({voice.side for voice in asked}) < 2,
    )


def _spread_out(number: int) -> tuple[int, int, int, int]:
    """That many answers, spread over the stages, so that only their number decides what is shown."""
    rest = [number // 4 + (1 if stage < number % 4 else 0) for stage in range(4)]
    return rest[0], rest[1], rest[2], rest[3]


def _foreseen(group: KeptGroup, names: Mapping[str, str], expected: Mapping[str, int]) -> Foreseen:
    there = [small(names[code]) for code in group.voices if expected[code]]
    if group.level == Level.NOTHING or not there:
        who = _large(listed([small(names[code]) for code in group.voices]))
        return Foreseen(who, _("nobody is expected yet"), shown=False)
    together = group.whole_side and len(there) > 1
    who = _large(listed(there))
    if group.level == Level.TOO_FEW:
        return Foreseen(who, _too_few(group, together=together), shown=False)
    how = {
        (True, False): _("shown in full: how many people chose each stage"),
        (True, True): _("shown together as one group, in full: how many people chose each stage"),
        (False, False): _("shown by their middle answer, and whether their answers lie close or spread"),
        (False, True): _(
            "shown together as one group, by their middle answer, and whether their answers lie close or spread"
        ),
    }
    return Foreseen(who, how[group.level == Level.SPREAD, together], shown=True)


def _too_few(group: KeptGroup, *, together: bool) -> str:
    side = (
        _("people who use services, or family and friends")
        if group.side == LIVED_EXPERIENCE
        else _("staff or partners")
    )
    are = _("together still too few to be shown") if together else _("too few to be shown")
    return _("%(are)s. Ask more %(side)s, or expect to see only that they took part") % {"are": are, "side": side}


def small(name: str) -> str:
    """A voice's name as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def _large(name: str) -> str:
    return name[:1].upper() + name[1:]
