"""Which columns here hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

TEXTS = (
    Texts("programmes.Place", "a place", {"about": "the sentence about it"}),
    Texts(
        "programmes.Partner",
        "a partner",
        {"name": "its name", "what": "what it does"},
        scope="site__scope",
        of=("programmes.Place", "site"),
    ),
    Texts("programmes.Membership", "a membership", {"end_reason": "why it ended"}),
    Texts("programmes.Removal", "a wish to end a membership", {"reason": "why"}),
)

NOT_WORDS = {
    "programmes.Place": {
        "name": "what a place is called, changed at once on its settings page",
        "sector": "from a list",
    },
    "programmes.Removal": {"role": "from a list"},
}
