"""A list of one's own, found together: ideas, candidates, choice, agreement, in two rounds like any other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from alongside import content
from alongside.access.policy import Actor
from alongside.assessments import rules
from alongside.assessments.models import Candidate, Consensus, Quote, Round
from alongside.assessments.rules import Step
from alongside.assessments.services import consensus_lists as lists
from alongside.assessments.services import refusals
from alongside.assessments.services.life import Asking, draft_round
from alongside.assessments.services.standing import stand
from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.frameworks import services as frameworks
from alongside.frameworks.models import Edition, Framework, Voice
from alongside.frameworks.rules import programmes_in
from alongside.programmes.models import Place

TAKES_ANSWERS_FOR = dt.timedelta(days=21)
CANDIDATES_AT_MOST = 40


class NotThisStep(Refusal):
    message = _("The search for your list has moved on, so this cannot be done any more. Open its page again.")


class NothingToChooseFrom(Refusal):
    message = _("Put at least two ideas together first, so that there is something to choose from.")


class TooManyCandidates(Refusal):
    message = _("That is more than people can think about one by one. Put some of them together.")


class NothingIsChosen(Refusal):
    message = _("Say of at least one of them that it is on your list.")


class NotWholeYet(Refusal):
    message = _("Some things on your list do not say enough yet.")


class CandidateChanged(Refusal):
    message = _(
        "Someone else wrote here while you did. Below is what stands now, and your words are still in the form."
    )


class NotAnIdea(Refusal):
    message = _("That idea is not one that was read by two people and may be shown.")


@dataclass(frozen=True)
class Words:
    """What a candidate says: while ideas are put together the first four; when a list is agreed, all."""

    title: str
    short: str
    explanation: str
    easy: str
    ask: str = ""
    ask_easy: str = ""
    looks_like: tuple[str, ...] = ()
    dissent: str = ""
    chosen: bool = False


@transaction.atomic
def start_consensus(place: Place, *, name: str, question: str, easy: str, by: Doer, at: dt.datetime) -> Consensus:
    """The search for a list of one's own began: its first round is prepared, and asks nobody before it opens."""
    found = Consensus.objects.create(
        place=place, scope=place.scope, name=name, question=question, easy=easy, began_on=date_of(at)
    )
    _ask_for_ideas(found, by=by, at=at)
    _record(found, "consensus.started", by=by, at=at, changes={"name": name})
    return found


@transaction.atomic
def ask_again(consensus: Consensus, *, by: Doer, at: dt.datetime) -> Consensus:
    """The round of this step was prepared anew, because the last one ended unseen. Refuses while one is under way."""
    found = _held(consensus, Step.PROPOSE, Step.CHOOSE)
    last = found.proposing if rules_step(found) == Step.PROPOSE else found.choosing
    if last is None or last.state not in (rules.State.CANCELLED, rules.State.LAPSED):
        raise NotThisStep
    if last == found.proposing:
        _ask_for_ideas(found, by=by, at=at)
    else:
        _ask_to_choose(found, by=by, at=at)
    _record(found, "consensus.asked_again", by=by, at=at)
    return found


@transaction.atomic
def write_candidate(
    consensus: Consensus,
    *,
    number: int | None,
    words: Words,
    ideas: Sequence[UUID] = (),
    version: int = 0,
    by: Actor,
    at: dt.datetime,
) -> Candidate:
    """A candidate was written, or changed: from the ideas, before people choose; what it says, before it is agreed.

    What people chose by (title, short name, explanation) stays as it was. Whoever writes here takes back any key
    that waits. Refuses words that someone else has changed meanwhile, and ideas that may not be shown.
    """
    found = _held(consensus, Step.MERGE, Step.AGREE)
    merging = rules_step(found) == Step.MERGE
    if number is None:
        row = _new_candidate(found, merging=merging)
    else:
        row = found.candidates.select_for_update().get(number=number)
        if row.version != version:
            raise CandidateChanged
        row.version += 1
    if merging:
        row.title, row.short, row.explanation, row.easy = words.title, words.short, words.explanation, words.easy
        row.save()
        row.ideas.set(_shown_ideas(found, ideas))
        _keys_fall(found, "merged")
    else:
        row.easy, row.ask, row.ask_easy, row.dissent = words.easy, words.ask, words.ask_easy, words.dissent
        row.looks_like, row.chosen = list(words.looks_like), words.chosen
        row.save()
        _keys_fall(found, "agreed")
    changes = {"number": row.number, "chosen": row.chosen}
    _record(found, "consensus.candidate_written", by=by, at=at, changes=changes)
    return row


