"""What the services of this app decline, with a sentence fit for the person who tried."""

from __future__ import annotations

from alongside.core.refusals import Refusal


class NameTaken(Refusal):
    message = "There is already one of that name here. Choose another name."


class NameMissing(Refusal):
    message = "Enter a name"


class NeedsReason(Refusal):
    message = "Say why, in a few words"


class NotAPlaceForThat(Refusal):
    message = "That cannot be added at this kind of place."


class TooEarly(Refusal):
    message = "The date is before the beginning."


class TierNotNew(Refusal):
    message = "The site already holds this tier at that date."


class PartnerEnded(Refusal):
    message = "This partnership has already ended."


class EditionNotOpen(Refusal):
    message = "This edition belongs to another programme, or is not published yet."


class AlreadyUsed(Refusal):
    message = "The programme already uses this edition."


class RoleDoesNotFit(Refusal):
    message = "This role cannot be held at this kind of place."


class UnknownVoice(Refusal):
    message = "This programme has no such voice."


class VoiceMissing(Refusal):
    message = "Choose a voice they may speak in: whoever stands for a side needs a voice of that side."


class SpeaksForBothSides(Refusal):
    message = "They already stand for the other side here. One person cannot hold the keys of both sides."


class AlreadyBelongs(Refusal):
    message = "This person already holds this role here."


class NotYoursToDo(Refusal):
    message = "You may not do this here."


class NotYoursToGive(Refusal):
    message = (
        "This role is given by someone who stands for that side here, or by the programme director. "
        "Ask one of them to invite this person."
    )


class CannotChangeOwnRole(Refusal):
    message = "Nobody changes what they themselves may do. Ask someone else who leads here."


class AlreadyEnded(Refusal):
    message = "This membership has already ended."


class NothingChanges(Refusal):
    message = "They already have this role and these voices."


class LastDirector(Refusal):
    message = "The programme would be left without a director. Name another director first."


class AlreadyWaiting(Refusal):
    message = "A change to this membership already waits for the second key."


class AlreadySettled(Refusal):
    message = "This has already been settled."


class NotYourKey(Refusal):
    message = "The second key comes from someone of that side who leads here, or from the programme director."


class NobodyToStandInFor(Refusal):
    message = "Only someone who leads for a side has deputies."


class NotYoursToName(Refusal):
    message = (
        "Deputies are named by the one they stand in for, by someone who leads for the same side, or by a director."
    )


class NotOfThatSide(Refusal):
    message = "A deputy belongs to this place, or to one above or inside it, and has a voice of the same side."


class AlreadyADeputy(Refusal):
    message = "This person is already named as a deputy here."


class DatesTheWrongWayRound(Refusal):
    message = "The last day is before the first."


class DeputyEnded(Refusal):
    message = "This has already ended."


class NotAway(Refusal):
    message = "You are not away."


class NotTheirSide(Refusal):
    message = (
        "A new slip lets somebody in as this person, so it is made by someone who leads for their own side, or by a "
        "director."
    )


class NotOneself(Refusal):
    message = "You cannot reset your own second step. Take it away under “Your account”, or ask another director."
