"""How decisions, levels, payments, pulses and plans are spoken of."""

from __future__ import annotations

from alongside.goals.rules.ledger import Decision, Level, Payment
from alongside.goals.rules.plan import Kind, Shares, Use
from alongside.goals.rules.pulse import Question, Says

BECAME = {
    Decision.ACCEPTED.value: "Accepted",
    Decision.CHANGED.value: "Changed",
    Decision.DECLINED.value: "Declined",
    "": "Waiting",
}
LEVELS = {
    Level.LED: "Led",
    Level.CO_SIGNED: "Co-signed",
    Level.PROPOSED: "Proposed",
    Level.ATTENDED: "Took part",
    Level.NOT: "Not yet",
}
PAYMENTS = {
    Payment.NOT_OFFERED: "Not offered",
    Payment.ACCEPTED: "Offered and accepted",
    Payment.DECLINED: "Offered and declined",
}
QUESTIONS = {
    Question.HEARD: "Were you heard?",
    Question.INFLUENCED: "Did what you said change something?",
    Question.SAFE: "Did you feel safe to speak?",
}
SAYS = {
    Says.NO: "No",
    Says.A_LITTLE: "A little",
    Says.MOSTLY: "Mostly",
    Says.YES: "Yes",
    Says.RATHER_NOT: "I would rather not say",
}
KINDS = {
    Kind.SKILL: "A skill",
    Kind.INTEREST: "An interest",
    Kind.EXPERIENCE: "An experience",
    Kind.CONTACT: "A contact",
    Kind.SPACE: "A room or a place",
    Kind.MONEY: "Money",
}
USES = {
    Use.ASK_FIRST: "Ask first, each time",
    Use.TEAM: "The team may use it",
    Use.ANYBODY: "Anybody may know of it and use it",
}
SHARES = {
    Shares.DATES: "That we have a plan, and its dates",
    Shares.HEADINGS: "Also what our priorities are called",
    Shares.ALL: "All of it",
}
