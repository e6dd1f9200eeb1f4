"""What a reader must know beside the figures: every code the engine can give, and its sentence.

A code never changes its meaning; a sentence may be worded better. `docs/spc.md` lists the codes.
"""

from __future__ import annotations

from alongside.numerics.spc.reading import Warned

SENTENCES: dict[str, str] = {
    # What the rows were like.
    "rows-dropped": "Rows without an “x” were left out: {count}.",
    "n-zero": "A denominator is 0: that point has no rate and no limits, and does not count towards the centre line.",
    "n-negative": "A denominator is below 0; please check it.",
    "y-negative": "A count is below 0; please check it.",
    "y-over-n": "A numerator is larger than its denominator; please check it.",
    # What was asked and could not be followed.
    "freeze-ignored": "The freeze was ignored because the chart is broken into parts.",
    "freeze-beyond-end": "The freeze lies beyond the end: the chart has {count} points, all of which are its baseline.",
    "part-not-found": "A break was ignored because it lies outside the chart or comes twice.",
    "exclude-not-found": "A point to exclude was ignored because the chart has no such point.",
    "rebase-not-found": "The re-base at {at} was ignored because there is no point at it.",
    # How far the figures can be trusted.
    "few-points-limits": "Phase {phase} has {count} points for its limits; with fewer than 13 they are provisional.",
    "few-points-runs": "Phase {phase} has {count} useful points; with fewer than 10 its runs say little.",
    "centre-missing": "Phase {phase} has no centre line: there is no value that it could be worked out from.",
    "limits-missing-constant": "Phase {phase} has no limits: the values that set them do not vary.",
    "limits-missing": "Phase {phase} has no limits: too few values next to each other, or no spread.",
    "limits-missing-some": "Phase {phase} has points without limits: nothing to divide by, or a subgroup of one.",
    # What an NHS chart cannot say.
    "label-missing": "A point has no label because its value or its limits are missing.",
    "variation-missing": "There is no icon for variation because the last value or its limits are missing.",
    "assurance-missing": "There is no icon for assurance because the last limits or the last target are missing.",
    # Where this engine does not follow the R packages, on purpose.
    "differs-t-centre": "The given centre line is on the scale of the data; qicharts2 would take it for a root.",
    "differs-i-prime-base": "Freeze and exclusions bear on the spread too; in qicharts2 on the centre alone.",
    "differs-empty-subgroup": "A subgroup without a value does not bear on the spread; in qicharts2 it does.",
    "differs-mr-exclude": "Both ranges that an excluded value touches are left out; in qicharts2 the first only.",
    "differs-missing-in-trend": "A missing value ends a trend; NHSRplotthedots can stop with an error there.",
}


def warned(code: str, **values: object) -> Warned:
    """A warning with its sentence."""
    return Warned(code, SENTENCES[code].format(**values))
