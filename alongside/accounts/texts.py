"""Which columns here hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

TEXTS: tuple[Texts, ...] = ()

_OWN = "somebody's own account, which they change and close themselves"
NOT_WORDS = {
    "accounts.User": dict.fromkeys(("password", "email", "name", "sign_in_name"), _OWN),
    "accounts.Notice": {"subject": "the subject of a letter that waits for one person; what it says is sealed"},
}
