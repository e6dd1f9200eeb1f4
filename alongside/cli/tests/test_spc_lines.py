"""The contract for tools, line by line: what is answered, and what is refused."""

from __future__ import annotations

import json
from io import BytesIO
from random import Random
from typing import Any

import pytest

from alongside.cli.spc import lines
from alongside.numerics.tests import spc_reference, spc_requests

I_CHART: dict[str, Any] = {"profile": "shewhart", "chart": "i", "y": [5, 7, 6, 8, 4, 6]}
NHS: dict[str, Any] = {
    "profile": "nhs", "chart": "i", "date": [f"2024-{month:02}-01" for month in range(1, 13)],
    "y": [5, 7, 6, 8, 4, 6, 5, 7, 6, 8, 4, 6],
}  # fmt: skip
FIGURES = ("y", "cl", "lcl", "ucl", "lcl2", "ucl2")


def answered(*requests: Any) -> list[dict[str, Any]]:
    """The answers to lines: bytes as they are, anything else as JSON."""
    text = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in requests)
    out = BytesIO()
    lines.serve(BytesIO(text), out)
    return [json.loads(line, parse_constant=pytest.fail) for line in out.getvalue().splitlines()]


def refused(line: Any) -> str:
    (told,) = answered(line)
    assert set(told) == {"status", "message"}
    assert told["status"] == "refused"
    assert str(told["message"]).endswith(".")
    return str(told["message"])


def test_an_answer__has_the_keys_of_the_contract() -> None:
    shewhart, nhs = answered(I_CHART, NHS)
    columns = ["x", "y", "n", "phase", "cl", "lcl", "ucl", "lcl2", "ucl2", "sigma_signal"]

    assert set(shewhart) == {"status", *columns, "phases", "warnings"}
    assert set(nhs) == {*shewhart, "rules", "label", "variation", "assurance"}
    assert {len(shewhart[name]) for name in columns} == {6}
    assert {len(column) for column in [*nhs["rules"].values(), nhs["label"]]} == {12}
    assert set(shewhart["phases"][0]) == {
        "n_obs", "n_useful", "longest_run", "longest_run_max", "crossings", "crossings_min", "runs_signal",
    }  # fmt: skip
    assert set(nhs["rules"]) == {"outside", "trend", "two_in_three", "shift"}
    assert all(set(warned) == {"code", "message"} for warned in shewhart["warnings"])


@pytest.mark.parametrize("chart", [*spc_requests.SHEWHART, "nhs"])
def test_answers__agree_with_the_slow_working_out(chart: str) -> None:
    chance = Random(f"lines {chart}")
    requests = [spc_requests.nhs(chance) if chart == "nhs" else spc_requests.shewhart(chance, chart) for _ in range(60)]

    for request, told in zip(requests, answered(*requests), strict=True):
        expected = spc_reference.answer(request)
        assert told["status"] == expected["status"], request
        assert told["x"] == expected["x"]
        for name in FIGURES:
            assert [y is None for y in told[name]] == [y is None for y in expected[name]], (name, request)
            figures, theirs = ([y for y in column if y is not None] for column in (told[name], expected[name]))
            assert figures == pytest.approx(theirs, rel=1e-9, abs=1e-12), (name, request)
        assert told["sigma_signal"] == expected["sigma_signal"], request
        for name in {"rules", "label", "variation", "assurance"} & set(expected):
            assert told[name] == expected[name], request


def test_defaults__are_those_of_the_contract() -> None:
    said: dict[str, Any] = {
        "x": [1, 2, 3, 4, 5, 6], "n": None, "screen": True, "freeze": None, "part": None, "exclude": None, "cl": None,
        "multiply": 1, "aggregate": "mean", "negative": True, "categorical": False,
    }  # fmt: skip
    said_nhs: dict[str, Any] = {
        "improvement": "neutral", "target": None, "rebase": None, "fix_after": None, "screen": True, "shift": 7,
        "trend": 7, "trend_ties": "break", "two_in_three": "plotthedots",
    }  # fmt: skip

    plain, full, plain_nhs, full_nhs = answered(I_CHART, I_CHART | said, NHS, NHS | said_nhs)

    assert plain == full
    assert plain_nhs == full_nhs


