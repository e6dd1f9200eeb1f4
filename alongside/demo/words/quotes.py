"""Words that made-up people offer: per challenge and voice, first what is hard, then what goes well.

Written for the demonstration. They name nobody, no illness and no place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """What a voice says on one challenge where it sees little of it, and where it sees much."""

    low: tuple[str, ...]
    high: tuple[str, ...]


P, F, S, L, X = "uses_services", "family_and_friends", "staff", "leaders", "partners"

QUOTES: Mapping[int, Mapping[str, Said]] = {
    1: {
        P: Said(
            (
                "I said hello three times before anyone looked up from the screen.",
                "They talk to me when something is wrong. On a good day nobody comes.",
                "I told my story four times in one week. The fourth time I made it short.",
            ),
            (
                "She sat down next to me instead of standing in the door. That was all it took.",
                "Someone asked what I am good at. Nobody had asked me that in years.",
                "When I was cross they did not write it down first. They asked what had happened.",
            ),
        ),
        F: Said(
            ("I wait in the corridor and leave again. I do not know anyone's name.",),
            ("They rang me back the same day and remembered what I had asked.",),
        ),
        S: Said(
            (
                "We mean well, and then the paperwork eats the hour that was for talking.",
                "I know I hide behind the office door when the shift is thin.",
            ),
            (
                "We start handover with what went well for each person. It changes the whole day.",
                "I had my supervision with someone who has used the service. Best hour of the month.",
            ),
        ),
        L: Said(
            ("I see our figures every week and the ward once a quarter.",),
            ("I sit in the lounge on Fridays and I listen more than I talk.",),
        ),
        X: Said(
            ("People come to us and say they were seen, but not heard.",),
            ("You can tell which people come from this team: they speak up.",),
        ),
    },
    2: {
        P: Said(
            (
                "I was asked to tell my story at a training day and then sent home with a biscuit.",
                "You can tell who has learned it from a slide.",
                "Nobody who trains the staff here has ever been where I am.",
            ),
            (
                "I taught a room full of nurses what waiting feels like. They wrote it down.",
                "We planned the training day together, from the first empty page.",
                "A new nurse said to me: I learned that from one of you.",
            ),
        ),
        F: Said(
            ("Staff get training about families, from people who are not families.",),
            ("I was paid to help teach the session on talking to families. It went both ways.",),
        ),
        S: Said(
            (
                "My last recovery training was an online quiz during a night shift.",
                "We book the day, and then half the team cannot be released.",
            ),
            (
                "Every course I did this year was led by two people, and one had used services.",
                "I learned more from one afternoon with a peer trainer than from the whole binder.",
            ),
        ),
        L: Said(
            ("We count who attended. We do not know what changed after.",),
            ("No course is booked now unless it was planned by both sides.",),
        ),
        X: Said(
            ("Our trainers with lived experience were asked for free. We said no.",),
            ("We run the induction with them, and we are paid like any other trainer.",),
        ),
    },
    3: {
        P: Said(
            (
                "There is a course, two buses away, and no money for the bus.",
                "I saw the leaflet on the day it ended.",
                "I wanted to learn something. I was offered a group instead.",
            ),
            (
                "I sat next to my own nurse in class. We were both new to it.",
                "The course on sleep did more for me than a year of being told to rest.",
                "I started as a student and I am helping to teach next term.",
            ),
        ),
        F: Said(
            ("I asked if there was something for families. There was a website.",),
            ("We went to the course together, and on the way home we talked for the first time in months.",),
        ),
        S: Said(
            (
                "I would like to go to a course. My manager would like me to, as well. There is never cover.",
                "I do not know what is on offer, so I cannot tell anyone.",
            ),
            (
                "The prospectus lies on our table, and people choose from it with a pen.",
                "I went as a student. For two hours nobody asked me for anything.",
            ),
        ),
        L: Said(
            ("We have a name for the college and no room for it.",),
            ("The college has its own budget now, so it is no longer the first thing to be cut.",),
        ),
        X: Said(
            ("We offered our hall for courses and have not heard back.",),
            ("Half of the courses are in our library now. Anyone can come in.",),
        ),
    },
    4: {
        P: Said(
            (
                "The poster says we are partners. The door says staff only.",
                "I have never met anyone who decides anything.",
                "Managers come through on a visit, and the flowers go with them.",
            ),
            (
                "The chief person came to our meeting, took the minutes and sent them to us.",
                "When I said the letter was rude, they changed the letter for everyone.",
                "They said in front of all of us: we got this wrong.",
            ),
        ),
        F: Said(
            ("It depends on who is in charge that day.",),
            ("The manager knows my name and asks what we would change.",),
        ),
        S: Said(
            (
                "Our board asks about beds. It has never asked us about hope.",
                "We had a recovery lead. The post ended, and with it the meetings.",
            ),
            (
                "My appraisal begins with a question that a person using the service wrote.",
                "When it gets busy our lead protects the time for talking. That is new.",
            ),
        ),
        L: Said(
            ("I support it, and I notice that I say so mostly in meetings.",),
            ("Every paper that comes to us now says what it would change for people.",),
        ),
        X: Said(
            ("We hear the right words from the top and other words from the middle.",),
            ("They asked us to their strategy day and then used what we said.",),
        ),
    },
    5: {
        P: Said(
            (
                "My plan has my name on it and somebody else's words in it.",
                "I was given a choice of one.",
                "I asked to see someone else. I was told that is not how it works here.",
            ),
            (
                "I chose who would work with me, and I was allowed to change my mind.",
                "We wrote the plan at my kitchen table. It has my handwriting on it.",
                "I said no to something and we found another way.",
            ),
        ),
        F: Said(
            ("Everything is in the plan except what matters to us at home.",),
            ("They asked what he likes before they asked what is wrong.",),
        ),
        S: Said(
            (
                "We offer what we have. It is rarely what was asked for.",
                "Our forms leave four lines for goals and two pages for risks.",
            ),
            (
                "We stopped filling in plans alone. If the person is not there, it waits.",
                "Somebody used their budget for an allotment. It was the best plan of the year.",
            ),
        ),
        L: Said(
            ("Personal budgets exist on paper. I could count those in use on one hand.",),
            ("We let teams spend small sums without asking us. Nothing bad came of it.",),
        ),
        X: Said(
            ("People come to us when the plan runs out of ideas.",),
            ("They ask us what people do here, and put it in the plan.",),
        ),
    },
    6: {
        P: Said(
            (
                "Nobody asked me afterwards how it was for me.",
                "I keep quiet because I have seen what happens when people do not.",
                "They say it is for my safety. I did not feel safe.",
                "The door was locked and nobody could tell me why.",
            ),
            (
                "I wrote down what helps when I get upset, and they did exactly that.",
                "He sat on the floor with me until it passed. Nobody touched me.",
                "We looked at what happened together, both sides, the day after.",
            ),
        ),
        F: Said(
            ("I heard about it three days later, from another visitor.",),
            ("We were asked what calms her. It is written down, and they use it.",),
        ),
        S: Said(
            (
                "On nights with agency staff we fall back on what is quick.",
                "We fill in the form within the hour. We talk to the person when we can.",
            ),
            (
                "We use hands far less than a year ago, and we talk about every time we did.",
                "The safety plan is written by the person. I only hold the pen if asked.",
                "We get more training for this than for anything else, and it shows.",
            ),
        ),
        L: Said(
            ("I know the numbers. I do not know the stories behind them.",),
            ("Every time somebody is held, I read what they themselves said about it.",),
        ),
        X: Said(
            ("As advocates we are told too late to be of use.",),
            ("We are rung the same day now, and people are told that they can ask for us.",),
        ),
    },
    7: {
        P: Said(
            (
                "We are asked when everything is decided already.",
                "I filled in the same survey three times and never heard what came of it.",
                "There is one of us in a room of fourteen, and the meeting is at nine.",
            ),
            (
                "Half of the panel was us, and our votes counted the same.",
                "I am paid for the meetings, and somebody asks me beforehand what I need.",
                "We threw out the first draft and they let us.",
            ),
        ),
        F: Said(
            ("They thank us for our views. Then nothing.",),
            ("A family member chairs the group this year. It is a different meeting.",),
        ),
        S: Said(
            (
                "We ask people in when the leaflet needs checking.",
                "I would like to plan it together, but the deadline is Thursday.",
            ),
            (
                "The new rota was worked out with the people on the ward. It is better than ours was.",
                "I was interviewed for my job by two people who use the service.",
            ),
        ),
        L: Said(
            ("We have no budget line for paying people. We take it out of underspend.",),
            ("Nothing over a small sum is bought unless both sides signed.",),
        ),
        X: Said(
            ("They bring us a finished plan and call it co-production.",),
            ("We wrote the bid together, in one room, over four evenings.",),
        ),
    },
    8: {
        P: Said(
            (
                "There is one peer worker for all of us, and she is always in a meeting.",
                "I would like to work here one day. I do not think they would have me.",
                "Nobody here looks as if they had ever needed help.",
            ),
            (
                "The peer worker said: I have sat in that chair. I believed everything after that.",
                "I applied, and what I have lived through was on the list of things they wanted.",
                "There are three peer workers now, so they have each other.",
            ),
        ),
        F: Said(
            ("Staff change so often that we begin again every month.",),
            ("The peer worker explained the ward to me in words I could use.",),
        ),
        S: Said(
            (
                "Our peer colleague is alone in the team and has no one to ask.",
                "The peer job was advertised at the lowest grade. Again.",
            ),
            (
                "I cannot imagine the team without the peer workers any more.",
                "Peer workers are in every interview panel now, and they ask the best question.",
            ),
        ),
        L: Said(
            ("We agreed on ten peer posts and have filled three.",),
            ("We have a senior peer post at last, so there is somewhere to grow.",),
        ),
        X: Said(
            ("They borrow our peer workers and call them volunteers.",),
            ("We train the peer workers together and they meet every fortnight.",),
        ),
    },
    9: {
        P: Said(
            (
                "You can see that they are tired. It makes me careful about asking.",
                "My nurse was off for months. Nobody said a word about it.",
                "They tell me to rest and have no break themselves.",
            ),
            (
                "Someone told me that he has hard days as well. It was the most useful thing he said.",
                "The staff seem to like being here. It rubs off.",
                "They take their breaks with us now, and it is calmer.",
            ),
        ),
        F: Said(
            ("I feel sorry for them, and I should not have to.",),
            ("They look after each other. You notice when you visit.",),
        ),
        S: Said(
            (
                "I would not say at work that I was unwell. I have seen what was said about others.",
                "There is a wellbeing poster in the room where we have no time to sit.",
                "I did my plan for staying well, and then my shifts were changed.",
            ),
            (
                "I said that I was struggling and got a different rota, not a different look.",
                "We have a group for staff who have used services themselves. I did not know there were so many.",
            ),
        ),
        L: Said(
            ("Sickness is our highest figure, and we talk about it as if it were weather.",),
            ("I told my team about my own time off. Two people came to me afterwards.",),
        ),
        X: Said(
            ("Whoever we ring has left.",),
            ("It helps us that the same people are still there.",),
        ),
    },
    10: {
        P: Said(
            (
                "We talk about tablets for twenty minutes and about my life for two.",
                "I said that I want to work again. They said: let us see.",
                "My goal was a flat. The plan says: attend appointments.",
            ),
            (
                "The first question was what I want to do with my life. So we began there.",
                "I have two mornings of paid work. They helped me to write the letter.",
                "I sing in a choir that has nothing to do with any of this. They found it with me.",
            ),
        ),
        F: Said(
            ("He is well enough to be discharged and not well enough to be asked about his plans.",),
            ("She has her driving lessons in the plan. It made all of us laugh and hope.",),
        ),
        S: Said(
            (
                "Life goals stand at the end of the form, and we are tired by then.",
                "I refer people to the job service and never hear what came of it.",
            ),
            (
                "We read out one life goal at each meeting and ask who can help to move it.",
                "The employment worker sits with us. It is the busiest desk in the room.",
            ),
        ),
        L: Said(
            ("We report contacts. Nobody asks us how many people found work.",),
            ("How many plans begin with a life goal is on our front page now.",),
        ),
        X: Said(
            ("People are sent to us when the service has finished with them.",),
            ("We meet people while they are still on the ward, and walk out with them.",),
        ),
    },
}
