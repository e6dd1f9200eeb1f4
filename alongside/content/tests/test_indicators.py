"""The library of measures: what it holds, and that wrong definitions are refused with the line and a sentence."""

import shutil
from statistics import mean

import pytest

from alongside import content
from alongside.content.tests.test_reading_age import grade, longest

LIBRARY = content.load()
DEFINED = [entry.shape for entry in LIBRARY.indicators]
BY_CODE = {shape.indicator.code: shape for shape in DEFINED}

SMALL = """\
theme: {code: ours, order: 1, name: Ours, easy: Ours.}
language: en
words: ours
baseline: The first 12 months.
licence: Ours.
indicators:
  - code: kept-promises
    edition: "1"
    name: Promises kept
    easy: They did it.
    definition: How many promises were kept.
    why: Because.
    numerator: Kept
    denominator: Made
    unit: "%"
    direction: increase
    counts: percent
    period: month
    profile: shewhart
    chart: p
    multiply: 100
    least: 0
    most: 100
    source: {citation: Us}
    collection: {who: Us, how: A list, minutes: 5}
    problems: [None known.]
"""

FOUNDING = {
    "more-choice": "more choice, so services are designed around individuals and not staff",
    "more-self-management": (
        "more of a focus on self-management, which is a far more sustainable way of approaching mental health"
    ),
    "more-equal-relationship": "making the clinician/patient relationship more equal, which is how it should be",
}


def said(text: str) -> str:
    with pytest.raises(content.ContentError) as refused:
        content.read_indicators(text, name="ours.yaml")
    return str(refused.value)


def test_small_file__is_right_and_takes_what_the_file_says_for_all():
    (entry,) = content.read_indicators(SMALL, name="ours.yaml")

    assert entry.key == "uploaded/indicators/kept-promises/1"
    assert (entry.shape.baseline, entry.shape.licence) == ("The first 12 months.", "Ours.")


def test_another_indicator_in_a_file__changes_no_checksum_of_the_first():
    _, _, body = SMALL.partition("indicators:\n")
    both = SMALL + body.replace("kept-promises", "more-promises")

    first, second = content.read_indicators(both, name="ours.yaml")

    assert first.checksum == content.read_indicators(SMALL, name="ours.yaml")[0].checksum
    assert second.checksum != first.checksum


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("chart: p\n", "chart: p\n    profile: nhs\n", "ours.yaml, line 21: “profile” is there twice."),
        ("profile: shewhart", "profile: nhs", "ours.yaml, line 20: The “nhs” profile draws the “i” chart only."),
        ("    denominator: Made\n", "", "ours.yaml, line 19: A “p” chart divides: say by what in “denominator”."),
        ("    numerator: Kept\n", "", "ours.yaml, line 13: Something is divided: say what in “numerator”."),
        ("period: month", "period: event",
         "ours.yaml, line 18: The charts “t” and “g” have one point per event, and no other chart has."),
        ("most: 100", "most: 90", "ours.yaml, line 23: A proportion shown per 100 lies between 0 and 100."),
        ("least: 0\n    most: 100", "least: 5\n    most: 5",
         ("ours.yaml, line 23: The largest value (5) should be more than the smallest (5).\n"
          "ours.yaml, line 23: A proportion shown per 100 lies between 0 and 100.")),
        ("source:", "target: {value: 120, why: Too much.}\n    source:",
         "ours.yaml, line 24: The target (120) lies outside what is possible."),
        ("problems:", "restrictive: true\n    problems:",
         ("ours.yaml, line 26: “kept-promises” counts a restrictive practice: "
          "it needs either “balancing” or “no_balancing”.")),
        ("problems:", "no_balancing: Because.\n    problems:",
         "ours.yaml, line 26: Only a restrictive practice has to say why nothing is read beside it."),
        ("problems:", "balancing: [kept-promises]\n    problems:",
         "ours.yaml, line 26: “kept-promises” cannot be read beside itself."),
        ("problems: [None known.]", "problems: []",
         ("ours.yaml, line 26: “problems” (in indicators › 1): tuple should have at least 1 item after validation, "
          "not 0.")),
    ],
)  # fmt: skip
def test_wrong_definitions__get_the_line_and_a_sentence(old, new, sentence):
    assert old in SMALL

    assert said(SMALL.replace(old, new, 1)) == sentence


def test_one_name_twice_in_a_file__is_refused():
    _, _, body = SMALL.partition("indicators:\n")

    assert "“kept-promises-1” is used more than once." in said(SMALL + body)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(content.FOLDER, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "tests"))
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("balancing: [peer-posts-filled]", "balancing: [peer-posts]",
         "“peers-alone” is to be read beside “peer-posts”, which is no indicator."),
        ("challenges: [c8]", "challenges: [c88]", "tells about “c88”, which is no item of a framework."),
        ("code: days-to-start", "code: days-to-answer", "“days-to-answer-2026” is defined in more than one file."),
    ],
)  # fmt: skip
def test_what_an_indicator_names__must_be_there(folder, old, new, sentence):
    file = folder / "indicators" / "peer-support.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    with pytest.raises(content.ContentError) as refused:
        content.load(folder, check_lock=False)

    assert sentence in str(refused.value)


def test_a_locked_definition__cannot_be_changed(folder):
    file = folder / "indicators" / "peer-support.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("six weeks", "seven weeks"), encoding="utf-8")

    with pytest.raises(content.ContentError, match="indicators/supervision-up-to-date/2026 is published and was"):
        content.load(folder)


def test_library__holds_the_founding_programmes_three_results_in_its_words():
    for code, words in FOUNDING.items():
        assert f'"{words}"' in BY_CODE[code].indicator.why
        assert BY_CODE[code].theme.code == "results_for_people"


def test_library__is_found_by_code_in_its_newest_edition():
    assert LIBRARY.indicator("prone-restraint").key == "indicators/prone-restraint/2026"
    with pytest.raises(KeyError):
        LIBRARY.indicator("nothing")


def test_library__reads_no_restrictive_practice_alone():
    alone = [s.indicator.code for s in DEFINED if s.indicator.restrictive and len(s.indicator.balancing) < 2]
    restrictive = {s.indicator.code for s in DEFINED if s.indicator.restrictive}

    assert alone == []
    assert all(set(BY_CODE[code].indicator.balancing) - restrictive for code in restrictive)


def test_library__holds_no_question_of_a_licensed_measure_and_says_who_owns_it():
    for shape in DEFINED:
        if shape.theme.code == "outcomes":
            assert "not in Alongside" in shape.licence, shape.indicator.code


def test_library__marks_empty_chairs_against_nobody():
    assert BY_CODE["places-not-used"].indicator.direction == "neutral"


@pytest.mark.parametrize("shape", DEFINED, ids=lambda shape: shape.indicator.code)
def test_words__are_the_kind_ones_and_easy_read_is_easy(shape):
    ours = shape.indicator
    plain = " ".join([ours.name, ours.easy, ours.definition, *ours.problems]).lower()

    assert [word for word in ("patient", "service user", "carer", "sufferer", "dna", "frequent") if word in plain] == []
    assert longest(ours.easy) <= 9


def test_easy_read__is_easy_on_the_whole():
    assert mean(grade(shape.indicator.easy) for shape in DEFINED) < 3
