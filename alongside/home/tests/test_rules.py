from __future__ import annotations

import datetime as dt

import pytest

from alongside.home import rules


@pytest.mark.parametrize(
    ("now", "before", "words", "arrow"),
    [
        (2, 1, "one stage further", "↗"),
        (3, 1, "2 stages further", "↗"),
        (0, 1, "one stage back", "↘"),
        (0, 3, "3 stages back", "↘"),
        (2, 2, "as before", ""),
        (None, 2, "", ""),
        (2, None, "", ""),
    ],
)
def test_moved__says_how_far_and_which_way(now: int | None, before: int | None, words: str, arrow: str):
    moved = rules.moved(now, before)

    assert (moved.in_words, moved.arrow) == (words, arrow)


@pytest.mark.parametrize(("days", "quiet"), [(0, False), (365, False), (366, True)])
def test_is_quiet__after_a_year_without_a_round(days: int, quiet: bool):
    on = dt.date(2026, 5, 12)

    assert rules.is_quiet(last_round_on=on - dt.timedelta(days=days), on=on) is quiet


def test_is_quiet__without_any_round():
    assert rules.is_quiet(last_round_on=None, on=dt.date(2026, 5, 12))
