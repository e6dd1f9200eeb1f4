"""When two people have decided, and which side somebody speaks for."""

from __future__ import annotations

import pytest

from alongside.keeping_safe.rules import Key, Verdict, decided, side_for

LIVED, PROFESSION = "lived_experience", "profession"
ERASE, SHOW = Verdict.ERASE, Verdict.SHOW


@pytest.mark.parametrize(
    ("keys", "came"),
    [
        ([], None),
        ([Key("ada", PROFESSION, ERASE)], None),
        ([Key("ada", PROFESSION, ERASE), Key("bea", LIVED, SHOW)], None),
        ([Key("ada", PROFESSION, ERASE), Key("tom", PROFESSION, ERASE)], None),
        ([Key("ada", PROFESSION, ERASE), Key("ada", LIVED, ERASE)], None),
        ([Key("ada", PROFESSION, ERASE), Key("bea", LIVED, ERASE)], ERASE),
        ([Key("ada", PROFESSION, SHOW), Key("tom", PROFESSION, ERASE), Key("bea", LIVED, SHOW)], SHOW),
    ],
)
def test_two_people_of_different_sides_decide(keys: list[Key], came: Verdict | None):
    assert decided(keys) == came


@pytest.mark.parametrize(
    ("stands", "keys", "side"),
    [
        ([], [], ""),
        ([LIVED], [], LIVED),
        ([LIVED], [Key("lea", LIVED, ERASE)], LIVED),
        ([LIVED, PROFESSION], [Key("ada", LIVED, ERASE)], PROFESSION),
        ([LIVED, PROFESSION], [Key("dora", PROFESSION, ERASE)], PROFESSION),
        ([LIVED, PROFESSION], [Key("ada", LIVED, ERASE), Key("bea", PROFESSION, SHOW)], LIVED),
    ],
)
def test_somebody_speaks_for_one_side(stands: list[str], keys: list[Key], side: str):
    assert side_for(stands, keys, user="dora") == side
