"""Chance that always falls the same way: every question has dice of its own, so that one more never moves another."""

from __future__ import annotations

import random


def dice(seed: int, *about: object) -> random.Random:
    """The dice for one question: the same seed and the same words always fall the same."""
    return random.Random(":".join(map(str, (seed, *about))))  # noqa: S311 - nothing secret hangs on it