@transaction.atomic
def remove_candidate(consensus: Consensus, *, number: int, by: Actor, at: dt.datetime) -> None:
    """A candidate was taken away before people chose. Its ideas stay, and can be put elsewhere."""
    found = _held(consensus, Step.MERGE)
    found.candidates.get(number=number).delete()
    _keys_fall(found, "merged")
    _record(found, "consensus.candidate_removed", by=by, at=at, changes={"number": number})


@transaction.atomic
def turn_merge_key(consensus: Consensus, *, voice: str = "", by: Actor, at: dt.datetime) -> Consensus:
    """Someone said for their side that the ideas are put together well; with the second key people can choose.

    Refuses fewer than two candidates, the same person twice and the same side twice.
    """
    found = _held(consensus, Step.MERGE)
    if found.candidates.count() < 2:
        raise NothingToChooseFrom
    assert found.proposing is not None
    if _turn(found, "merged", found.proposing, voice=voice, by=by):
        found.merged_on = date_of(at)
        found.save()
        _ask_to_choose(found, by=by, at=at)
    _record(found, "consensus.merge_key_turned", by=by, at=at, changes={"merged": found.merged_on is not None})
    return found


@transaction.atomic
def turn_list_key(consensus: Consensus, *, voice: str = "", by: Actor, at: dt.datetime) -> Consensus:
    """Someone agreed to the list for their side; with the second key it is written up, ready to be published.

    Refuses an empty list, one of which something is not whole, the same person twice and the same side twice.
    """
    found = _held(consensus, Step.AGREE)
    chosen = list(found.candidates.filter(chosen=True).order_by("number"))
    if not chosen:
        raise NothingIsChosen
    if unfinished := [str(candidate) for candidate in chosen if not candidate.is_whole]:
        said = gettext("These do not have their question and four stages yet: %(these)s.")
        raise NotWholeYet(said % {"these": ", ".join(unfinished)})
    assert found.choosing is not None
    if _turn(found, "agreed", found.choosing, voice=voice, by=by):
        on = date_of(at)
        programme = programmes_in([found.scope])[0]
        framework, edition = _free_name(found, programme=programme, on=on)
        voices = _voices(found.scope)
        text = lists.agreed_list(found, chosen, framework=framework, edition=edition, voices=voices, on=on)
        own = content.read_own(text, name=f"{found.name[:100]}.yaml")
        found.draft = frameworks.keep_draft(own, scope=programme, name=own.slug, agreed=True, by=by, at=at, on=on)
        found.agreed_on = on
        found.save()
    _record(found, "consensus.list_key_turned", by=by, at=at, changes={"agreed": found.agreed_on is not None})
    return found


@transaction.atomic
def reopen_list(consensus: Consensus, *, by: Actor, at: dt.datetime) -> Consensus:
    """An agreed list was opened again, to be agreed anew. Refuses once it is published."""
    found = _held(consensus, Step.AGREED)
    draft, found.draft, found.agreed_on = found.draft, None, None
    _keys_fall(found, "agreed")
    assert draft is not None
    frameworks.take_back_agreed(draft, by=by, at=at)
    _record(found, "consensus.list_reopened", by=by, at=at)
    return found


def rules_step(consensus: Consensus) -> Step:
    """Where the search stands."""
    return rules.consensus_step(
        proposing=consensus.proposing.state if consensus.proposing else "",
        merged=consensus.merged_on is not None,
        choosing=consensus.choosing.state if consensus.choosing else "",
        agreed=consensus.agreed_on is not None,
    )


def _held(consensus: Consensus, *steps: Step) -> Consensus:
    """The search as it is now, locked. Refuses in any other step than those named."""
    Consensus.objects.select_for_update(of=("self",)).get(pk=consensus.pk)
    fresh = Consensus.objects.select_related("proposing", "choosing", "place", "draft").get(pk=consensus.pk)
    if rules_step(fresh) not in steps:
        raise NotThisStep
    return fresh


