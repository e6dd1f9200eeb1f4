"""Fourteen people in four voices, and what each of them says: the round that the journeys play in three ways.

An answer is one sign for each of the ten challenges: a stage from 0 to 3, a silence (D I don't want to say, K I
don't know, N this is not about me, S I don't feel safe to say), or a dot for a question that is skipped.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from alongside.assessments.rules import Answer, Silence

NAME, WHY = "Spring round", "We want to see the ward through each other's eyes."
SILENCES = {
    "D": ("I don't want to say", Silence.DECLINED),
    "K": ("I don't know", Silence.DONT_KNOW),
    "N": ("This is not about me", Silence.NOT_APPLY),
    "S": ("I don't feel safe to say", Silence.NOT_SAFE),
}
EXPECTED = {"uses_services": 6, "family_and_friends": 2, "staff": 5, "leaders": 1}
VOICES = {
    "uses_services": "People who use services",
    "family_and_friends": "Family and friends",
    "staff": "Staff",
    "leaders": "Leaders",
    "partners": "Partners",
}
CONTACTS = (
    ("IN_TEAM", "Someone in the team", "Sam Hill", "01422 555 010", "sam.hill@example.org"),
    ("OUTSIDE", "Someone outside the team", "Jo Lane", "01422 555 011", ""),
    ("ADVOCATE", "An advocate", "Elmbank Advocacy", "01422 555 020", ""),
    ("EMERGENCY", "An emergency line", "Crisis line", "0800 555 999", ""),
)


@dataclass(frozen=True)
class Rater:
    """Somebody who answers: in which voice, by which way they came, what they say, and what else they do."""

    name: str
    voice: str
    way: str
    says: str
    words: dict[int, str] = field(default_factory=dict)
    offered: frozenset[int] = frozenset()
    one_at_a_time: bool = False
    easy: bool = False
    helped: bool = False
    said_first: str = ""
    takes_back: bool = False


RATERS = (
    Rater("Lea", "uses_services", "account", "0100100101"),
    Rater(
        "Rose", "uses_services", "slip", "10D0S1001K", one_at_a_time=True, helped=True, offered=frozenset({1}),
        words={1: "They sat down with me and asked what I wanted.", 3: "I would rather keep this to myself."},
    ),
    Rater("Omar", "uses_services", "slip", "0000000000", easy=True),
    Rater("Mina", "uses_services", "slip", "0110100100", said_first="3333333333"),
    Rater("Fay", "uses_services", "slip", "3333333333", takes_back=True),
    Rater("Gil", "uses_services", "poster", "1K0101.001", easy=True, one_at_a_time=True),
    Rater("Hana", "family_and_friends", "slip", "01000N0100"),
    Rater("Ivo", "family_and_friends", "mail", "1101001001"),
    Rater(
        "Tom", "staff", "account", "2223222122", offered=frozenset({5}),
        words={5: "Plans are shared before they are written."},
    ),
    Rater("Ben", "staff", "account", "2132222221"),
    Rater("Kit", "staff", "mail", "3222312222", one_at_a_time=True),
    Rater("Moss", "leaders", "mail", "3333333333"),
)  # fmt: skip
LATER = (
    Rater("Nell", "staff", "slip", "2222222222"),
    Rater("Pete", "staff", "slip", "1222K22322", words={6: "We stopped locking the garden."}, offered=frozenset({6})),
)
"""They come only after the round was opened again: before them, too few of the profession had answered."""
TWO_HATS = {"Ivo"}
"""Their address stands in two boxes, so that they choose the voice themselves."""
MAILED = {"family_and_friends": ("Ivo",), "uses_services": ("Ivo",), "staff": ("Kit",), "leaders": ("Moss",)}
SLIPS = {"uses_services": 4, "family_and_friends": 1}
MORE_SLIPS = {"staff": 2}
POSTER = ("uses_services", 2)

VERDICTS = {
    "They sat down with me and asked what I wanted.": ("SHOW", "SHOW"),
    "Plans are shared before they are written.": ("SHOW", "SHOW_WITHOUT_NAME"),
    "We stopped locking the garden.": ("SHOW", "HOLD"),
}
"""What Tom and then Lea say of the words that were offered."""
IN_WORDS = {"SHOW": "Show", "SHOW_WITHOUT_NAME": "Show, without saying which voice", "HOLD": "Hold back"}
PRESENT = {"uses_services": 4, "family_and_friends": 1, "staff": 4, "leaders": 1}


@dataclass(frozen=True)
class Agreed:
    """What the meeting wrote down on one challenge. Without a stage they did not agree."""

    number: int
    stage: int | None
    why: str
    dissent: str = ""


POSITIONS = (
    Agreed(1, 1, "Staff greet people by name, and do not always have time to listen.", "Two of us say: not yet."),
    Agreed(5, 1, "Plans are shared, but seldom written together."),
    Agreed(10, None, "We did not agree, and will ask people who left last year."),
)
EVIDENCE_LINK = (1, "Complaints report, March", "https://www.example.org/complaints")
EVIDENCE_FILE = (1, "What people said on the board", b"More time, fewer forms.\n")
GAP = (1, "AGREE_TO_DIFFER", "We agree to differ", "Staff see the effort, people see the wait.")
PRIORITIES = ((1, "It is where people begin."), (5, ""), (6, ""))
ONE_TOO_MANY = 7


def answer_of(rater: Rater, number: int, said: str = "") -> Answer | None:
    """What they say to a challenge; nothing where they skip it."""
    sign = (said or rater.says)[number - 1]
    if sign == ".":
        return None
    words, offered = rater.words.get(number, ""), number in rater.offered
    if sign in SILENCES:
        return Answer(silence=SILENCES[sign][1], words=words, offered=offered)
    return Answer(stage=int(sign), words=words, offered=offered)
