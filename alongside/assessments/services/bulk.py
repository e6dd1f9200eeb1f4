"""Many ballots at once, for a demonstration and for trials of size. A real installation refuses them.

They obey the rules of `save_answers`, and leave what people who came in by a code would have left.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.assessments import codes, rules
from alongside.assessments.models import AskedVoice, Ballot, Code, Poster, Round
from alongside.assessments.models.ways import Way as WayIn
from alongside.assessments.rules import Answer, State, Way
from alongside.assessments.services import refusals
from alongside.assessments.services.life import held, record
from alongside.assessments.services.ways import count_ways
from alongside.core import installation
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.refusals import Refusal
from alongside.core.words import gettext_noop

BATCH = 500


class OnlyInADemonstration(Refusal):
    message = _("Ballots can be laid down for people only in a demonstration. Here everybody answers for themselves.")


@dataclass(frozen=True)
class BulkBallot:
    """What one made-up person says: their voice, an answer per item code, by which code and which way they came."""

    voice: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    way: Way = Way.SLIP
    easy_read: bool = False
    came: WayIn = WayIn.OWN
    waives: bool = False


@transaction.atomic
def lay_down_ballots(
    round: Round,
    ballots: Sequence[BulkBallot],
    *,
    unused: Mapping[str, int] | None = None,
    by: Doer,
    at: dt.datetime,
) -> int:
    """Many ballots were laid into an open round, each with the code it came by; returns how many.

    `unused` says per voice how many more codes were handed out on slips and never used. Refuses outside a
    demonstration, a round that takes no answers, a voice it does not ask, and an item a voice is not asked; then
    nothing is laid down.
    """
    if not installation.is_demonstration():
        raise OnlyInADemonstration
    round = held(round, State.OPEN)
    if not rules.takes_answers(state=round.state, closes_on=round.closes_on, on=date_of(at)):
        raise refusals.TooLate
    left_over = dict(unused or {})
    _refuse_unasked(round, ballots, left_over)
    secret = bytes(round.secret)
    _lay_down(round, ballots, secret=secret)
    _hand_out(round, left_over)
    count_ways(round, Counter(ballot.came for ballot in ballots if ballot.answers))
    record(round, "round.ballots_laid_down", by=by, at=at, changes={"ballots": len(ballots)})
    return len(ballots)


def _refuse_unasked(round: Round, ballots: Sequence[BulkBallot], unused: Mapping[str, int]) -> None:
    numbered = dict(round.edition.items.values_list("number", "code"))
    asked = {
        voice: {numbered[number] for number in items}
        for voice, items in AskedVoice.objects.filter(round=round).values_list("voice", "items")
    }
    if any(voice not in asked for voice in [*unused, *(ballot.voice for ballot in ballots)]):
        raise refusals.VoiceNotAsked(gettext_noop("This round does not ask that voice."))
    if any(not ballot.answers.keys() <= asked[ballot.voice] for ballot in ballots):
        raise refusals.ItemNotAsked


def _lay_down(round: Round, ballots: Sequence[BulkBallot], *, secret: bytes) -> None:
    """The ballots as they stand after an exchange, and the spent codes beside them, joined by nothing."""
    rows, spent = [], []
    for ballot in ballots:
        if ballot.way == Way.POSTER:
            receipt = codes.new_receipt()
        else:
            code = codes.new_code()
            spent.append(Code(mark=codes.mark(code), round=round, voices=[ballot.voice], way=ballot.way, spent=True))
            receipt = codes.receipt_for(code, secret=secret)
        rows.append(
            Ballot(
                mark=codes.mark(receipt),
                round=round,
                voice=ballot.voice,
                easy_read=ballot.easy_read,
                counted=bool(ballot.answers),
                waives=ballot.waives,
                answers={item: answer.as_dict() for item, answer in ballot.answers.items()},
            )
        )
    Ballot.objects.bulk_create(rows, batch_size=BATCH)
    Code.objects.bulk_create(spent, batch_size=BATCH)
    by_poster = Counter(ballot.voice for ballot in ballots if ballot.way == Way.POSTER)
    Poster.objects.bulk_create(
        Poster(mark=codes.mark(codes.new_code()), round=round, voice=voice, number=number, left=0)
        for voice, number in by_poster.items()
    )


def _hand_out(round: Round, unused: Mapping[str, int]) -> None:
    Code.objects.bulk_create(
        [
            Code(mark=codes.mark(codes.new_code()), round=round, voices=[voice], way=Way.SLIP)
            for voice, number in unused.items()
            for _ in range(number)
        ],
        batch_size=BATCH,
    )
