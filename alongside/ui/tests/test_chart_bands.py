"""Names of bands: none lies on another, none is lost."""

from __future__ import annotations

import datetime as dt

from alongside.ui.drawing.chart_bands import Band, letter
from alongside.ui.tests.test_chart import LEVEL, make_reading, svg


def test_bands_whose_names_would_touch_are_letters_with_a_key_below():
    bands = tuple(
        Band(begins=dt.date(2024, 3, day), ends=None, name=f"Test {day}: a talk after every bad night", kind="cycle")
        for day in (1, 4, 8, 11)
    )

    drawn = svg(make_reading(LEVEL), bands=bands)

    texts = [(e.text or "", float(e.attrib["x"]), float(e.attrib["y"])) for e in drawn.iter("text")]
    letters = {text: (x, y) for text, x, y in texts if text in {"A", "B", "C", "D"}}
    key = [(text, y) for text, _, y in texts if "talk" in text]
    assert len(set(letters.values())) == 4
    assert [text for text, _ in key] == [
        f"{one}  Test {day}: a talk after every bad night" for one, day in zip("ABCD", (1, 4, 8, 11), strict=True)
    ]
    assert min(y for _, y in key) > 380
    assert float(drawn.attrib["viewBox"].split()[3]) > max(y for _, y in key)


def test_letters_of_bands_go_on_after_z():
    assert [letter(number) for number in (0, 25, 26, 53)] == ["A", "Z", "A2", "B3"]
