"""Every edition quotes its source exactly, and says all that it must about each item."""

from collections import Counter

import pytest

from alongside import content
from alongside.content.tests.founding_document import DOMAINS, TITLES

LIBRARY = content.load()
VOICES = {"uses_services", "family_and_friends", "staff", "leaders", "partners"}
RATED = ["ten-challenges-2009", "ten-challenges-2017"]


@pytest.mark.parametrize("slug", TITLES)
def test_titles__are_those_of_the_founding_document(slug):
    shape = LIBRARY.edition(slug).shape

    assert [item.title for item in shape.items] == TITLES[slug]


def test_editions__are_those_of_the_founding_document_and_no_others():
    counts = {entry.shape.slug: len(entry.shape.items) for entry in LIBRARY.editions}

    assert counts == {
        "ten-challenges-2009": 10,
        "ten-challenges-2017": 10,
        "pro-recovery-interventions-2014": 10,
        "cost-effective-service-2017": 10,
        "recovery-practice-2011": 16,
        "four-shifts-2017": 4,
        "every-interaction-2017": 5,
        "ten-top-tips-2008": 10,
        "curriculum-understanding-2014": 6,
        "curriculum-skills-2014": 8,
        "curriculum-medical-2014": 9,
        "person-centred-elements-2013": 4,
        "good-experience-2015": 8,
        "person-centred-umbrella-2017": 13,
        "psychiatry-training-2017": 7,
        "core-values-psychiatrists-2017": 0,
        "three-areas-2017": 3,
        "hope-agency-opportunity-2017": 3,
        "chime-2011": 5,
    }


def test_recovery_practice__has_its_sixteen_themes_under_four_domains():
    shape = LIBRARY.edition("recovery-practice-2011").shape
    names = {group.code: group.title for group in shape.groups}

    assert {
        title: [item.title for item in shape.items if names[item.group or ""] == title] for title in names.values()
    } == DOMAINS


def test_medical_curriculum__keeps_the_headings_of_the_source():
    shape = LIBRARY.edition("curriculum-medical-2014").shape

    assert [group.title for group in shape.groups] == [
        "Understanding",
        "Additional understanding",
        "Additional skills",
    ]
    assert Counter(item.group for item in shape.items) == {
        "understanding": 1,
        "more_understanding": 1,
        "more_skills": 7,
    }


def test_four_shifts__say_from_what_to_what():
    shape = LIBRARY.edition("four-shifts-2017").shape

    assert (shape.items[0].moves_from, shape.items[0].moves_to) == (
        "centring on illness and diagnosis",
        "relationships with people, choice and preference",
    )
    assert all(item.moves_from and item.moves_to for item in shape.items)


def test_core_values__give_title_and_source_only():
    shape = LIBRARY.edition("core-values-psychiatrists-2017").shape

    assert shape.name == "Core Values for Psychiatrists"
    assert shape.source.url
    assert shape.source.url.startswith("https://www.rcpsych.ac.uk/")
    assert shape.items == ()


@pytest.mark.parametrize("slug", RATED)
def test_challenges__have_four_stages_descriptors_and_a_question_for_each_voice(slug):
    shape = LIBRARY.edition(slug).shape

    assert [(stage.name, stage.value) for stage in shape.stages] == [
        ("Not yet", 0),
        ("Engagement", 1),
        ("Development", 2),
        ("Transformation", 3),
    ]
    assert all(set(item.questions) == VOICES for item in shape.items)
    assert all(len(set(item.descriptors.values())) == 4 for item in shape.items)


@pytest.mark.parametrize("slug", RATED)
def test_challenges__ask_no_two_voices_of_an_item_the_same(slug):
    for item in LIBRARY.edition(slug).shape.items:
        asked = [question.ask for question in item.questions.values()]

        assert len(set(asked)) == len(asked), item.code


@pytest.mark.parametrize("entry", LIBRARY.editions, ids=lambda entry: entry.shape.slug)
def test_every_edition__says_whose_words_are_whose(entry):
    shape = entry.shape

    assert shape.words.titles == "quoted"
    assert (shape.words.explanations, shape.words.descriptors, shape.words.questions) == ("ours",) * 3
    assert all(item.citation for item in shape.items)
    assert shape.source.citation
    assert shape.source.held_by
    assert "quoted" in shape.licence.quoted or "Only the title" in shape.licence.quoted


def test_voices__are_five_on_two_sides():
    sides = {entry.shape.code: entry.shape.side for entry in LIBRARY.voices}

    assert sides == {
        "uses_services": "lived_experience",
        "family_and_friends": "lived_experience",
        "staff": "profession",
        "leaders": "profession",
        "partners": "profession",
    }


def test_crosswalk__lets_a_trend_line_run_only_where_the_wording_stayed():
    (walk,) = LIBRARY.crosswalks
    before = {item.code: item.title for item in LIBRARY.edition(walk.shape.older).shape.items}
    after = {item.code: item.title for item in LIBRARY.edition(walk.shape.newer).shape.items}

    across = [(link.older, link.newer) for link in walk.shape.links if link.series == "continuous"]

    assert across == [("c1", "c1"), ("c5", "c5"), ("c8", "c8"), ("c9", "c9")]
    assert all(_words(before[old or ""]) == _words(after[new or ""]) for old, new in across)
    assert [link.relation for link in walk.shape.links] == [
        "equal", "overlaps", "overlaps", "broader", "equal", "broader", "broader", "equal", "equal", "overlaps",
    ]  # fmt: skip


def _words(title: str) -> str:
    return title.replace("‘", "").replace("’", "").replace("isation", "ization")
