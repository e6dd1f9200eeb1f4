"""How people answered, for a whole round: by themselves, at a tablet of the place, on paper, with help."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.assessments import rules
from alongside.assessments.models import Round, Way, WayCount
from alongside.assessments.rules import Many, State

NAMES: dict[Way, str | Promise] = {
    Way.OWN: _("Themselves, on a phone or computer"),
    Way.KIOSK: _("At a tablet that stands ready"),
    Way.PAPER: _("On paper"),
    Way.HELPED: _("With the help of somebody they chose"),
}


@dataclass(frozen=True)
class WayLine:
    """One way in, and how many came by it, in words that give nobody away."""

    way: Way
    name: str
    says: str


def how_people_answered(round: Round) -> tuple[WayLine, ...]:
    """Every way in, at the sizes of the round; nothing where none was counted. One query.

    While people answer it is the day's count, told only from the smallest number on.
    """
    is_over = round.state not in rules.BEFORE_THE_REVEAL
    found = dict(WayCount.objects.filter(round=round).values_list("way", "count" if is_over else "told"))
    counts = {str(way): int(found.get(way, 0)) for way in Way}
    if not any(counts.values()) and round.state != State.OPEN:
        return ()
    told = rules.may_be_told(counts, smallest=round.smallest)
    return tuple(
        WayLine(way, str(name), _in_words(told[str(way)], counts[str(way)], round.smallest, is_over=is_over))
        for way, name in NAMES.items()
    )


def _in_words(told: Many, count: int, smallest: int, *, is_over: bool) -> str:
    if not is_over and told in (Many.NOBODY, Many.FEW):
        return gettext("not yet enough to say")
    match told:
        case Many.NOBODY:
            return gettext("nobody")
        case Many.FEW:
            return gettext("fewer than %(smallest)s") % {"smallest": smallest}
        case Many.ENOUGH:
            return gettext("%(smallest)s or more") % {"smallest": smallest}
        case Many.EXACTLY:
            return str(count)
