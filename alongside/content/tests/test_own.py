"""A programme's own file: every mistake at once, with line, column and what to do; hostile files cheaply refused."""

import pytest

from alongside import content
from alongside.content import Kind

STAGE = "  - {code: more, value: 4, name: More, explanation: More of it., easy: More.}\n"
STARTER = content.starter(Kind.EDITION)


def wrong(given: bytes | str) -> list[str]:
    with pytest.raises(content.ContentError) as refused:
        content.read_own(given, name="ours.yaml")
    return [problem.whole for problem in refused.value.problems]


def changed(*changes: tuple[str, str]) -> str:
    text = STARTER
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_downloaded_to_begin_from_is_right(kind):
    own = content.read_own(content.starter(kind).encode(), name="ours.yaml")

    assert own.kind == kind
    assert (
        own.slug
        == {
            Kind.EDITION: "our-own-list-1",
            Kind.VOICES: "volunteers",
            Kind.CROSSWALK: "ten-challenges-2017-to-our-own-list-1",
        }[kind]
    )


def test_every_mistake_is_told_at_once_with_what_to_do():
    text = changed(
        ("framework: our-own-list ", "framework: Our List "),
        ("year: 2026", "year: soon"),
        ("    name: Not yet\n", "    name: Not yet\n    colour: red\n"),
        ("    explanation: Whoever", "    explanaton: Whoever"),
        ("easy: You are made welcome here.", f"easy: {'x' * 2001}"),
        ("  titles: ours ", "  titles: mine "),
    )

    assert wrong(text) == [
        (
            "ours.yaml, line 3, column 1: “framework”: string should match pattern '^[a-z0-9]+(-[a-z0-9]+)*$'. "
            "Use small letters and numbers, with single dashes between them, such as our-own-list."
        ),
        (
            "ours.yaml, line 6, column 1: “year”: input should be a valid integer, "
            "unable to parse string as an integer. Write a whole number, without quotation marks."
        ),
        (
            "ours.yaml, line 18, column 3: “titles” (in words): input should be 'quoted' or 'ours'. "
            "Write one of these: 'quoted' or 'ours'."
        ),
        "ours.yaml, line 25, column 5: “colour” is not known here (in stages › 1); is it misspelt? Take the line away.",
        "ours.yaml, line 44, column 5: “explanation” is missing (in items › 1). Add a line “explanation: …” here.",
        (
            "ours.yaml, line 49, column 5: “explanaton” is not known here (in items › 1); is it misspelt? "
            "Write “explanation”, or take the line away."
        ),
        (
            "ours.yaml, line 50, column 5: “easy” (in items › 1): string should have at most 2000 characters. "
            "Make it shorter: 2000 characters at most."
        ),
    ]


def test_what_does_not_agree_is_told_beside_what_cannot_be_read():
    second = STARTER[STARTER.index("  - number: 1 ") :].replace("      partners: {", "      dragons: {")
    text = changed(("year: 2026", "year: soon")) + second

    said = "\n".join(wrong(text))

    assert "line 6, column 1: “year”" in said
    assert "“welcome” is used more than once." in said
    assert "has no question for dragons" in said
    assert "Items count up" not in said


def test_what_does_not_agree_is_left_for_later_where_the_stages_cannot_be_read():
    assert len(wrong(changed(("    value: 0\n", "")))) == 1
    assert len(wrong(changed(("  - number: 1 ", "  - number: none ")))) == 1
    assert "Begin each entry with a dash" in wrong(changed(("stages:\n", "stages: none\nstaging:\n")))[0]


