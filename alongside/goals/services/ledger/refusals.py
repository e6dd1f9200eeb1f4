"""What the ledger, pulses and plans decline, each with a sentence that says why and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal
from alongside.goals.models import Proposal


class NotALedgersPlace(Refusal):
    message = _("A ledger belongs to a site or a team.")


class VoiceIsMissing(Refusal):
    message = _("Choose whose voice it is.")


class WordsMissing(Refusal):
    message = _("Say it in a few words.")


class WordsTooMany(Refusal):
    message = _("That is longer than we can keep. Say it in fewer words.")


class DayIsWrong(Refusal):
    message = _("That day has not come yet, or lies before the one it follows. Check the date.")


class LinkedElsewhere(Refusal):
    message = _("That goal, review or test belongs to another place.")


class DecisionIsMissing(Refusal):
    message = _("Choose what was decided: accepted, changed or declined.")


class DecidersAreMissing(Refusal):
    message = _("Say which voices decided.")


class WhyIsMissing(Refusal):
    message = _("Say why. Whoever proposed it will want to know.")


class ChangeIsMissing(Refusal):
    message = _("Say what is different because of it, or that nothing is yet.")


class NotDecided(Refusal):
    message = _("Nothing has been decided about this yet. Write down what was decided, and why, then tell them.")


class ToldAlready(Refusal):
    message = _("Those who proposed it have been told, so this stands. If it is proposed again, write down another.")


class ProposalChanged(Refusal):
    """Somebody wrote meanwhile; `theirs` is what stands now."""

    message = _("Somebody else has written here since you opened the page. Both texts are below: nothing is lost.")

    def __init__(self, theirs: Proposal) -> None:
        super().__init__()
        self.theirs = theirs


class PersonIsMissing(Refusal):
    message = _("Say who it was: choose somebody, or write the name of a person without an account. Not both.")


class PersonDoesNotBelong(Refusal):
    message = _("That person does not belong to this place, or does not speak in that voice here.")


class TooMuch(Refusal):
    message = _("That is more than one entry can hold: at most 24 hours, and at most £5,000. Check the figures.")


class NothingGiven(Refusal):
    message = _("Enter hours, a payment or expenses: at least one of them.")


class PaidButNotAccepted(Refusal):
    message = _("An amount was entered, but payment was not accepted. Take the amount out or say that it was accepted.")


class PaymentIsMissing(Refusal):
    message = _("Say whether payment was offered, and if so whether it was accepted.")


class HalfYearIsOver(Refusal):
    message = _("The half-year in which this was written down is over and counted, so it stands as it is.")


class PulseDaysAreWrong(Refusal):
    message = _("The meeting has been, and answers are taken from now for six weeks at most. Check the two dates.")


class PulseIsThere(Refusal):
    message = _(
        "People are being asked about that day already: once about each day, so that nobody can be counted out."
    )


class PulseIsOver(Refusal):
    message = _("This has closed: the answers are counted, and nothing can be added.")


class CodesTooMany(Refusal):
    message = _("Make between 1 and 60 codes at once.")


class HasACode(Refusal):
    message = _(
        "You have had your code already. We do not know which one, nor whether you answered. "
        "If you lost it, ask somebody who leads the place for a slip."
    )


class PulseCodeMistyped(Refusal):
    message = _("That is not quite a code: one sign may be wrong. Look at it again.")


class PulseCodeUnknown(Refusal):
    message = _("We do not know this code, or what it was for is over. Look at it again.")


class AnswersMissing(Refusal):
    message = _("Answer each question, or choose “I would rather not say”.")


class NotATeam(Refusal):
    message = _("A plan belongs to a team.")


class PlanIsThere(Refusal):
    message = _("This team has a plan already.")


class NotYourTeam(Refusal):
    message = _("This plan belongs to the team. Only people of the team write it, and decide who sees it.")


class ChooseWhoSees(Refusal):
    message = _("Choose what people outside the team see.")


class OfferIsIncomplete(Refusal):
    message = _("Say what kind of thing it is, and what the team may do with it.")


class OfferIsOver(Refusal):
    message = _("This offer was taken back already.")
