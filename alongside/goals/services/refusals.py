"""What goals decline, each with a sentence that says why and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal
from alongside.goals.models import Goal


class NotNow(Refusal):
    """The goal is not in a state in which this can be done."""

    message = _("The goal has moved on, so this cannot be done any more. Open it again to see where it stands.")


class NotYoursToDo(Refusal):
    message = _("Your roles here do not let you do this. Ask somebody who leads the place.")


class NoHatToWear(Refusal):
    message = _("Your membership here lists no voice you may speak in. A co-lead of your side can add one.")


class ChooseAVoice(Refusal):
    message = _("Choose which of your voices you speak in here.")


class OneHatOnly(Refusal):
    message = _("You have already acted on this goal in another voice, and you keep it for the whole goal.")


class WordsAreMissing(Refusal):
    message = _("Say it in a few words.")


class TooManyWords(Refusal):
    message = _("That is longer than we can keep. Say it in fewer words.")


class StrandIsMissing(Refusal):
    message = _("Say which strand the goal belongs to: practice, organisation or culture.")


class DatesDoNotFit(Refusal):
    message = _("A goal is due after it starts. Check the two dates.")


class AimsLower(Refusal):
    message = _("The stage you aim for is lower than the one you begin at. Check the two stages.")


class BornElsewhere(Refusal):
    message = _("A goal is born from one gap, position or priority of its own place, once that is shared or agreed.")


class NotAGoalsPlace(Refusal):
    message = _("Goals belong to a site or a team.")


class ForeignSeries(Refusal):
    message = _("That series of figures is not one of this place or its site.")


class GoalChanged(Refusal):
    """Somebody else wrote this goal since it was opened here; theirs is kept until one of both decides."""

    message = _(
        "Someone else changed this goal while you did. Below is what stands now, and your words are still in the form: "
        "save again to put yours in its place."
    )

    def __init__(self, theirs: Goal) -> None:
        self.theirs = theirs
        super().__init__()


class LeadDoesNotBelong(Refusal):
    message = _("A co-lead belongs to the place (or its site) and may speak in a voice of their side there.")


class SameLeadTwice(Refusal):
    message = _("The two co-leads are two people, one of each side.")


class LeadIsMissing(Refusal):
    message = _("A goal starts with two co-leads, one of each side. Name the one who is missing first.")


class LeadHasLeft(Refusal):
    message = _("A co-lead of this goal no longer belongs here. Name another one of that side first.")


class SideHasItsKey(Refusal):
    message = _("Your side has turned its key already. It waits for the other side.")


class SamePersonTwice(Refusal):
    message = _(
        "You have a part in the other side's key: you hold it, wrote it down, confirmed it or handed out its code. "
        "The key of this side must come from someone else."
    )


class NoKeyOfYours(Refusal):
    message = _("You hold no key here that can be taken back.")


class TakeYourKeyBackFirst(Refusal):
    message = _("You have turned your side's key to this goal. Take it back first, then say where you stand.")


class StanceNeedsWords(Refusal):
    message = _("Say in a few words why, and what would need to change.")


class VoiceOfAnotherSide(Refusal):
    message = _("That voice does not belong to the side whose key this is.")


class NothingSpoken(Refusal):
    message = _("No spoken key of your side waits here to be confirmed.")


class WriterCannotConfirm(Refusal):
    message = _(
        "You wrote this key down. Somebody else of that side, who was there, confirms it, or the person's own code."
    )


class MistypedCode(Refusal):
    message = _("There is a slip in this code: one letter or number is not right. Please check it and type it again.")


class UnknownCode(Refusal):
    message = _("We do not know this code. Check it, or ask the person who gave it to you for another.")


class CodeIsSpent(Refusal):
    message = _("This code has been used. Each code turns one key, once.")


class CodeIsOver(Refusal):
    message = _("This code was for a meeting some time ago and no longer works. Ask for a new one.")


class FourthPriority(Refusal):
    message = _(
        "This team works on three priorities already. Park one of them, with a reason, to make room for this one: "
        "three that are done are worth more than four that are begun."
    )


class BlockNeedsAnAnswer(Refusal):
    message = _(
        "Somebody blocks this goal. Say what you have done about it, or why you go on; it is kept with the goal."
    )


class ReasonIsMissing(Refusal):
    message = _("Give the reason. It is kept with the goal, and is often what others learn most from.")


class OwnWork(Refusal):
    message = _(
        "You led this goal, claimed it or took part in its tests, so somebody else must say whether it is done. "
        "Ask another team or the site’s group."
    )


class SameVoice(Refusal):
    message = _("The voice that says it is done cannot be the one that verifies it. Somebody of another voice must.")


class NotVerifiedYet(Refusal):
    message = _("A change that lasts is verified first, by somebody else. You can close it without change.")


class NotAnotherTeam(Refusal):
    message = _("Choose another team of the same site.")


class AskedAlready(Refusal):
    message = _("That team has been asked already.")


class ReviewDateIsWrong(Refusal):
    message = _("A review was held on a day up to today, one a day. Check the date.")


class NobodyWasThere(Refusal):
    message = _("Say how many people were there, of at least one voice.")


class ReviewIsFinished(Refusal):
    message = _("This review is finished. What comes after belongs to the next one.")


class NotOfThisReview(Refusal):
    message = _("That goal is not one of the place that this review is about.")


class NotVerifiedByAnother(Refusal):
    message = _("Nobody else has verified this goal yet. Let somebody of another voice do so, then write it down here.")


class GoalsNotLookedAt(Refusal):
    message = _("Some goals have not been looked at yet. Say of each what you made of it, then finish.")


class PromisesNotAnswered(Refusal):
    message = _("Some promises from last time have no answer yet. Say what became of each, then finish.")


class NextReviewIsWrong(Refusal):
    message = _("The next review comes after this one. Check the date.")
