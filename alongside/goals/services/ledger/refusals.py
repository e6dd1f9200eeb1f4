"""What the ledger, pulses and plans decline, each with a sentence that says why and what to do."""

from __future__ import annotations

from alongside.core.refusals import Refusal
from alongside.goals.models import Proposal


class NotALedgersPlace(Refusal):
    message = "A ledger belongs to a site or a team."


class VoiceIsMissing(Refusal):
    message = "Choose whose voice it is."


class WordsMissing(Refusal):
    message = "Say it in a few words."


class WordsTooMany(Refusal):
    message = "That is longer than we can keep. Say it in fewer words."


class DayIsWrong(Refusal):
    message = "That day has not come yet, or lies before the one it follows. Check the date."


class LinkedElsewhere(Refusal):
    message = "That goal, review or test belongs to another place."


class DecisionIsMissing(Refusal):
    message = "Choose what was decided: accepted, changed or declined."


class DecidersAreMissing(Refusal):
    message = "Say which voices decided."


class WhyIsMissing(Refusal):
    message = "Say why. Whoever proposed it will want to know."


class ChangeIsMissing(Refusal):
    message = "Say what is different because of it, or that nothing is yet."


class NotDecided(Refusal):
    message = "Nothing has been decided about this yet. Write down what was decided, and why, then tell them."


class ToldAlready(Refusal):
    message = "Those who proposed it have been told, so this stands. If it is proposed again, write down another."


class ProposalChanged(Refusal):
    """Somebody wrote meanwhile; `theirs` is what stands now."""

    message = "Somebody else has written here since you opened the page. Both texts are below: nothing is lost."

    def __init__(self, theirs: Proposal) -> None:
        super().__init__()
        self.theirs = theirs


class PersonIsMissing(Refusal):
    message = "Say who it was: choose somebody, or write the name of a person without an account. Not both."


class PersonDoesNotBelong(Refusal):
    message = "That person does not belong to this place, or does not speak in that voice here."


class TooMuch(Refusal):
    message = "That is more than one entry can hold: at most 24 hours, and at most £5,000. Check the figures."


class NothingGiven(Refusal):
    message = "Enter hours, a payment or expenses: at least one of them."


class PaidButNotAccepted(Refusal):
    message = "An amount was entered, but payment was not accepted. Take the amount out or say that it was accepted."


class PaymentIsMissing(Refusal):
    message = "Say whether payment was offered, and if so whether it was accepted."


class HalfYearIsOver(Refusal):
    message = "The half-year in which this was written down is over and counted, so it stands as it is."


class PulseDaysAreWrong(Refusal):
    message = "The meeting has been, and answers are taken from now for six weeks at most. Check the two dates."


class PulseIsThere(Refusal):
    message = "People are being asked about that day already: once about each day, so that nobody can be counted out."


class PulseIsOver(Refusal):
    message = "This has closed: the answers are counted, and nothing can be added."


class CodesTooMany(Refusal):
    message = "Make between 1 and 60 codes at once."


class HasACode(Refusal):
    message = (
        "You have had your code already. We do not know which one, nor whether you answered. "
        "If you lost it, ask somebody who leads the place for a slip."
    )


class PulseCodeMistyped(Refusal):
    message = "That is not quite a code: one sign may be wrong. Look at it again."


class PulseCodeUnknown(Refusal):
    message = "We do not know this code, or what it was for is over. Look at it again."


class AnswersMissing(Refusal):
    message = "Answer each question, or choose “I would rather not say”."


class NotATeam(Refusal):
    message = "A plan belongs to a team."


class PlanIsThere(Refusal):
    message = "This team has a plan already."


class NotYourTeam(Refusal):
    message = "This plan belongs to the team. Only people of the team write it, and decide who sees it."


class ChooseWhoSees(Refusal):
    message = "Choose what people outside the team see."


class OfferIsIncomplete(Refusal):
    message = "Say what kind of thing it is, and what the team may do with it."


class OfferIsOver(Refusal):
    message = "This offer was taken back already."
