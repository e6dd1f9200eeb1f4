"""Addresses that this installation signed: of a row somebody may report, and of the form to ask for a talk."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.urls import reverse

_REPORT, _TALK = Signer(salt="keeping_safe.report"), Signer(salt="keeping_safe.talk")


def report_address(table: str, row: object, column: str = "") -> str:
    """Where a reader reports a row, or one column of it."""
    return reverse("report_text", args=[_REPORT.sign_object([table, str(row), column])])


def reported(signed: str) -> tuple[str, str, str] | None:
    """The table, row and column that an address is about; nothing when this installation did not sign it."""
    try:
        table, row, column = _REPORT.unsign_object(signed)
    except (BadSignature, ValueError):
        return None
    return table, row, column


def talk_address(place_id: int) -> str:
    """Where people of a place ask for a talk."""
    return reverse("talk_ask", args=[_TALK.sign_object(place_id)])


def talk_place(signed: str) -> int | None:
    """The place that such an address is of."""
    try:
        return int(_TALK.unsign_object(signed))
    except (BadSignature, ValueError, TypeError):
        return None
