"""What of a chart leaves its place."""

from __future__ import annotations

import pytest

from alongside.measures.rules.leaving import Seen, seen


@pytest.mark.parametrize(
    ("by", "counts", "chart", "expected"),
    [
        (["p1/s9/t2/"], "INCIDENTS", "c", Seen.WHOLE),
        (["p1/s9/"], "PEOPLE", "p", Seen.WHOLE),
        (["p1/s9/"], "TIME", "t", Seen.WHOLE),
        (["p1/"], "INCIDENTS", "c", Seen.VERDICT),
        (["p1/"], "PEOPLE", "i", Seen.VERDICT),
        (["p1/"], "TIME", "t", Seen.NOTHING),
        (["p1/"], "INCIDENTS", "g", Seen.NOTHING),
        (["p1/"], "SCORE", "i", Seen.WHOLE),
        (["p1/", "p1/s9/"], "INCIDENTS", "g", Seen.WHOLE),
        (["p1/s8/"], "INCIDENTS", "c", Seen.VERDICT),
        ([], "INCIDENTS", "g", Seen.NOTHING),
    ],
)
def test_seen(by: list[str], counts: str, chart: str, expected: Seen):
    assert seen(at="p1/s9/t2/", by=by, counts=counts, chart=chart) is expected


def test_seen__a_programmes_own_chart_is_whole_for_the_programme():
    assert seen(at="p1/", by=["p1/"], counts="INCIDENTS", chart="g") is Seen.WHOLE
