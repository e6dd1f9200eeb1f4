"""Which columns here hold words of people, and why the others hold none; and what is derived from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alongside.core.texts import Texts

_GOAL = {
    "title": "its title",
    "different_for_people": "what will be different for people",
    "convinces_sceptic": "what would convince a sceptic",
    "state_why": "why it stands where it stands",
    "duty_why": "why it is a duty",
    "claim": "what is claimed",
    "verification": "what was seen",
}
_IDEA = {
    "text": "the idea",
    "credit": "whom it thanks",
    "outcome_why": "why it ended so",
    "learned": "what its team tells others",
}
_CYCLE = {
    "question": "the question",
    "prediction": "the prediction",
    "measured": "what is looked at",
    "who": "who does it",
    "where": "where",
    "did": "what happened",
    "surprises": "what nobody expected",
    "found": "what was found",
    "reason": "why it was decided so",
    "learned": "what was learned before",
    "changes": "what changes this time",
}
_PROPOSAL = {
    "text": "what was proposed",
    "options": "what else could be done",
    "reason": "why it was decided so",
    "changed": "what is different because of it",
}
_SHOWN = ("SHOW", "SHOW_WITHOUT_NAME")
TEXTS = (
    Texts("goals.Goal", "a goal", _GOAL),
    Texts("goals.GoalEvent", "a step of a goal", {"reason": "why"}, "goal__scope", of=("goals.Goal", "goal")),
    Texts(
        "goals.Stance",
        "where somebody stands to a goal",
        {"words": "their words"},
        "goal__scope",
        of=("goals.Goal", "goal"),
    ),
    Texts("goals.Driver", "a driver", {"text": "its words"}, of=("goals.Goal", "goal")),
    Texts("goals.ChangeIdea", "a change idea", _IDEA),
    Texts("goals.Cycle", "a test of change", _CYCLE, of=("goals.ChangeIdea", "idea")),
    Texts("goals.Review", "a review", {"words": "what was said of the whole"}),
    Texts(
        "goals.ReviewedGoal",
        "what a review made of a goal",
        {"why": "why"},
        "review__scope",
        of=("goals.Review", "review"),
    ),
    Texts(
        "goals.Promise",
        "a promise",
        {"text": "what was promised", "happened": "what happened"},
        "review__scope",
        of=("goals.Review", "review"),
    ),
    Texts("goals.Loop", "what was raised", {"raised": "what was raised", "why": "what was done, or why not"}),
    Texts("goals.LoopEvent", "a step of what was raised", {"reason": "why"}, "loop__scope", of=("goals.Loop", "loop")),
    Texts(
        "goals.Telling", "what people were told", {"message": "the message"}, "loop__scope", of=("goals.Loop", "loop")
    ),
    Texts(
        "goals.LoopWords",
        "words offered with an answer",
        {"words": "the words"},
        "telling__loop__scope",
        shown_when={"first_verdict__in": _SHOWN, "second_verdict__in": _SHOWN},
        of=("goals.Loop", "telling__loop"),
    ),
    Texts("goals.Proposal", "a proposal", _PROPOSAL),
    Texts("goals.Contribution", "an hour that somebody gave", {"what": "what for"}),
    Texts("goals.Resource", "what somebody brings", {"text": "what it is"}, of=("goals.TeamPlan", "plan")),
    Texts("goals.TeamPlan", "a team's plan", {}),
    Texts("goals.Pulse", "questions after a meeting", {"meeting": "which meeting"}),
)

_VOICE, _LIST, _TALLY = "a kind of person, from a list", "from a list", "what was counted"
NOT_WORDS = {
    "goals.Goal": dict.fromkeys(
        ("proposed_voice", "lived_key_voice", "profession_key_voice", "claimed_voice", "verified_voice"), _VOICE
    ),
    "goals.GoalEvent": {"what": _LIST},
    "goals.LoopEvent": {"what": _LIST},
    "goals.ChangeIdea": {"proposed_voice": _VOICE},
    "goals.IdeaIndex": {"stems": "made from the words of an idea, and made anew when they are taken out"},
    "goals.CycleAct": {"part": _LIST},
    "goals.Review": {"present": "how many were there"},
    "goals.Proposal": {"decided_by": "voices, from a list"},
    "goals.Telling": dict.fromkeys(("kept", "kept_open"), _TALLY),
    "goals.LoopAnswer": {"words": "read by nobody before the telling ends; what is not offered is deleted unread"},
    "goals.Pulse": {"taken": "accounts, by their ids", "kept": _TALLY},
    "goals.WeeklyLetter": {"week": "a week of a year"},
}


def refresh(rows: Mapping[str, Sequence[str]]) -> None:
    """Make the library's index anew for ideas whose words were taken out or put back."""
    from alongside.goals.models import ChangeIdea
    from alongside.goals.services.cycles import ideas

    if changed := rows.get("goals.ChangeIdea"):
        ideas.put_in_index(list(ChangeIdea.objects.filter(pk__in=changed, shared_on__isnull=False)))
