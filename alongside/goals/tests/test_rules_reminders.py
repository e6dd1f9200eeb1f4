from __future__ import annotations

import datetime as dt

import pytest

from alongside.goals.rules.forgotten import AFTER, MENDED_WITH, SEEN_WITH, Kind, key_to_turn, since_at_the_latest
from alongside.goals.rules.forgotten_words import CLEAR, HEADINGS, MENDS, counted
from alongside.goals.rules.goals import LIVED_EXPERIENCE, PROFESSION
from alongside.goals.rules.reminders import TITLES, WHOSE, Coming, is_letter_time, letter, week_of

MONDAY = dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "time", "due"),
    [
        (0, "06:59", False), (0, "07:00", True), (0, "23:59", True), (1, "00:00", True), (2, "23:59", True),
        (3, "00:00", False), (6, "12:00", False),
    ],
)  # fmt: skip
def test_letters_go_from_monday_at_seven_until_wednesday_ends(day: int, time: str, due: bool):
    at = dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time.fromisoformat(time), tzinfo=dt.UTC)

    assert is_letter_time(at) is due


@pytest.mark.parametrize(
    ("day", "week"),
    [("2026-03-02", "2026-W10"), ("2026-03-08", "2026-W10"), ("2027-01-01", "2026-W53"), ("2024-12-30", "2025-W01")],
)
def test_a_week_is_that_of_the_iso_calendar(day: str, week: str):
    assert week_of(dt.date.fromisoformat(day)) == week


def test_letter__says_what_waits_and_what_comes_and_how_to_end_it():
    coming = [(Coming.STUDY, MONDAY + dt.timedelta(days=3)), (Coming.REVIEW, MONDAY)]

    said = letter(
        {Kind.KEY: 2, Kind.STUDY: 1, Kind.GAP: 0}, coming, url="https://a.example", stop="https://a.example/s/"
    )

    assert said == (
        "Hello,\n\n"
        "This waits for you:\n\n"
        "- 1 test waits for its result to be looked at\n"
        "- 2 goals wait for a key\n\n"
        "Each with the page that mends it: https://a.example/forgotten/\n\n"
        "In the next seven days:\n\n"
        "- Monday 2 March: review of goals\n"
        "- Thursday 5 March: look at the result of a test\n\n"
        "You sign in to see more. This letter names no person, no place and no topic on purpose.\n\n"
        "It comes once a week at most, and only when something waits. No more of these letters: https://a.example/s/\n"
    )


def test_letter__leaves_out_what_there_is_none_of_and_says_nothing_of_nothing():
    only_days = letter({}, [(Coming.DUE, MONDAY)], url="u", stop="s")
    only_waits = letter({Kind.TELL: 1}, [], url="u", stop="s")

    assert "This waits" not in only_days
    assert "next seven days" not in only_waits
    assert letter({Kind.TELL: 0}, [], url="u", stop="s") == ""


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_words_its_day_and_its_rights(kind: Kind):
    tables = (HEADINGS, CLEAR, MENDS, AFTER, SEEN_WITH, MENDED_WITH)
    assert all(kind in table for table in tables)
    assert since_at_the_latest(kind, on=MONDAY) == MONDAY - AFTER[kind]
    assert counted(kind, 1).startswith("1 ")
    assert counted(kind, 12).startswith("12 ")


def test_everything_that_comes_has_a_title_and_somebody_whose_it_is():
    assert set(TITLES) == set(WHOSE) == set(Coming)


def test_no_title_names_a_person_a_place_or_a_topic():
    assert set(TITLES.values()) == {
        "Review of goals", "Look at the result of a test", "Something promised at a review is due", "A goal is due",
        "Last day of a round",
    }  # fmt: skip


BOTH = (LIVED_EXPERIENCE, PROFESSION)


@pytest.mark.parametrize(
    ("counts", "hands", "stands_for", "side"),
    [
        ((), {}, BOTH, LIVED_EXPERIENCE),
        ((), {}, (PROFESSION,), PROFESSION),
        ((), {}, (), ""),
        ((PROFESSION,), {PROFESSION: ["tom"]}, (LIVED_EXPERIENCE,), LIVED_EXPERIENCE),
        ((PROFESSION,), {PROFESSION: ["me"]}, (LIVED_EXPERIENCE,), ""),
        ((PROFESSION,), {PROFESSION: ["tom"]}, (PROFESSION,), ""),
        ((), {LIVED_EXPERIENCE: [None, "me"]}, (LIVED_EXPERIENCE,), ""),
        (BOTH, {}, BOTH, ""),
    ],
)
def test_a_key_waits_for_those_of_its_side_without_a_part_in_the_other(
    counts: tuple[str, ...], hands: dict[str, list[object]], stands_for: tuple[str, ...], side: str
):
    assert key_to_turn("me", counts=counts, hands=hands, stands_for=stands_for) == side