def _turn(found: Consensus, what: str, round: Round, *, voice: str, by: Actor) -> bool:
    """One key of two, in the hat that the person wears in that round. Whether it was the second."""
    side = stand(round, by=by, voice=voice).side
    mine, other = (f"{what}_{part}_by_id" for part in ("lived", "profession"))
    if side == rules.PROFESSION:
        mine, other = other, mine
    if by.user_id in (str(getattr(found, mine)), str(getattr(found, other))):
        raise refusals.SamePersonTwice
    if getattr(found, mine) is not None:
        raise refusals.SameSideTwice
    setattr(found, mine, by.user_id)
    found.save()
    return getattr(found, other) is not None


def _keys_fall(found: Consensus, what: str) -> None:
    setattr(found, f"{what}_lived_by", None)
    setattr(found, f"{what}_profession_by", None)
    found.save()


def _new_candidate(found: Consensus, *, merging: bool) -> Candidate:
    if not merging:
        raise NotThisStep
    if found.candidates.count() >= CANDIDATES_AT_MOST:
        raise TooManyCandidates
    last = found.candidates.aggregate(last=Max("number"))["last"] or 0
    return Candidate(consensus=found, number=last + 1)


def _shown_ideas(found: Consensus, ideas: Sequence[UUID]) -> list[Quote]:
    rows = list(Quote.objects.filter(round=found.proposing, pk__in=ideas))
    may = [row for row in rows if rules.quote_shown(row.first_verdict, row.second_verdict) not in ("", "HOLD")]
    if len(may) != len(set(ideas)):
        raise NotAnIdea
    return may


def _ask_for_ideas(found: Consensus, *, by: Doer, at: dt.datetime) -> None:
    text = lists.ideas_list(found, voices=_voices(found.scope), edition=_fresh("ideas", found), on=date_of(at))
    edition = _publish(found, text, purpose=Edition.Purpose.PROPOSE, by=by, at=at)
    found.proposing = _draft(found, edition, name=f"{found.name}: ideas"[:80], why=found.question, by=by, at=at)
    found.save()


def _ask_to_choose(found: Consensus, *, by: Doer, at: dt.datetime) -> None:
    candidates = list(found.candidates.order_by("number"))
    codes, edition_name = _voices(found.scope), _fresh("choice", found)
    text = lists.choice_list(found, candidates, voices=codes, edition=edition_name, on=date_of(at))
    edition = _publish(found, text, purpose=Edition.Purpose.CHOOSE, by=by, at=at)
    why = "You told us what matters. Now we choose together what is on our list."
    found.choosing = _draft(found, edition, name=f"{found.name}: choice"[:80], why=why, by=by, at=at)
    found.save()


def _draft(found: Consensus, edition: Edition, *, name: str, why: str, by: Doer, at: dt.datetime) -> Round:
    """A round of the place that asks every voice; whom to turn to is the place's own to say."""
    return draft_round(
        found.place,
        edition=edition,
        name=name,
        why=why,
        closes_on=date_of(at) + TAKES_ANSWERS_FOR,
        asked=[Asking(code) for code in _voices(found.scope)],
        contacts=(),
        by=by,
        at=at,
    )


def _publish(found: Consensus, text: str, *, purpose: str, by: Doer, at: dt.datetime) -> Edition:
    entry = content.read_edition(text, name=found.name)
    return frameworks.publish_edition(entry, scope=found.scope, purpose=purpose, by=by, on=date_of(at))


def _fresh(kind: str, found: Consensus) -> str:
    """The next free number for what a round of this search asks."""
    return str(Edition.objects.filter(framework__slug=lists.asked_as(kind, found)).count() + 1)


def _free_name(found: Consensus, *, programme: str, on: dt.date) -> tuple[str, str]:
    """What the list and its edition are called in addresses: as the search is, unless that name is taken."""
    framework = lists.name_in_addresses(found)
    if Framework.objects.filter(slug=framework).exclude(scope=programme).exists():
        framework = f"{framework}-{found.pk.hex[:8]}"
    taken = Edition.objects.filter(framework__slug=framework, label__startswith=f"{on:%Y}").count()
    return framework, f"{on:%Y}-{taken + 1}" if taken else f"{on:%Y}"


def _voices(scope: str) -> list[str]:
    """The voices of the place, the order of tables."""
    found = {voice.code: voice for voice in Voice.objects.in_scope(scope).order_by("scope")}
    return sorted(found, key=lambda code: (found[code].order, code))


def _record(
    found: Consensus, action: str, *, by: Doer, at: dt.datetime, changes: Mapping[str, object] | None = None
) -> None:
    audit.record(action, by=by, at=at, scope=found.scope, subject=f"consensus:{found.pk}", changes=changes or {})
