"""How decisions, levels, payments, pulses and plans are spoken of."""

from __future__ import annotations

from alongside.core.words import gettext_noop
from alongside.goals.rules.ledger import Decision, Level, Payment
from alongside.goals.rules.plan import Kind, Shares, Use
from alongside.goals.rules.pulse import Question, Says

BECAME = {
    Decision.ACCEPTED.value: gettext_noop("Accepted"),
    Decision.CHANGED.value: gettext_noop("Changed"),
    Decision.DECLINED.value: gettext_noop("Declined"),
    "": gettext_noop("Waiting"),
}
LEVELS = {
    Level.LED: gettext_noop("Led"),
    Level.CO_SIGNED: gettext_noop("Co-signed"),
    Level.PROPOSED: gettext_noop("Proposed"),
    Level.ATTENDED: gettext_noop("Took part"),
    Level.NOT: gettext_noop("Not yet"),
}
PAYMENTS = {
    Payment.NOT_OFFERED: gettext_noop("Not offered"),
    Payment.ACCEPTED: gettext_noop("Offered and accepted"),
    Payment.DECLINED: gettext_noop("Offered and declined"),
}
QUESTIONS = {
    Question.HEARD: gettext_noop("Were you heard?"),
    Question.INFLUENCED: gettext_noop("Did what you said change something?"),
    Question.SAFE: gettext_noop("Did you feel safe to speak?"),
}
SAYS = {
    Says.NO: gettext_noop("No"),
    Says.A_LITTLE: gettext_noop("A little"),
    Says.MOSTLY: gettext_noop("Mostly"),
    Says.YES: gettext_noop("Yes"),
    Says.RATHER_NOT: gettext_noop("I would rather not say"),
}
KINDS = {
    Kind.SKILL: gettext_noop("A skill"),
    Kind.INTEREST: gettext_noop("An interest"),
    Kind.EXPERIENCE: gettext_noop("An experience"),
    Kind.CONTACT: gettext_noop("A contact"),
    Kind.SPACE: gettext_noop("A room or a place"),
    Kind.MONEY: gettext_noop("Money"),
}
USES = {
    Use.ASK_FIRST: gettext_noop("Ask first, each time"),
    Use.TEAM: gettext_noop("The team may use it"),
    Use.ANYBODY: gettext_noop("Anybody may know of it and use it"),
}
SHARES = {
    Shares.DATES: gettext_noop("That we have a plan, and its dates"),
    Shares.HEADINGS: gettext_noop("Also what our priorities are called"),
    Shares.ALL: gettext_noop("All of it"),
}
