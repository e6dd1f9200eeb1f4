from __future__ import annotations

import pytest

from alongside.assessments.queries import saying
from alongside.assessments.queries.saying import Facts
from alongside.numerics import ordinal
from alongside.numerics.disclosure import KeptGroup, Level, Side, Word

STAGES = ("Not yet", "Engagement", "Development", "Transformation")
NAMES = {"label_a": "People who use services", "label_b": "Staff"}


def facts(fewest: float, most: float | None = None, *, lower: str = "uses_services", **exact: float) -> Facts:
    return Facts(
        a="uses_services",
        b="staff",
        in_words=str(ordinal.in_words(fewest)),
        lower=lower,
        fewest=fewest,
        most=fewest if most is None else most,
        **exact,
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "nobody from staff"), (1, "one staff"), (9, "nine staff"), (20, "twenty staff"), (21, "21 staff")],
)
def test_many__says_a_count_within_a_sentence(count: int, said: str) -> None:
    assert saying.many(count, "Staff") == said


def test_together__joins_the_names_of_voices_shown_as_one() -> None:
    assert saying.together(["Staff"]) == "Staff"
    assert saying.together(["Staff", "Leaders", "Partners"]) == "Staff, leaders and partners, together"


@pytest.mark.parametrize(
    ("one", "label"),
    [
        (facts(0, lower=""), "Seen alike"),
        (facts(0.5), "Half a stage apart"),
        (facts(1), "One stage apart"),
        (facts(1.5), "One and a half stages apart"),
        (facts(2), "Two stages apart"),
        (facts(2.5), "Two and a half stages apart"),
        (facts(3), "At opposite ends"),
        (facts(1, 2), "At least one stage apart"),
        (facts(0, 1, lower=""), "At most one stage apart"),
        (facts(0.5, 1.5), "At least half a stage apart"),
    ],
)
def test_apart_label__says_how_far_and_never_more_than_is_known(one: Facts, label: str) -> None:
    assert saying.apart_label(one) == label


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (facts(0, lower=""), "People who use services and staff give the same middle answer."),
        (facts(1), "Staff see it one stage further on than people who use services."),
        (facts(2, lower="staff"), "People who use services see it two stages further on than staff."),
        (facts(0.5), "Staff see it half a stage further on than people who use services."),
        (facts(1, 2), "Staff see it at least one stage further on than people who use services."),
        (
            facts(0, 1, lower=""),
            (
                "What may be shown leaves open whether people who use services and staff differ. "
                "If they do, it is by one stage at most."
            ),
        ),
    ],
)
def test_apart_sentence__says_who_sees_it_further_on(one: Facts, sentence: str) -> None:
    assert saying.apart_sentence(one, **NAMES) == sentence


def test_uncertainty__is_silent_where_the_difference_is_not_exact() -> None:
    assert saying.uncertainty(facts(1), **NAMES) == ""
    assert saying.measure(facts(1)) == ""


def test_uncertainty__says_when_chance_alone_could_do_it() -> None:
    could_be = facts(1, estimate=-0.3, low=-0.7, high=0.2)

    assert "chance" in saying.uncertainty(could_be, **NAMES)
    assert saying.measure(could_be) == "Cliff’s delta −0.30, 95% interval −0.70 to +0.20"


@pytest.mark.parametrize(
    ("sign", "first"),
    [(-1, "one answer of staff and one of people"), (1, "one answer of people who use services and one of staff")],
)
def test_uncertainty__names_the_side_that_stands_higher(sign: int, first: str) -> None:
    low, high = sorted((sign * 0.9, sign * 0.2))

    assert first in saying.uncertainty(facts(1, estimate=sign * 0.6, low=low, high=high), **NAMES)


def test_middle_in_words__for_each_size() -> None:
    def kept(level: Level, **held: object) -> KeptGroup:
        return KeptGroup(voices=("staff",), side=Side.PROFESSION, whole_side=False, level=level, **held)  # type: ignore[arg-type]

    middle = ordinal.Middle(1, 2)
    told = [
        saying.middle_in_words(kept(Level.NOTHING), STAGES),
        saying.middle_in_words(kept(Level.TOO_FEW), STAGES),
        saying.middle_in_words(kept(Level.BAND, band=ordinal.Band(0, 1)), STAGES),
        saying.middle_in_words(kept(Level.MIDDLE, middle=middle, word=Word.CLOSE), STAGES),
        saying.middle_in_words(kept(Level.SPREAD, n=9, middle=ordinal.Middle(3, 3), spread=(0, 1, 2, 6)), STAGES),
    ]

    assert told == [
        "Nobody gave a stage",
        "Too few to show",
        "Not yet or Engagement",
        "Between Engagement and Development",
        "Transformation",
    ]
