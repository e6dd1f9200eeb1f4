"""What is kept of a round's answers, case by case. That nobody is worked out from it: `test_solver.py`."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.numerics import disclosure
from alongside.numerics.disclosure import Kept, KeptGroup, Level, Side, Told, VoiceCounts, Word
from alongside.numerics.ordinal import Band, Middle

LIVED, PROFESSION = Side.LIVED_EXPERIENCE, Side.PROFESSION

stages = st.tuples(*[st.integers(0, 6)] * 4)
voices = st.builds(
    lambda voice, stages, silences, waive: VoiceCounts(
        voice,
        LIVED if voice in ("users", "family") else PROFESSION,
        stages,
        silences,
        all_waive=waive,
    ),
    st.sampled_from(["users", "family", "staff", "leaders", "partners"]),
    stages,
    st.dictionaries(st.sampled_from([*disclosure.Silence]), st.integers(0, 9)),
    st.booleans(),
)
items = st.lists(voices, max_size=5, unique_by=lambda counts: counts.voice)


def users(low: int, second: int, third: int, high: int, **rest: Any) -> VoiceCounts:
    return VoiceCounts("users", LIVED, (low, second, third, high), **rest)


def family(low: int, second: int, third: int, high: int, **rest: Any) -> VoiceCounts:
    return VoiceCounts("family", LIVED, (low, second, third, high), **rest)


def levels(*counts: VoiceCounts, **sizes: int) -> list[tuple[tuple[str, ...], Level]]:
    return [(group.voices, group.level) for group in disclosure.keep(counts, **sizes).groups]


BOTH = ("users", "family")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([users(1, 2, 1, 0)], [(("users",), Level.TOO_FEW)]),
        ([users(1, 2, 2, 0)], [(("users",), Level.MIDDLE)]),
        ([users(1, 2, 2, 2)], [(("users",), Level.MIDDLE)]),
        ([users(1, 2, 2, 3)], [(("users",), Level.SPREAD)]),
        # Nearly everybody on one stage: at eight the rule itself, at five and six because a middle would leak.
        ([users(6, 2, 0, 0)], [(("users",), Level.BAND)]),
        ([users(5, 2, 0, 1)], [(("users",), Level.SPREAD)]),
        ([users(3, 2, 0, 0)], [(("users",), Level.BAND)]),
        ([users(0, 0, 4, 2)], [(("users",), Level.BAND)]),
        ([users(3, 3, 0, 0)], [(("users",), Level.MIDDLE)]),
        ([users(5, 2, 0, 0)], [(("users",), Level.MIDDLE)]),
        # Each voice has none or at least five: each stands alone.
        ([users(2, 2, 2, 2), family(1, 1, 1, 2)], [(("users",), Level.SPREAD), (("family",), Level.MIDDLE)]),
        ([users(2, 2, 2, 2), family(0, 0, 0, 0)], [(("users",), Level.SPREAD), (("family",), Level.NOTHING)]),
        # One is smaller: the side is one group, if it has five together.
        ([users(2, 2, 2, 2), family(0, 0, 0, 1)], [(BOTH, Level.SPREAD)]),
        ([users(1, 1, 1, 0), family(0, 0, 1, 1)], [(BOTH, Level.MIDDLE)]),
        ([users(1, 1, 1, 0), family(0, 0, 0, 1)], [(BOTH, Level.TOO_FEW)]),
        ([users(1, 1, 1, 0), family(0, 0, 0, 0)], [(BOTH, Level.TOO_FEW)]),
        # A few people who are all silent are not "none": standing apart would tell their silence.
        ([users(2, 2, 2, 2), family(0, 0, 0, 0, silences={"not_safe": 1})], [(BOTH, Level.SPREAD)]),
        ([users(2, 2, 2, 2), family(0, 0, 0, 0, ballots=4)], [(BOTH, Level.SPREAD)]),
        ([users(0, 0, 0, 0), family(0, 0, 0, 0, ballots=4)], [(BOTH, Level.TOO_FEW)]),
        (
            [users(2, 2, 2, 2), family(0, 0, 0, 0, ballots=5)],
            [(("users",), Level.SPREAD), (("family",), Level.NOTHING)],
        ),
    ],
)
def test_levels(counts, expected):
    assert levels(*counts) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        # The small voice shows its own answers and leaves the side's group, or the rest could be taken off it.
        ([users(2, 2, 2, 2), family(1, 0, 0, 1, all_waive=True)], [Level.SPREAD, Level.OPEN]),
        ([users(1, 1, 1, 0), family(1, 0, 0, 1, all_waive=True)], [Level.OPEN, Level.TOO_FEW]),
        ([users(1, 1, 1, 0, all_waive=True), family(1, 0, 0, 1, all_waive=True)], [Level.OPEN, Level.OPEN]),
        # It covers fewer than five, and stage answers only: nobody's silence is told by it.
        ([users(2, 2, 2, 0, all_waive=True), family(1, 0, 0, 1)], [Level.SPREAD]),
        ([users(2, 2, 2, 2), family(0, 0, 0, 0, all_waive=True, ballots=2)], [Level.SPREAD, Level.TOO_FEW]),
        ([users(2, 2, 2, 2), family(0, 0, 0, 0, all_waive=True, ballots=6)], [Level.SPREAD, Level.NOTHING]),
        ([users(2, 2, 2, 2), family(0, 0, 0, 0, all_waive=True)], [Level.SPREAD, Level.NOTHING]),
    ],
)
def test_a_voice_may_allow_its_few_answers_to_be_shown(counts, expected):
    assert [group.level for group in disclosure.keep(counts).groups] == expected


def test_what_was_allowed_for_fewer_than_five_is_not_widened_by_a_stricter_minimum():
    assert levels(users(2, 2, 2, 0, all_waive=True), minimum=8) == [(("users",), Level.TOO_FEW)]


def test_a_waived_voice_shows_its_stages_but_not_its_silence():
    counts = family(1, 0, 0, 1, all_waive=True, silences={"not_safe": 1}, sure={"very": 1})
    [group] = disclosure.keep([counts]).groups
    assert (group.level, group.n, group.spread) == (Level.OPEN, 2, (1, 0, 0, 1))
    assert group.middle == Middle(0, 3)
    assert group.silences == group.sure == ()


def test_sides_are_judged_apart():
    staff = VoiceCounts("staff", PROFESSION, (0, 0, 1, 0))
    kept = disclosure.keep([staff, users(2, 2, 2, 2)])
    assert [(g.side, g.level) for g in kept.groups] == [(PROFESSION, Level.TOO_FEW), (LIVED, Level.SPREAD)]
    assert kept.of_side(LIVED) == (kept.of_voice("users"),)
    assert kept.of_voice("partners") is None


def test_what_each_level_tells():
    [middle] = disclosure.keep([users(0, 2, 2, 2)]).groups
    assert (middle.middle, middle.word, middle.n, middle.spread) == (Middle(2, 2), Word.SPREAD, None, None)
    [band] = disclosure.keep([users(0, 0, 9, 1)]).groups
    assert (band.band, band.middle, band.n, band.reading) == (Band(2, 3), None, None, Band(2, 3))
    [spread] = disclosure.keep([users(1, 2, 3, 4)]).groups
    assert (spread.spread, spread.n, spread.reading) == ((1, 2, 3, 4), 10, Middle(2, 2))
    [few] = disclosure.keep([users(1, 0, 0, 0)]).groups
    assert few.as_dict() == {
        "voices": ["users"],
        "side": "lived_experience",
        "whole_side": True,
        "level": "TOO_FEW",
    }


@pytest.mark.parametrize(("stage", "band"), [(0, Band(0, 1)), (1, Band(0, 1)), (2, Band(2, 3)), (3, Band(2, 3))])
def test_a_band_is_a_fixed_half_of_the_scale(stage, band):
    counts = [1] * 4
    counts[stage] = 20
    counts[(stage + 1) % 4] = 0
    [group] = disclosure.keep([users(*counts)]).groups
    assert group.band == band


@pytest.mark.parametrize(
    ("silences", "told"),
    [
        ({"not_safe": 4, "declined": 5}, [("declined", 5)]),
        ({"not_safe": 9}, [("not_safe", 5)]),
        ({"not_safe": 10}, [("not_safe", 10)]),
        ({"not_safe": 14}, [("not_safe", 10)]),
    ],
)
def test_silences_are_told_from_five_in_round_numbers(silences, told):
    [group] = disclosure.keep([users(2, 2, 2, 2, silences=silences)]).groups
    assert [(t.code, t.people) for t in group.silences] == told
    assert not any(t.exact for t in group.silences)
    assert group.not_safe_said == ("not_safe" in dict(told))


@pytest.mark.parametrize(("silent", "told"), [(7, ()), (8, (Told("not_safe", 5),)), (5, ())])
def test_a_silence_of_nearly_everybody_is_told_only_if_it_settles_nobody(silent, told):
    """Seven of seven, told as "at least five": two who know they are not among them know the five."""
    [group] = disclosure.keep([users(0, 0, 0, 0, silences={"not_safe": silent})]).groups
    assert group.silences == told


def test_those_who_left_an_item_out_hide_those_who_were_silent():
    [group] = disclosure.keep([users(0, 0, 0, 0, silences={"not_safe": 6}, ballots=9)]).groups
    assert (group.level, group.silences) == (Level.NOTHING, (Told("not_safe", 5),))


def test_how_sure_obeys_the_same_sizes():
    [group] = disclosure.keep([users(3, 3, 3, 3, sure={"very": 7, "fairly": 4})]).groups
    assert group.sure == (Told("very", 5),)
    [group] = disclosure.keep([users(2, 2, 2, 1, sure={"very": 7})]).groups
    assert group.sure == ()


def test_silences_of_a_side_are_told_of_the_side():
    """No voice of a side that stands as one group is told apart by its silences either."""
    kept = disclosure.keep([users(2, 2, 2, 2, silences={"declined": 5}), family(1, 0, 0, 0, silences={"declined": 5})])
    assert [group.silences for group in kept.groups] == [(Told("declined", 10),)]


@pytest.mark.parametrize(
    ("lived", "expected"),
    [
        ((0, 0), [("users", Level.NOTHING), ("family", Level.NOTHING)]),
        ((5, 0), [("users", Level.MIDDLE), ("family", Level.NOTHING)]),
        ((8, 6), [("users", Level.SPREAD), ("family", Level.MIDDLE)]),
        ((4, 3), [("users family", Level.MIDDLE)]),
        ((2, 2), [("users family", Level.TOO_FEW)]),
    ],
)
def test_what_can_be_foreseen(lived, expected):
    asked = [("users", LIVED, lived[0]), ("family", LIVED, lived[1])]
    foreseen = disclosure.foresee(asked)
    assert [(" ".join(group.voices), group.level) for group in foreseen] == expected


@given(st.integers(0, 40), st.integers(5, 12), st.integers(12, 20))
def test_what_is_foreseen_is_what_the_sizes_say(people, minimum, full):
    [group] = disclosure.foresee([("users", LIVED, people)], minimum=minimum, full=full)
    if people == 0:
        assert group.level is Level.NOTHING
    elif people < minimum:
        assert group.level is Level.TOO_FEW
    else:
        assert group.level is (Level.SPREAD if people >= full else Level.MIDDLE)


def test_an_open_room_sees_each_voice_as_it_is():
    kept = disclosure.open_view([users(1, 0, 0, 1, silences={"not_safe": 1, "declined": 0}), family(0, 0, 0, 0)])
    assert kept.open_room
    first, second = kept.groups
    assert (first.level, first.spread, first.n) == (Level.OPEN, (1, 0, 0, 1), 2)
    assert first.silences == (Told("not_safe", 1, exact=True),)
    assert (second.level, second.reading) == (Level.NOTHING, None)
    assert Kept.from_dict(json.loads(json.dumps(kept.as_dict()))) == kept


@pytest.mark.parametrize("door", [disclosure.keep, disclosure.open_view])
def test_a_voice_is_counted_once(door):
    with pytest.raises(ValueError, match=r"^each voice is counted once$"):
        door([users(1, 1, 1, 1), users(1, 1, 1, 1)])


@pytest.mark.parametrize(("minimum", "full"), [(4, 8), (5, 7), (9, 8)])
def test_sizes_may_only_be_stricter(minimum, full):
    with pytest.raises(ValueError, match="stricter"):
        disclosure.keep([], minimum=minimum, full=full)


@pytest.mark.parametrize(
    "wrong",
    [
        {"silences": {"declined": -1}},
        {"sure": {"very": -1}},
        {"sure": {"very": 3, "fairly": 2}},
        {"silences": {"shy": 1}},
        {"silences": {"declined": 2}, "ballots": 5},
    ],
)
def test_counts_that_no_ballots_can_say(wrong):
    with pytest.raises(ValueError, match=r"start at 0|how sure|Silence|fewer ballots"):
        users(1, 1, 1, 1, **wrong)


def test_a_group_cannot_hold_what_its_level_may_not():
    with pytest.raises(ValueError, match="TOO_FEW holds"):
        KeptGroup(("users",), LIVED, whole_side=False, level=Level.TOO_FEW, n=3)
    stored = disclosure.keep([users(1, 2, 3, 4)]).as_dict()
    stored["groups"][0]["level"] = "MIDDLE"
    with pytest.raises(ValueError, match="MIDDLE holds"):
        Kept.from_dict(stored)


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (1, 1, 1)])
def test_nothing_is_close_about_no_answers(counts):
    with pytest.raises(ValueError, match=r"no answers|four counts"):
        disclosure.closeness(counts)


def test_gaps_come_from_what_is_kept_widest_first():
    kept = disclosure.keep(
        [
            users(9, 1, 0, 0),
            VoiceCounts("staff", PROFESSION, (0, 0, 3, 4)),
            VoiceCounts("leaders", PROFESSION, (0, 0, 0, 9)),
            VoiceCounts("partners", PROFESSION, (0, 0, 0, 0)),
        ]
    )
    found = [(a.voices + b.voices, distance.fewest) for a, b, distance in disclosure.gaps(kept)]
    assert found == [(("users", "staff"), 2.0), (("users", "leaders"), 1.0)]


@given(items)
def test_storage_gives_back_what_was_kept(item):
    kept = disclosure.keep(item)
    assert Kept.from_dict(json.loads(json.dumps(kept.as_dict()))) == kept
    assert [VoiceCounts.from_dict(json.loads(json.dumps(c.as_dict()))) for c in item] == item


@given(items)
def test_every_voice_that_was_asked_is_covered_once(item):
    covered = [voice for group in disclosure.keep(item).groups for voice in group.voices]
    assert sorted(covered) == sorted(counts.voice for counts in item)


@given(items)
def test_a_side_is_never_shown_beside_its_parts(item):
    kept = disclosure.keep(item)
    for group in kept.groups:
        if group.whole_side:
            others = [other for other in kept.of_side(group.side) if other is not group]
            assert all(other.level in (Level.OPEN, Level.TOO_FEW) for other in others)
            waived = {counts.voice for counts in item if counts.all_waive}
            assert all(set(other.voices) <= waived for other in others)


@given(items)
def test_nothing_stored_is_a_number_below_its_size(item):
    waived = {counts.voice for counts in item if counts.all_waive}
    for group in disclosure.keep(item).groups:
        if not set(group.voices) <= waived:
            assert group.n is None or group.n >= 8
        assert all(told.people >= 5 for told in group.silences + group.sure)


NO_MORE = {
    Level.NOTHING: {Level.NOTHING, Level.TOO_FEW},
    Level.TOO_FEW: {Level.TOO_FEW},
    Level.BAND: {Level.BAND, Level.TOO_FEW},
    Level.MIDDLE: {Level.MIDDLE, Level.TOO_FEW},
    Level.SPREAD: {Level.SPREAD, Level.MIDDLE, Level.TOO_FEW},
    Level.OPEN: {Level.OPEN},
}


@given(items, st.integers(5, 12), st.integers(12, 15))
def test_stricter_sizes_never_tell_more(item, minimum, full):
    usual = disclosure.keep(item)
    for strict in disclosure.keep(item, minimum=minimum, full=full).groups:
        same = usual.of_voice(strict.voices[0])
        assert same is not None
        if same.voices != strict.voices:
            assert strict.whole_side
            continue
        assert strict.level in NO_MORE[same.level]
        assert set(strict.silences) <= set(same.silences)
        assert set(strict.sure) <= set(same.sure)


def test_a_stricter_full_size_does_not_bring_back_the_middle_of_the_nearly_unanimous():
    assert levels(users(7, 1, 0, 0), full=12) == [(("users",), Level.BAND)]
