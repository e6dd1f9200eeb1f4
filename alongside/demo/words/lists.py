"""What people of two teams would put on a list of their own, and the list that one of them agreed."""

from __future__ import annotations

from dataclasses import dataclass

USES, FAMILY, STAFF = "uses_services", "family_and_friends", "staff"


@dataclass(frozen=True)
class Found:
    """One thing that could be on the list: what it says, and which of the offered ideas went into it."""

    title: str
    short: str
    explanation: str
    easy: str
    ideas: tuple[str, ...]
    stages: tuple[tuple[str, tuple[int, ...]], ...] = ()
    ask: str = ""
    ask_easy: str = ""
    looks_like: tuple[str, ...] = ()
    dissent: str = ""


@dataclass(frozen=True)
class Search:
    """A search for a list of one's own: its name, what is asked, the ideas per voice, and what was made of them."""

    name: str
    question: str
    easy: str
    ideas: tuple[tuple[str, tuple[str, ...]], ...]
    found: tuple[Found, ...]


AGREED = Search(
    name="What a good evening needs",
    question="What has to change here, so that evenings and weekends are good ones?",
    easy="What would make evenings better?",
    ideas=(
        (USES, (
            "Somebody who has time after supper", "Let us cook for ourselves now and then",
            "I want to ring my sister without asking first", "A walk before it gets dark",
            "Say goodnight, and mean it", "Not only the television",
        )),
        (FAMILY, (
            "Visiting hours that fit people who work", "A number we can ring at the weekend",
            "Tell us who is on tonight", "A corner where we can sit together",
        )),
        (STAFF, (
            "Handover that leaves somebody on the floor", "A budget for the kitchen",
            "Two of us on a late shift, always", "Fewer forms after eight", "Know who is coming to visit",
        )),
    ),
    found=(
        Found(
            "Somebody has time in the evening", "Time after supper",
            "From supper to bedtime somebody on the floor is there for people, and for nothing else.",
            "There is somebody for you in the evening.",
            ("Somebody who has time after supper", "Say goodnight, and mean it",
             "Handover that leaves somebody on the floor", "Two of us on a late shift, always"),
            ((USES, (3, 3, 3, 2, 3, 3, 2, 3)), (FAMILY, (3, 2, 3, 2, 3)), (STAFF, (3, 3, 2, 3, 3, 2, 3))),
            "Does somebody have time for people in the evening?", "Is somebody there for you in the evening?",
            ("Everybody is in the office after supper.", "On good evenings somebody sits down with us.",
             "Most evenings somebody is there for us.", "Every evening, and it is on the rota who it is."),
        ),
        Found(
            "People can see and ring those they love", "Seeing each other",
            "Visits and calls fit the lives of families and friends, and need no permission.",
            "You can see and ring your people.",
            ("I want to ring my sister without asking first", "Visiting hours that fit people who work",
             "A number we can ring at the weekend", "Tell us who is on tonight", "A corner where we can sit together",
             "Know who is coming to visit"),
            ((USES, (3, 2, 3, 3, 2, 3, 2, 2)), (FAMILY, (3, 3, 3, 3, 3)), (STAFF, (2, 2, 3, 2, 1, 2, 2))),
            "Can people see and ring those they love?", "Can you see and ring your people?",
            ("Visits end at five.", "The team makes exceptions when asked.",
             "Visits until nine, and a phone in a quiet room.",
             "Families come and go as at home, within what others need."),
            "Two members of staff would keep an hour of quiet before bedtime.",
        ),
        Found(
            "Evenings belong to the people who live them", "Our own evenings",
            "What is cooked, watched and done in the evening is decided by those who are there.",
            "You decide about your evening.",
            ("Let us cook for ourselves now and then", "A walk before it gets dark", "Not only the television",
             "A budget for the kitchen"),
            ((USES, (2, 3, 3, 2, 2, 3, 2, 3)), (FAMILY, (2, 1, 2, 2, 2)), (STAFF, (2, 3, 2, 2, 2, 3, 2))),
            "Do people decide about their evenings themselves?", "Do you decide about your evening?",
            ("The television decides.", "Now and then somebody asks what we would like.",
             "We plan the week together, and it mostly happens.",
             "Evenings are planned and run by those who live here."),
        ),
        Found(
            "Fewer forms after eight", "Fewer forms", "What can be written in the morning is written in the morning.",
            "Less paper in the evening.", ("Fewer forms after eight",),
            ((USES, (1, 0, 1, 1, 2, 0, 1, 1)), (FAMILY, (0, 1, 1, 0, 1)), (STAFF, (3, 3, 3, 2, 3, 3, 2))),
            dissent="Staff would have it on the list. It is a way to get there, and not what is wanted.",
        ),
    ),
)  # fmt: skip

UNDER_WAY = Search(
    name="What matters in this house",
    question="What has to change here, so that people can live the lives they want?",
    easy="What should change here?",
    ideas=(
        (USES, (
            "A key to my own room\nNobody walks in without knocking", "Help with the job centre letters",
            "Somebody to talk to at night", "Stay longer when I am not ready to go", "A garden that is ours",
        )),
        (FAMILY, (
            "Tell us when a plan changes", "Knock before you go in. It is his room", "Ask us what has worked before",
        )),
        (STAFF, (
            "Time to listen\nA night shift that is not alone", "Moving on should not be a date in a form",
            "A quiet place to write with people, not about them", "Somebody at the job centre who knows us",
        )),
    ),
    found=(
        Found(
            "My room is my own", "My own room", "People have their own key, and everybody knocks.",
            "Your room is yours.",
            ("A key to my own room\nNobody walks in without knocking", "Knock before you go in. It is his room"),
        ),
        Found(
            "Nobody is alone at night", "Nights", "There is somebody to talk to at any hour, and staff are two.",
            "You can talk to somebody at night.",
            ("Somebody to talk to at night", "Time to listen\nA night shift that is not alone"),
        ),
    ),
)  # fmt: skip
