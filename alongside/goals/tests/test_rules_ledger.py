"""Worked examples of the ledger's rules: how deep a voice was, month by month, how long people wait, what is told."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.goals.rules import ledger as rules
from alongside.goals.rules.ledger import Facts, Happened, Level, Month, Spell, Sums, Total


def day(month: int, number: int = 1, year: int = 2026) -> dt.date:
    return dt.date(year, month, number)


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        (Facts(), Level.NOT),
        (Facts(there=["staff"]), Level.ATTENDED),
        (Facts(there=["staff"], proposals=["staff"]), Level.PROPOSED),
        (Facts(proposals=["staff"], keys=["staff"]), Level.CO_SIGNED),
        (Facts(there=["staff"], proposals=["staff"], keys=["staff"], leads=["staff"]), Level.LED),
        (Facts(leads=["leaders"], keys=["leaders"]), Level.NOT),
    ],
)
def test_level__is_the_deepest_thing_a_voice_did(facts: Facts, level: Level):
    assert rules.level_of("staff", facts) == level


def happened(what: str, on: dt.date, by: str = "", voice: str = "", *, again: bool = False) -> Happened:
    return Happened(what, on, by, voice, again)


LIVED, STAFF = ("key_turned", "Lea", "uses_services"), ("key_turned", "Tom", "staff")


def turned(key: tuple[str, str, str], on: dt.date) -> Happened:
    what, by, voice = key
    return happened(what, on, by, voice)


def test_spells__a_goal_with_both_keys_from_its_start_to_its_end():
    story = [turned(LIVED, day(1)), turned(STAFF, day(1)), happened("started", day(2)), happened("verified", day(4))]

    assert rules.spells_of(story) == [Spell(day(2), day(4), full=True)]


def test_spells__opened_again_is_a_stretch_of_its_own():
    story = [
        turned(LIVED, day(1)), happened("started", day(1)), happened("claimed", day(2)), happened("closed", day(2)),
        happened("reopened", day(5)),
    ]  # fmt: skip

    assert rules.spells_of(story) == [Spell(day(1), day(2), full=True), Spell(day(5), None, full=True)]


def test_spells__a_duty_has_no_key_of_people_who_use_services():
    assert rules.spells_of([happened("duty", day(3))]) == [Spell(day(3), None, full=False)]


def test_spells__a_key_that_was_taken_back_does_not_count():
    story = [turned(LIVED, day(1)), happened("key_withdrawn", day(1), "Lea"), happened("started", day(2))]

    assert rules.spells_of(story) == [Spell(day(2), None, full=False)]


def test_spells__taking_back_what_was_not_there_changes_nothing():
    story = [happened("key_withdrawn", day(1), "Lea"), turned(LIVED, day(1)), happened("started", day(2))]

    assert rules.spells_of(story) == [Spell(day(2), None, full=True)]


def test_spells__a_confirmed_spoken_key_counts_by_its_voice():
    story = [happened("key_confirmed", day(1), "Ben", "uses_services"), happened("started", day(2))]

    assert rules.spells_of(story) == [Spell(day(2), None, full=True)]


def test_spells__two_keys_by_code_are_two_keys():
    code = "system:a key by code"
    story = [
        happened("key_turned", day(1), code, "uses_services"), happened("key_turned", day(1), code, "staff"),
        happened("started", day(2)),
    ]  # fmt: skip

    assert rules.spells_of(story) == [Spell(day(2), None, full=True)]


def test_spells__new_words_ask_both_sides_again():
    story = [
        turned(LIVED, day(1)), happened("started", day(1)), happened("changed", day(3), again=True),
        turned(STAFF, day(4)), happened("started", day(4)),
    ]  # fmt: skip

    assert rules.spells_of(story) == [Spell(day(1), day(3), full=True), Spell(day(4), None, full=False)]


def test_spells__whoever_leads_is_a_full_member_without_a_key():
    story = [happened("started", day(1)), happened("parked", day(2)), happened("started", day(3))]

    assert rules.spells_of(story, leads=True) == [Spell(day(1), day(2), full=True), Spell(day(3), None, full=True)]


def test_spells__what_ends_before_it_began_is_nothing():
    assert rules.spells_of([happened("stopped", day(1)), happened("started", day(2)), happened("started", day(3))]) == [
        Spell(day(2), None, full=False)
    ]


def test_months__each_goal_counts_once_in_each_month_until_the_last_whole_one():
    goals = [[Spell(day(1, 20), None, full=True)], [Spell(day(2, 1), day(2, 20), full=False)]]

    assert rules.months_of(goals, on=day(4, 15)) == [
        Month(day(1), 1, 1), Month(day(2), 1, 2), Month(day(3), 1, 1),
    ]  # fmt: skip


def test_months__two_stretches_in_one_month_count_once_and_as_full_when_one_was():
    goals = [[Spell(day(1, 1), day(1, 5), full=False), Spell(day(1, 9), day(1, 20), full=True)]]

    assert rules.months_of(goals, on=day(3)) == [Month(day(1), 1, 1)]


def test_months__go_back_three_years_at_most():
    months = rules.months_of([[Spell(day(1, 1, 2019), None, full=False)]], on=day(4))

    assert len(months) == rules.MONTHS_AT_MOST
    assert (months[0].first, months[-1].first) == (day(4, 1, 2023), day(3))


def test_months__of_nothing_are_none():
    assert rules.months_of([[]], on=day(4)) == []
    assert rules.months_of([[Spell(day(4, 1), None, full=True)]], on=day(4, 20)) == []


@given(
    st.lists(
        st.lists(
            st.builds(
                lambda since, days, full: Spell(since, since + dt.timedelta(days=days), full),
                st.dates(dt.date(2022, 1, 1), dt.date(2026, 6, 1)),
                st.integers(0, 900),
                st.booleans(),
            ),
            max_size=3,
        ),
        max_size=6,
    )
)
def test_months__are_in_order_and_never_hold_more_than_there_are(goals: list[list[Spell]]):
    months = rules.months_of(goals, on=day(6, 10))

    assert [month.first for month in months] == sorted({month.first for month in months})
    for month in months:
        assert 0 <= month.full <= month.goals <= len(goals)
        assert month.first < day(6)


def test_days_to_feedback__until_told_or_until_now():
    assert rules.days_to_feedback(day(1, 1), day(1, 8), on=day(3)) == (7, True)
    assert rules.days_to_feedback(day(1, 1), None, on=day(1, 31)) == (30, False)


def sums(people: int) -> Sums:
    return Sums(people=people, minutes=700, paid=4499, expenses=500, accepted=7, declined=2, not_offered=3)


@pytest.mark.parametrize(
    ("people", "inside", "shown"),
    [(4, True, False), (5, True, True), (5, False, False), (7, False, False), (8, False, True)],
)
def test_total__only_where_enough_people_stand_behind_it(people: int, *, inside: bool, shown: bool):
    assert (rules.total_of(sums(people), inside=inside) is not None) == shown


def test_total__is_rounded_so_that_nobody_s_part_can_be_taken_out():
    told = rules.total_of(sums(8), inside=False)

    assert told == Total(hours=10, paid=40, expenses=10, accepted=5, declined=0, not_offered=5)


@given(st.integers(0, 10**7), st.integers(1, 10**4))
def test_nearest__is_never_further_away_than_half_a_step(value: int, step: int):
    found = rules.nearest(value, step) * step

    assert abs(found - value) * 2 <= step


@pytest.mark.parametrize(
    ("on", "halves"),
    [
        (day(3, 2), [(day(7, 1, 2025), day(1, 1)), (day(1, 1, 2025), day(7, 1, 2025))]),
        (day(7, 1), [(day(1, 1), day(7, 1)), (day(7, 1, 2025), day(1, 1))]),
    ],
)
def test_halves__are_the_last_whole_ones_and_share_no_day(on: dt.date, halves: list[tuple[dt.date, dt.date]]):
    assert rules.halves_counted(on) == halves
    assert rules.half_of(on) == halves[0][1]
