"""Wrong YAML gets the file, the line and a clear sentence."""

import shutil
from pathlib import Path

import pytest

from alongside import content

SMALL = """\
framework: small
edition: "1"
language: en
year: 2024
name: Small
what_for: To try things.
easy: Small.
source: {citation: Us, held_by: Us}
licence: {quoted: Nothing., ours: All.}
words: {titles: ours, explanations: ours}
stages:
  - {code: no, value: 0, name: "No", explanation: Not at all., easy: No.}
  - {code: some, value: 1, name: Some, explanation: A bit., easy: Some.}
items:
  - number: 1
    code: a
    title: First
    citation: Us
    short: First
    explanation: The first.
    easy: One.
    descriptors: {no: Nothing., some: Something.}
    questions:
      staff: {ask: Is it so?, easy: So?}
  - number: 2
    code: b
    title: Second
    citation: Us
    short: Second
    explanation: The second.
    easy: Two.
    descriptors: {no: Nothing., some: Something.}
    questions:
      staff: {ask: Is it so?, easy: So?}
""".replace("code: no", "code: nothing").replace("{no:", "{nothing:")


def said(text: str) -> str:
    with pytest.raises(content.ContentError) as refused:
        content.read_edition(text, name="ours.yaml")
    return str(refused.value)


def test_small_edition__is_right():
    entry = content.read_edition(SMALL, name="ours.yaml")

    assert (entry.shape.slug, len(entry.shape.items), entry.language) == ("small-1", 2, "en")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("    easy: Two.\n", "", "ours.yaml, line 25: “easy” is missing (in items › 2)."),
        ("    easy: Two.\n", "    eazy: Two.\n    easy: Two.\n",
         "ours.yaml, line 31: “eazy” is not known here (in items › 2); is it misspelt?"),
        ("easy: Two.", "easy: 2",
         "ours.yaml, line 31: “easy” should be text; put quotation marks round it (in items › 2)."),
        ("code: b", "code: a",
         "ours.yaml, line 16: “a” is used more than once.\nours.yaml, line 26: “a” is used more than once."),
        ("number: 2", "number: 3", "ours.yaml, line 25: Items count up from 1: 3 should be 2."),
        ("value: 1", "value: 2", "ours.yaml, line 13: Stages count up from 0: 2 should be 1."),
        ("    easy: Two.\n", "    easy: Two.\n    easy: Three.\n", "ours.yaml, line 32: “easy” is there twice."),
        (" some: Something.}", "}",
         "ours.yaml, line 22: Item a has no descriptor for some."),
        ("      staff:", "      leaders:",
         "ours.yaml, line 23: Item a has no question for staff.\nours.yaml, line 33: Item b"),
        ("    title: First\n", "    title: First\n    group: d9\n",
         "ours.yaml, line 18: Item a needs one of the groups: there are none."),
        ("    title: First\n", "    title: First\n    moves_from: Bad\n",
         "ours.yaml, line 15: Item a says only one of “moves_from” and “moves_to”; a shift needs both."),
        ("    title: First\n", "    title: First\n    moves_from: Bad\n    moves_to: Good\n",
         "ours.yaml, line 17: The title of a should read “From: Bad To: Good”."),
        ("year: 2024", "year: soon",
         "ours.yaml, line 4: “year”: input should be a valid integer, unable to parse string as an integer."),
        ("name: Small\n", "name: [Small\n", "ours.yaml, line 6: This is not valid YAML"),
        ("name: Small\n", "name: *other\n",
         "ours.yaml, line 5: This is not valid YAML (“*other” points to another place; write the text out here)."),
        ("framework: small", "framework: ../small", "ours.yaml, line 1: “framework”: string should match pattern"),
    ],
)  # fmt: skip
def test_wrong_edition__is_refused_with_line_and_sentence(old, new, sentence):
    assert old in SMALL

    assert said(SMALL.replace(old, new, 1)).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ours.yaml, line 1: The file is empty or is not a list of “name: value” lines."),
        ("- a\n- b\n", "ours.yaml, line 1: The file is empty or is not a list of “name: value” lines."),
        ("\tname: x\n", "ours.yaml, line 1: This is not valid YAML"),
        ("a: 1\n---\nb: 2\n", "ours.yaml, line 2: This is not valid YAML"),
        ("a: \x07\n", "ours.yaml: This is not valid YAML"),
        ("a: 2024-13-45\n", "ours.yaml: This is not valid YAML"),
        ("x" * 500_001, "ours.yaml: The file has 500,001 characters. The most we read is 500,000."),
        ("a: " + "[" * 31 + "]" * 31, "ours.yaml, line 1: This is not valid YAML (the lists stand too deep"),
        ("a: !!python/object/apply:os.system [ls]\n", "ours.yaml, line 1: This is not valid YAML"),
    ],
    ids=["empty", "a list", "a tab", "two documents", "a bell", "no date", "too large", "too deep", "code"],
)
def test_no_edition_at_all__is_refused_with_a_sentence(text, sentence):
    assert said(text).startswith(sentence)


