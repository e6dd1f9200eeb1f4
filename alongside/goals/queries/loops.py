"""One loop as its page shows it: the seven steps, what was told and came back, who is asked, what to do next."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max, Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.accounts.models import User
from alongside.assessments.models import Gap, Quote
from alongside.assessments.rules import SHARED_OR_LATER
from alongside.core.models import Letter
from alongside.core.tongues import said_everywhere
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.frameworks import queries as frameworks
from alongside.goals.models import Cycle, Goal, Listener, Loop, LoopEvent, LoopWords, Telling
from alongside.goals.rules import loops as rules
from alongside.goals.rules.cycles import Part
from alongside.goals.rules.goals import KEYED
from alongside.goals.rules.loops import LETTER_SUBJECT, Decision, LoopState, Reach, Result, Step, Story, Tried
from alongside.programmes.models import Membership, Place
from alongside.programmes.rules import above

STEPS = {
    Step.RAISED: gettext_noop("Raised"),
    Step.AGREED: gettext_noop("Agreed to do something"),
    Step.TESTED: gettext_noop("Tried out"),
    Step.MEASURED: gettext_noop("Measured"),
    Step.DECIDED: gettext_noop("Decided"),
    Step.TOLD: gettext_noop("Told"),
    Step.CONFIRMED: gettext_noop("Confirmed by those who raised it"),
}
STATES = {
    LoopState.OPEN: gettext_noop("Open"),
    LoopState.TOLD: gettext_noop("Told, waiting for answers"),
    LoopState.UNCONFIRMED: gettext_noop("Told, not confirmed"),
    LoopState.CLOSED: gettext_noop("Closed"),
}
DECISIONS = {
    Decision.DID: gettext_noop("We did it"),
    Decision.PARTLY: gettext_noop("We did a part of it"),
    Decision.DID_NOT: gettext_noop("We did not do it"),
}
EVENTS = {
    "raised": gettext_noop("Raised and written down"),
    "agreed": gettext_noop("Agreed to do something"),
    "tested": gettext_noop("Tried out"),
    "measured": gettext_noop("Measured"),
    "decided": gettext_noop("Decided"),
    "became_goal": gettext_noop("Became a goal"),
    "told": gettext_noop("Those who raised it were told"),
    "unconfirmed": gettext_noop("Ninety days without enough answers"),
    "answered_again": gettext_noop("An answer came after all"),
    "confirmed": gettext_noop("Confirmed by those who raised it"),
    "not_confirmed": gettext_noop("Those who raised it did not confirm it: open again"),
    "reopened": gettext_noop("Opened again"),
    "signal": gettext_noop("Its measure goes the wrong way"),
    "signal_set_aside": gettext_noop("The signal of its measure was looked at and set aside"),
}
FROM = "gap", "quote", "goal"


@dataclass(frozen=True)
class StepLine:
    """One of the seven steps with its date, None when it has none; left out, when a later one has one."""

    code: str
    name: str
    on: dt.date | None
    left_out: bool = False


@dataclass(frozen=True)
class TellingLine:
    """One telling: when, what was said, how many could answer, what came back as sentences, and offered words."""

    number: int
    told_on: dt.date
    message: str
    asked: int
    needed: int
    result: str
    says: tuple[str, ...]
    words: tuple[str, ...]
    public: bool


@dataclass(frozen=True)
class EventLine:
    """One step of the story: when, what, and why."""

    on: dt.date
    what: str
    reason: str


@dataclass(frozen=True)
class Asking:
    """Who asked to be told, as counts by way, and who calls. Contacts are never shown here.

    `undelivered`: letters by mail of this telling that no mailbox took, however often they were tried.
    """

    mail: int
    paper: int
    phone: int
    unprinted: int
    uncalled: int
    undelivered: int
    caller: str
    is_caller: bool

    @property
    def total(self) -> int:
        return self.mail + self.paper + self.phone


@dataclass(frozen=True)
class LoopPage:
    """A loop, finished for its page."""

    loop: Loop
    place: Place
    voice: str
    state: str
    decision: str
    steps: tuple[StepLine, ...]
    tellings: tuple[TellingLine, ...]
    awaited: TellingLine | None
    events: tuple[EventLine, ...]
    asking: Asking
    words_to_read: int
    may_move: bool
    may_tell: bool

    @property
    def is_open(self) -> bool:
        return self.loop.state == LoopState.OPEN

    @property
    def is_told(self) -> bool:
        return self.loop.state in (LoopState.TOLD, LoopState.UNCONFIRMED)

    @property
    def met_silence(self) -> bool:
        return self.loop.state == LoopState.UNCONFIRMED

    @property
    def is_closed(self) -> bool:
        return self.loop.state == LoopState.CLOSED

    @property
    def can_tell(self) -> bool:
        return self.may_tell and self.loop.decided_on is not None and (self.is_open or self.met_silence)


def loop_page(loop: Loop, actor: Actor) -> LoopPage:
    """The page of one loop, whose place and goal were fetched with it. Ten queries at most."""
    tellings = tuple(tellings_of(loop))
    return LoopPage(
        loop=loop,
        place=loop.place,
        voice=voice_names(loop.scope).get(loop.voice, loop.voice),
        state=_(STATES[LoopState(loop.state)]),
        decision=_(DECISIONS[Decision(loop.decision)]) if loop.decision else "",
        steps=steps_of(loop),
        tellings=tellings,
        awaited=next((one for one in tellings if not one.result), None),
        events=tuple(_events(loop)),
        asking=asking(loop, actor),
        words_to_read=sum(1 for _ in words_waiting(loop, actor)),
        may_move=actor.can(Permission.LOOP_MOVE, at=loop.scope),
        may_tell=actor.can(Permission.LOOP_TELL, at=loop.scope),
    )


def steps_of(loop: Loop) -> tuple[StepLine, ...]:
    """The seven steps of a loop."""
    dates = [getattr(loop, f"{step.value}_on") for step in STEPS]
    return tuple(
        StepLine(step.value, _(name), on, left_out=on is None and any(dates[place:]))
        for place, (on, (step, name)) in enumerate(zip(dates, STEPS.items(), strict=True))
    )


def voice_names(scope: str) -> dict[str, str]:
    """What the voices of a place are called, by their codes. Two queries."""
    return {card.code: card.name for card in frameworks.voices(scope)}


def tellings_of(loop: Loop) -> Iterable[TellingLine]:
    """What those who raised it were told, the newest first. Two queries."""
    rows = list(Telling.objects.filter(loop=loop).order_by("-number"))
    shown: dict[UUID, list[str]] = {}
    verdict = LoopWords.Verdict.SHOW
    for words in LoopWords.objects.filter(telling__in=rows, first_verdict=verdict, second_verdict=verdict).order_by(
        "id"
    ):
        shown.setdefault(words.telling_id, []).append(words.words)
    for row in rows:
        yield TellingLine(
            number=row.number,
            told_on=row.told_on,
            message=row.message,
            asked=row.asked,
            needed=row.needed,
            result=row.result,
            says=result_says(row),
            words=tuple(shown.get(row.pk, ())),
            public=row.public,
        )


RESULTS = {
    Result.CONFIRMED: gettext_noop("Most of those who answered say that it is true, or partly true."),
    Result.NOT_CONFIRMED: gettext_noop(
        "Not most of those who answered say that it is true or partly true. It is open again."
    ),
    Result.TOLD_AGAIN: gettext_noop("Too few answered. It was taken up again."),
}


def result_says(telling: Telling) -> tuple[str, ...]:
    """What came back, at the place: a sentence, and figures where there are any."""
    if not telling.result:
        return ()
    said = [_(RESULTS[Result(telling.result)])]
    if telling.kept:
        said.append(f"{_figures(telling.kept)}.")
    if telling.kept_open:
        said.append(
            _("Counted apart, from the poster and the public page: %(kept_open)s.")
            % {"kept_open": _figures(telling.kept_open)}
        )
    return tuple(said)


def _figures(kept: Mapping[str, int]) -> str:
    said = (
        _("%(answered)s answered: %(yes)s yes, %(partly)s partly, %(no)s no")
        if "yes" in kept
        else _("%(answered)s answered")
    )
    return said % kept


def asking(loop: Loop, actor: Actor) -> Asking:
    """How many asked to be told, by way. Four queries at most."""
    rows = list(Listener.objects.filter(loop=loop).values_list("reach", "served"))
    many = Counter(reach for reach, _ in rows)
    left = Counter(reach for reach, served in rows if not served)
    caller = Telling.objects.filter(loop=loop, result="").values_list("caller_id", "caller__name").first()
    caller_id, name = caller or (None, "")
    return Asking(
        mail=many[Reach.MAIL],
        paper=many[Reach.PAPER],
        phone=many[Reach.PHONE],
        unprinted=left[Reach.PAPER],
        uncalled=left[Reach.PHONE],
        undelivered=_undelivered(loop) if many[Reach.MAIL] else 0,
        caller=name or "",
        is_caller=bool(actor.user_id) and str(caller_id) == actor.user_id,
    )


def _undelivered(loop: Loop) -> int:
    """How many of those asked by mail got nothing: their addresses are found by their marks, never opened."""
    if loop.told_on is None:
        return 0
    lost = Letter.objects.filter(
        subject__in=said_everywhere(LETTER_SUBJECT), state=Letter.State.FAILED, queued_on__gte=loop.told_on
    )
    marks = {Listener.mark_of(to) for to in lost.values_list("to", flat=True)}
    return Listener.objects.filter(loop=loop, reach=Reach.MAIL, contact_mark__in=marks).count() if marks else 0


def _events(loop: Loop) -> Iterable[EventLine]:
    for row in LoopEvent.objects.filter(loop=loop).order_by("on", "pk"):
        yield EventLine(row.on, _(EVENTS[row.what]) if row.what in EVENTS else row.what, row.reason)


def words_waiting(loop: Loop, actor: Actor) -> Iterable[LoopWords]:
    """Offered words that the person has still to read: not yet read by two, nor by them. One query."""
    if not actor.can(Permission.QUOTE_READ, at=loop.scope):
        return
    for row in LoopWords.objects.filter(telling__loop=loop, second_by__isnull=True).order_by("id"):
        if str(row.first_by_id) != actor.user_id:
            yield row


def story_of(loop: Loop) -> Story:
    """What the record says of a loop, its goal and its tests, for the first draft of a message. One query."""
    goal = loop.goal
    return Story(
        raised=loop.raised,
        decision=loop.decision or Decision.DID,
        why=loop.why,
        hoped=goal.different_for_people if goal else "",
        tried=tuple(_tried(goal)) if goal else (),
    )


def _tried(goal: Goal) -> Iterable[Tried]:
    """The tests of change of a goal that were decided, in the order in which they were. One query."""
    decided = Cycle.objects.filter(idea__goal=goal, decided_on__isnull=False).select_related("idea")
    act = Max("acts__pk", filter=Q(acts__part=Part.DECIDED))  # of one day: in the order in which they were decided
    for cycle in decided.annotate(act=act).order_by("decided_on", "act", "idea_id", "number"):
        yield Tried(idea=cycle.idea.text, decision=cycle.decision, reason=cycle.reason)


def message_draft(loop: Loop) -> str:
    """The first draft of what those who raised it are told."""
    return rules.message_draft(story_of(loop))


def callers_at(place: Place) -> tuple[tuple[str, str], ...]:
    """The people who may be named to call, by name. One query."""
    live = Membership.objects.live().filter(scope__in=above(place.scope))
    people = User.objects.filter(pk__in=live.values("user_id"), is_active=True).order_by("name")
    return tuple((str(pk), name) for pk, name in people.values_list("pk", "name"))


@dataclass(frozen=True)
class Source:
    """Something a loop may come from: how a form names it, what it says, since when, and the row itself."""

    key: str
    says: str
    on: dt.date
    row: Gap | Quote | Goal


def sources_at(place: Place) -> tuple[Source, ...]:
    """Gaps, shown words and goals of a place that have no loop yet, the newest first. Three queries."""
    gaps = Gap.objects.filter(scope=place.scope, round__state__in=SHARED_OR_LATER)
    gaps = gaps.exclude(pk__in=Loop.objects.filter(from_gap__isnull=False).values("from_gap_id"))
    shown = Quote.objects.filter(
        round__scope=place.scope,
        round__state__in=SHARED_OR_LATER,
        first_verdict__startswith="SHOW",
        second_verdict__startswith="SHOW",
    ).exclude(pk__in=Loop.objects.filter(from_quote__isnull=False).values("from_quote_id"))
    goals = Goal.objects.filter(scope=place.scope, state__in=[*KEYED, "PROPOSED"])
    goals = goals.exclude(pk__in=Loop.objects.filter(goal__isnull=False).values("goal_id")).order_by(
        "-proposed_on", "pk"
    )
    found = [
        *(
            Source(
                f"gap:{gap.pk}",
                _("The gap about challenge %(number)s") % {"number": gap.item.number},
                gap.opened_on,
                gap,
            )
            for gap in gaps.select_related("item", "round")
        ),
        *(
            Source(
                f"quote:{quote.pk}",
                _("Offered words: “%(quote)s”") % {"quote": quote.words[:80]},
                _shared(quote),
                quote,
            )
            for quote in shown.select_related("round", "item")[:50]
        ),
        *(
            Source(f"goal:{goal.pk}", _("The goal “%(goal)s”") % {"goal": goal.title}, goal.proposed_on, goal)
            for goal in goals.order_by("-proposed_on", "pk")[:100]
        ),
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.key), reverse=True))


def _shared(quote: Quote) -> dt.date:
    return quote.round.shared_on or quote.round.drafted_on
