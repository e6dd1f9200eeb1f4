"""The charts of the style guide: each kind of sign once, with made-up figures, read by the engine itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from alongside.numerics import spc
from alongside.numerics.funnel import Kind
from alongside.ui.drawing.chart import Note, Picture
from alongside.ui.drawing.chart_axis import Every, Show
from alongside.ui.drawing.chart_bands import Band
from alongside.ui.drawing.chart_table import in_table
from alongside.ui.drawing.chart_words import Verdict, say
from alongside.ui.drawing.funnel import Dot, Funnel

MONTHS = tuple(dt.date(2023 + n // 12, n % 12 + 1, 1) for n in range(36))
RESTRAINTS = (
    14, 16, 13, 15, 17, 14, 12, 16, 15, 13, 27, 14, 15, None, 16, 13, 14, 15, 12, 14, 13, 15, 14, 16,
    11, 10, 9, 11, 12, 8, 10, 9, 11, 10, 8, 9,
)  # fmt: skip
COURSES = ((31, 40), (28, 44), (35, 41), (38, 52), (30, 39), (33, 48), (41, 50), (29, 36), (36, 45), (34, 47)) * 2

OTHERS = (
    (900, 21), (1400, 11), (1900, 18), (2600, 15), (3300, 14), (4100, 19), (5200, 16), (6100, 17), (7000, 22),
)  # fmt: skip


def charts() -> dict[str, Any]:
    """All that the page shows of charts."""
    good = spc.Improvement.DECREASE
    restraint = _chart(
        "restraint",
        "Restraint on Heron Ward",
        spc.read(
            y=RESTRAINTS,
            x=MONTHS,
            profile=spc.Profile.NHS,
            improvement=good,
            target=10.0,
            rebase=(dt.date(2025, 1, 1),),
        ),
        Show(unit="incidents"),
        bands=(
            Band(begins=dt.date(2023, 6, 1), ends=dt.date(2023, 10, 1), name="Two wards in one"),
            Band(begins=dt.date(2024, 12, 1), ends=dt.date(2025, 8, 1), name="Safety huddles", kind="cycle"),
        ),
        notes=(Note(at=dt.date(2023, 11, 1), label="1", text="A fire on the ward above"),),
        before=spc.read(y=RESTRAINTS, x=MONTHS, profile=spc.Profile.NHS, improvement=good),
    )
    courses = _chart(
        "courses",
        "Places taken up at the Recovery College",
        spc.read(y=[a for a, _ in COURSES], n=[b for _, b in COURSES], x=MONTHS[:20], chart=spc.Chart.P, exclude=(4,)),
        Show(percent=True),
    )
    waits = _chart(
        "waits",
        "Days from asking to starting",
        spc.read(
            y=[30, 28, 33, 29, 31, 34, 27, 30, 32, 35, 24, 22, 26, 23, 25, 21, 24, 20, 23, 22],
            x=MONTHS[:20],
            chart=spc.Chart.RUN,
            improvement=good,
        ),
        Show(unit="days"),
    )
    few = _chart(
        "few",
        "Told what came of it",
        spc.read(y=[3, None, 4, 6], x=MONTHS[:4], profile=spc.Profile.NHS),
        Show(),
    )
    return {
        "charts": [restraint, courses, waits, few],
        "chart_rows": in_table(restraint["reading"], restraint["picture"].show, often=Every.MONTH),
        "variation": [*spc.Label, None],
        "assurance": list(spc.Assurance),
        "verdicts": [
            (Verdict.IMPROVEMENT, True),
            (Verdict.CONCERN, False),
            (Verdict.CHANGE, True),
            (Verdict.NOTHING, None),
            (Verdict.CANNOT_SAY, None),
        ],
        "funnel": Funnel(
            key="guide-funnel",
            title="Restraint in the last twelve months",
            said="Your own figure lies within what chance alone explains. Nine other places are drawn without a name.",
            kind=Kind.RATE,
            centre=0.0165,
            own=Dot(3200, 0.0205),
            others=tuple(Dot(size, value / 1000) for size, value in OTHERS),
            per=1000,
            show=Show(unit="per 1,000 bed days"),
            sizes=Show(unit="bed days"),
        ),
    }


def _chart(key: str, title: str, reading: spc.Reading, show: Show, **told: Any) -> dict[str, Any]:
    said = say(reading, show)
    picture = Picture(key=f"guide-{key}", title=title, said=said.whole, show=show, **told)
    return {"title": title, "reading": reading, "said": said, "picture": picture}
