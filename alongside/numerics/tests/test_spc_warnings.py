"""What a reading says besides its figures."""

from __future__ import annotations

import string

import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart

LONG = [10, 12, 11, 13, 9, 12, 11, 14, 10, 12, 11, 13, 10]


def said(*args, **fields) -> list[str]:
    return [warned.code for warned in spc.read(*args, **fields).warnings]


def sentence(code: str, *args, **fields) -> str:
    (found,) = (warned.message for warned in spc.read(*args, **fields).warnings if warned.code == code)
    return found


def test_an_ordinary_chart_has_no_warnings():
    assert said(LONG) == []
    assert said(LONG, profile="nhs", improvement="increase", target=12) == []
    assert said([*LONG, *LONG], profile="nhs", rebase=[14]) == []
    assert said(LONG, chart=Chart.RUN) == []
    assert said(LONG, n=[20] * 13, chart=Chart.P) == []
    assert said(LONG, chart=Chart.MR, cl=3) == ["few-points-limits"]  # the first range is missing


def test_every_code_is_a_word_and_every_sentence_ends():
    for code, text in spc.SENTENCES.items():
        assert set(code) <= {*string.ascii_lowercase, "-"}
        assert text.endswith(".")


def test_few_points():
    assert said(LONG[:12]) == ["few-points-limits"]
    assert sentence("few-points-limits", LONG[:12]) == (
        "Phase 1 has 12 points for its limits; with fewer than 13 they are provisional."
    )
    assert sentence("few-points-limits", LONG * 2, part=[13], exclude=[14]).startswith("Phase 2 has 12 points")
    assert said(LONG, freeze=12) == ["few-points-limits"]
    assert said([*LONG[:12], None]) == ["few-points-limits"]
    assert said([*LONG[:12], None], profile="nhs") == ["label-missing", "variation-missing", "differs-missing-in-trend"]
    assert said(LONG[:12], profile="nhs") == ["few-points-limits"]
    assert said(LONG[:12], chart=Chart.RUN) == []
    assert said(LONG[:9], chart=Chart.RUN) == ["few-points-runs"]
    assert said([*LONG[:9], 11], chart=Chart.RUN) == ["few-points-runs"]
    assert said(LONG[:10], chart=Chart.RUN, cl=10.5) == []
    assert sentence("few-points-runs", [1, 2, 3, 4], chart=Chart.RUN) == (
        "Phase 1 has 4 useful points; with fewer than 10 its runs say little."
    )
    assert said(LONG[:4], chart=Chart.RUN, categorical=True) == []
    assert said(LONG[:4], chart=Chart.MR) == ["few-points-limits"]


def test_no_centre():
    assert said([None, None]) == ["centre-missing", "few-points-runs"]
    assert said([None], chart=Chart.RUN, categorical=True) == ["centre-missing"]
    assert sentence("centre-missing", [1, 3, None], part=[2]).startswith("Phase 2 has no centre line")


def test_no_limits():
    assert "limits-missing-constant" in said([5] * 13)
    assert "limits-missing-constant" in said([5] * 13, profile="nhs")
    assert "limits-missing-constant" not in said([5] * 13, screen=False)
    assert "limits-missing-constant" in said([*[5] * 13, 6], freeze=13)
    assert "limits-missing" in said([5])
    assert "limits-missing" in said([5, None, 6])
    assert "limits-missing" in said([1, 2], cl=-1, chart=Chart.C)
    assert "limits-missing" in said([5], chart=Chart.T)
    assert sentence("limits-missing", [1, 3, 1, 3, 2, 4], part=[5]).startswith("Phase 2 has no limits")
    assert sentence("limits-missing-constant", [1, 3, 2, 5, 5], part=[3]).startswith("Phase 2 has no limits")


def test_some_points_without_limits():
    codes = said([1, 3, 2, 4, 5], x=[1, 1, 2, 2, 3], chart=Chart.XBAR)

    assert "limits-missing-some" in codes
    assert "limits-missing" not in codes
    assert sentence("limits-missing-some", [1, 3, 1, 3, 2, 4, 5], x=[1, 1, 2, 2, 3, 3, 4], chart=Chart.XBAR, part=[1])[
        :7
    ] == ("Phase 2")
    assert "limits-missing-some" not in said([1, 3, 2, 4, None], x=[1, 1, 2, 2, 3], chart=Chart.XBAR)
    assert "limits-missing-some" not in said([1, 2, None], n=[9, 9, None], chart=Chart.P)


