"""What made-up people raise, and what becomes of it: by challenge and voice, with the honest answer.

Written for the demonstration. It names nobody and no illness.
"""

from __future__ import annotations

from typing import NamedTuple


class LoopCard(NamedTuple):
    """Something that was raised, by which voice, on which challenge; what was decided and why."""

    item: int
    voice: str
    raised: str
    decision: str
    why: str


U, F, S, X = "uses_services", "family_and_friends", "staff", "partners"
_ONE = LoopCard
LOOPS: tuple[LoopCard, ...] = (
    _ONE(1, U, "Nobody says who is on shift tonight", "did",
         "A board at the door has names and faces, and the night shift writes its own"),
    _ONE(1, U, "I am asked the same questions by everyone", "partly",
         "What you told us is read before the meeting. At night we still ask twice"),
    _ONE(1, F, "When I ring, nobody knows whether I may be told anything", "did",
         "Everyone is asked in the first week what we may say to whom, and it stands on the first page"),
    _ONE(2, U, "We teach for a voucher and others for a wage", "did",
         "Whoever teaches is paid the same rate, preparation too"),
    _ONE(2, S, "We cannot go to training because nobody covers for us", "partly",
         "Cover is planned for one course a term. We have no money for the second"),
    _ONE(3, U, "There are no courses in the evening", "did",
         "Wednesday evenings in the library, since the spring term"),
    _ONE(3, F, "Families are not told about the courses", "did",
         "The prospectus goes to everyone who asked for it, and families have places of their own"),
    _ONE(3, U, "The bus does not go there on Saturdays", "did_not",
         "We asked the bus company twice. We moved the course to Friday instead of promising a bus"),
    _ONE(4, U, "Letters to the people in charge are never answered", "did",
         "Each letter is answered within three weeks, and the days are counted on a chart"),
    _ONE(4, S, "We hear of changes from the newspaper", "partly",
         "We are told first, by a short letter. Not yet when it is about money"),
    _ONE(5, U, "I cannot choose who I see", "did",
         "Three short pages come with the first letter, and people choose"),
    _ONE(5, U, "All times are in the middle of the working day", "did", "Tuesdays until eight, with two of us there"),
    _ONE(5, U, "I never saw my own plan", "did",
         "The plan is written on a screen that both can see, and you take it home"),
    _ONE(5, F, "Nobody asks how it goes at home", "partly",
         "Families are asked before each review, if the person wants that. Not yet in the crisis team"),
    _ONE(6, U, "There is nowhere to be alone when it gets loud", "did", "The quiet room is open day and night"),
    _ONE(6, U, "After a bad night nobody talks about it", "did",
         "Somebody from outside asks both sides within three days, if they want that"),
    _ONE(6, U, "We want to smoke inside in winter", "did_not",
         "The law does not let us. There is a roof over the bench now, and it is lit"),
    _ONE(6, S, "We are trained to hold and not to talk", "partly",
         "Half of us have done the new course. The other half has dates"),
    _ONE(7, U, "The meeting was over before we understood the papers", "did",
         "Papers come a week before, in plain words, or the point is left out"),
    _ONE(7, U, "I paid the bus and waited two months for the money", "did", "Paid on the day, in cash if you like"),
    _ONE(7, F, "We were asked for our view and never heard again", "did",
         "What was asked and what came of it hangs in the hall, and you can write on it"),
    _ONE(7, X, "We are invited when it is all decided", "partly",
         "Partners sit in the planning meeting now. Budgets are still decided elsewhere"),
    _ONE(8, U, "There is only one peer worker and she is always busy", "partly",
         "A second post is filled. The third was not paid for this year"),
    _ONE(8, S, "Peer workers eat alone because the staff room needs a badge", "did",
         "They have the same badge as all of us"),
    _ONE(9, S, "Nobody asks how we are after a hard shift", "did",
         "Ten minutes at the end of each shift, and it is on the rota"),
    _ONE(9, S, "The staff room was turned into an office", "did_not",
         "We looked at every room and there is none to spare until the new building. We have asked for one there"),
    _ONE(10, U, "I want work and am told to wait until I am well", "did",
         "Whoever wants to can meet the job coach within two weeks"),
    _ONE(10, U, "The football group ends when you leave the service", "did",
         "It belongs to the club now, and everybody can stay"),
    _ONE(10, F, "He only goes out with staff", "partly",
         "We go along three times, then friends do. It does not suit everybody"),
    _ONE(10, U, "Could we keep a dog on the ward", "did_not",
         "Two people are afraid of dogs. A dog visits on Thursdays, and it is said before"),
)  # fmt: skip

REOPENED = "People told the peer worker that it has slipped back since the summer. We take it up again."
SIGNAL_SET_ASIDE = "That month half the team was ill. We look again in three months."
OFFERED = (
    "It is true. My mother noticed it before I did.",
    "On most days. Not on Sundays.",
    "Thank you for writing back. I did not think that anybody would.",
    "You did it for the new ones. We old ones still wait.",
)
