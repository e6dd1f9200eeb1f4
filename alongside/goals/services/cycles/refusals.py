"""What drivers, change ideas and tests of change decline, each with a sentence that says why and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal
from alongside.goals.models import ChangeIdea, Cycle


class NotThere(Refusal):
    message = _("That driver is not one of this goal’s. Open the diagram again to see what stands now.")


class CannotMove(Refusal):
    message = _("It cannot move further that way.")


class NotEmpty(Refusal):
    message = _("Something still hangs on it. Move that elsewhere first, then take it away.")


class HasBeenTested(Refusal):
    message = _("This idea has been tested or done, so it is kept: what came of it is worth knowing.")


class IdeaChanged(Refusal):
    """Somebody else wrote this idea since it was opened here."""

    message = _(
        "Someone else changed this idea while you did. Below is what stands now, and your words are still in the form: "
        "save again to put yours in its place."
    )

    def __init__(self, theirs: ChangeIdea) -> None:
        self.theirs = theirs
        super().__init__()


class CycleChanged(Refusal):
    """Somebody else wrote this test since it was opened here; theirs is kept until one of both decides."""

    message = _(
        "Someone else changed this test while you did. Below is what stands now, and your words are still in the form: "
        "save again to put yours in its place."
    )

    def __init__(self, theirs: Cycle) -> None:
        self.theirs = theirs
        super().__init__()


class GoalIsOver(Refusal):
    message = _("This goal is closed or stopped. Open it again, or start another one, to go on testing.")


class GoalNotStarted(Refusal):
    message = _(
        "A test begins once its goal is being worked on: both sides agree to the goal first, then it is started."
    )


class TestIsRunning(Refusal):
    message = _("This idea has a test that is not decided yet. Finish that one first: the next starts from it.")


class NothingToChoose(Refusal):
    message = _("Choose one of the answers.")


class PredictionIsMissing(Refusal):
    message = _(
        "Before it begins, say what you expect to happen and what you will look at to see it. "
        "Otherwise nobody can say later whether it worked."
    )


class LearningIsMissing(Refusal):
    message = _("This test starts from the last one. Say what was learned there and what changes now.")


class HasBegun(Refusal):
    message = _("This test has begun, so what was planned and expected stays as it was.")


class NotBegun(Refusal):
    message = _("This test has not begun yet. Say when it began first.")


class NotDoneYet(Refusal):
    message = _("Write down what happened first, then what you make of the result.")


class NotStudiedYet(Refusal):
    message = _("Look at the result first: was the prediction right, wrong, or can you not tell? Then decide.")


class IsDecided(Refusal):
    message = _("This test is decided, and stays as it is. Plan the next one to go on.")


class NothingWasPredicted(Refusal):
    message = _(
        "Nothing was predicted before this test began, so it cannot have been right or wrong: choose “can’t tell”."
    )


class DayIsWrong(Refusal):
    message = _("Check the day: it cannot lie in the future, nor before the step it follows.")


class BeganBefore(Refusal):
    message = _(
        "It began before it was written down. That is all right, and it is counted apart. Say so, or correct the day."
    )


class NotOfThePlace(Refusal):
    message = _("Choose somebody who belongs to this place and may speak in that voice.")


class HasVerified(Refusal):
    message = _("This person verified the goal, so they cannot have taken part in its tests.")


class NotTriedYet(Refusal):
    message = _("An idea is shared once a test of it was decided: kept, adapted or stopped.")


class NotShared(Refusal):
    message = _("Its team does not share this idea.")
