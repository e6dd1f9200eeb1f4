"""The search for a list of one's own as its people read it: where it stands, the ideas, the candidates, the keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from alongside.access.permissions import Permission
from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Candidate, Consensus, Quote, Round
from alongside.assessments.queries import results, rounds
from alongside.assessments.queries.kept import quotes_shown
from alongside.assessments.queries.results import ResultPage
from alongside.assessments.queries.shown import ItemResult
from alongside.assessments.rules import Step
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.programmes.models import Place

STEP_SAYS = {
    Step.PROPOSE: gettext_noop("People say what should be on it"),
    Step.MERGE: gettext_noop("Alike ideas are put together"),
    Step.CHOOSE: gettext_noop("People choose what matters most"),
    Step.AGREE: gettext_noop("Both sides agree the list"),
    Step.AGREED: gettext_noop("The list is published"),
}


@dataclass(frozen=True)
class Line:
    """One search in a list."""

    name: str
    url: str
    says: str
    began_on: dt.date


@dataclass(frozen=True)
class StepLine:
    """One of the five steps: whether it is done, or the one where the search stands."""

    says: str
    done: bool
    now: bool


@dataclass(frozen=True)
class Idea:
    """Words that somebody offered and two people have read, and which candidates they went into."""

    id: UUID
    words: str
    who: str
    used_in: tuple[str, ...]


@dataclass(frozen=True)
class CandidateLine:
    """A candidate, how each voice sees it once that is shared, and the ideas it was made of."""

    row: Candidate
    result: ItemResult | None
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class ConsensusPage:
    """One search as this person may see it. `reads_*`: whether they may read what the round came to."""

    row: Consensus
    step: Step
    steps: tuple[StepLine, ...]
    proposing: Round | None
    choosing: Round | None
    ideas: tuple[Idea, ...]
    candidates: tuple[CandidateLine, ...]
    turned: tuple[str, ...]
    mine_is_turned: bool
    may_write: bool
    may_start: bool
    may_publish: bool
    ended_unseen: bool

    @property
    def round_now(self) -> Round | None:
        """The round in which people answer in this step."""
        return {Step.PROPOSE: self.proposing, Step.CHOOSE: self.choosing}.get(self.step)

    @property
    def left_over(self) -> tuple[Idea, ...]:
        """Ideas that are in no candidate yet."""
        return tuple(idea for idea in self.ideas if not idea.used_in)

    def candidate(self, number: int) -> CandidateLine | None:
        return next((line for line in self.candidates if line.row.number == number), None)


def searches_of(place: Place) -> tuple[Line, ...]:
    """The searches of one place, the newest first. One query."""
    rows = Consensus.objects.filter(place=place).select_related("proposing", "choosing").order_by("-began_on", "name")
    return tuple(Line(row.name, row.get_absolute_url(), _(STEP_SAYS[step_of(row)]), row.began_on) for row in rows)


def step_of(row: Consensus) -> Step:
    """Where a search stands."""
    return rules.consensus_step(
        proposing=row.proposing.state if row.proposing else "",
        merged=row.merged_on is not None,
        choosing=row.choosing.state if row.choosing else "",
        agreed=row.agreed_on is not None,
    )


def consensus_page(row: Consensus, *, actor: Actor, language: str = "en") -> ConsensusPage:
    """One search, whole. A constant number of queries, whatever it holds."""
    step = step_of(row)
    ideas_round = _readable(row.proposing, actor, after=step != Step.PROPOSE)
    choice_round = _readable(row.choosing, actor, after=step in (Step.AGREE, Step.AGREED))
    candidates = list(row.candidates.order_by("number").prefetch_related("ideas"))
    shown = results.result_page(choice_round, language=language) if choice_round else None
    used: dict[UUID, list[str]] = {}
    for candidate in candidates:
        for quote in candidate.ideas.all():
            used.setdefault(quote.pk, []).append(candidate.short)
    ideas = _ideas(ideas_round, used, language=language)
    words = {idea.id: idea.words for idea in ideas}
    keys = ("agreed_lived_by_id", "agreed_profession_by_id") if step == Step.AGREE else (
        "merged_lived_by_id", "merged_profession_by_id"
    )  # fmt: skip
    turned = tuple(key for key in keys if getattr(row, key) is not None) if step in (Step.MERGE, Step.AGREE) else ()
    now = {Step.PROPOSE: row.proposing, Step.CHOOSE: row.choosing}.get(step)
    may_meet = actor.can(Permission.ROUND_MEET, at=row.scope)
    return ConsensusPage(
        row=row,
        step=step,
        steps=_steps(row, step),
        proposing=row.proposing,
        choosing=row.choosing,
        ideas=ideas,
        candidates=tuple(_candidate(one, candidates, shown, words) for one in candidates),
        turned=tuple(_("lived experience") if "_lived_" in key else _("the profession") for key in turned),
        mine_is_turned=any(str(getattr(row, key)) == actor.user_id for key in turned),
        may_write=may_meet and step in (Step.MERGE, Step.AGREE),
        may_start=actor.can(Permission.ROUND_DRAFT, at=row.scope),
        may_publish=row.draft is not None and actor.can(Permission.FRAMEWORK_ADD, at=row.draft.scope),
        ended_unseen=bool(now and now.state in (rules.State.CANCELLED, rules.State.LAPSED)),
    )


def _readable(round: Round | None, actor: Actor, *, after: bool) -> Round | None:
    """The round, if its result is shared and this person may read it."""
    return round if round and after and rounds.may_read_result(round, actor) else None


def _steps(row: Consensus, step: Step) -> tuple[StepLine, ...]:
    every = list(Step)
    published = bool(row.draft and row.draft.published_on)
    return tuple(
        StepLine(_(STEP_SAYS[one]), every.index(one) < every.index(step) or (published and one == step), one == step)
        for one in every
    )


def _ideas(round: Round | None, used: dict[UUID, list[str]], *, language: str) -> tuple[Idea, ...]:
    """The words of the first round, as its result shows them. In random order, as stored."""
    if round is None:
        return ()
    shown = results.result_page(round, language=language)
    rows: list[Quote] = [quote for many in quotes_shown(round).values() for quote in many]
    said = [said for item in shown.rows for said in item.quotes]
    return tuple(
        Idea(row.pk, one.words, one.who, tuple(used.get(row.pk, ()))) for row, one in zip(rows, said, strict=True)
    )


def _candidate(
    row: Candidate, every: list[Candidate], shown: ResultPage | None, words: dict[UUID, str]
) -> CandidateLine:
    result = shown.item(every.index(row) + 1) if shown else None
    ideas = tuple(words[quote.pk] for quote in row.ideas.all() if quote.pk in words)
    return CandidateLine(row, result, ideas)
