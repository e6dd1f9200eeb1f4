"""What must hold of every chart, whatever the data: found by trying thousands of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from alongside.numerics import spc
from alongside.numerics.spc import Chart, Improvement, Label, Profile, Request

ALL = settings(max_examples=150, deadline=None)
SHEWHART = list(Chart)
NEED_N = {Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME}
COLUMNS = ("y", "cl", "lcl", "ucl", "lcl2", "ucl2", "n", "target")
LINES = ("cl", "lcl", "ucl", "lcl2", "ucl2")

# Quarters, so that shifting and scaling by whole numbers and powers of two rounds nothing.
quarters = st.integers(-400, 400).map(lambda value: value / 4)
series = st.lists(st.one_of(quarters, st.none()), min_size=1, max_size=40)
odd_numbers = st.one_of(
    st.none(), st.just(math.nan), st.just(-0.0), st.just(5e-324), st.just(1e99), st.just(-1e99), st.just(1e308),
    st.integers(-5, 20), st.floats(allow_nan=True, allow_infinity=True), st.floats(-10, 10), st.just(10**400),
)  # fmt: skip


counts = st.one_of(st.integers(0, 20), st.none())


@st.composite
def requests(draw: st.DrawFn, numbers: st.SearchStrategy[Any] = counts) -> Request:
    """Any Shewhart request that is well formed, its numbers taken from `numbers`."""
    count = draw(st.integers(1, 40))
    column = st.lists(numbers, min_size=count, max_size=count)
    chart = draw(st.sampled_from(SHEWHART))
    places = st.one_of(
        st.none(),
        st.lists(st.one_of(st.integers(0, 12), st.none()), min_size=count, max_size=count),
        st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=count, max_size=count),
        st.lists(st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 20)), min_size=count, max_size=count),
    )
    where = st.lists(st.integers(-1, 45), max_size=3)
    return Request(
        y=draw(column),
        x=draw(places),
        n=draw(column) if chart in NEED_N or draw(st.booleans()) else None,
        chart=chart,
        screen=draw(st.booleans()),
        freeze=draw(st.one_of(st.none(), st.integers(1, 45))),
        part=draw(where),
        exclude=draw(where),
        cl=draw(st.one_of(st.none(), st.integers(1, 9))),
        multiply=draw(st.sampled_from([1, 100, 0.001])),
        aggregate=draw(st.sampled_from(["mean", "median", "sum", "sd"])),
        negative=draw(st.booleans()),
        categorical=draw(st.booleans()),
    )


@st.composite
def nhs_requests(draw: st.DrawFn, numbers: st.SearchStrategy[Any] = counts) -> Request:
    """Any NHS request that is well formed."""
    count = draw(st.integers(1, 40))
    return Request(
        profile=Profile.NHS,
        y=draw(st.lists(numbers, min_size=count, max_size=count)),
        x=draw(st.permutations(range(count))),
        screen=draw(st.booleans()),
        improvement=draw(st.sampled_from(list(Improvement))),
        target=draw(st.one_of(st.none(), st.integers(0, 20), st.lists(numbers, min_size=count, max_size=count))),
        rebase=draw(st.lists(st.integers(-1, 45), max_size=3)),
        fix_after=draw(st.one_of(st.none(), st.integers(12, 20))),
        shift=draw(st.integers(2, 9)),
        trend=draw(st.integers(3, 8)),
        trend_ties=draw(st.sampled_from(["break", "skip"])),
        two_in_three=draw(st.sampled_from(["plotthedots", "mdc2023"])),
    )


def answered(request: Request) -> spc.Reading | None:
    """The reading, or None where it is refused."""
    try:
        return spc.read_one(request)
    except spc.Refused:
        return None


@ALL
@given(st.one_of(requests(numbers=odd_numbers), nhs_requests(numbers=odd_numbers)))
def test_no_input_crashes_or_gives_what_is_no_number(request: Request) -> None:
    reading = answered(request)

    if reading is not None:
        for name in COLUMNS:
            column = getattr(reading, name)
            assert len(column) == len(reading.x)
            assert all(value is None or math.isfinite(value) for value in column), name


@ALL
@given(st.dictionaries(st.sampled_from([one.name for one in dataclasses.fields(Request)]), st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.lists(st.integers(), max_size=4),
    st.lists(st.one_of(st.text(max_size=2), st.booleans(), st.none(), st.floats()), max_size=4), st.just({}),
    st.just(object()), st.dates(), st.just(b"12"), st.just("nhs"),
)))  # fmt: skip
def test_nothing_that_is_asked_crashes(fields: dict[str, Any]) -> None:
    fields.setdefault("y", [1, 2, 3])

    answered(Request(**fields))


@ALL
@given(st.lists(st.one_of(requests(), nhs_requests()), max_size=8))
def test_many_at_once_are_read_as_each_alone(wanted: list[Request]) -> None:
    together = spc.read_many(wanted)

    for number, request in enumerate(wanted):
        alone = answered(request)
        if alone is None:
            assert number in together.refusals
        else:
            assert together[number] == alone


@ALL
@given(series, st.integers(-300, 300), st.booleans(), st.sampled_from([Profile.SHEWHART, Profile.NHS]))
def test_shifted_data_have_a_shifted_chart(y: list[float | None], by: int, screen: bool, profile: Profile) -> None:
    before = spc.read(y, profile=profile, screen=screen)
    after = spc.read([None if value is None else value + by for value in y], profile=profile, screen=screen)

    _same_verdict(before, after)
    for name in LINES:
        for old, new in zip(getattr(before, name), getattr(after, name), strict=True):
            assert (old is None) == (new is None)
            assert old is None or new == pytest.approx(old + by, rel=1e-12, abs=1e-9)


@ALL
@given(
    st.lists(st.one_of(st.integers(1, 30), st.none()), min_size=2, max_size=40),
    st.sampled_from([0.25, 2.0, 64.0]),
    st.sampled_from([Chart.RUN, Chart.I, Chart.MR, Chart.T, Chart.I_PRIME]),
)
def test_scaled_data_have_a_scaled_chart(y: list[float | None], by: float, chart: Chart) -> None:
    before = spc.read(y, chart=chart)
    after = spc.read([None if value is None else value * by for value in y], chart=chart)

    if chart is not Chart.T:  # a root of a scaled number rounds otherwise: a point on a line may leave it
        _same_verdict(before, after)
    for name in LINES:
        for old, new in zip(getattr(before, name), getattr(after, name), strict=True):
            assert (old is None) == (new is None)
            assert old is None or new == pytest.approx(old * by, rel=1e-9, abs=1e-9)


def _same_verdict(before: spc.Reading, after: spc.Reading) -> None:
    assert before.sigma_signal == after.sigma_signal
    assert before.phases == after.phases
    assert before.rules == after.rules
    assert before.label == after.label


MIRRORED = {
    None: None,
    Label.COMMON_CAUSE: Label.COMMON_CAUSE,
    Label.IMPROVEMENT_HIGH: Label.CONCERN_HIGH,
    Label.IMPROVEMENT_LOW: Label.CONCERN_LOW,
    Label.CONCERN_HIGH: Label.IMPROVEMENT_HIGH,
    Label.CONCERN_LOW: Label.IMPROVEMENT_LOW,
}
MIRRORED_ASSURANCE = {
    None: None,
    spc.Assurance.PASS: spc.Assurance.FAIL,
    spc.Assurance.FAIL: spc.Assurance.PASS,
    spc.Assurance.INCONSISTENT: spc.Assurance.INCONSISTENT,
}


@ALL
@given(nhs_requests())
def test_the_other_direction_mirrors_the_verdict(request: Request) -> None:
    assume(request.improvement is Improvement.INCREASE)
    up = answered(request)
    down = answered(dataclasses.replace(request, improvement=Improvement.DECREASE))

    assert up is not None
    assert down is not None
    assert up.label is not None
    assert down.label == tuple(MIRRORED[label] for label in up.label)
    assert down.variation == MIRRORED[up.variation]
    assert down.assurance == MIRRORED_ASSURANCE[up.assurance]
    assert down.rules == up.rules


@ALL
@given(
    st.lists(st.integers(1, 30), min_size=4, max_size=40),
    st.data(),
    st.sampled_from(sorted(set(SHEWHART) - {Chart.MR})),
)
def test_an_excluded_point_moves_no_line(y: list[int], data: st.DataObject, chart: Chart) -> None:
    at = data.draw(st.integers(0, len(y) - 1))
    n = [50] * len(y)
    moved = [*y[:at], data.draw(st.integers(1, 50)), *y[at + 1 :]]
    x = [index // 2 for index in range(len(y))] if chart in {Chart.XBAR, Chart.S} else None
    point = at // 2 + 1 if x else at + 1

    before, after = (spc.read(values, x=x, n=n, chart=chart, exclude=[point]) for values in (y, moved))

    for name in LINES:
        assert getattr(before, name) == getattr(after, name)
    assert before.phases == after.phases


@ALL
@given(
    st.floats(-1e6, 1e6),
    st.integers(1, 60),
    st.booleans(),
    st.sampled_from(SHEWHART),
    st.sampled_from([1.0, 0.1, 1000.0]),
)
def test_a_constant_series_never_signals(value: float, count: int, screen: bool, chart: Chart, by: float) -> None:
    value = abs(value) + 0.01 if chart not in {Chart.I, Chart.RUN, Chart.XBAR, Chart.I_PRIME} else value
    n = [2e6] * count if chart in NEED_N else None

    reading = spc.read([value] * count, chart=chart, n=n, screen=screen, multiply=by)

    assert not any(reading.sigma_signal)
    assert not any(phase.runs_signal for phase in reading.phases)
    assert all(phase.n_useful == 0 for phase in reading.phases)


@ALL
@given(st.floats(-1e6, 1e6), st.integers(1, 60), st.booleans(), st.sampled_from(list(Improvement)))
def test_a_constant_nhs_series_never_signals(value: float, count: int, screen: bool, improvement: Improvement) -> None:
    reading = spc.read([value] * count, profile=Profile.NHS, screen=screen, improvement=improvement)

    assert reading.label is not None
    assert set(reading.label) <= {None, Label.COMMON_CAUSE}
    assert not any(reading.sigma_signal)


@ALL
@given(st.lists(st.integers(1, 900), min_size=1, max_size=30), st.integers(1, 9))
def test_constant_rates_over_any_denominators_never_signal(tens: list[int], part: int) -> None:
    for chart in (Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME, Chart.I_PRIME):
        reading = spc.read([part * ten for ten in tens], n=[10 * ten for ten in tens], chart=chart)
        assert not any(reading.sigma_signal)
        assert [phase.n_useful for phase in reading.phases] == [0]


@ALL
@given(requests())
def test_a_missing_point_never_signals(request: Request) -> None:
    reading = answered(request)

    if reading is not None:
        assert not any(signal for signal, y in zip(reading.sigma_signal, reading.y, strict=True) if y is None)
        assert sum(phase.n_obs for phase in reading.phases) == len(reading.x) - sum(reading.excluded)
        assert all(phase.n_useful <= phase.n_obs for phase in reading.phases)
