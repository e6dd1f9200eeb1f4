"""How broken promises are spoken of: kindly, and with what would mend them."""

from __future__ import annotations

from alongside.core.words import gettext_noop, ngettext
from alongside.goals.rules.forgotten import Kind

HEADINGS = {
    Kind.STUDY: (
        gettext_noop("Tests nobody has looked at"),
        gettext_noop("The day on which the result was to be looked at has gone by."),
    ),
    Kind.TELL: (
        gettext_noop("Changes never told back"),
        gettext_noop("Something came of it, and those who raised it do not know."),
    ),
    Kind.CONFIRM: (
        gettext_noop("Told, but never confirmed"),
        gettext_noop("Ninety days without enough answers. Tell them again, another way."),
    ),
    Kind.KEY: (
        gettext_noop("Goals without both keys"),
        gettext_noop("Proposed two weeks ago or longer. Each needs a yes of both sides."),
    ),
    Kind.TEST: (
        gettext_noop("Goals without a test"),
        gettext_noop("Worked on for two weeks or longer, and nothing has been tried yet."),
    ),
    Kind.GAP: (
        gettext_noop("Gaps nobody has touched"),
        gettext_noop("The two sides see it differently. Nobody came back to it for sixty days."),
    ),
    Kind.REVIEW: (
        gettext_noop("Reviews that are overdue"),
        gettext_noop("The day that was set for the next one has gone by."),
    ),
}
"""The heading of each kind, and why it stands there."""

CLEAR = {
    Kind.STUDY: gettext_noop("no test waits to be looked at"),
    Kind.TELL: gettext_noop("nobody waits to be told what came of what they raised"),
    Kind.CONFIRM: gettext_noop("no loop waits in silence"),
    Kind.KEY: gettext_noop("no goal waits for a key"),
    Kind.TEST: gettext_noop("no goal is without a test"),
    Kind.GAP: gettext_noop("no gap lies untouched"),
    Kind.REVIEW: gettext_noop("no review is overdue"),
}
"""What is said of a kind when there is none."""

MENDS = {
    Kind.STUDY: gettext_noop("Look at the result"),
    Kind.TELL: gettext_noop("Tell those who raised it"),
    Kind.CONFIRM: gettext_noop("Tell them again"),
    Kind.KEY: gettext_noop("Turn your key"),
    Kind.TEST: gettext_noop("Write down something to try"),
    Kind.GAP: gettext_noop("Settle it together"),
    Kind.REVIEW: gettext_noop("Write down a review"),
}
"""What the link to the form says."""


def counted(kind: Kind, number: int) -> str:
    """How many there are of a kind, as a sentence without a name of a person, a place or a topic."""
    said = {
        Kind.STUDY: ngettext(
            "%(number)s test waits for its result to be looked at",
            "%(number)s tests wait for their results to be looked at",
            number,
        ),
        Kind.TELL: ngettext("%(number)s change was never told back", "%(number)s changes were never told back", number),
        Kind.CONFIRM: ngettext(
            "%(number)s loop was told and never confirmed",
            "%(number)s loops were told and never confirmed",
            number,
        ),
        Kind.KEY: ngettext("%(number)s goal waits for a key", "%(number)s goals wait for a key", number),
        Kind.TEST: ngettext("%(number)s goal has no test yet", "%(number)s goals have no test yet", number),
        Kind.GAP: ngettext(
            "%(number)s gap has not been touched for 60 days",
            "%(number)s gaps have not been touched for 60 days",
            number,
        ),
        Kind.REVIEW: ngettext("%(number)s review is overdue", "%(number)s reviews are overdue", number),
    }[kind]
    return said % {"number": number}
