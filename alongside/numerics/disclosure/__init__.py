"""What may be kept and shown of a round's answers, so that nobody's own answer can be worked out.

`keep` is the door: exact counts of one item go in, what may be stored comes out, and the counts are deleted.

The rule, per item and per side:

- If every voice has none or at least 5 stage answers, each voice is kept. Otherwise the side is kept as one
  group if it has 5 together, else only "too few to show". A side is never shown beside its parts.
- From 5 to 7: the middle answer and one word. With an even number the middle may lie *between* two answers.
  CLOSE: all stand on one stage or on two neighbouring ones. SPREAD: they do not.
- From 8: the full spread, unless one stage holds all but two or fewer: then only the half of the scale (stages
  0 and 1, or 2 and 3) in which that stage lies, and no number.
- Silences and levels of "how sure": never below 5; from there "at least 5", "at least 10", and so on.
- A voice all of whose ballots say "if fewer than five of us answer, you may still show our answers as ours" is
  shown as it is while it has one to four stage answers. That allows its stages, not its silences.
- Settings may only be stricter.

Where this is stricter than the bare rule, and the case that made it so:

- *Five and six, nearly all on one stage: the half of the scale instead of the middle.* Of five people two chose
  stage 1 and three stage 0. "The middle is 0" takes three at 0, so the two know each of the others. Six: the
  same with four. Exactly seven keep their middle: it stays where it is if any one of the others had moved.
- *The halves of the scale are fixed.* A band that leans to where the few others stand says which side they are
  on, and at the edges which stage is the full one. With fixed halves either stage always remains possible.
- *"None" means that nobody, or at least five people, took part.* If eight of one voice chose a stage and the one
  person of another said "not safe", keeping the eight apart would tell that person's silence. So one to four
  people count as a small voice whether they speak or not. Pass `ballots`, so that leaving an item out counts.
- *A waived voice leaves its side's group.* Shown beside a group that contains it, it could be taken off again,
  and the few of the other voice would be what is left.
- *Silences have no exact number, and none that only nearly everybody can reach.* Of ten people two gave a
  stage and eight said "not safe". The number 8 would tell the two what each of the others said; "at least 5"
  does not. Of seven, all silent alike, nothing is told.
- *A total beside masked cells* (`gate_table`): see `gate`.

What is proved (`numerics/tests/test_solver.py`): of up to 15 answers in all, no other person's answer is ever
the only one possible, for an attacker who knows the rule, how many of each voice took part, their own answer
and one ally's. For stage answers the proof grants them how many of each voice gave a stage as well; for
silences only what is kept tells them that. Not promised: anything against three who put their answers
together, or when the same answers are shown again with one person more. So a round is shown once, after it
has closed.
"""

from alongside.numerics.disclosure.counts import Side, Silence, VoiceCounts
from alongside.numerics.disclosure.gate import Gated, GatedTable, gate, gate_table
from alongside.numerics.disclosure.keeping import (
    FULL,
    MINIMUM,
    Foreseen,
    Sizes,
    closeness,
    foresee,
    gaps,
    keep,
    open_view,
)
from alongside.numerics.disclosure.kept import Kept, KeptGroup, Level, Told, Word

__all__ = [
    "FULL",
    "MINIMUM",
    "Foreseen",
    "Gated",
    "GatedTable",
    "Kept",
    "KeptGroup",
    "Level",
    "Side",
    "Silence",
    "Sizes",
    "Told",
    "VoiceCounts",
    "Word",
    "closeness",
    "foresee",
    "gaps",
    "gate",
    "gate_table",
    "keep",
    "open_view",
]
