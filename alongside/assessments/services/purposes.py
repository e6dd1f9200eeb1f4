"""What sealed texts are sealed for, and what a sealed address says."""

from __future__ import annotations

LETTERBOX = "letterbox"


def into_letterbox(address: str, *, language: str) -> str:
    """An address with the language in which its letter will be written; no address has a space in it."""
    return address if language == "en" else f"{language} {address}"


def out_of_letterbox(said: str) -> tuple[str, str]:
    """The address, and its language."""
    language, _space, address = said.rpartition(" ")
    return address, language or "en"