def test_order__is_kept_around_lines_that_are_refused() -> None:
    told = answered(I_CHART, b"", b"{", I_CHART | {"y": [1, 2]}, b"\xff", I_CHART)

    assert [one["status"] for one in told] == ["ok", "refused", "refused", "ok", "refused", "ok"]
    assert told[0] == told[5] != told[3]


def test_a_last_line_without_an_end__is_answered_and_nothing_is_not() -> None:
    out, none = BytesIO(), BytesIO()

    lines.serve(BytesIO(json.dumps(I_CHART).encode()), out)
    lines.serve(BytesIO(b""), none)

    assert json.loads(out.getvalue())["status"] == "ok"
    assert out.getvalue().endswith(b"}\n")
    assert none.getvalue() == b""


class Flushes(BytesIO):
    """Remembers what had been written each time it was flushed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def flush(self) -> None:
        self.seen.append(self.getvalue().count(b"\n"))


def test_each_answer__is_flushed_before_the_next_line_is_read() -> None:
    out = Flushes()

    lines.serve(BytesIO((json.dumps(I_CHART) + "\n").encode() * 3), out)

    assert out.seen[:3] == [1, 2, 3]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"", "empty"),
        (b"   ", "empty"),
        (b"hello", "not JSON"),
        (b"[1, 2]", "no JSON object"),
        (b"null", "no JSON object"),
        (b'{"profile": "shewhart", "chart": "i", "y": [NaN]}', "NaN is no number"),
        (b'{"profile": "shewhart", "chart": "i", "y": [1, -Infinity]}', "-Infinity is no number"),
        (b'{"profile": "shewhart", "chart": "i", "y": [1, 1e999]}', "infinite or too large"),
        (b'{"profile": "shewhart", "chart": "i", "y": [' + b"9" * 5000 + b"]}", "not JSON"),
        (b'{"profile": "shewhart", "chart": "i", "y": [1], "y": [2]}', "twice"),
        (b'{"profile": "shewhart", "chart": "i\xff"}', "not UTF-8"),
        (b"[" * 100_000, "nests"),
        (b'{"a":' * 50_000, "nests"),
    ],
)
def test_refused__what_is_no_request(line: bytes, says: str) -> None:
    assert says in refused(line)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"profile": "both"}, "“profile” must be one of"),
        ({"profile": None}, "“profile” must be one of"),
        ({"profile": ["shewhart"]}, "“profile” must be one of"),
        ({"chart": "pie"}, "“chart” must be one of"),
        ({"chart": 1}, "“chart” must be a text"),
        ({"colour": "red"}, "Unknown for the profile “shewhart”: colour"),
        ({"target": 5}, "Unknown for the profile “shewhart”: target"),
        ({"date": ["2024-01-01"]}, "Unknown for the profile “shewhart”: date"),
        ({"y": None}, "“y” must be a list of numbers"),
        ({"y": 5}, "“y” must be a list of numbers"),
        ({"y": [1, True]}, "“y” must be a list of numbers"),
        ({"y": [1, "2"]}, "“y” must be a list of numbers"),
        ({"y": [[1]]}, "“y” must be a list of numbers"),
        ({"x": [1, 2, 3, 4, 5, False]}, "“x” must be a list"),
        ({"x": [{}]}, "“x” must be a list"),
        ({"x": [1, 2]}, "row"),
        ({"n": [1, 2]}, "row"),
        ({"screen": 1}, "“screen” must be true or false"),
        ({"screen": None}, "“screen” must be true or false"),
        ({"negative": "no"}, "“negative” must be true or false"),
        ({"freeze": True}, "“freeze” must be a whole number"),
        ({"freeze": 2.5}, "“freeze” must be a whole number"),
        ({"freeze": 0}, "“freeze” must be a whole number"),
        ({"part": 3}, "“part” must be a list of whole numbers"),
        ({"exclude": [1.0]}, "“exclude” must be a list of whole numbers"),
        ({"cl": "5"}, "“cl” must be a number"),
        ({"multiply": 0}, "“multiply” must be above 0"),
        ({"aggregate": "max"}, "“aggregate” must be one of"),
        ({"chart": "p"}, "denominators"),
        ({"chart": "t", "y": [1, 0, 2, 3, 4, 5]}, "T chart"),
    ],
)
def test_refused__a_request_that_breaks_the_contract(change: dict[str, Any], says: str) -> None:
    assert says in refused(I_CHART | change)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"chart": "p"}, "one chart"),
        ({"x": [1] * 12}, "Unknown for the profile “nhs”: x"),
        ({"date": ["2024-02-30"] * 12}, "“date” holds “2024-02-30”, which is no date"),
        ({"date": ["20240101"] * 12}, "which is no date"),
        ({"date": [20240101] * 12}, "“date” must be a list of dates"),
        ({"date": ["2024-01-01"] * 12}, "twice"),
        ({"rebase": "2024-01-01"}, "“rebase” must be a list of dates"),
        ({"rebase": ["soon"]}, "“rebase” holds “soon”, which is no date"),
        ({"target": [5]}, "“target” must be a number"),
        ({"target": True}, "“target” must be a number"),
        ({"improvement": "up"}, "“improvement” must be one of"),
        ({"fix_after": 11}, "“fix_after” must be a whole number, at least 12"),
        ({"shift": 1}, "“shift” must be a whole number"),
        ({"trend_ties": "join"}, "“trend_ties” must be one of"),
        ({"two_in_three": "mine"}, "“two_in_three” must be one of"),
    ],
)
def test_refused__a_request_of_the_nhs_profile_that_breaks_the_contract(change: dict[str, Any], says: str) -> None:
    assert says in refused(NHS | change)


@pytest.mark.parametrize("name", ["chart", "y"])
def test_refused__a_request_that_lacks_what_it_cannot_do_without(name: str) -> None:
    assert refused({key: value for key, value in I_CHART.items() if key != name}) == f"The request lacks {name}."


def test_refused__a_line_that_is_too_long_without_being_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_BYTES", 2 * 1024**2)
    told = answered(b"[" + b"1," * 3_000_000 + b"1]", I_CHART)

    assert told[0] == {"status": "refused", "message": "The line is longer than 2 MB."}
    assert told[1]["status"] == "ok"


def test_a_constant_series__has_no_label_and_says_why() -> None:
    (told,) = answered(NHS | {"y": [5] * 12, "improvement": "increase", "target": 7})

    codes = {warned["code"] for warned in told["warnings"]}
    assert (told["lcl"], told["ucl"], told["label"]) == ([None] * 12, [None] * 12, [None] * 12)
    assert (told["variation"], told["assurance"]) == (None, None)
    assert {"limits-missing-constant", "label-missing", "variation-missing", "assurance-missing"} <= codes


def test_a_clipped_limit__is_nought_and_a_text_keeps_its_place() -> None:
    (told,) = answered(
        {"profile": "shewhart", "chart": "u", "x": ["west", "east", None, "west"], "y": [1, 2, 9, 0], "n": [9, 9, 9, 9]}
    )

    assert told["x"] == ["west", "east"]
    assert (told["y"], told["n"]) == ([1 / 18, 2 / 9], [18, 9])
    assert told["lcl"] == [0, 0]


def test_figures__come_with_all_their_digits() -> None:
    (told,) = answered(I_CHART | {"y": [0.1, 0.2, 0.4]})

    assert told["cl"][0] == pytest.approx(0.7 / 3, rel=1e-15)
    assert told["ucl"][0] == pytest.approx(0.7 / 3 + 3 * 0.15 / 1.128, rel=1e-15)
