"""What makes a password good enough, and how sign-in names are spelt. Pure."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

RUNS = (
    "0123456789012345678901234567890",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
)
"""What fingers type when they do not think: digits, letters and keys in a row."""

SHORTEST, SHORTEST_WITH_SECOND_FACTOR = 12, 8
"""Characters that a password needs: alone, and beside a second factor (NIST SP 800-63B-4, section 3.1.1.2: 15 and 8;
we ask 12 and refuse what is easily guessed)."""

FEWEST_DIFFERENT = 5
"""A password of fewer different characters than this is one of the first that are tried."""

OURS = ("alongside", "imroc", "recovery", "mentalhealth", "nhs")
"""Words that anyone would try first here."""

OFTEN_TRIED = frozenset((
    "password", "passwort", "passw0rd", "letmein", "welcome", "iloveyou", "monkey", "dragon", "football",
    "sunshine", "princess", "trustno1", "changeme", "superman", "batman", "master", "admin",
    "administrator", "qwerty", "secret", "liverpool", "chelsea", "arsenal", "tottenham", "charlie",
    "summer", "winter", "spring", "autumn", "hospital", "england", "wales", "scotland", "london", "monday",
    "january", "february", "september", "october", "november", "december", "whatever", "computer",
    "internet", "login", "guest", "hello", "correcthorsebatterystaple",
))  # fmt: skip
"""Words at the heart of the passwords that lists of stolen ones hold most often."""


def normalised(password: str) -> str:
    """One spelling for each password, whatever keyboard typed it: accents and emoji are as good as letters."""
    return unicodedata.normalize("NFKC", password)


def is_easily_guessed(password: str, *, about: tuple[str, ...] = ()) -> bool:
    """Whether a password is among the first that somebody would try.

    `about` is what is known of the person: their name and address.
    """
    text = normalised(password).casefold()
    letters = "".join(sign for sign in text if sign.isalnum())
    if len(set(text)) < FEWEST_DIFFERENT or _is_a_run(letters) or _repeats(text):
        return True
    heart = letters.strip(string.digits)
    known = {*OURS, *OFTEN_TRIED, *(_plain(part) for fact in about for part in (fact, *fact.replace("@", " ").split()))}
    return heart in known or (_repeats(heart) and heart[: _period(heart)] in known)


def is_long_enough(password: str, *, with_second_factor: bool) -> bool:
    """Whether a password has enough characters, counted as people count them."""
    return len(normalised(password)) >= (SHORTEST_WITH_SECOND_FACTOR if with_second_factor else SHORTEST)


def sign_in_name(typed: str) -> str:
    """One spelling for a sign-in name, however it was typed: small letters and digits, words joined by hyphens.

    "" for what can be none: shorter than 3 signs, longer than 40, or an address for mail.
    """
    if "@" in typed:
        return ""
    kept = "".join(sign if sign.isalnum() else " " for sign in normalised(typed).casefold())
    joined = "-".join(kept.split())
    return joined if 3 <= len(joined) <= 40 else ""


def spelt_out(name: str) -> str:
    """A sign-in name as it is printed: words with spaces."""
    return name.replace("-", " ")


PLAIN_WORDS = (
    "acorn", "amber", "apple", "apron", "autumn", "badger", "bakery", "banjo", "barley", "basket", "beach", "bell",
    "berry", "birch", "biscuit", "blanket", "blossom", "boat", "bottle", "breeze", "brick", "bridge", "brook", "brush",
    "bucket", "butter", "button", "cabin", "candle", "canoe", "carrot", "castle", "cedar", "chalk", "cherry", "circle",
    "clover", "coffee", "copper", "coral", "cotton", "cradle", "cricket", "cushion", "daisy", "dolphin", "donkey",
    "drum", "eagle", "ember", "falcon", "feather", "fern", "fiddle", "field", "finch", "forest", "fountain", "garden",
    "ginger", "glove", "goose", "granite", "grape", "harbour", "hazel", "heather", "hedge", "heron", "hill", "honey",
    "island", "ivory", "ivy", "jacket", "jigsaw", "kettle", "kitten", "ladder", "lake", "lantern", "lemon", "lilac",
    "linen", "maple", "marble", "meadow", "melon", "mint", "mitten", "moon", "moss", "mustard", "needle", "nettle",
    "nutmeg", "oak", "ocean", "olive", "onion", "orchard", "otter", "owl", "paddle", "paper", "parsley", "peach",
    "pebble", "pencil", "pepper", "piano", "pillow", "pine", "planet", "plum", "pocket", "pond", "poppy", "puffin",
    "quilt", "rabbit", "raven", "ribbon", "river", "robin", "rocket", "rose", "saddle", "sailor", "salmon", "sand",
    "scarf", "seal", "shell", "silver", "sparrow", "spoon", "squirrel", "star", "stone", "swan", "table", "teapot",
    "thistle", "thyme", "ticket", "tulip", "tunnel", "turnip", "valley", "velvet", "violet", "walnut", "water",
    "whistle", "willow", "window", "winter", "wool", "yellow",
)  # fmt: skip
"""Words that everybody can spell, for sign-in names: three of them make millions of names."""

SLIP_SIGNS = "23456789BCDFGHJKMNPQRSTVWXZ"
"""What slips are printed with: no letters or digits that look alike, and no vowels, so that they spell no word."""
SLIP_LENGTH = 12


def slip_code(typed: str) -> str:
    """A slip's code however it was typed."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def vouched_address(says: Mapping[str, Any]) -> str:
    """The address that an organisation vouches for, of what it says of a person; "" where it vouches for none."""
    for part in ("userinfo", "id_token"):
        told = says.get(part)
        if isinstance(told, Mapping) and told.get("email_verified") is True and isinstance(told.get("email"), str):
            return str(told["email"]).strip().lower()
    return ""


def shows_second_factor(token: Mapping[str, Any], *, counted: Iterable[str]) -> bool:
    """Whether a token says that the person gave a second factor, in a way that the operator counts: `amr=mfa` or
    `acr=…` (RFC 8176; OpenID Connect Core, section 2). Where nothing is counted, nothing shows it."""
    methods = token.get("amr")
    said = {f"acr={token.get('acr')}"} | ({f"amr={one}" for one in methods} if isinstance(methods, list) else set())
    return bool(said & set(counted))


def _plain(text: str) -> str:
    return "".join(sign for sign in normalised(text).casefold() if sign.isalnum()).strip(string.digits)


def _is_a_run(text: str) -> bool:
    return len(text) > 3 and any(text in run or text[::-1] in run for run in RUNS)


def _period(text: str) -> int:
    """The length of the piece that a text repeats; its own length when it repeats nothing."""
    return next(
        (size for size in range(1, len(text)) if len(text) % size == 0 and text[:size] * (len(text) // size) == text),
        len(text),
    )


def _repeats(text: str) -> bool:
    """Whether a text is a short piece again and again."""
    return 0 < _period(text) <= 4 < len(text)
