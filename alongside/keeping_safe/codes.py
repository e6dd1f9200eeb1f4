"""The code that somebody keeps who asked to be talked to: nothing but a keyed hash of it is stored."""

from __future__ import annotations

import secrets

from alongside.core.seal import fingerprint

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no word comes of it, and no letter that looks like another."""
LENGTH, GROUP = 12, 4


def new_code() -> str:
    """A new code, in groups that can be read out."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def new_word() -> str:
    """What stands in the link of a letter."""
    return secrets.token_urlsafe(24)


def mark(typed: str) -> str:
    """The keyed hash of a code, however it was typed: small letters, spaces, without dashes."""
    plain = "".join(sign for sign in typed.upper() if sign in ALPHABET)
    return fingerprint(plain, purpose="talk-code")


def word_mark(word: str) -> str:
    """The keyed hash of what stands in a link."""
    return fingerprint(word, purpose="talk-seen")
