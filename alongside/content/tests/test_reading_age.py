"""What people read while they answer must be plain: words of age 9 to 11, short sentences.

The measure is Flesch–Kincaid's grade (Kincaid et al. 1975), where 4 to 6 is age 9 to 11, with syllables counted
by groups of vowels. A single short sentence makes it jump, so one text may reach 9 while an edition may not
reach 5 on the whole.
"""

import re
from statistics import mean

import pytest

from alongside import content

RATED = [entry.shape for entry in content.load().editions if entry.shape.stages]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z’'-]+", text)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?:]+(?:\s|$)", text) if part.strip()]


def syllables(word: str) -> int:
    letters = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", letters))
    silent = letters.endswith("e") and not letters.endswith(("le", "ee")) and count > 1
    return max(count - silent, 1)


def grade(text: str) -> float:
    said = words(text)
    return 0.39 * len(said) / len(sentences(text)) + 11.8 * sum(map(syllables, said)) / len(said) - 15.59


def longest(text: str) -> int:
    return max(len(words(sentence)) for sentence in sentences(text))


def plain_texts(shape: content.EditionShape) -> list[str]:
    found = [stage.explanation for stage in shape.stages]
    for item in shape.items:
        found += [item.explanation, *item.descriptors.values()]
        found += [question.ask for question in item.questions.values()]
    return found


def easy_texts(shape: content.EditionShape) -> list[str]:
    found = [shape.easy, *(stage.easy for stage in shape.stages)]
    for item in shape.items:
        found += [item.easy, *(question.easy for question in item.questions.values())]
    return found


def test_measure__tells_plain_words_from_hard_ones():
    plain = "Did staff listen to you? Was it kind?"
    hard = "Organisational commitment necessitates comprehensive reconsideration of interprofessional practice."

    assert grade(plain) < 2
    assert grade(hard) > 15


@pytest.mark.parametrize("shape", RATED, ids=lambda shape: shape.slug)
def test_questions_and_descriptors__read_at_age_9_to_11(shape):
    texts = plain_texts(shape)

    assert [text for text in texts if grade(text) > 9] == []
    assert [text for text in texts if longest(text) > 22] == []
    assert mean(grade(text) for text in texts) < 5


@pytest.mark.parametrize("shape", RATED, ids=lambda shape: shape.slug)
def test_easy_read__has_short_sentences_and_short_words(shape):
    texts = easy_texts(shape)

    assert [text for text in texts if longest(text) > 14] == []
    assert [text for text in texts if grade(text) > 8] == []
    assert mean(grade(text) for text in texts) < 3.5


@pytest.mark.parametrize("entry", content.load().editions, ids=lambda entry: entry.shape.slug)
def test_easy_read__is_easy_in_every_edition(entry):
    texts = [entry.shape.easy, *(item.easy for item in entry.shape.items)]

    assert [text for text in texts if longest(text) > 14] == []


@pytest.mark.parametrize("shape", RATED, ids=lambda shape: shape.slug)
def test_words__are_the_kind_ones(shape):
    ours = " ".join([*plain_texts(shape), *easy_texts(shape)]).lower()

    for unkind in ("patient", "service user", "carer", "sufferer", "non-compliant", "mentally ill", "did not attend"):
        assert unkind not in ours, unkind
