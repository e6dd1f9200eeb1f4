"""Codes and receipts: how they look, and how a code leads to its receipt without either being stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from alongside.core.seal import fingerprint

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXZ"
"""27 signs that are hard to mistake for each other, without vowels, so that no word comes out."""
CODE_LENGTH, RECEIPT_LENGTH = 9, 12


def new_code() -> str:
    """A fresh code, as it is printed: three groups of three, the last sign a check."""
    return shown(_checked("".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH - 1))))


def receipt_for(code: str, *, secret: bytes) -> str:
    """The receipt a code leads to in its round: always the same one, until the round's secret is emptied."""
    number = int.from_bytes(hmac.new(secret, plain(code).encode(), hashlib.sha256).digest())
    return shown(_checked("".join(_signs(number, RECEIPT_LENGTH - 1))))


def new_receipt() -> str:
    """A receipt for somebody who came by a poster and has no code of their own."""
    return shown(_checked("".join(secrets.choice(ALPHABET) for _ in range(RECEIPT_LENGTH - 1))))


def mark(code_or_receipt: str) -> str:
    """What is stored instead of a code or a receipt."""
    return fingerprint(plain(code_or_receipt), purpose="code")


def plain(typed: str) -> str:
    """What was typed, without spaces and dashes, in capitals."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def is_whole(typed: str) -> bool:
    """Whether it has the right length, signs and check sign to be a code or a receipt."""
    code = plain(typed)
    return len(code) in (CODE_LENGTH, RECEIPT_LENGTH) and set(code) <= set(ALPHABET) and _checked(code[:-1]) == code


def shown(code: str) -> str:
    """A code in groups that are easy to read and type."""
    size = 3 if len(code) == CODE_LENGTH else 4
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def _checked(code: str) -> str:
    """The code with its check sign: each place has its own weight, so a swap of two signs is noticed too."""
    total = sum((place + 1) * ALPHABET.index(sign) for place, sign in enumerate(code))
    return code + ALPHABET[total % len(ALPHABET)]


def _signs(number: int, count: int) -> list[str]:
    signs = []
    for _ in range(count):
        number, rest = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[rest])
    return signs
