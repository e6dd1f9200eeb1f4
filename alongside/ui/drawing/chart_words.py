"""What a reading says, in one plain sentence: which rule fired, since when, and what that means.

The sentence is made from the same reading as the picture. It never says more than the reading does: where a point
or its limits are missing it says so, and a long run is dated by going back to its first point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop, ngettext
from alongside.numerics.spc.reading import Assurance, Chart, Label, Profile, Reading, Rules
from alongside.ui.drawing import chart_clauses as clauses
from alongside.ui.drawing.chart_axis import Every, Show, every, periods_apart, spelt, when
from alongside.ui.drawing.chart_marks import Meaning, meaning_of, towards

FEW_FOR_RUNS, FEW_FOR_LIMITS = 10, 13  # useful points; points behind the limits (NHS: shown from thirteen)
USUAL_TREND = 7  # points
_NEAR = 1e-12  # nearer to the middle than this part of the scale is on it


class Verdict(StrEnum):
    """What a reader takes home."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change"
    NOTHING = "nothing"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One reading in words.

    Attributes:
        verdict: what it comes to.
        up: whether the change goes upwards; None when there is none.
        sentence: one to three short sentences: the rule that fired, since when, what it means.
        target: whether the target will be met as things are; empty without a target.
        provisional: why it is still early, or what is missing; empty when nothing is.
    """

    verdict: Verdict
    up: bool | None
    sentence: str
    target: str = ""
    provisional: str = ""

    @property
    def whole(self) -> str:
        """Everything, in the order in which it is read."""
        return " ".join(part for part in (self.sentence, self.target, self.provisional) if part)


def say(reading: Reading, show: Show | None = None, *, often: Every | None = None) -> Said:
    """What a reading says.

    Args:
        reading: the chart, read.
        show: how its figures are written.
        often: how often there is a point; None: as the points themselves look.
    """
    show = show or Show()
    telling = _Telling(reading, often)
    if not any(y is not None for y in reading.y):
        return Said(verdict=Verdict.CANNOT_SAY, up=None, sentence=_("There are no figures yet."))
    found = telling.nhs() if reading.profile is Profile.NHS else telling.shewhart()
    return Said(
        verdict=found.verdict,
        up=found.up,
        sentence=found.text,
        target=_target(reading, show),
        provisional=telling.provisional(found.verdict),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    verdict: Verdict
    up: bool | None
    text: str


MEANS = {
    Meaning.IMPROVEMENT: (Verdict.IMPROVEMENT, gettext_noop("This is an improvement.")),
    Meaning.CONCERN: (Verdict.CONCERN, gettext_noop("This is a change for the worse.")),
    Meaning.UP: (Verdict.CHANGE, gettext_noop("Something has changed, upwards.")),
    Meaning.DOWN: (Verdict.CHANGE, gettext_noop("Something has changed, downwards.")),
}
MEANT = {
    Meaning.IMPROVEMENT: gettext_noop("That was an improvement."),
    Meaning.CONCERN: gettext_noop("That was a change for the worse."),
    Meaning.UP: gettext_noop("Something changed then, upwards."),
    Meaning.DOWN: gettext_noop("Something changed then, downwards."),
}
"""The same of a change that was not the last."""


class _Telling:
    """One reading being put into words."""

    def __init__(self, reading: Reading, often: Every | None) -> None:
        self.reading = reading
        self.often = often or every(reading.x)
        self.last = len(reading.x) - 1

    def name(self, place: int) -> str:
        return when(self.reading.x[place], self.often)

    def counted(self, n: int, first: int, last: int) -> str:
        """So many months, when there is one for each of them; so many figures when a month has none."""
        xs = self.reading.x
        whole = periods_apart(xs[first], xs[last], self.often) == n - 1
        return self.often.counted(n) if whole else Every.POINT.counted(n)

    def side(self, place: int) -> int:
        """1 above the middle, -1 below it, 0 on it or missing."""
        y, cl = self.reading.y[place], self.reading.cl[place]
        if y is None or cl is None or abs(y - cl) <= _NEAR * max(abs(y), abs(cl)):
            return 0
        return 1 if y > cl else -1

    # -- the NHS profile ---------------------------------------------------------------------------------------

    def nhs(self) -> _Found:
        reading = self.reading
        if reading.rules is None or reading.label is None:
            return _Found(Verdict.CANNOT_SAY, None, _("This chart has not been judged."))
        label = reading.label[self.last]
        if label is None:
            return _Found(Verdict.CANNOT_SAY, None, self._why_not())
        if label is Label.COMMON_CAUSE:
            first = self._back(self.last, lambda place: self._same(place, self.last))
            rebased = reading.phase[self.last] > 1
            chance = clauses.chance(self.name(first) if rebased else "")
            return _Found(Verdict.NOTHING, None, clauses.sentences(chance, self._earlier(reading.label)))
        verdict, means = MEANS[meaning_of(label)]
        up, text = self._rule(reading.rules)
        return _Found(verdict, up, clauses.unusual(text, _(means)))

    def _why_not(self) -> str:
        if self.reading.y[self.last] is None:
            known = max(place for place, y in enumerate(self.reading.y) if y is not None)
            said = _(
                "The figure for %(missing)s is missing, so this chart cannot say how things are now. "
                "The last figure is that of %(last)s."
            )
            return said % {"missing": self.name(self.last), "last": self.name(known)}
        return _("The limits cannot be worked out from these figures, so this chart cannot say yet what is chance.")

    def _earlier(self, labels: Sequence[Label | None]) -> str:
        special = [place for place, one in enumerate(labels) if one is not None and one is not Label.COMMON_CAUSE]
        said = _("The last figure that chance does not explain is that of %(when)s.")
        return said % {"when": self.name(special[-1])} if special else ""

    def _rule(self, rules: Rules) -> tuple[bool, str]:
        """The rule that named the last point, in the order in which a label is given."""
        at = self.last
        up = self.side(at) > 0
        if rules.outside[at]:
            said = self._outside(rules.outside, up=up)
            both = _("%(outside)s, and %(run)s")
            return up, both % {"outside": said, "run": self._run(at, up=up)} if rules.shift[at] else said
        if rules.trend[at]:
            return self._trend(rules.trend)
        if rules.shift[at]:  # before two in three, which means the same there: a run says since when
            return up, self._run(at, up=up)
        whole = at > 1 and periods_apart(self.reading.x[at - 2], self.reading.x[at], self.often) == 2
        three = (self.often if whole else Every.POINT).counted(3)
        said = (
            _("at least two of %(three)s in a row lie close to the upper limit, up to %(when)s")
            if up
            else _("at least two of %(three)s in a row lie close to the lower limit, up to %(when)s")
        )
        return up, said % {"three": three, "when": self.name(at)}

    def _run(self, at: int, *, up: bool) -> str:
        first = self._back(at, lambda place: self.side(place) == self.side(at) and self._same(place, at))
        said = (
            _("%(counted)s in a row above the middle, since %(since)s")
            if up
            else _("%(counted)s in a row below the middle, since %(since)s")
        )
        return said % {"counted": self.counted(at - first + 1, first, at), "since": self.name(first)}

    def _trend(self, flags: Sequence[bool]) -> tuple[bool, str]:
        """A trend up to the last point; where a repeated value may stand in one, it is gone over."""
        at = self.last
        step = next(found for place in range(at, 0, -1) if (found := self._step(place)))
        first = self._back(at, lambda place: self._step(place) == step) - 1
        if at - first + 1 < USUAL_TREND:
            goes_on = (step, 0)
            first = self._back(at, lambda place: flags[place] and self._step(place) in goes_on)
            first -= self._step(first) == step
        level = any(not self._step(place) for place in range(first + 1, at + 1))
        said = {
            (True, False): _("%(counted)s in a row going up, since %(since)s"),
            (True, True): _("%(counted)s in a row going up or staying level, since %(since)s"),
            (False, False): _("%(counted)s in a row going down, since %(since)s"),
            (False, True): _("%(counted)s in a row going down or staying level, since %(since)s"),
        }[step > 0, level]
        return step > 0, said % {"counted": self.counted(at - first + 1, first, at), "since": self.name(first)}

    def _same(self, one: int, other: int) -> bool:
        return self.reading.phase[one] == self.reading.phase[other]

    def _step(self, place: int) -> int:
        if place == 0 or not self._same(place - 1, place):
            return 0
        now, before = self.reading.y[place], self.reading.y[place - 1]
        return 0 if now is None or before is None else (now > before) - (now < before)

    @staticmethod
    def _back(place: int, holds: Callable[[int], bool]) -> int:
        """The first of the points up to this one, without a hole, for which something holds."""
        while place > 0 and holds(place - 1):
            place -= 1
        return place

    def _outside(self, flags: Sequence[bool], *, up: bool) -> str:
        way = 1 if up else -1
        first = self._back(self.last, lambda place: flags[place] and self.side(place) == way)
        n = self.last - first + 1
        if n == 1:
            return clauses.one_beyond(self.name(self.last), up=up)
        said = (
            _("%(counted)s in a row lie above the upper limit, since %(since)s")
            if up
            else _("%(counted)s in a row lie below the lower limit, since %(since)s")
        )
        return said % {"counted": self.counted(n, first, self.last), "since": self.name(first)}

    # -- the Shewhart profile ----------------------------------------------------------------------------------

    def shewhart(self) -> _Found:
        """The last phase is what is so now; an earlier one is named as such when only it has a signal."""
        reading = self.reading
        number = reading.phase[self.last]
        phase = reading.phases[number - 1]
        inside = [place for place in range(self.last + 1) if reading.phase[place] == number]
        where = self.name(inside[0]) if number > 1 else ""
        beyond = [place for place in inside if reading.sigma_signal[place] and not reading.excluded[place]]
        if beyond and (beyond[-1] == self.last or not phase.runs_signal):
            return self._beyond(where, beyond)
        if phase.runs_signal:
            return self._runs(where, number, inside)
        limits = any(reading.ucl[place] is not None or reading.lcl[place] is not None for place in inside)
        if reading.chart is not Chart.RUN and not limits:
            return _Found(Verdict.CANNOT_SAY, None, clauses.since(where, self._why_not_yet(inside)))
        if phase.n_useful < FEW_FOR_RUNS and not limits:
            few = ngettext(
                "There is %(number)s figure so far that lies off the middle: too few to tell a change from chance.",
                "There are %(number)s figures so far that lie off the middle: too few to tell a change from chance.",
                phase.n_useful,
            )
            return _Found(Verdict.CANNOT_SAY, None, few % {"number": spelt(phase.n_useful)})
        earlier = any(self._has_signal(p) for p in range(1, number))
        before = _("Before %(when)s something did change.") % {"when": where} if earlier else ""
        return _Found(Verdict.NOTHING, None, clauses.sentences(clauses.chance(where), before))

    def _has_signal(self, number: int) -> bool:
        reading = self.reading
        points = zip(reading.sigma_signal, reading.phase, strict=True)
        return reading.phases[number - 1].runs_signal or any(signal for signal, p in points if p == number)

    def _why_not_yet(self, inside: Sequence[int]) -> str:
        known = sum(self.reading.y[place] is not None for place in inside)
        if known < 2:
            return _("there are too few figures to work out limits, so this chart cannot say yet what is chance.")
        return _("the limits cannot be worked out from these figures, so this chart cannot say yet what is chance.")

    def _beyond(self, where: str, beyond: Sequence[int]) -> _Found:
        place, n = beyond[-1], len(beyond)
        up = self.side(place) > 0
        text = clauses.one_beyond(self.name(place), up=up)
        if n > 1:
            said = (
                _("%(number)s figures lie outside the limits, the last one (%(when)s) above the upper limit")
                if up
                else _("%(number)s figures lie outside the limits, the last one (%(when)s) below the lower limit")
            )
            text = said % {"number": spelt(n), "when": self.name(place)}
        return self._means(where, text, up=up, now=place == self.last)

    def _means(self, where: str, text: str, *, up: bool, now: bool) -> _Found:
        meaning = towards(self.reading.improvement, up=up)
        verdict, means = MEANS[meaning]
        return _Found(
            verdict,
            up,
            clauses.since(where, clauses.unusual(text, _(means if now else MEANT[meaning]), opens=not where)),
        )

    def _runs(self, where: str, number: int, inside: Sequence[int]) -> _Found:
        phase = self.reading.phases[number - 1]
        if phase.longest_run is not None and phase.longest_run > (phase.longest_run_max or 0):
            first, last, n, up = self._telling_run(inside, phase.longest_run_max or 0)
            now = last == self._last_useful(inside)
            said = {
                (True, True): _("%(counted)s in a row lie above the middle, since %(first)s"),
                (True, False): _("%(counted)s in a row lie above the middle, from %(first)s to %(last)s"),
                (False, True): _("%(counted)s in a row lie below the middle, since %(first)s"),
                (False, False): _("%(counted)s in a row lie below the middle, from %(first)s to %(last)s"),
            }[up, now]
            holes = {"counted": self.counted(n, first, last), "first": self.name(first), "last": self.name(last)}
            return self._means(where, said % holes, up=up, now=now)
        text = _(
            "the line crosses the middle %(times)s; chance would cross it at least %(least)s. "
            "So something changed on the way, but this rule cannot say when."
        ) % {"times": clauses.times(phase.crossings or 0), "least": clauses.times(phase.crossings_min or 0)}
        return _Found(Verdict.CHANGE, None, clauses.since(where, text))

    def _sides(self, inside: Sequence[int]) -> list[tuple[int, int]]:
        judged = [(place, self.side(place)) for place in inside if not self.reading.excluded[place]]
        return [(place, side) for place, side in judged if side]

    def _last_useful(self, inside: Sequence[int]) -> int:
        return self._sides(inside)[-1][0]

    def _telling_run(self, inside: Sequence[int], most: int) -> tuple[int, int, int, bool]:
        """The latest run that is longer than chance explains: first and last point, length, whether it lies above.

        The latest, not the longest: one lasting change makes a long run before it and another after it.
        """
        found, start, n, before = (0, 0, 0, 0), 0, 0, 0
        for place, side in self._sides(inside):
            start, n = (start, n + 1) if side == before else (place, 1)
            before = side
            if n > most or n >= found[2]:
                found = (start, place, n, side)
        return found[0], found[1], found[2], found[3] > 0

    # -- both --------------------------------------------------------------------------------------------------

    def provisional(self, verdict: Verdict) -> str:
        """That the last figure is missing, or that the limits rest on few."""
        reading = self.reading
        if verdict is Verdict.CANNOT_SAY:
            return ""
        if reading.y[self.last] is None:
            return _("The figure for %(missing)s is missing.") % {"missing": self.name(self.last)}
        if reading.chart is Chart.RUN:
            return ""
        number = reading.phase[self.last]
        behind = sum(
            base and p == number and y is not None
            for base, p, y in zip(reading.baseline, reading.phase, reading.y, strict=True)
        )
        if behind >= FEW_FOR_LIMITS:
            return ""
        said = ngettext(
            "The limits rest on %(number)s figure so far and may still move.",
            "The limits rest on %(number)s figures so far and may still move.",
            behind,
        )
        return said % {"number": spelt(behind)}


def _target(reading: Reading, show: Show) -> str:
    """Whether the target will be met as things are."""
    known = [target for target in reading.target if target is not None]
    if not known or reading.profile is not Profile.NHS or reading.assurance is None:
        return ""
    if reading.assurance is Assurance.PASS:
        said = _("As things are, the target (%(aim)s) will be met each time.")
    elif reading.assurance is Assurance.FAIL:
        said = _("As things are, the target (%(aim)s) will not be met; something must change first.")
    elif not reading.ucl or reading.ucl[-1] is None:
        said = _("Whether the target (%(aim)s) will be met cannot be said without limits.")
    else:
        said = _("As things are, the target (%(aim)s) will be met at some times and not at others.")
    return said % {"aim": show.figure_with_unit(known[-1])}
