"""What loops decline, each with a sentence that says why and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal
from alongside.goals.models import Loop


class LoopMovedOn(Refusal):
    message = _("This loop has moved on, so this cannot be done any more. Open it again to see where it stands.")


class LoopChanged(Refusal):
    """Somebody else wrote this loop since it was opened here; theirs is kept until one of both decides."""

    message = _(
        "Someone else changed this loop while you did. Below is what stands now, and your words are still in the form: "
        "save again to put yours in its place."
    )

    def __init__(self, theirs: Loop) -> None:
        self.theirs = theirs
        super().__init__()


class NotALoopsPlace(Refusal):
    message = _("What people raise belongs to a site or a team.")


class NobodyRaisedIt(Refusal):
    message = _("Say which voice raised it. It must be one that this place knows.")


class RaisedIsMissing(Refusal):
    message = _("Say in a few words what people raised, in words that anyone may read.")


class RaisedLater(Refusal):
    message = _("It was raised on a day up to today. Check the date.")


class BornElsewhere(Refusal):
    message = _("A loop comes from a gap, offered words or a goal of its own place, once those are shared.")


class StepsOutOfOrder(Refusal):
    message = _("The steps follow each other: this date is before an earlier step, after a later one, or after today.")


class NotAStep(Refusal):
    message = _("Choose one of these steps. The others are dated by what happens.")


class DecisionNeedsAReason(Refusal):
    message = _("Say what was decided, and in a few words what was done or why not.")


class ReasonIsMissing(Refusal):
    message = _("Give the reason. It is kept with the loop.")


class TooManyWords(Refusal):
    message = _("That is longer than we can keep. Say it in fewer words.")


class NotDecidedYet(Refusal):
    message = _("Nothing has been decided yet. Write down what was decided, and why, then tell those who raised it.")


class MessageIsMissing(Refusal):
    message = _("Write what you want to tell them.")


class WantsFewer(Refusal):
    message = _(
        "It takes at least three answers to close a loop (fewer only where fewer people asked), and at most 20."
    )


class CallerIsMissing(Refusal):
    message = _(
        "Some people asked to be phoned. Name the one person who calls them; only that person sees the numbers."
    )


class CallerDoesNotBelong(Refusal):
    message = _("Whoever calls belongs to this place, and did not do the work people are asked about.")


class NotTheCaller(Refusal):
    message = _("Only the person who was named to call may see the numbers.")


class ContactIsWrong(Refusal):
    message = _("This is not an e-mail address. Check it and type it again.")


class ContactIsMissing(Refusal):
    message = _("Say how they can be reached.")


class ListedAlready(Refusal):
    message = _("This contact is on the list already.")


class PeopleAsked(Refusal):
    message = _("People asked to be told about this, and they decide. Letters to hand out are for when nobody asked.")


class NothingToPrint(Refusal):
    message = _("Every letter has been printed. Codes cannot be shown again, because we do not keep them.")


class MistypedCode(Refusal):
    message = _("There is a slip in this code: one letter or number is not right. Please check it and type it again.")


class UnknownCode(Refusal):
    message = _(
        "We do not know this code. It may be over, or mistyped. Check it, or ask the person who gave it to you."
    )


class PosterIsUsedUp(Refusal):
    message = _("This poster has brought as many answers as it may. Ask the team for another way to answer.")


class TellingIsOver(Refusal):
    message = _("This question has been closed, so we cannot take answers any more. Thank you for coming back.")


class NotAnAnswer(Refusal):
    message = _("Choose yes, partly or no.")


class YourSideHasReadIt(Refusal):
    message = _("Someone of your side has read these words already. They wait for someone of the other side.")


class BothHaveReadIt(Refusal):
    message = _("Two people have read these words already, and the stricter of the two decided.")


class NotAVerdict(Refusal):
    message = _("Choose whether to show the words or to hold them back.")


class NoSideHere(Refusal):
    message = _(
        "Your membership here lists no voice you may read in. Choose one of yours, or ask a co-lead to add one."
    )


class NoSignal(Refusal):
    message = _("The measure of this loop gives no signal just now.")
