"""What the services of this app decline, with a sentence fit for the person who tried."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal


class NameTaken(Refusal):
    message = _("There is already one of that name here. Choose another name.")


class NameMissing(Refusal):
    message = _("Enter a name")


class NeedsReason(Refusal):
    message = _("Say why, in a few words")


class NotAPlaceForThat(Refusal):
    message = _("That cannot be added at this kind of place.")


class TooEarly(Refusal):
    message = _("The date is before the beginning.")


class TierNotNew(Refusal):
    message = _("The site already holds this tier at that date.")


class PartnerEnded(Refusal):
    message = _("This partnership has already ended.")


class EditionNotOpen(Refusal):
    message = _("This edition belongs to another programme, or is not published yet.")


class AlreadyUsed(Refusal):
    message = _("The programme already uses this edition.")


class RoleDoesNotFit(Refusal):
    message = _("This role cannot be held at this kind of place.")


class UnknownVoice(Refusal):
    message = _("This programme has no such voice.")


class VoiceMissing(Refusal):
    message = _("Choose a voice they may speak in: whoever stands for a side needs a voice of that side.")


class SpeaksForBothSides(Refusal):
    message = _("They already stand for the other side here. One person cannot hold the keys of both sides.")


class AlreadyBelongs(Refusal):
    message = _("This person already holds this role here.")


class NotYoursToDo(Refusal):
    message = _("You may not do this here.")


class NotYoursToGive(Refusal):
    message = _(
        "This role is given by someone who stands for that side here, or by the programme director. "
        "Ask one of them to invite this person."
    )


class CannotChangeOwnRole(Refusal):
    message = _("Nobody changes what they themselves may do. Ask someone else who leads here.")


class AlreadyEnded(Refusal):
    message = _("This membership has already ended.")


class NothingChanges(Refusal):
    message = _("They already have this role and these voices.")


class LastDirector(Refusal):
    message = _("The programme would be left without a director. Name another director first.")


class AlreadyWaiting(Refusal):
    message = _("A change to this membership already waits for the second key.")


class AlreadySettled(Refusal):
    message = _("This has already been settled.")


class NotYourKey(Refusal):
    message = _("The second key comes from someone of that side who leads here, or from the programme director.")


class NobodyToStandInFor(Refusal):
    message = _("Only someone who leads for a side has deputies.")


class NotYoursToName(Refusal):
    message = _(
        "Deputies are named by the one they stand in for, by someone who leads for the same side, or by a director."
    )


class NotOfThatSide(Refusal):
    message = _("A deputy belongs to this place, or to one above or inside it, and has a voice of the same side.")


class AlreadyADeputy(Refusal):
    message = _("This person is already named as a deputy here.")


class DatesTheWrongWayRound(Refusal):
    message = _("The last day is before the first.")


class DeputyEnded(Refusal):
    message = _("This has already ended.")


class NotAway(Refusal):
    message = _("You are not away.")


class NotTheirSide(Refusal):
    message = _(
        "A new slip lets somebody in as this person, so it is made by someone who leads for their own side, or by a "
        "director."
    )


class NotOneself(Refusal):
    message = _("You cannot reset your own second step. Take it away under “Your account”, or ask another director.")
