"""Which columns here hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

TEXTS = (Texts("keeping_safe.Report", "a report", {"words": "what was said of it"}, scope="case__scope"),)

_CONTACT = "a contact: whoever leads the place changes it at once on its own page"
NOT_WORDS = {
    "keeping_safe.Case": {"marks": "keyed hashes"},
    "keeping_safe.Contact": dict.fromkeys(("name", "phone", "email"), _CONTACT),
    "keeping_safe.Talk": {"to": "the name of a contact, for 30 days"},
}
