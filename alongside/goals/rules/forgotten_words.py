"""How broken promises are spoken of: kindly, and with what would mend them."""

from __future__ import annotations

from alongside.goals.rules.forgotten import Kind

HEADINGS = {
    Kind.STUDY: ("Tests nobody has looked at", "The day on which the result was to be looked at has gone by."),
    Kind.TELL: ("Changes never told back", "Something came of it, and those who raised it do not know."),
    Kind.CONFIRM: ("Told, but never confirmed", "Ninety days without enough answers. Tell them again, another way."),
    Kind.KEY: ("Goals without both keys", "Proposed two weeks ago or longer. Each needs a yes of both sides."),
    Kind.TEST: ("Goals without a test", "Worked on for two weeks or longer, and nothing has been tried yet."),
    Kind.GAP: ("Gaps nobody has touched", "The two sides see it differently. Nobody came back to it for sixty days."),
    Kind.REVIEW: ("Reviews that are overdue", "The day that was set for the next one has gone by."),
}  # fmt: skip
"""The heading of each kind, and why it stands there."""

CLEAR = {
    Kind.STUDY: "no test waits to be looked at",
    Kind.TELL: "nobody waits to be told what came of what they raised",
    Kind.CONFIRM: "no loop waits in silence",
    Kind.KEY: "no goal waits for a key",
    Kind.TEST: "no goal is without a test",
    Kind.GAP: "no gap lies untouched",
    Kind.REVIEW: "no review is overdue",
}
"""What is said of a kind when there is none."""

MENDS = {
    Kind.STUDY: "Look at the result",
    Kind.TELL: "Tell those who raised it",
    Kind.CONFIRM: "Tell them again",
    Kind.KEY: "Turn your key",
    Kind.TEST: "Write down something to try",
    Kind.GAP: "Settle it together",
    Kind.REVIEW: "Write down a review",
}
"""What the link to the form says."""

_COUNTED = {
    Kind.STUDY: ("1 test waits for its result to be looked at", "{} tests wait for their results to be looked at"),
    Kind.TELL: ("1 change was never told back", "{} changes were never told back"),
    Kind.CONFIRM: ("1 loop was told and never confirmed", "{} loops were told and never confirmed"),
    Kind.KEY: ("1 goal waits for a key", "{} goals wait for a key"),
    Kind.TEST: ("1 goal has no test yet", "{} goals have no test yet"),
    Kind.GAP: ("1 gap has not been touched for 60 days", "{} gaps have not been touched for 60 days"),
    Kind.REVIEW: ("1 review is overdue", "{} reviews are overdue"),
}


def counted(kind: Kind, number: int) -> str:
    """How many there are of a kind, as a sentence without a name of a person, a place or a topic."""
    one, many = _COUNTED[kind]
    return one if number == 1 else many.format(number)
