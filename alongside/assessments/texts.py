"""Which columns here hold words of people, and why the others hold none."""

from __future__ import annotations

from alongside.core.texts import Texts

_ROUND = "round__scope"
_SHOWN = ("SHOW", "SHOW_WITHOUT_NAME")
TEXTS = (
    Texts(
        "assessments.Round", "a round", {"name": "its name", "why": "why people are asked", "ended_why": "why it ended"}
    ),
    Texts(
        "assessments.Quote",
        "words that somebody offered",
        {"words": "the words", "translation": "their translation"},
        _ROUND,
        shown_when={"first_verdict__in": _SHOWN, "second_verdict__in": _SHOWN},
        of=("assessments.Round", "round"),
    ),
    Texts("assessments.Gap", "a gap", {"words": "what was said to it"}, of=("assessments.Round", "round")),
    Texts(
        "assessments.Position",
        "an agreed position",
        {"why": "why", "dissent": "who sees it otherwise"},
        _ROUND,
        of=("assessments.Round", "round"),
    ),
    Texts(
        "assessments.Evidence",
        "evidence",
        {"label": "what it is", "link": "the link", "file": "the file"},
        of=("assessments.Round", "round"),
    ),
    Texts(
        "assessments.Consensus",
        "a search for a list of one's own",
        {"name": "what the list is called", "question": "what is asked", "easy": "the same in easy words"},
    ),
    Texts(
        "assessments.Candidate",
        "something that could be on a list",
        {
            "title": "what it says",
            "short": "its short name",
            "explanation": "what it means",
            "easy": "the same in easy words",
            "ask": "what is asked about it",
            "ask_easy": "the same in easy words",
            "looks_like": "what its stages look like",
            "dissent": "who sees it otherwise",
        },
        "consensus__scope",
        of=("assessments.Consensus", "consensus"),
    ),
    Texts("assessments.QuestionLink", "a link beside a question", {"address": "the link"}),
    Texts(
        "assessments.Priority", "a first thing to work on", {"why": "why"}, _ROUND, of=("assessments.Round", "round")
    ),
)

_TALLY, _CONTACT = "what was counted, and names of groups", "a contact: changed at once on the page of contacts"
NOT_WORDS = {
    "assessments.Round": {"agreed_by": "from a list", "counted": _TALLY},
    "assessments.AskedVoice": {"items": "numbers"},
    "assessments.NamedContact": dict.fromkeys(("name", "phone", "email"), _CONTACT),
    "assessments.Tally": {"group": _TALLY, "kept": _TALLY},
    "assessments.OpenTally": {"shown": _TALLY},
    "assessments.Difference": dict.fromkeys(("group_a", "group_b", "in_words", "lower"), _TALLY),
    "assessments.Participation": {"group": _TALLY},
    "assessments.Quote": {"group": "a group of voices"},
    "assessments.Meeting": dict.fromkeys(("present", "sides"), "how many were there"),
    "assessments.Invited": {"people": "addresses, deleted at the reveal"},
    "assessments.Kiosk": {"name": "what a tablet is called; those who lead the round see it until the reveal"},
    "assessments.Ballot": {"answers": "nobody reads them; words that are not offered are deleted unread"},
}
