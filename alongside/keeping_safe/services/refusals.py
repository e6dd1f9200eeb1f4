"""What is declined here, each with a sentence that says why and what to do."""

from __future__ import annotations

from alongside.core.refusals import Refusal


class NothingToReport(Refusal):
    message = "These words are not here any more, so there is nothing to report."


class NotNow(Refusal):
    message = "Somebody else has already decided about this. Open it again to see where it stands."


class NothingChosen(Refusal):
    message = "Choose which words to hide."


class NotForYou(Refusal):
    message = "Only people who lead the place for one of the two sides decide about this."


class ContactsAreMissing(Refusal):
    message = "Name somebody in the team, somebody outside it, an advocate and an emergency line."


class CannotBeReached(Refusal):
    message = "Give a phone number or an email address for everybody named here."


class NobodyIsAsked(Refusal):
    message = "This person cannot be asked here. Choose somebody else, or call them."


class UnknownTalkCode(Refusal):
    message = (
        "We do not know this code. Check each letter. Requests are deleted after 30 days: if yours is older, "
        "ask again, or call one of the people named."
    )
