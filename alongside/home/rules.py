"""What waits for somebody, and what moved: pure decisions of the first pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from alongside.core.words import gettext as _
from alongside.core.words import ngettext

QUIET_AFTER = dt.timedelta(days=365)


@dataclass(frozen=True)
class Moved:
    """How an agreed stage stands to the one before: in stages, up or down, or not to be compared."""

    stages: int | None

    @property
    def in_words(self) -> str:
        if self.stages is None:
            return ""
        if self.stages == 0:
            return _("as before")
        n = abs(self.stages)
        further, back = (
            ngettext("one stage further", "%(number)s stages further", n),
            ngettext("one stage back", "%(number)s stages back", n),
        )
        return (further if self.stages > 0 else back) % {"number": n}

    @property
    def arrow(self) -> str:
        """A sign beside the words, never instead of them."""
        if self.stages is None or self.stages == 0:
            return ""
        return "↗" if self.stages > 0 else "↘"


def moved(now: int | None, before: int | None) -> Moved:
    """Movement between two agreed stages; none where either was not agreed or may not be compared."""
    return Moved(None if now is None or before is None else now - before)


def is_quiet(*, last_round_on: dt.date | None, on: dt.date) -> bool:
    """A site without a round for a year: somebody may want to ask how they are."""
    return last_round_on is None or on - last_round_on > QUIET_AFTER
