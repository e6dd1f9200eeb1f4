"""Published charts of individual values: Wheeler, Neave, NHSRplotthedots; P against P′ in Mohammed; Benneyan's g."""

from __future__ import annotations

import datetime as dt
import itertools
import math

import pytest

from alongside.numerics import spc
from alongside.numerics.spc import Assurance, Chart, Improvement, Label, Profile

# D. J. Wheeler, Understanding Variation, 2nd ed., SPC Press 2000: in-process inventory, hundreds of pounds, 31 months.
# Mean 20.39, mean range 4.7, natural process limits 20.39 ± 2.66 × 4.7, the upper one printed as 32.89.
INVENTORY = [
    19, 27, 20, 16, 18, 25, 22, 24, 17, 25, 15, 17, 20, 22, 19, 16, 22, 19, 25, 22, 18, 20, 16, 17, 20, 15, 27, 25, 17,
    19, 28,
]  # fmt: skip
# NHSRplotthedots, article "Deviations from Excel defaults": UPL 4.6, mean 1.94, LPL −0.72 with screening (Nelson 1982);
# 6.95, 1.94 and −3.06 as in the Making Data Count spreadsheet, which does not screen.
OUTLIER = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
# M. A. Mohammed et al., BMJ Qual Saf 2013;22:362–8: attendances at major A&E departments seen within four hours,
# and attendances, twenty weeks. On a P chart most weeks lie outside; on a P′ chart none does.
SEEN = [
    266501, 264225, 276532, 281461, 269071, 261215, 270409, 279778, 270483, 270320,
    267923, 271478, 255353, 256820, 261835, 259144, 255910, 260863, 264465, 260989,
]  # fmt: skip
ATTENDED = [
    280443, 276823, 291681, 296155, 282343, 275888, 283867, 295251, 284468, 282529,
    279618, 283932, 266629, 268091, 276803, 271578, 266005, 273520, 278574, 273772,
]  # fmt: skip


def days(count: int, first: dt.date = dt.date(2021, 3, 22)) -> list[dt.date]:
    return [first + dt.timedelta(days=at) for at in range(count)]


def test_wheeler__in_process_inventory() -> None:
    found = spc.read(profile=Profile.NHS, x=days(31), y=INVENTORY, screen=False)

    assert found.cl[0] == pytest.approx(632 / 31, rel=1e-9)
    assert (found.cl[0], found.ucl[0]) == pytest.approx((20.39, 32.89), abs=0.006)
    assert found.lcl[0] == pytest.approx(20.39 - 2.66 * 4.7, abs=0.006)
    assert not any(found.rules.outside)


def test_wheeler__the_same_ranges_on_a_chart_of_their_own() -> None:
    # the same example: mean range 4.7, upper range limit 3.27 × 4.7
    found = spc.read(chart=Chart.MR, y=INVENTORY)

    assert found.cl[1] == pytest.approx(141 / 30, rel=1e-9)
    assert found.ucl[1] == pytest.approx(3.27 * 4.7, abs=0.02)


def test_plotthedots__screens_the_ranges_around_an_outlier() -> None:
    found = spc.read(profile=Profile.NHS, x=days(18), y=OUTLIER, improvement=Improvement.INCREASE)

    assert (round(found.ucl[0], 2), round(found.cl[0], 2), round(found.lcl[0], 2)) == (4.6, 1.94, -0.72)
    assert [at for at, label in enumerate(found.label) if label is not Label.COMMON_CAUSE] == [4]
    assert found.label[4] is Label.IMPROVEMENT_HIGH


def test_plotthedots__without_screening_as_the_nhs_spreadsheet() -> None:
    found = spc.read(profile=Profile.NHS, x=days(18), y=OUTLIER, improvement=Improvement.INCREASE, screen=False)

    assert (round(found.ucl[0], 2), round(found.cl[0], 2), round(found.lcl[0], 2)) == (6.95, 1.94, -3.06)
    assert [at for at, label in enumerate(found.label) if label is not Label.COMMON_CAUSE] == [4]
    assert found.variation is Label.COMMON_CAUSE


@pytest.mark.parametrize(
    ("target", "increase", "decrease"),
    [
        (5, Assurance.FAIL, Assurance.PASS),
        (2, Assurance.INCONSISTENT, Assurance.INCONSISTENT),
        (-1, Assurance.PASS, Assurance.FAIL),
    ],
)
def test_making_data_count__what_a_target_and_the_limits_mean(
    target: float, increase: Assurance, decrease: Assurance
) -> None:
    # NHS England, Making Data Count: where high is good, a target above both limits is not met as things are
    def told(improvement: Improvement) -> Assurance | None:
        return spc.read(profile=Profile.NHS, x=days(18), y=OUTLIER, improvement=improvement, target=target).assurance

    assert (told(Improvement.INCREASE), told(Improvement.DECREASE)) == (increase, decrease)
    assert told(Improvement.NEUTRAL) is None


def test_mohammed__a_p_chart_of_huge_denominators_calls_nearly_everything_special() -> None:
    found = spc.read(chart=Chart.P, y=SEEN, n=ATTENDED)

    assert found.cl[0] == pytest.approx(sum(SEEN) / sum(ATTENDED), rel=1e-9)
    assert sum(found.sigma_signal) > len(SEEN) / 2


def test_laney__widens_its_limits_by_what_the_weeks_differ() -> None:
    # D. B. Laney, Quality Engineering 2002;14:531–7: limits times sigma z, the mean moving range of z over 1.128
    centre = sum(SEEN) / sum(ATTENDED)
    sigmas = [math.sqrt(centre * (1 - centre) / n) for n in ATTENDED]
    z = [(y / n - centre) / sigma for y, n, sigma in zip(SEEN, ATTENDED, sigmas, strict=True)]
    sigma_z = sum(abs(after - before) for before, after in itertools.pairwise(z)) / 19 / 1.128

    found = spc.read(chart=Chart.P_PRIME, y=SEEN, n=ATTENDED, screen=False)

    assert sigma_z > 5
    assert found.ucl == pytest.approx([centre + 3 * sigma_z * sigma for sigma in sigmas], rel=1e-9)
    assert not any(found.sigma_signal)


def test_benneyan__limits_of_a_g_chart() -> None:
    # J. C. Benneyan, Health Care Manag Sci 2001;4:305–18: x̄ ± 3 √(x̄ (x̄ + 1)) for cases between events, none possible;
    # the line at 0.693 of the mean is Provost & Murray, The Health Care Data Guide, Jossey-Bass 2011, chapter 7
    found = spc.read(chart=Chart.G, y=[30, 0, 55, 12, 3], cl=20)

    assert found.ucl[0] == pytest.approx(20 + 3 * math.sqrt(20 * 21), rel=1e-9)
    assert found.lcl[0] == 0
    assert found.cl[0] == pytest.approx(0.693 * 20, rel=1e-9)