@pytest.mark.parametrize("chart", [Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME, Chart.I_PRIME])
def test_strange_denominators(chart):
    assert "n-zero" in said([1, 0, 2], n=[5, 0, 5], chart=chart)
    assert "n-zero" not in said([1, None, 2], n=[5, None, 5], chart=chart)
    assert "n-negative" in said([1, 1, 2], n=[5, -5, 5], chart=chart)
    assert "n-negative" not in said([1, 0, 2], n=[0.5, 0, 5], chart=chart)
    assert said([1, 3, 2], n=[5, 0, -5], chart=Chart.C) == ["few-points-limits", "few-points-runs"]


@pytest.mark.parametrize("chart", [Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME, Chart.C, Chart.G])
def test_strange_counts(chart):
    assert "y-negative" in said([1, -1, 2], n=[5, 5, 5], chart=chart)
    assert "y-negative" not in said([1, 0, 2], n=[5, 5, 5], chart=chart)
    assert "y-negative" not in said([1, -1, 2], n=[5, 5, 5], chart=Chart.I)


@pytest.mark.parametrize("chart", [Chart.P, Chart.P_PRIME, Chart.U, Chart.U_PRIME])
def test_a_count_and_its_denominator_that_are_both_below_0_are_told_of_although_their_ratio_is_not(chart):
    assert {"n-negative", "y-negative"} <= set(said([1, -1, 2], n=[5, -5, 5], chart=chart))
    assert ("y-over-n" in said([1, 6, 2], n=[5, 5, 5], chart=chart)) == (chart in {Chart.P, Chart.P_PRIME})
    assert "y-over-n" not in said([1, 5, 2], n=[5, 5, 5], chart=chart)


def test_what_was_asked_and_could_not_be_followed():
    assert said(LONG, freeze=14) == ["freeze-beyond-end"]
    assert sentence("freeze-beyond-end", LONG, freeze=14).startswith("The freeze lies beyond the end: the chart has 13")
    assert said(LONG, freeze=13) == []


def test_what_an_nhs_chart_cannot_say():
    assert sentence("rows-dropped", [1, 2, 3], x=[1, None, None], profile="nhs") == (
        "Rows without an “x” were left out: 2."
    )
    codes = said([*LONG, None], profile="nhs", improvement="increase", target=5)
    assert codes == ["label-missing", "variation-missing", "differs-missing-in-trend"]
    codes = said([*LONG[:6], None, *LONG[6:]], profile="nhs")
    assert codes == ["label-missing", "differs-missing-in-trend"]
    codes = said([5] * 13, profile="nhs", improvement="increase", target=5)
    assert codes == ["limits-missing-constant", "label-missing", "variation-missing", "assurance-missing"]
    assert "assurance-missing" not in said([5] * 13, profile="nhs", improvement="increase")
    assert "assurance-missing" not in said([5] * 13, profile="nhs", target=5)
    assert "assurance-missing" in said(LONG, profile="nhs", target=[5] * 12 + [None], improvement="decrease")


def test_differences():
    days = {"x": [1, 1, 2, 2, 3], "y": [1, 3, 2, 4, None]}

    assert "differs-t-centre" in said(LONG, chart=Chart.T, cl=11)
    assert "differs-t-centre" not in said(LONG, chart=Chart.T)
    assert "differs-t-centre" not in said(LONG, chart=Chart.I, cl=11)
    assert "differs-i-prime-base" in said(LONG, chart=Chart.I_PRIME, freeze=12)
    assert "differs-i-prime-base" in said(LONG, chart=Chart.I_PRIME, exclude=[2])
    assert "differs-i-prime-base" not in said(LONG, chart=Chart.I_PRIME)
    assert "differs-i-prime-base" not in said(LONG, chart=Chart.I_PRIME, freeze=13)
    assert "differs-i-prime-base" not in said(LONG, chart=Chart.I, exclude=[2], freeze=12)
    assert "differs-empty-subgroup" in said(**days, chart=Chart.XBAR)
    assert "differs-empty-subgroup" in said(**days, chart=Chart.S)
    assert "differs-empty-subgroup" not in said(**days, chart=Chart.I_PRIME)
    assert "differs-empty-subgroup" not in said([1, 3, 2, 4], x=[1, 1, 2, 2], chart=Chart.S)
    assert "differs-mr-exclude" in said(LONG, chart=Chart.MR, exclude=[3])
    assert "differs-mr-exclude" not in said(LONG, chart=Chart.MR)
    assert "differs-mr-exclude" not in said(LONG, chart=Chart.I, exclude=[3])
    assert "differs-missing-in-trend" not in said([*LONG, None])
