from __future__ import annotations

import pytest

from alongside.accounts import rules


@pytest.mark.parametrize(
    "password",
    [
        "purple kettle marmot",
        "correct horse battery",
        "llwyfân a thŷ bach",
        "🦔🍏🚲🌧️🎻🧶☕📚🪁🐌🌿🪵",
        "Ada likes walking by the sea",
        "a1b2c3d4e5f6g7",
        "x" * 60 + "abcdefg hjk" * 6,
    ],
)
def test_is_easily_guessed__not_what_people_make_up(password):
    assert not rules.is_easily_guessed(password, about=("Ada Elm", "ada@example.org"))


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "Password1234!",
        "123456789012",
        "098765432109",
        "abcdefghijkl",
        "qwertyuiopas",
        "poiuytrewq",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcabcabcabc",
        "alongside2026",
        "Recovery!2026",
        "adaelm123456",
        "Ada Elm 2026",
        "ada@example.org",
        "liverpool2026",
    ],
)
def test_is_easily_guessed__what_is_tried_first(password):
    assert rules.is_easily_guessed(password, about=("Ada Elm", "ada@example.org"))


def test_is_easily_guessed__a_name_is_only_bad_for_its_owner():
    assert rules.is_easily_guessed("Margaret2026", about=("Margaret Ash",))
    assert not rules.is_easily_guessed("Margaret2026", about=("Ada Elm",))


def test_is_easily_guessed__nothing_at_all():
    assert rules.is_easily_guessed("")


def test_normalised__is_one_spelling_whatever_the_keyboard():
    assert rules.normalised("thŷ") == rules.normalised("thŷ")
    assert rules.normalised("ﬁsh") == "fish"
