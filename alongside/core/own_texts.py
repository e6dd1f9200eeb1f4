"""Which columns of the ground floor hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

TEXTS: tuple[Texts, ...] = ()
"""None by itself: files are reached through what they belong to, letters and the trail by every taking down."""

_TRAIL = "the trail: words are taken out of its changes with every text, and a digest stands for them"
_LETTER = "a letter on its way: words are taken out of it with every text"
_FILE = "a file, reached through what it belongs to"
NOT_WORDS = {
    "core.AuditChain": dict.fromkeys(("name", "last_hash"), _TRAIL),
    "core.AuditEntry": dict.fromkeys(
        ("chain", "actor", "action", "subject", "changes", "digest", "previous", "hash"), _TRAIL
    ),
    "core.Draft": dict.fromkeys(("owner", "form"), "whose draft it is, and on which page; the words are sealed"),
    "core.Letter": dict.fromkeys(("to", "subject", "body"), _LETTER),
    "core.StoredFile": dict.fromkeys(("owner", "name", "media_type", "sha256", "content"), _FILE),
}
