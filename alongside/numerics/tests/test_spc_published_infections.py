"""What qicharts2's own guide says of its hospital infections, verdict by verdict.

The figures (`published/hospital_infections.csv`): cases of bacteraemia (BAC), C. difficile (CDI) and urinary infection
(UTI) per month and days at risk at six hospitals of the Capital Region of Denmark, 2015 and 2016, from the Danish
register esundhed.dk, as handed on by J. Anhøj's R package qicharts2 0.8.1. Its guide (vignette "Quality Improvement
Charts", Case 4: U charts per 10,000 days at risk) tells which of these charts show anything and which do not, and gives
no digits; each limit is therefore held to the formula of its Appendix 1, worked out here without rounding.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Chart, Profile, Reading

PUBLISHED = Path(__file__).parent / "published" / "hospital_infections.csv"
ROWS = list(csv.DictReader(PUBLISHED.read_text(encoding="utf-8").splitlines()))
INFECTIONS = ("BAC", "CDI", "UTI")
HOSPITALS = ("AHH", "BFH", "BOH", "HGH", "NOH", "RGH")
PER = 10_000
Row = dict[str, str]


def u_chart(keep: Callable[[Row], bool], *, along: str = "month") -> Reading:
    """The chart of some of the rows; `along` the hospitals it is a funnel."""
    rows = [row for row in ROWS if keep(row)]
    return spc.read(
        profile=Profile.SHEWHART,
        chart=Chart.U,
        x=[row[along] for row in rows],
        y=[float(row["n"]) for row in rows],
        n=[float(row["days"]) for row in rows],
        multiply=PER,
    )


def by_month(keep: Callable[[Row], bool]) -> Reading:
    months = sorted({row["month"] for row in ROWS})
    read = u_chart(keep)
    assert len(read.y) == len(months) == 24
    return read


def of(kind: str, where: str = "") -> Callable[[Row], bool]:
    """The rows of one kind of infection, at one hospital or at all."""
    return lambda row: row["infection"] == kind and where in ("", row["hospital"])


def says_nothing(read: Reading) -> bool:
    return not any(read.sigma_signal) and not any(phase.runs_signal for phase in read.phases)


def test_infections__all_together_are_predictable():
    assert says_nothing(by_month(lambda row: True))


def test_infections__of_each_kind_are_predictable_and_urinary_ones_the_most_common():
    charts = {kind: by_month(of(kind)) for kind in INFECTIONS}

    assert all(says_nothing(read) for read in charts.values())
    assert max(charts, key=lambda kind: charts[kind].cl[0]) == "UTI"


def test_infections__run_otherwise_than_by_chance_only_in_urinary_ones_at_two_hospitals():
    found = {(kind, where) for kind in INFECTIONS for where in HOSPITALS if not says_nothing(by_month(of(kind, where)))}

    assert found == {("UTI", "BOH"), ("UTI", "NOH")}


@pytest.mark.parametrize(
    ("kind", "unusual"), [("BAC", {"NOH": "few"}), ("CDI", {"BFH": "many"}), ("UTI", {"NOH": "few"})]
)
def test_infections__of_half_a_year_by_hospital_single_out_those_that_the_guide_names(
    kind: str, unusual: dict[str, str]
):
    read = u_chart(lambda row: row["infection"] == kind and row["month"] >= "2016-07-01", along="hospital")

    points = zip(read.x, read.y, read.cl, read.sigma_signal, strict=True)
    assert {x: "few" if y < cl else "many" for x, y, cl, outside in points if outside} == unusual
    assert not any(phase.runs_signal for phase in read.phases)


@pytest.mark.parametrize("kind", INFECTIONS)
def test_infections__centre_and_limits_are_those_of_the_formula(kind: str):
    read = by_month(of(kind))
    rows = [row for row in ROWS if row["infection"] == kind]
    centre = Decimal(sum(int(row["n"]) for row in rows)) / sum(Decimal(row["days"]) for row in rows)

    assert read.cl[0] == pytest.approx(float(centre * PER), rel=1e-9)
    for month, lower, upper in zip(sorted({row["month"] for row in rows}), read.lcl, read.ucl, strict=True):
        days = sum(Decimal(row["days"]) for row in rows if row["month"] == month)
        reach = 3 * (centre / days).sqrt()
        assert lower == pytest.approx(float(max(centre - reach, Decimal(0)) * PER), rel=1e-9)
        assert upper == pytest.approx(float((centre + reach) * PER), rel=1e-9)
