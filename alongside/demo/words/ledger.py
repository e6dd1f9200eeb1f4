"""What made-up people propose, what they give and bring, and what is decided about it.

Written for the demonstration. It names nobody and no illness.
"""

from __future__ import annotations

from typing import NamedTuple

U, F, S = "uses_services", "family_and_friends", "staff"


class ProposalCard(NamedTuple):
    """What a voice proposed, what else could have been done, what was decided and why, what is different now."""

    voice: str
    text: str
    options: str
    decision: str
    reason: str
    changed: str


_ONE = ProposalCard
PROPOSALS = (
    _ONE(U, "Handover at the bedside, if the person wants it", "A form to fill in; leave it as it is", "accepted",
         "Both sides had asked for it, and it costs no money", "It is done on two wards, each day, after asking"),
    _ONE(U, "People who use the service lead the quarterly review", "Take turns", "changed",
         "Two said that they would rather share it", "One of each side leads, and they take turns in speaking first"),
    _ONE(F, "A telephone hour for families on Sunday", "A letter each month", "accepted",
         "Sunday is when most of them come home from visiting", "Somebody answers from four to five"),
    _ONE(U, "No staff badges with titles", "First names only, in large letters", "changed",
         "The title must be on it by law, but not in front", "The first name is large, the title small below it"),
    _ONE(U, "Open the kitchen at night", "A kettle in the day room", "declined",
         "The cooker cannot be left alone. We asked the fire officer, and show the answer", ""),
    _ONE(S, "Shorter notes, one page at most", "Notes dictated", "accepted",
         "People said that nobody reads the long ones", "One page, and the person keeps a copy"),
    _ONE(F, "Families help to interview", "Families write one question", "accepted",
         "They ask what we forget", "A family member sat on five of six panels"),
    _ONE(U, "A peer worker on each night shift", "A peer worker on call", "declined",
         "There is no money for it this year. We ask for it again with the figures in autumn", ""),
    _ONE(U, "The chart hangs where we eat", "In the corridor", "accepted", "It is about us",
         "It does, and people draw on it"),
)  # fmt: skip

GAVE = ("The review meeting", "Sitting on a panel", "Teaching, and the hour before", "Testing the card at the door",
        "Reading letters before they go out")  # fmt: skip
BROUGHT = (
    ("skill", "I can mend bicycles and show how", U, "team"),
    ("experience", "Five years of quiz nights", S, "team"),
    ("contact", "I know the head of the library", F, "ask_first"),
    ("space", "The church hall is free on Mondays", "partners", "anybody"),
    ("interest", "Anything about birds", U, "anybody"),
    ("money", "A small fund for fares, ask the ward clerk", S, "team"),
)
