"""The manner in which somebody uses a page: how wide it is, with or without script, by mouse or by keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Manner:
    """One way of using the pages."""

    width: int = 1280
    height: int = 900
    scripted: bool = True
    by_keyboard: bool = False


DESKTOP = Manner()
PHONE = Manner(width=390, height=780)
SMALL = Manner(width=320, height=640)
"""320 px: a small phone, or a desktop magnified four times."""
BARE = Manner(width=320, height=640, scripted=False, by_keyboard=True)
"""Without script, by keyboard only, at 320 px."""
