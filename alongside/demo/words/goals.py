"""What made-up places want to be different for people, per challenge, and what they say along the way.

Written for the demonstration. They name nobody and no illness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

P, ORG, C = "practice", "organisation", "culture"


@dataclass(frozen=True)
class GoalCard:
    """A goal as people say it: what it is called, what will be different, what would convince a sceptic."""

    title: str
    different: str
    convinces: str
    strand: str


def _card(title: str, different: str, convinces: str, strand: str) -> GoalCard:
    return GoalCard(title, different, convinces, strand)


GOALS: Mapping[int, tuple[GoalCard, ...]] = {
    1: (
        _card("Everyone is met by somebody who knows their name",
              "Whoever arrives is greeted by name within ten minutes, and shown where things are.",
              "Nine of ten people say on their second day that somebody was expecting them.", P),
        _card("Ten minutes a day that are yours",
              "Each person has ten minutes with the same member of staff every day, about whatever they choose.",
              "People tick the days themselves. Three of four days are ticked, weekends too.", P),
        _card("No one is talked about over their head",
              "Nothing is written down about a person without them seeing it on the same day.",
              "We pick ten notes a month and ask the person if they have seen them.", C),
    ),
    2: (
        _card("Half of us have learned together by next spring",
              "People who use services and staff sit in the same class, and both teach.",
              "The list at the door: half of all staff, and as many people who use services.", ORG),
        _card("No course without two teachers",
              "Whoever comes to training hears it from somebody who has lived it, every time.",
              "We count the sessions led by a pair and those that were not.", P),
        _card("New staff spend their first day with people, not papers",
              "The first person a new colleague listens to is somebody who uses the service.",
              "We ask each new colleague after a month whom they remember.", C),
    ),
    3: (
        _card("Courses on evenings and in the market town",
              "People who work, or live far out, can come to a course without losing a day.",
              "A third of the students come from places where nobody came from before.", ORG),
        _card("A first course within three weeks",
              "Whoever asks for a course has a place before they have lost heart.",
              "The time from asking to the first session, for each person who asked.", P),
        _card("Students become teachers",
              "Anyone who has been a student twice is asked whether they want to lead a session.",
              "How many were asked, how many said yes, and how many did it.", C),
    ),
    4: (
        _card("Leaders come to us, once a month",
              "People meet those who decide, in the place where they live or come to, and hear back.",
              "A list on the wall: what was asked, by when it is answered, whether it was.", C),
        _card("An answer within three weeks",
              "Whoever raises something hears what becomes of it, even when the answer is no.",
              "Days from the question to the answer, for every question.", ORG),
        _card("Both sides choose who leads us",
              "People who use services sit on every panel and their vote counts the same.",
              "We look at each post of the last year: was there a panel of both, who decided?", ORG),
    ),
    5: (
        _card("People choose whom they meet first",
              "Before the first meeting people read about three of us and choose one.",
              "Four of five were offered the choice and remember it.", P),
        _card("The plan is written side by side",
              "People see every sentence of their plan while it is written, and can take it home.",
              "We ask twenty people if they could read it to us, and in whose words it is.", P),
        _card("Times that fit a life",
              "Meetings are offered on two evenings and a Saturday morning.",
              "Fewer meetings that nobody could come to, counted for three months before and after.", ORG),
    ),
    6: (
        _card("A safety plan that people wrote themselves",
              "Everyone has a plan in their own words for when things go wrong, and we use it.",
              "After each bad night: was the plan open on the table, and did we do what it says?", P),
        _card("Half as many times of being held",
              "People are talked with earlier, and held less often. No one is held face down.",
              "The chart of the last three years, with limits, seen by both sides each month.", C),
        _card("A room to be quiet in, day and night",
              "Whoever feels it coming can be alone, or with somebody, without asking twice.",
              "How often it was used, and what people who used it say.", P),
    ),
    7: (
        _card("Nothing is decided before people are in the room",
              "Two people who use services sit in each meeting that decides, from its first minute.",
              "We read the notes of six meetings: who spoke, and what changed because of it.", ORG),
        _card("Paid on the day",
              "Whoever gives their time is paid on the day, in the way they choose.",
              "Days from the meeting to the money, for every payment.", ORG),
        _card("What you said, what we did",
              "Everything people raise stands on one wall with what became of it.",
              "Five people who raised something say whether they were told.", C),
    ),
    8: (
        _card("Two peer workers in every team",
              "Nobody is the only person in a team who works from their own experience.",
              "Posts filled, and how many of them are alone in their team.", ORG),
        _card("Peer workers have somebody to talk to",
              "Each peer worker meets another peer worker once a month, in working time.",
              "We ask every one of them, every month.", P),
        _card("We hire for kindness first",
              "People who use services meet everyone we want to hire, before we decide.",
              "Panels with both sides, and what new colleagues are told they were chosen for.", C),
    ),
    9: (
        _card("Staff can say that it is hard",
              "Whoever has had a bad shift talks about it with somebody before going home.",
              "Staff answer one question a month, without their name.", C),
        _card("A break is a break",
              "Everyone who works here eats sitting down, away from the phone.",
              "We tick it for six weeks and look at the days when it did not happen.", P),
        _card("Time to think together, each fortnight",
              "An hour with somebody from outside, for everybody on the shift, and it is not cancelled.",
              "Hours planned, hours held, and who could come.", ORG),
    ),
    10: (
        _card("One thing that matters outside",
              "Every plan begins with something the person wants from life, not from us.",
              "We read twenty plans together: is it there, and has somebody done something about it?", P),
        _card("A job coach in the team",
              "Whoever wants work meets the job coach within two weeks, whatever else is going on.",
              "How many wanted it, how many met the coach, how many began.", ORG),
        _card("Doors open both ways",
              "Choir, allotment and football are run with the neighbours, and people go on when they leave us.",
              "Half a year after leaving: who still goes?", C),
    ),
}  # fmt: skip

MEASURED: Mapping[int, tuple[str, ...]] = {
    1: ("ward-satisfaction", "more-equal-relationship", "decisions-made-together"),
    2: ("sessions-co-delivered",),
    3: ("new-students", "courses-completed", "college-fill"),
    4: ("days-to-answer", "supervision-up-to-date"),
    5: ("more-choice", "days-to-first-meeting"),
    6: ("restrictive-interventions", "seclusion-hours", "crisis-plans-made-together"),
    7: ("involvement-paid", "told-what-changed", "decisions-made-together"),
    8: ("peer-posts-filled", "supervision-up-to-date"),
    9: ("staff-sickness", "supervision-up-to-date"),
    10: ("life-goals-in-plans", "job-starts"),
}
"""Which figures would show it, the likeliest first."""

CLAIMED = (
    "It has been so for ten weeks. See the chart, and ask anybody on a Sunday.",
    "Done, and it went on when two of us were away. The list at the door has every week.",
    "We think it is done: the figures have moved and people tell us before we ask.",
    "Eight of ten people we asked say yes. The two others say what is still missing.",
)
VERIFIED = (
    "I came on a Saturday without saying so and asked six people. Five said it is so.",
    "I sat with people over tea for an hour. What is claimed is what they told me.",
    "I looked at twelve weeks of lists and asked four families. It is true.",
    "I asked on both corridors. Two people did not know of it, all others did, and they like it.",
)
SUSTAINED = (
    "It has held for three months without anyone pushing it. It is how we work now.",
    "New colleagues think that it was always like this.",
    "It stands in the rota and in the welcome letter, and the chart has stayed where it was.",
)
WITHOUT_CHANGE = (
    "We tried for half a year and nothing moved. We would rather say so than go on.",
    "It costs more than it gives. What we learned stands with the tests.",
    "People told us that this was never what they needed. We asked too late.",
)
PARKED = (
    "Two colleagues have left. We come back to it when the posts are filled.",
    "The fourth at once was one too many. Both sides chose the other three.",
    "The building work comes first. We look at it again in autumn.",
)
STOPPED = (
    "The whole trust does this now, in its own way. Ours is not needed any more.",
    "It was not ours to change: the contract decides it.",
    "Those who wanted it have moved on, and nobody else would lead it.",
)
REOPENED = "Three people said at the review that it is not so any more on night shifts. We begin again there."
SENT_BACK = "On weekdays yes. On Sunday nobody I asked had heard of it."
KEPT_ON = (
    "It moves, slowly. We go on as planned.",
    "Going well on three days of the week. The next test is about the others.",
    "Nothing to see in the figures yet, but both sides want to go on.",
)
NOT_YET = "I want to hear first what becomes of those who cannot come in the evening."
BLOCKED = "We promised this two years ago and then stopped without a word. Say first why it is different now."
UNBLOCKED = "We asked those who left it then, and wrote down with them what made it stop. Two of them lead it now."
DUTY = (
    "Every fire door closes by itself",
    "Nobody sleeps behind a door that stays open, and nobody is woken to be moved while it is mended.",
    "The fire officer asked for it within a month.",
)

PROMISES = (
    "The rota for evenings is on the door by the end of the month",
    "We ask the two people who left the group why they did",
    "The chart hangs where people eat, not in the office",
    "Travel money is paid on the day, in cash if somebody wants",
    "Somebody rings the three families who wrote to us",
    "The board gets our figures from people who use the service",
)
KEPT = (
    "Done in the second week. People have added their own times to it.",
    "Done, by two of us together.",
    "Yes. It took longer than we thought, and it was worth it.",
)
PARTLY = ("Two of the three. The third has moved, and we are still looking.", "On weekdays. Weekends are not solved.")
NOT_KEPT = (
    "Not done. Nobody had been asked to do it. Now somebody is, with a date.",
    "Not done: the form for it came back twice. We are sorry, and told those who waited.",
)
REVIEW_WORDS = (
    "A good hour. We ran out of time for the last goal and took it first the next time.",
    "More people than chairs. Somebody who had never come before spoke first.",
    "Quiet today. Two of us were away, so we looked at the charts together and kept it short.",
)
