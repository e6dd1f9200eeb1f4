"""What the joint assessment declines, each with a sentence that says why and what to do."""

from __future__ import annotations

from alongside.core.refusals import Refusal


class NotNow(Refusal):
    """The round is not in a state in which this can be done."""

    message = "The round has moved on, so this cannot be done any more. Open the round again to see where it stands."


class NotReadyToOpen(Refusal):
    message = "Some things are missing before the round can open."


class AnotherRoundIsRunning(Refusal):
    message = "This place already has a round that is open or waits for its reveal. Finish or cancel that one first."


class BothSidesChooseAnOpenRoom(Refusal):
    message = (
        "An open room needs a yes from both sides. One side has said yes; someone from the other side must say so too."
    )


class NoHatToWear(Refusal):
    message = "Your membership here lists no voice you may speak in. A co-lead of your side can add one."


class OneHatOnly(Refusal):
    message = "You have already acted in this round in another voice, and you keep it for the whole round."


class SamePersonTwice(Refusal):
    message = "Your key is already waiting. The second key must come from someone else."


class SameSideTwice(Refusal):
    message = "A key from your side is already waiting. The second key must come from the other side."


class OnlyTheTwoWhoRevealed(Refusal):
    message = "Only the two people who turned the keys can share this result."


class SideWouldNotBeShown(Refusal):
    """A side has too few answers to be shown: told first, then chosen."""

    def __init__(self, sides: tuple[str, ...]) -> None:
        self.sides = sides
        super().__init__(
            "One side has too few answers to be shown. You can wait, invite more people, or go on knowing it."
        )


class NobodyAnswered(Refusal):
    message = "Nobody has answered yet, so there is nothing to reveal. Open the round again to invite more people."


class MistypedCode(Refusal):
    message = "There is a slip in this code: one letter or number is not right. Please check it and type it again."


class UnknownCode(Refusal):
    message = (
        "We do not know this code. Check it, or ask the person who gave it to you for another: "
        "they can make a new one in a minute."
    )


class NothingAnsweredYet(Refusal):
    message = "Nothing has been answered with this receipt yet. Type the code you were given instead."


class PosterIsUsedUp(Refusal):
    message = "All the codes of this poster have been handed out. Ask the team for another way in."


class TooLate(Refusal):
    message = "This round has closed, so we cannot take answers any more. Nothing you did counts against you."


class TooEarly(Refusal):
    message = "This round is not open yet. Keep your code and try again on the day it opens."


class NotShownYet(Refusal):
    message = "The answers have not been shared yet. Keep your code: it will open the result when they are."


class VoiceNotAsked(Refusal):
    message = "Your code is not for that voice. Choose one of the voices it offers."


class ItemNotAsked(Refusal):
    message = "That question is not asked of your voice in this round."


class AddressesAreWrong(Refusal):
    message = "Some of these are not e-mail addresses. Correct them, one on each line."
