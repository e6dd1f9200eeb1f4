"""Which columns here hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

_INDICATOR = {
    "name": "its name",
    "easy": "its easy name",
    "definition": "what it is",
    "why": "why it is worth knowing",
    "numerator": "what is counted",
    "denominator": "out of what",
    "source": "where it comes from",
    "collection": "how it is collected",
    "baseline_rule": "what its limits are worked out from",
    "target_rule": "where its aim comes from",
    "problems": "what goes wrong with it",
    "no_balancing": "why nothing is read beside it",
}
_OF = ("series__scope", ("measures.Series", "series"))
TEXTS = (
    Texts("measures.Indicator", "an indicator", _INDICATOR),
    Texts("measures.Series", "a chart", {"name": "its name", "ended_why": "why it ended"}),
    Texts("measures.Observation", "a figure", {"comment": "the remark", "left_out_why": "why it is left out"}, *_OF),
    Texts("measures.Revision", "an earlier figure", {"why": "why it was put right"}, *_OF),
    Texts("measures.Note", "a note on a chart", {"words": "the note"}, *_OF),
    Texts("measures.Band", "a stretch of time on a chart", {"name": "its name"}, *_OF),
    Texts("measures.Rebase", "a new start of a chart's limits", {"why": "why"}, *_OF),
    Texts(
        "measures.FollowUp",
        "a point to look into",
        {"why": "what is to be found out", "outcome": "what came of it"},
        *_OF,
    ),
    Texts("measures.ImportBatch", "figures that came together", {"name": "the name of the file", "rows": "the cells"}),
)

_LIST, _ACCOUNT = "from a list", "an account, by its id"
NOT_WORDS = {
    "measures.Indicator": {
        **dict.fromkeys(("edition", "theme", "unit", "balancing", "challenges"), "a name of the list of indicators"),
        "source_url": "an address of the list of indicators",
        "licence": "the terms of the source",
    },
    "measures.Series": {**dict.fromkeys(("trend_ties", "two_in_three", "aggregate"), _LIST), "targets": "figures"},
    "measures.Observation": {"recorded_by": _ACCOUNT},
    "measures.Revision": {"replaced_by": _ACCOUNT},
    "measures.FollowUp": dict.fromkeys(("asked_by", "settled_by"), _ACCOUNT),
    "measures.Band": {"source": "what it comes from, by its id"},
    "measures.ImportBatch": {"columns": "which column holds what"},
}
