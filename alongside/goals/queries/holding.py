"""What is held about a person in goals, tests of change, loops and the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_noop as _

from alongside.core.holdings import Holding, Holds, Person, gathered, holding
from alongside.goals.models import Pulse

_GOAL = "goal__title"
HOLDS = (
    Holds(
        "goals.Goal",
        _("Goals that you have a part in"),
        by=(
            "lived_lead",
            "profession_lead",
            "proposed_by",
            "lived_key_by",
            "lived_key_written_by",
            "lived_key_confirmed_by",
            "profession_key_by",
            "profession_key_written_by",
            "profession_key_confirmed_by",
            "claimed_by",
            "verified_by",
        ),
        shows=("title", "place__name", "state"),
    ),
    Holds("goals.Standing", _("The voice you act in on a goal"), by=("user",), shows=(_GOAL, "voice", "side")),
    Holds(
        "goals.Stance",
        _("What you said to a goal"),
        by=("user",),
        shows=(_GOAL, "take", "words", "on"),
        theirs={"words": "user"},
    ),
    Holds(
        "goals.GoalEvent",
        _("What you did with goals"),
        by=("by",),
        shows=(_GOAL, "what", "on", "reason"),
        theirs={"reason": "by"},
    ),
    Holds(
        "goals.KeyCode",
        _("Codes that you handed out"),
        by=("handed_by",),
        shows=(_GOAL, "side", "handed_on", "used_on"),
    ),
    Holds(
        "goals.AskedToVerify", _("Whom you asked to verify"), by=("asked_by",), shows=(_GOAL, "place__name", "asked_on")
    ),
    Holds(
        "goals.ChangeIdea",
        _("Ideas that you proposed"),
        by=("proposed_by",),
        shows=("text", "proposed_on"),
        theirs={"text": "proposed_by"},
    ),
    Holds("goals.CycleAct", _("Tests of change that you had a part in"), by=("user",), shows=("part", "voice", "on")),
    Holds(
        "goals.LoopEvent",
        _("What you did with what people raised"),
        by=("by",),
        shows=("what", "on", "reason"),
        theirs={"reason": "by"},
    ),
    Holds(
        "goals.Telling",
        _("What you told people, or called them about"),
        by=("teller", "caller"),
        shows=("told_on", "message"),
        theirs={"message": "teller"},
    ),
    Holds("goals.LoopWords", _("Words of others that you read"), by=("first_by", "second_by"), shows=()),
    Holds(
        "goals.Review",
        _("Reviews that you wrote up"),
        by=("written_by",),
        shows=("place__name", "held_on", "words"),
        theirs={"words": "written_by"},
    ),
    Holds(
        "goals.Contribution",
        _("Your hours, payments and expenses"),
        by=("user",),
        shows=("place__name", "on", "what", "voice", "minutes", "payment", "paid", "expenses", "written_on"),
    ),
    Holds("goals.CalendarAddress", _("Your calendar's address"), by=("user",), shows=("made_on", "ended_on")),
    Holds("goals.LettersStopped", _("That you want no weekly letter"), by=("user",), shows=("stopped_on",)),
    Holds(
        "goals.WeeklyLetter",
        _("Weeks in which we looked whether to write to you"),
        by=("user",),
        shows=("week", "queued"),
    ),
)
_SEALED = "It is sealed, and says nothing of an account."
NOT_HELD = {
    "goals.Contribution.sealed": "It names people without an account.",
    "goals.Listener.sealed": _SEALED,
    "goals.LoopAnswer.words": "Answers say nothing of who they are from.",
    "goals.LoopWords.words": "Words that others wrote, without saying who.",
}


def held_about(person: Person) -> Iterator[Holding]:
    """One query for each table, and one for the lists of those who took a code."""
    yield from gathered(HOLDS, person)
    lists = Pulse.objects.filter(closed_on__isnull=True).order_by("pk").values_list("meeting", "held_on", "taken")
    took = [{"Meeting": meeting, "Held on": on} for meeting, on, taken in lists if person.user_id in taken]
    yield holding("goals.Pulse", _("Meetings for which you took a code"), took)
