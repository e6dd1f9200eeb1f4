"""Many stories told at once, in the order of their days, so that the trail of what was done runs forward."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Callable, Iterable, Iterator

from alongside.core import clock

Story = Iterator[dt.datetime]
"""A story says when it wants to go on; by then the clock stands there, and it does its next act."""
Progress = Callable[[str, int, int], None]


def live_through(stories: Iterable[Story], *, until: dt.datetime, progress: Progress | None = None) -> None:
    """Let every story do its acts, the earliest first, up to a moment. What it wants to do later is left undone."""
    waiting: list[tuple[dt.datetime, int, Story]] = []
    for number, story in enumerate(stories):
        _wait(waiting, story, number)
    told, of = 0, len(waiting)
    while waiting and waiting[0][0] <= until:
        at, number, story = heapq.heappop(waiting)
        with clock.frozen(at):
            told += _wait(waiting, story, number)
        if progress:
            progress(f"{at:%B %Y}", told, of)


def _wait(waiting: list[tuple[dt.datetime, int, Story]], story: Story, number: int) -> int:
    """Put a story back until its next act; 1 when it is over."""
    then = next(story, None)
    if then is None:
        return 1
    heapq.heappush(waiting, (then, number, story))
    return 0
