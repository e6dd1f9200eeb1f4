"""How made-up places think that change comes about, what they try, and what they learn; per challenge.

Written for the demonstration. They name nobody and no illness.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class IdeaCard(NamedTuple):
    """Something to try, and its first test from the question to what others may learn from it."""

    text: str
    question: str
    prediction: str
    measured: str
    did: str
    surprise: str
    learned: str


DRIVERS: Mapping[int, tuple[tuple[str, tuple[str, ...]], ...]] = {
    1: (("Staff have time to listen", ("Less writing on the shift", "Fixed times nobody may book")),
        ("People know who is there for them", ("A face and a name on the door",))),
    2: (("There are teachers from both sides", ("Training for trainers, paid", "A pool of people who want to teach")),
        ("Staff can be away from the shift", ("Cover is planned a term ahead",))),
    3: (("People hear of courses", ("Those who were students tell others", "A leaflet in plain words")),
        ("People can get there", ("Evenings and market days", "Fares are paid on the day"))),
    4: (("Leaders hear it first-hand", ("Visits with no slides", "Letters are read out")),
        ("Answers come back", ("One person keeps the list",))),
    5: (("People know what there is to choose", ("Short pages about each of us",)),
        ("Our times fit people’s days", ("Two evenings a week", "Phone or walk, not only a room"))),
    6: (("We notice earlier", ("People tell us their own signs", "Quiet hours on the ward")),
        ("There is something else to do", ("A room to be alone in", "Somebody to sit with"))),
    7: (("People are asked in time", ("Papers a week before, in plain words",)),
        ("Taking part costs nobody money", ("Paid on the day", "Fares and care are covered"))),
    8: (("Posts are open to people with experience of their own", ("Adverts written together", "Help with the form")),
        ("Peer workers stay", ("Never the only one in a team", "Supervision by a peer"))),
    9: (("It is safe to say that it is hard", ("Leaders say it first",)),
        ("There are breaks in the day", ("Somebody covers the phone", "A room without a computer"))),
    10: (("Plans begin with life", ("The first question is about life outside",)),
         ("Doors outside are open", ("We go along the first three times", "Neighbours come to us"))),
}  # fmt: skip

_ONE = IdeaCard
IDEAS: Mapping[int, tuple[IdeaCard, ...]] = {
    1: (
        _ONE("A card at the door with the name of who is there for you today",
             "Does a card make people feel expected?", "Four of five say that somebody met them",
             "We ask the next five people who arrive", "Five people came, and each had a card with a name.",
             "People began to write their own cards.", "Write it by hand. Printed ones were taken for adverts."),
        _ONE("Tea at four, staff sit down too", "Who comes when tea is just there?",
             "Half of the people on the ward come at least twice a week", "A tick on the tea list",
             "Tea was set out on nine of ten days.", "Two people who never leave their room came for the cake.",
             "Somebody who lives here should pour. Then others stay."),
        _ONE("Handover at the bedside, with the person", "Do people want to be there when we hand over?",
             "Three of four say yes and stay", "We ask each person before and after", "We did it with four people.",
             "One said: now I know that you do remember.", "Ask each day anew. Yes on Monday is not yes on Friday."),
        _ONE("No screens at the first meeting", "Do people talk more freely when nobody types?",
             "Meetings take five minutes longer and people say more", "Minutes, and one question afterwards",
             "Eight meetings with pen and paper.", "They took less time, not more.",
             "Write the note together at the end, aloud."),
    ),
    2: (
        _ONE("A lunch-time session led by a pair", "Will staff come in their lunch hour?", "Ten come, six come again",
             "The list at the door", "Three sessions; fourteen, eleven and nine came.",
             "The cleaner asked the best question.",
             "Bring lunch, and begin with a story of something that went well."),
        _ONE("Pay for the hour before and after teaching", "Does paying for preparation bring more teachers?",
             "Three more people say yes", "How many we asked and who said yes", "We asked six people.",
             "Two wanted the time more than the money.", "Pay it, and say so on the invitation."),
        _ONE("New colleagues spend a morning in the day room", "What do they remember after a month?",
             "Each can name two people and what they like", "We ask each after four weeks",
             "Four new colleagues did it.",
             "One came back on her day off, for the quiz.", "First day, not first week. Later it is always postponed."),
        _ONE("Film three short stories instead of a talk", "Does a film do as well as a person in the room?",
             "Staff rate it as useful as the talk", "One question on a card", "Shown to two teams.",
             "People talked about the light, not about what was said.",
             "A film does not answer. We went back to people."),
    ),
    3: (
        _ONE("A course in the library on Wednesday evening", "Do people come who could not come by day?",
             "Eight people, half of them new", "The register", "Six evenings; nine came, six of them new.",
             "Three came with a neighbour.", "The caretaker’s hours decide. Talk to the caretaker first."),
        _ONE("Students ring those who asked for a place", "Do more people turn up when a student rings?",
             "Three of four of those who were rung come", "Calls and who came", "Students rang eleven people.",
             "One call took an hour and became a friendship.", "Agree what to say when somebody is not well."),
        _ONE("A taster at the bus station on market day", "Does anybody stop?", "Twenty stop, five leave a name",
             "A tally on a card", "Two market days in the rain.", "The bus drivers took leaflets for their families.",
             "Not in winter. Those who stopped wanted to get home."),
        _ONE("One page that says what a first session is like", "Are people less afraid to come?",
             "Half of those who read it say that it helped", "We ask at the first session", "Given to fourteen people.",
             "People asked for it to be read aloud on the answering machine.",
             "Say where the toilet is. It matters most."),
    ),
    4: (
        _ONE("The director answers questions in the day room", "Will people ask what they want to know?",
             "Five questions that are new to the director", "Questions written on the wall",
             "Eleven questions in one hour.",
             "Four of them were about the lift.", "No slides and no one else from the office."),
        _ONE("One list of questions, each with a day", "Do answers come sooner when the day is on the wall?",
             "Half as many days as before", "Days from question to answer", "We kept the list for six weeks.",
             "Staff began to put their own questions on it.", "One person keeps it, and is thanked for it."),
        _ONE("A letter a month is read out at the board", "Does it change what the board talks about?",
             "The board comes back to it in the same meeting", "The notes of the meeting", "Three letters were read.",
             "The third one was a thank-you and nobody knew what to do with it.",
             "Let whoever wrote it choose the reader."),
        _ONE("Leaders work one shift a quarter", "Do they see what we see?", "Each brings back one thing to mend",
             "What they say in the next meeting", "Two did, one could not come.", "One washed up for two hours.",
             "On a Sunday. On weekdays we tidy up for them."),
    ),
    5: (
        _ONE("Three short pages about each of us to choose from", "Can people choose from a page and a picture?",
             "Four of five choose, and say why", "We ask at the first meeting", "Ten people were sent the pages.",
             "Most chose by hobby.", "Let people who use services write the questions for the page."),
        _ONE("A walk instead of a room", "Do people talk as well outside?", "Half want it again",
             "We ask after each walk", "Seven walks, one in hail.", "Silence is easier outside.",
             "Agree beforehand how to stop when it gets too much."),
        _ONE("Open until eight on Tuesdays", "Does anybody come after six?", "Six of eight times are taken",
             "The booking list", "Four Tuesdays; five, six, eight and seven came.", "Two came with their children.",
             "Two of us are there, never one alone."),
        _ONE("The plan on a big screen, written together", "Do people change what we write?",
             "Two sentences or more are changed in each plan", "We count the changes", "Nine plans.",
             "Spelling made some people shy.", "Ask who wants to type. Often it is the person."),
    ),
    6: (
        _ONE("A quiet room that is never locked", "Is it used, and does it help?", "Used every day, mostly at night",
             "A tick at the door and a word if you like", "Ticked on thirteen of fourteen days.",
             "Staff use it too.", "Choose the chairs with people. Ours were too low to get up from."),
        _ONE("My signs, my words: a card in the pocket", "Do staff use the card when it matters?",
             "In three of four hard moments the card was looked at", "We look at each one together the day after",
             "Six people wrote a card.", "One read his aloud in handover.",
             "On paper. The one in the computer was not found."),
        _ONE("A talk after every time somebody was held, with both sides", "Is the talk wanted?",
             "Half say yes to the talk within three days", "Who was asked, who came", "Five were asked, four came.",
             "Staff needed it as much.", "Somebody from outside should lead it."),
        _ONE("Lights down and radio off from nine", "Are evenings calmer?", "Fewer alarms between nine and midnight",
             "Alarms by the hour", "Two weeks.", "People who cannot sleep felt more alone.",
             "We stopped it. Ask those who are awake first."),
    ),
    7: (
        _ONE("Two seats in each meeting, filled first", "Does what we decide change?",
             "In two of three meetings something is decided otherwise", "The notes, read by both sides",
             "Three meetings with two people from the first minute.", "Meetings became shorter.",
             "Two, never one. And say who explains the short words."),
        _ONE("Cash in an envelope at the end", "Do more people come again?", "All who came come again",
             "Who came, who came again", "Seven were paid on the day.", "Two gave it to the tea fund.",
             "Ask about benefits first. Somebody lost money by it elsewhere."),
        _ONE("A wall with what you said and what we did", "Do people read it?", "Half can name one thing from it",
             "We ask ten people in the queue", "It hung for a month.", "People corrected it with a pen.",
             "A pen on a string is the whole trick."),
        _ONE("Papers as a recording for those who do not read", "Is it listened to?",
             "Three of five listen before they come",
             "We ask at the beginning", "Recorded twice.", "It made us write shorter papers.",
             "Under ten minutes, or it is not heard to the end."),
    ),
    8: (
        _ONE("Adverts written by people who do the job", "Do others apply than before?",
             "Half of those who apply have never worked for us", "The list of those who applied",
             "One post, nineteen wrote.",
             "Six said that they cried.", "Say the pay and the hours in the first line."),
        _ONE("A peer worker from another team comes once a month", "Does it help to be two?",
             "Each says that it was worth the hour", "One question after each time", "Four meetings.",
             "They began to plan a session of their own.", "In the diary for a year, or it dies."),
        _ONE("Try the job for a day before you apply", "Does a day take fear away?", "Three of five who try it apply",
             "Who tried, who applied", "Five came for a day.", "One found out that it is not for her, and was glad.",
             "Pay for the day."),
        _ONE("Interview questions sent a week before", "Do people show what they can do?",
             "The panel learns more than last time", "Each of the panel says so or not", "Six interviews.",
             "Nobody had learned answers by heart.", "For every post, not only for peer posts."),
    ),
    9: (
        _ONE("Ten minutes to land at the end of each shift", "Do staff go home lighter?",
             "Seven of ten say yes after two weeks", "One question on a card, no name",
             "Done on eleven of fourteen shifts.",
             "Night staff wanted theirs at the beginning.", "Whoever leads the shift says first how it was for them."),
        _ONE("A phone-free break, covered by the office", "Do people take their break?",
             "Eight of ten breaks are taken", "Ticks for two weeks", "Seven of ten.", "The office learned what we do.",
             "The cover comes to you. Do not make people ask."),
        _ONE("An hour with somebody from outside each fortnight", "Who comes, and is it cancelled?",
             "Three of four hours are held", "The list", "Two of four were held.",
             "Those who needed it most were on nights.",
             "Twice, at two times of day, or half of us never come."),
        _ONE("A board for thanks", "Does it lift anything?", "Ten notes in two weeks", "We count",
             "Four notes, three for the same person.", "Some felt worse for not being on it.",
             "We took it down. Thank people in person."),
    ),
    10: (
        _ONE("Begin with: what would you like to be doing in a year?", "What do people answer?",
             "Four of five name something outside", "We read ten plans", "Ten people were asked.",
             "Nobody had asked some of them for years.", "Do not write a goal the same day. Let it lie."),
        _ONE("The job coach sits in our team room on Mondays", "Do more people meet the coach?",
             "Six meet the coach in a month", "Meetings with the coach", "Nine did.",
             "Staff asked about their own children.",
             "A desk by the door, not in the corner."),
        _ONE("We go along the first three times", "Do people go on by themselves?",
             "Half are still there after two months",
             "We ask after two months", "With six people, to choir and to football.", "One now takes others along.",
             "Three times is right for most. Ask before the fourth."),
        _ONE("Neighbours’ day in our garden", "Do neighbours come?", "Twenty come, three leave a number",
             "A tally at the gate", "Forty came.", "Somebody complained about us in spring, and brought a cake.",
             "Let people who live here invite. Ours knew everyone."),
    ),
}  # fmt: skip

REASONS: Mapping[str, tuple[str, ...]] = {
    "adopt": ("It did what we hoped, and people ask for it.", "Both sides want to keep it. It costs little.",
              "Right three times over. It goes into the rota."),
    "adapt": ("Good, but not yet for everybody. We change one thing and try again.",
              "It worked on weekdays. The next test is a weekend.", "Too long for some. We make it shorter."),
    "abandon": ("It did not do what we hoped, and we can say why.",
                "More work than it gives. We would not do it again.",
                "People did not want it. We are glad that we tried it with five and not with fifty."),
    "spread": ("Three teams asked for it. We show them how.",
               "It has held for a month here. The team next door begins."),
}  # fmt: skip
STOPPED = frozenset({
    "Lights down and radio off from nine", "A board for thanks", "A taster at the bus station on market day",
    "Film three short stories instead of a talk",
})  # fmt: skip
"""Ideas that did not do what was hoped, wherever they were tried."""
LESSONS = (
    "Ask those it is for before you begin. We asked afterwards.",
    "It needs two people who are there every day. We had one, and she moved.",
    "With five people it was good, with fifteen it was a queue.",
    "We began too big. The next team might try it with one person first.",
)
"""What others may learn where something else was stopped."""
WHO = ("Two people who use the service and whoever is on the early shift", "The peer worker and one of us",
       "Both co-leads, with whoever comes", "The whole team, for those weeks")  # fmt: skip
CHANGES = ("One person more, and on a Saturday", "Shorter, and earlier in the day", "The whole team, for two weeks",
           "Somebody who has done it shows the next one")  # fmt: skip
LEARNED = ("It works when somebody invites in person", "The time of day matters more than we thought",
           "Those who did it once want to do it again", "It is forgotten when two of us are away")  # fmt: skip
DID_AGAIN = (
    "We did it again, with eight people this time.",
    "Two weeks, with everybody who was on shift.",
    "Five days in a row, the last two without us there.",
    "Once in the morning and once at night, to see the difference.",
)
FOUND: Mapping[str, tuple[str, ...]] = {
    "right": ("As we thought, and a little more.", "So it was, for nearly everybody.",
              "Yes, though two of the five saw it differently, and said why."),
    "wrong": ("Not as we thought. Fewer than half of it.", "It went the other way, and people told us why.",
              "No. We had hoped for too much from the first day."),
    "could_not_tell": ("Too few people came to say anything.", "The list was lost with the old folder. We cannot tell.",
                       "We had counted the wrong thing. We know now what to count."),
}  # fmt: skip
UNTESTED = (
    "Everybody wanted it at once, so we just did it.",
    "It came with the new building. Nobody could have tried it before.",
)
