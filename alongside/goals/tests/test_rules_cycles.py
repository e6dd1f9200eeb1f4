from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.goals.rules import cycles, library, meter, stems
from alongside.goals.rules.cycles import Decision, Outcome, Result, Scale, Step
from alongside.goals.rules.meter import Facts, Feature

DAY = dt.date(2026, 3, 2)

# From the tables of the paper that the stems follow, run through all of its steps, and from its sample vocabulary.
STEMS = {
    "caresses": "caress", "ponies": "poni", "ties": "ti", "caress": "caress", "cats": "cat", "feed": "feed",
    "agreed": "agre", "plastered": "plaster", "bled": "bled", "motoring": "motor", "sing": "sing",
    "conflated": "conflat", "troubled": "troubl", "sized": "size", "hopping": "hop", "tanned": "tan",
    "falling": "fall", "hissing": "hiss", "fizzed": "fizz", "failing": "fail", "filing": "file", "happy": "happi",
    "sky": "sky", "relational": "relat", "conditional": "condit", "rational": "ration", "digitizer": "digit",
    "operator": "oper", "feudalism": "feudal", "decisiveness": "decis", "hopefulness": "hope",
    "callousness": "callous", "sensitivity": "sensit", "sensibility": "sensibl", "triplicate": "triplic",
    "formative": "form", "formalize": "formal", "electrical": "electr", "hopeful": "hope", "goodness": "good",
    "revival": "reviv", "allowance": "allow", "inference": "infer", "airliner": "airlin", "adjustable": "adjust",
    "defensible": "defens", "irritant": "irrit", "replacement": "replac", "adjustment": "adjust",
    "dependent": "depend", "adoption": "adopt", "communism": "commun", "activate": "activ", "effective": "effect",
    "bowdlerize": "bowdler", "probate": "probat", "rate": "rate", "cease": "ceas", "controlling": "control",
    "roll": "roll", "is": "is", "recovery": "recoveri", "toy": "toi", "opinion": "opinion", "yes": "ye", "box": "box",
    "snowed": "snow", "cell": "cell", "hell": "hell", "say": "sai",
}  # fmt: skip


@pytest.mark.parametrize(("word", "expected"), STEMS.items())
def test_stem__as_the_paper_has_it(word: str, expected: str):
    assert stems.stem(word) == expected


@given(st.text(max_size=200))
def test_stems__are_letters_and_digits_each_once(text: str):
    found = stems.stems_of(text)

    assert len(set(found)) == len(found)
    assert all(stem.isascii() and stem.isalnum() and stem == stem.lower() for stem in found)


def test_stems__leave_out_what_says_nothing_and_join_what_is_the_same():
    assert stems.stems_of("The wards’ welcoming, and the ward's WELCOME") == ("ward", "welcom")
    assert stems.stems_of("cards doors wards", most=2) == ("card", "door")
    assert stems.as_stored(("ward", "welcom")) == "ward welcom"


def test_closeness__is_what_the_shorter_one_shares():
    assert stems.closeness(frozenset("ab"), frozenset("abcd")) == 1
    assert stems.closeness(frozenset("ab"), frozenset("bc")) == 0.5
    assert stems.closeness(frozenset(), frozenset("bc")) == 0


@pytest.mark.parametrize(
    ("done", "step"),
    [(0, Step.PLANNED), (1, Step.RUNNING), (2, Step.DONE), (3, Step.STUDIED), (4, Step.DECIDED)],
)
def test_step__is_read_from_the_dates(done: int, step: Step):
    names = ("started_on", "did_on", "studied_on", "decided_on")
    dates = {name: DAY if at < done else None for at, name in enumerate(names)}

    assert cycles.step_of(**dates) == step


@pytest.mark.parametrize(
    ("started", "study", "studied", "late"),
    [(DAY, DAY, None, True), (None, DAY, None, False), (DAY, None, None, False), (DAY, DAY, DAY, False)],
)
def test_study__is_overdue_after_its_day(started, study, studied, late):
    on = DAY + dt.timedelta(days=1)

    assert cycles.study_is_overdue(started_on=started, study_on=study, studied_on=studied, on=on) is late
    assert not cycles.study_is_overdue(started_on=started, study_on=study, studied_on=studied, on=DAY)


def test_success__is_predicted_first_right_and_kept():
    def success(result=Result.RIGHT, decision=Decision.ADOPT, early=False):
        return cycles.is_a_tested_success(result=result, decision=decision, began_before_written=early)

    assert success()
    assert success(decision=Decision.SPREAD)
    assert not success(result=Result.WRONG)
    assert not success(decision=Decision.ADAPT)
    assert not success(early=True)


def test_voices__a_person_counts_once_in_each():
    acts = [("tom", "staff"), ("tom", "staff"), ("lea", "uses_services"), ("ben", "staff")]

    assert cycles.voices_of(acts) == {"staff": 2, "uses_services": 1}


def days(*numbers: int) -> frozenset[dt.date]:
    return frozenset(DAY + dt.timedelta(days=number) for number in numbers)


def facts(**given: Any) -> Facts:
    usual: dict[str, Any] = {"follows": True, "scale": Scale.ONE, "predicted": True, "figures": days(1)}
    return Facts(**(usual | given))


def test_meter__each_feature_of_a_test_by_itself():
    assert all(meter.of_cycle(facts(figures=days(1, 2, 3))).values())
    without: dict[Feature, dict[str, Any]] = {
        Feature.ITERATIVE: {"follows": False},
        Feature.SMALL_SCALE: {"scale": Scale.TEAM},
        Feature.PREDICTION: {"predicted": False},
        Feature.DATA_OVER_TIME: {"figures": days(1, 2)},
    }
    for feature, change in without.items():
        met = meter.of_cycle(facts(**({"figures": days(1, 2, 3)} | change)))
        assert [one for one, there in met.items() if not there] == [feature]


def test_meter__a_ramp_goes_on_begins_small_and_does_not_grow_after_a_wrong_prediction():
    ramp = [facts(follows=False), facts(scale=Scale.FEW, figures=days(2)), facts(scale=Scale.TEAM, figures=days(1, 3))]

    assert all(meter.of_ramp(ramp).values())
    grew = [facts(follows=False, result=Result.WRONG), facts(scale=Scale.TEAM), facts()]
    assert not meter.of_ramp(grew)[Feature.SMALL_SCALE]
    assert not meter.of_ramp(ramp[:1])[Feature.ITERATIVE]
    assert not meter.of_ramp([ramp[0], facts(follows=False)])[Feature.ITERATIVE]
    assert not meter.of_ramp([facts(scale=Scale.TEAM), facts()])[Feature.SMALL_SCALE]
    assert not meter.of_ramp([*ramp, facts(predicted=False)])[Feature.PREDICTION]
    assert not meter.of_ramp([*ramp[:2], facts()])[Feature.DATA_OVER_TIME]
    assert not any(meter.of_ramp([]).values())


def test_library__says_how_many_tried_and_what_came_of_it():
    assert library.said_of([]) == ""
    assert library.said_of([Outcome.ABANDONED]) == "1 team tried something close: 1 stopped."
    tried = [(1, "ADOPTED", DAY), (1, "ABANDONED", DAY + dt.timedelta(days=1)), (2, "ADAPTED", DAY)]
    assert library.latest_by_team(tried) == {1: "ABANDONED", 2: "ADAPTED"}
