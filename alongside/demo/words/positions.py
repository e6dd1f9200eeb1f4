"""What the made-up meetings write down: why a stage, who saw it otherwise, what shows it, what comes first.

Written for the demonstration. The stages count from 0, not yet, to 3, transformation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Talk:
    """What meetings say on one challenge."""

    whys: tuple[str, str, str, str]
    lived_dissent: str
    profession_dissent: str
    evidence: tuple[str, str]
    first_because: str
    understood: str


TALKS: Mapping[int, Talk] = {
    1: Talk(
        (
            "We could not name one thing that we do differently since last year.",
            "Some shifts greet and listen, others do not, and people know which is which.",
            "Most people said that somebody listened this week. Nights and weekends are still thin.",
            "People told us this before we asked, and new staff pick it up from the others.",
        ),
        "Two people who use the service did not agree: on the evening shift it is not like this.",
        "Three staff found this too low. They feel that the good days were not counted.",
        ("What people said when leaving, first quarter", "https://example.org/leaving-words"),
        "Everything else rests on it, and it costs nothing to begin.",
        "Staff meant how they try to talk; people meant how it felt at four in the afternoon. Both are true.",
    ),
    2: Talk(
        (
            "Nobody in the room had been taught by a person with lived experience.",
            "There was one joint session, and those who came want another.",
            "The core course is led by two people now. Half of the staff have been.",
            "No course runs unless both sides planned it, and trainers with lived experience are paid like the others.",
        ),
        "One person said: we are still asked to tell our story, not to teach.",
        "Leaders wanted it noted that cover for training was cut in spring.",
        ("List of courses and who led them", "https://example.org/courses-led"),
        "Everyone who works here could be in the room with us within a year.",
        "Staff counted the courses; people counted those where they were the teachers.",
    ),
    3: Talk(
        (
            "There is nothing to go to, or nobody in the room knew of it.",
            "There are a few courses, and more people ask than there are places.",
            "There is a prospectus each term, and staff sit in class beside people who use services.",
            "Anyone can come: people, families, staff, neighbours. Students have become teachers.",
        ),
        "Two family members said that they have not been offered a place yet.",
        "Staff said that they cannot go without cover, whatever the prospectus says.",
        ("Prospectus for this term", "https://example.org/prospectus"),
        "It is the one thing that people asked for by name.",
        "People had not been told about the courses that staff had in mind.",
    ),
    4: Talk(
        (
            "Nobody in charge was in the room, and that says enough.",
            "There is a statement on the wall and one person who carries it.",
            "Goals are reported each quarter, and our managers ask about them.",
            "Each paper and each new post has to say what it would change for people.",
        ),
        "People who use the service said that they have yet to meet a member of the board.",
        "Leaders saw this a stage further: the new strategy was not known to the others.",
        ("Minutes of the recovery steering group", "https://example.org/steering-minutes"),
        "Without it, the rest stops when one person leaves.",
        "Leaders spoke of what was decided, the others of what has arrived.",
    ),
    5: Talk(
        (
            "We read three plans aloud. None of them sounded like the person.",
            "There are choices in the leaflet, and few of them are real.",
            "People choose who works with them, and some use a budget of their own.",
            "Plans are written with the person or not at all, and they differ from each other.",
        ),
        "One person said: I was offered a choice after I had complained.",
        "Two staff said that the choices are limited from outside, and that they are blamed for it.",
        ("Ten plans, read by people who use services", "https://example.org/ten-plans"),
        "A plan in somebody's own words changes what happens on Monday.",
        "Staff thought of the choices on offer; people of the one they had wanted.",
    ),
    6: Talk(
        (
            "We see the figures, and nobody talks about them with the people they are about.",
            "We look at each time somebody was held. The talk afterwards is missing.",
            "Safety plans are written together, and force is used less. Nights are not yet like days.",
            "Force is rare, and after each time both sides sit down together.",
        ),
        "People who were held this year do not agree that it is used less. They ask to see the list.",
        "Night staff feel that nobody asked them what they would need to do without.",
        ("Times somebody was held, by month", "https://example.org/held-by-month"),
        "Nobody can recover in a place where they are afraid.",
        "Staff counted how often it happened. People remembered that nobody spoke with them afterwards.",
    ),
    7: Talk(
        (
            "We looked at the last five decisions. Neither people nor families had a part in them.",
            "There is a forum, and it is asked when things are nearly decided.",
            "Some decisions are made together, and people are paid for their time.",
            "Nothing of weight is decided without both sides, families included, and there is money for it.",
        ),
        "Family members asked to have it written down that they were invited a week before.",
        "Leaders said that some decisions cannot wait for the next joint meeting.",
        ("Who decided what: our list since spring", "https://example.org/who-decided"),
        "We would rather decide one thing together than be asked about twenty.",
        "The profession counted meetings, the others counted decisions.",
    ),
    8: Talk(
        (
            "There are no peer workers here, and the posts are not planned.",
            "There is one peer worker, and she has nobody to turn to.",
            "Peer workers are in several teams and have supervision of their own.",
            "Peer workers are at all grades, and what people have lived through counts in every post.",
        ),
        "A peer worker said: we are several now, but all of us at the lowest grade.",
        "Staff said that vacant posts were filled by peer posts without talking about it.",
        ("Posts and grades", "https://example.org/posts"),
        "A peer worker in each team changes the tone of the whole team.",
        "People had met one peer worker; staff knew of the posts that are coming.",
    ),
    9: Talk(
        (
            "Staff in the room would not say at work that they were unwell.",
            "There is an offer, and few have the time to use it.",
            "It is possible to say it, and some have. Rotas bend a little.",
            "Those who have been unwell are asked what they learned, and fewer of us are off sick.",
        ),
        "People who use the service said that they feel it first when staff are worn out.",
        "Two staff said that it depends on the manager, and that theirs would not understand.",
        ("What staff said in the yearly survey", "https://example.org/staff-survey"),
        "People who are looked after can look after others.",
        "Leaders meant the offer, staff meant the rota.",
    ),
    10: Talk(
        (
            "We found one life goal in ten plans.",
            "There is an employment worker, and few of us knew how to reach her.",
            "Most plans name a goal of the person's own, and the first jobs have been found.",
            "Each plan begins with what the person wants from life, and we can say what came of it.",
        ),
        "One person said: my goal stands in the plan, and nobody has asked about it since.",
        "Staff said that there is little work to be had here, however good the plan is.",
        ("Life goals in plans, read twice a year", "https://example.org/life-goals"),
        "It is what people come for. The rest is on the way there.",
        "Staff saw that the goal was written down; people saw that nothing came of it.",
    ),
}

AGREE_TO_DIFFER = "We talked about it for a good while and still see it differently. We look again next year."
BECAME_GOAL = "Both sides want this to be different by next year, and choose it as something to work on."
NO_STAGE = "We talked about it, and could not agree on a stage today. Both readings stand."