def test_pointers_that_multiply__are_refused_and_not_followed():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )

    assert "points to another place" in said(bomb)  # followed, it would be two thousand million words


@pytest.fixture
def folder(tmp_path):
    for name in ("frameworks", "crosswalks"):
        shutil.copytree(content.FOLDER / name, tmp_path / name)
    shutil.copy(content.FOLDER / "voices.yaml", tmp_path)
    return tmp_path


def refused(folder: Path) -> str:
    with pytest.raises(content.ContentError) as error:
        content.load(folder, check_lock=False)
    return str(error.value)


def rewrite(file: Path, old: str, new: str, count: int = -1) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, count), encoding="utf-8")


def test_folder_and_file__must_be_called_what_they_say(folder):
    (folder / "frameworks/chime/2011.yaml").rename(folder / "frameworks/three-areas/2018.yaml")

    assert refused(folder) == (
        "frameworks/three-areas/2018.yaml, line 2: The folder is called “three-areas”, but the file says “chime”.\n"
        "frameworks/three-areas/2018.yaml, line 3: The file is called “2018”, but says it is edition “2011”."
    )


def test_file_in_another_encoding__is_refused(folder):
    (folder / "voices.yaml").write_bytes("language: en\nvoices: [é]\n".encode("latin-1"))

    assert refused(folder) == "voices.yaml: The file is not UTF-8 text; save it again as UTF-8."


def test_new_voice__needs_questions_in_no_published_edition_but_is_said(folder):
    rewrite(folder / "voices.yaml", "code: partners", "code: neighbours")

    assert "ten-challenges/2009.yaml: No item has a question for the voice “neighbours”." in refused(folder)
    assert "There are questions for “partners”, which is no voice of ours." in refused(folder)


def test_voice__needs_a_side(folder):
    rewrite(folder / "voices.yaml", "side: profession", "side: both", 1)

    assert refused(folder) == (
        "voices.yaml, line 19: “side” (in voices › 3): input should be 'lived_experience' or 'profession'."
    )


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("from: ten-challenges-2009", "from: ten-challenges-2008", "There is no edition ten-challenges-2008."),
        ("  - from: c10\n    to: c10", "  - from: c11\n    to: c10",
         "Nothing is said about c10 of ten-challenges-2009"),
        ("  - from: c10\n    to: c10", "  - from: c11\n    to: c10", "ten-challenges-2009 has no item c11."),
        ("relation: overlaps\n    series: break", "relation: overlaps\n    series: continuous",
         "A trend line may only run across where the two items are “equal”."),
        ("relation: overlaps", "relation: new", "A “new” item has no “from”, and every other relation has one."),
        ("relation: overlaps", "relation: retired", "A “retired” item has no “to”, and every other relation has one."),
    ],
)  # fmt: skip
def test_wrong_crosswalk__is_refused_with_a_sentence(folder, old, new, sentence):
    rewrite(folder / "crosswalks/ten-challenges-2009-2017.yaml", old, new, 1)

    assert sentence in refused(folder)


def test_translation__may_only_change_words(folder):
    original = folder / "frameworks/chime/2011.yaml"
    translated = folder / "frameworks/chime/2011.cy.yaml"
    text = original.read_text(encoding="utf-8").replace("language: en", "language: cy")
    translated.write_text(text.replace("title: Identity", "title: Hunaniaeth"), encoding="utf-8")

    library = content.load(folder, check_lock=False)

    assert [(entry.key, entry.language) for entry in library.translations] == [("frameworks/chime/2011.cy", "cy")]
    rewrite(translated, "code: identity", "code: hunaniaeth")
    assert "A translation may only change the words" in refused(folder)
    rewrite(translated, "language: cy", "language: ga")
    assert "The file is called “.cy”, but its language is “ga”." in refused(folder)


def test_translation__needs_something_to_translate(folder):
    file = folder / "frameworks/chime/2011.yaml"
    file.rename(folder / "frameworks/chime/2011.en.yaml")

    assert "There is no edition chime-2011 to translate." in refused(folder)


def test_edition__is_found_by_its_slug_or_not_at_all():
    library = content.load()

    assert library.edition("chime-2011").shape.name == "CHIME"
    with pytest.raises(KeyError):
        library.edition("chime-2012")
