"""The pure decisions: what an answer may say, whose keys fit, when time is up."""

import datetime as dt

import pytest

from alongside.assessments import rules
from alongside.assessments.rules import Answer, Silence, Sure

DAY = dt.date(2026, 3, 2)
MORNING = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "a stage or a silence"),
        ({"stage": 1, "silence": Silence.DECLINED}, "a stage or a silence"),
        ({"stage": 4}, "0, 1, 2 or 3"),
        ({"stage": -1}, "0, 1, 2 or 3"),
        ({"stage": 1, "words": "x" * 601}, "at most 600"),
    ],
)
def test_answer__refuses_what_nobody_can_say(given: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Answer(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(stage=0),
        Answer(silence=Silence.NOT_SAFE),
        Answer(stage=3, sure=Sure.VERY, words="It was kind.", offered=True),
    ],
)
def test_answer__comes_back_as_it_was_kept(answer: Answer) -> None:
    assert Answer.from_dict(answer.as_dict()) == answer


@pytest.mark.parametrize(
    ("same_side", "same_person", "one_sided", "fit"),
    [
        (False, False, False, True),
        (True, False, False, False),
        (True, False, True, True),
        (False, True, False, False),
        (True, True, True, False),
    ],
)
def test_keys_fit(*, same_side: bool, same_person: bool, one_sided: bool, fit: bool) -> None:
    second = rules.PROFESSION if same_side else rules.LIVED_EXPERIENCE
    given = {"first_side": rules.PROFESSION, "second_side": second, "same_person": same_person, "one_sided": one_sided}

    assert rules.keys_fit(**given) is fit  # type: ignore[arg-type]


def test_key_lapses_after_24_hours_to_the_second() -> None:
    turned = MORNING - rules.KEY_LAPSES_AFTER

    assert rules.key_has_lapsed(turned_at=turned, at=MORNING)
    assert not rules.key_has_lapsed(turned_at=turned + dt.timedelta(seconds=1), at=MORNING)


def test_answers_are_taken_through_the_last_day_of_an_open_round() -> None:
    assert rules.takes_answers(state="OPEN", closes_on=DAY, on=DAY)
    assert not rules.takes_answers(state="OPEN", closes_on=DAY, on=DAY + dt.timedelta(days=1))
    assert not rules.takes_answers(state="CLOSED", closes_on=DAY, on=DAY)


@pytest.mark.parametrize(
    ("sides", "called"),
    [
        ((rules.PROFESSION, rules.LIVED_EXPERIENCE), ""),
        ((rules.PROFESSION,), "staff only"),
        ((rules.LIVED_EXPERIENCE,), "lived experience only"),
        ((), "nobody"),
    ],
)
def test_a_round_is_called_by_who_agreed_it(sides: tuple[str, ...], called: str) -> None:
    assert rules.agreed_by(sides) == called


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({"own": 12, "paper": 5, "kiosk": 0}, {"own": "exactly", "paper": "exactly", "kiosk": "nobody"}),
        ({"own": 12, "paper": 4, "kiosk": 0}, {"own": "enough", "paper": "few", "kiosk": "nobody"}),
        ({"own": 1, "paper": 5}, {"own": "few", "paper": "enough"}),
        ({"own": 0}, {"own": "nobody"}),
        ({}, {}),
    ],
    ids=["all enough", "one is few", "the smallest", "nobody", "none"],
)
def test_may_be_told__nothing_from_which_a_few_could_be_reckoned(counts: dict[str, int], told: dict[str, str]):
    assert rules.may_be_told(counts, smallest=5) == told


@pytest.mark.parametrize(
    ("belongs_at", "could_reveal", "may"),
    [
        ((), False, True),
        (("p1/s2/",), False, True),
        (("p1/s1/t2/", "p1/"), False, True),
        (("p1/s1/t20/",), False, True),
        (("p1/s1/",), True, False),
        (("p1/s2/", "p1/s1/t1/"), False, False),
        (("p1/s1/t1/x/",), False, False),
    ],
)
def test_types_from_outside(*, belongs_at: tuple[str, ...], could_reveal: bool, may: bool) -> None:
    scope = "p1/s1/t1/"
    assert rules.types_from_outside(belongs_at=belongs_at, scope=scope, could_reveal=could_reveal) is may