@pytest.mark.parametrize(
    ("old", "new", "do"),
    [
        ('edition: "1"', "edition: 1", 'Write edition: "…".'),
        ("year: 2026", "year: 1200", "Write 1900 or more."),
        ("year: 2026", "year: 2300", "Write 2200 or less."),
        ("code: welcome ", "code: Welcome ", "Use small letters, numbers and _ only"),
        ("language: en", "language: English", "Write the short name of the language"),
        ("# url: https://", "url: http://", "Write the whole address, beginning with https://."),
        ("name: Our own list ", 'name: "" ', "Write something here."),
        ("words:\n  titles: ours ", "words: none\nword:\n  titles: ours ", "Write lines of “name: value” below it"),
        ("stages:\n", "stages:\n" + STAGE * 10, "Take some away: 10 at most."),
        ("year: 2026", "year: 2026\nyear: 2027", "Take one of the two away."),
        ("year: 2026", "? [a, b]\n: 2026", "Write “name: value”, without brackets."),
        ("name: Our own list ", "name: [Our own list ", "Look at the quotation marks"),
    ],
)
def test_each_mistake_has_a_remedy(old, new, do):
    assert any(do in sentence for sentence in wrong(changed((old, new))))


def test_what_is_rated_has_four_stages():
    three = STARTER[: STARTER.index("  - code: transformation")] + STARTER[STARTER.index("items:") :]
    three = three.replace("      transformation: Everybody does, on every day and night.\n", "")

    assert wrong(three)[0].startswith(
        "ours.yaml, line 21, column 1: What is rated has 4 stages, from 0 to 3; here are 3."
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (b"\xff\xfea\x00", "ours.yaml: The file is UTF-16 text. Save it again as UTF-8."),
        ("a: é\nb: ".encode() + b"\xe9\n", "ours.yaml, line 2, column 4: The file is not UTF-8 text from here on."),
        ("a: 1\nb: x\x00y\n", "ours.yaml, line 2, column 5: There is a sign that cannot be read (number 0)."),
        (b"x" * 2_000_001, "ours.yaml: The file is larger than 2 MB."),
        ("a: " + "1:" * 6_000 + "1", "ours.yaml, line 1, column 4: This is not valid YAML (one value has more than"),
        ("a: &a [1]\nb: *a\n", "ours.yaml, line 2, column 4: This is not valid YAML (“*a” points to another place"),
    ],
    ids=["utf-16", "latin-1", "nul", "large", "a very long number", "a pointer"],
)
def test_hostile_and_foreign_files_are_refused_before_they_cost(given, sentence):
    assert wrong(given)[0].startswith(sentence)


def test_a_file_of_mistakes_only__is_told_two_hundred_of_them():
    assert len(wrong("".join(f"a{number}: 1\n" for number in range(40_000)))) == 200
    assert len(wrong("a: 1\n" * 1_000)) == 200


def test_a_byte_order_mark_is_no_mistake():
    assert content.read_own("\ufeff" + STARTER, name="ours.yaml").slug == "our-own-list-1"
    assert content.read_own(b"\xef\xbb\xbf" + STARTER.encode(), name="ours.yaml").slug == "our-own-list-1"


HELPS = """    helps:
      - {kind: watch, language: bfi, address: https://example.org/a}
      - {kind: easy_read, language: en, address: https://example.org/b}
"""


def test_helps__are_read_and_name_each_kind_in_each_language_once():
    own = content.read_own(STARTER + HELPS, name="ours.yaml")

    assert own.edition
    assert [one.kind for one in own.edition.shape.items[0].helps] == ["watch", "easy_read"]
    twice, again = wrong(STARTER + HELPS.replace("easy_read, language: en", "watch, language: bfi"))
    assert "“watch in bfi” is used more than once." in twice
    assert "line 68" in again


@pytest.mark.parametrize(
    "address",
    ["http://example.org/", "javascript:alert(1)", "https://localhost/", "https://me:word@example.org/",
     "https://example.org\\@evil.example/", "https://[bad/"],
)  # fmt: skip
def test_helps__lead_only_to_whole_addresses_that_are_https(address):
    [one] = wrong(STARTER + HELPS.replace("https://example.org/a", f"'{address}'"))

    assert "Write the whole address, beginning with https://." in one


def test_helps__are_of_a_known_kind():
    [one] = wrong(STARTER + HELPS.replace("watch", "embed"))

    assert "'watch', 'easy_read' or 'interpreter'" in one
