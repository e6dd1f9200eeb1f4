"""What the joint assessment declines, each with a sentence that says why and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal


class NotNow(Refusal):
    """The round is not in a state in which this can be done."""

    message = _("The round has moved on, so this cannot be done any more. Open the round again to see where it stands.")


class NotReadyToOpen(Refusal):
    message = _("Some things are missing before the round can open.")


class EditionNotOpen(Refusal):
    message = _("This place cannot use that list: it is not published, or it is another programme's own.")


class PartOfASearch(Refusal):
    message = _(
        "This round belongs to the search for a list of your own, which decides what it asks and what comes after it. "
        "Go on with it on the page of that search."
    )


class AnotherRoundIsRunning(Refusal):
    message = _("This place already has a round that is open or waits for its reveal. Finish or cancel that one first.")


class BothSidesChooseAnOpenRoom(Refusal):
    message = _(
        "An open room needs a yes from both sides. One side has said yes; someone from the other side must say so too."
    )


class NoHatToWear(Refusal):
    message = _("Your membership here lists no voice you may speak in. A co-lead of your side can add one.")


class OneHatOnly(Refusal):
    message = _("You have already acted in this round in another voice, and you keep it for the whole round.")


class SamePersonTwice(Refusal):
    message = _("Your key is already waiting. The second key must come from someone else.")


class SameSideTwice(Refusal):
    message = _("A key from your side is already waiting. The second key must come from the other side.")


class OnlyTheTwoWhoRevealed(Refusal):
    message = _("Only the two people who turned the keys can share this result.")


class SideWouldNotBeShown(Refusal):
    """A side has too few answers to be shown: told first, then chosen."""

    def __init__(self, sides: tuple[str, ...]) -> None:
        self.sides = sides
        super().__init__(
            _("One side has too few answers to be shown. You can wait, invite more people, or go on knowing it.")
        )


class NobodyAnswered(Refusal):
    message = _("Nobody has answered yet, so there is nothing to reveal. Open the round again to invite more people.")


class MistypedCode(Refusal):
    message = _("There is a slip in this code: one letter or number is not right. Please check it and type it again.")


class UnknownCode(Refusal):
    message = _(
        "We do not know this code. Check it, or ask the person who gave it to you for another: "
        "they can make a new one in a minute."
    )


class NothingAnsweredYet(Refusal):
    message = _("Nothing has been answered with this receipt yet. Type the code you were given instead.")


class PosterIsUsedUp(Refusal):
    message = _("All the codes of this poster have been handed out. Ask the team for another way in.")


class TooLate(Refusal):
    message = _("This round has closed, so we cannot take answers any more. Nothing you did counts against you.")


class TooEarly(Refusal):
    message = _("This round is not open yet. Keep your code and try again on the day it opens.")


class NotShownYet(Refusal):
    message = _("The answers have not been shared yet. Keep your code: it will open the result when they are.")


class VoiceNotAsked(Refusal):
    message = _("Your code is not for that voice. Choose one of the voices it offers.")


class ItemNotAsked(Refusal):
    message = _("That question is not asked of your voice in this round.")


class AddressesAreWrong(Refusal):
    message = _("Some of these are not e-mail addresses. Correct them, one on each line.")


class UnknownReceipt(UnknownCode):
    message = _(
        "We do not know this code. If it is from a paper sheet, your sheet has not been typed in yet: "
        "keep the code and try again in some days."
    )


class NoSheetsYet(Refusal):
    message = _("Some things are missing before sheets can be printed.")


class AskedDifferently(Refusal):
    message = _(
        "These voices are asked different questions, so they cannot share a sheet. Print sheets for each of them."
    )


class MistypedSheet(Refusal):
    message = _("There is a slip in this sheet code: one letter or number is not right. Check it and type it again.")


class UnknownSheet(Refusal):
    message = _("This round has no sheet with this code. Check the code that is printed beside each question.")


class NotTheTearOff(Refusal):
    message = _(
        "This is the code of the part that the person keeps. Type the sheet code instead, which is printed beside "
        "each question. Give the part back if you can, and do not keep its code."
    )


class SheetIsTyped(Refusal):
    message = _(
        "This sheet has been typed in already. It cannot be opened or changed here. Put it with those that are done."
    )


class SheetIsLate(Refusal):
    message = _(
        "This round takes no more answers, so this sheet cannot be typed in. Nothing you typed was kept. "
        "Tell those who lead the round: they may be able to open it again."
    )


class SheetIsEmpty(Refusal):
    message = _("Nothing is answered on this sheet, so there is nothing to keep. If that is so, put it aside.")


class NotYourBatch(Refusal):
    message = _("Only those who are named on this batch type it.")


class BatchIsClosed(Refusal):
    message = _(
        "This batch is closed, so nothing more can be typed into it. Ask those who lead the round for a new one."
    )


class BatchIsOpen(Refusal):
    message = _("This person already has an open batch in this round. They can go on with that one.")


class NobodyOfThatName(Refusal):
    message = _("Nobody in this programme signs in with this. Check it, or ask them to join the programme first.")


class TypistIsOfTheTeam(Refusal):
    message = _(
        "Whoever types the sheets alone sees them, so it must be somebody from outside this place, who could not turn "
        "a key to the reveal either. Ask somebody from another team."
    )


class NotOnTheDay(Refusal):
    message = _(
        "Two people of the place type together only when the round has a day on which people meet, and from then on."
    )


class TwoPeopleType(Refusal):
    message = _("Two people type together, so name two different people.")


class BothSidesType(Refusal):
    message = _("The two who type together must be of different sides: one of lived experience, one of the profession.")


class BothMustBeThere(Refusal):
    message = _("Both of you must first say that you are there and type together.")


class EventIsTooLate(Refusal):
    message = _("Choose a day that is not in the past and not after the last day on which people can answer.")
