from __future__ import annotations

import re

import pytest

from alongside.assessments.rules import WORDS_AT_MOST
from alongside.demo import cast
from alongside.demo.words.positions import TALKS
from alongside.demo.words.quotes import QUOTES

ALL = [words for voices in QUOTES.values() for said in voices.values() for words in (*said.low, *said.high)]
NEVER = r"schizo\w*|bipolar|psycho\w*|depress\w*|borderline|disorder|patient|patients|sufferer\w*|suicid\w*|diagnos\w*"


def test_there_are_enough_words_and_none_twice():
    assert len(ALL) >= 120
    assert len(set(ALL)) == len(ALL)


def test_every_voice_has_something_to_say_on_every_challenge():
    assert set(QUOTES) == set(TALKS) == set(range(1, 11))
    assert {voice for voices in QUOTES.values() for voice in voices} == {
        "uses_services", "family_and_friends", "staff", "leaders", "partners",
    }  # fmt: skip
    assert all(said.low and said.high for voices in QUOTES.values() for said in voices.values())


@pytest.mark.parametrize("words", ALL)
def test_words_are_short_and_name_nobody_and_no_illness(words: str):
    names = set(re.findall(r"\w+", words)) & {*cast.FIRST_NAMES, *cast.LAST_NAMES} - {"Grace", "Stone", "Hall"}

    assert len(words) <= min(WORDS_AT_MOST, 140)
    assert not re.search(NEVER, words.lower())
    assert not names


def test_the_programme_has_twenty_nine_sites_with_names_of_their_own():
    assert len({card.name for card in cast.SITES}) == 29
    assert len(set(cast.FIRST_NAMES)) == len(cast.FIRST_NAMES)
    assert len(set(cast.LAST_NAMES)) == len(cast.LAST_NAMES)
