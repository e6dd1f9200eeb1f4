"""What is declined about figures, each with a sentence that says why and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from alongside.core.refusals import Refusal
from alongside.measures.rules.entry import Finding


class NotAPlaceForThat(Refusal):
    message = _("Indicators of one's own belong to a programme or a site.")


class EditionIsThere(Refusal):
    message = _("An indicator with this name and edition is there already. Give it another edition.")


class LibraryIsWrong(Refusal):
    message = _("The library of measures cannot be published.")


class PublishedIndicatorChanged(Refusal):
    message = _("What is published never changes. Write your change as a new edition beside it.")


class WordsAreMissing(Refusal):
    message = _("An indicator needs a name and a definition.")


class NotReadAlone(Refusal):
    message = _(
        "An indicator of restrictive practice is not read alone. Name the one to be read beside it, "
        "or say why there is none yet."
    )


class IndicatorNotOpen(Refusal):
    message = _("This indicator is not published, or is another programme's or site's own.")


class SeriesIsThere(Refusal):
    message = _(
        "This place already collects this indicator. Give the new series a name of its own, or go on with that one."
    )


class SettingsAreWrong(Refusal):
    message = _("These settings do not fit together.")


class NothingChanges(Refusal):
    message = _("Nothing was changed.")


class FiguresAreOfAnotherKind(Refusal):
    message = _(
        "This series already has figures of one kind, so it cannot change between one number and two. "
        "End it and start another."
    )


class SeriesHasEnded(Refusal):
    message = _("This series has ended. Its figures stay as they are; start a new series to go on.")


class ReasonIsMissing(Refusal):
    message = _("Say why. The reason stands beside the chart.")


class DatesAreWrong(Refusal):
    message = _("The end cannot be before the beginning.")


class RebasedAlready(Refusal):
    message = _("The limits already begin anew on this date.")


class NoSuchFigure(Refusal):
    message = _("There is no figure at this date.")


class FigureIsThere(Refusal):
    message = _("There is a figure for this period already. Put that one right instead.")


class FiguresRefused(Refusal):
    """Something is wrong with what was typed. `findings` says what, box by box; `doubtful`: it can be confirmed."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        self.doubtful = not any(finding.certain for finding in self.findings)
        super().__init__(" ".join(finding.message for finding in self.findings))


class LeftOutAlready(Refusal):
    message = _("This point is left out already.")


class NotLeftOut(Refusal):
    message = _("This point is not left out.")


class WaitsAlready(Refusal):
    message = _("Somebody has already asked for this point to be looked into.")


class SettledAlready(Refusal):
    message = _("This has been settled already.")


class ImportIsOver(Refusal):
    message = _("These rows are no longer waiting: they were brought in, undone, or waited for more than a day.")


class NothingToBringIn(Refusal):
    message = _("There is no row to bring in.")


class RowsAreWrong(Refusal):
    message = _("Some rows are not right, so nothing was brought in. Put them right, or bring in the good ones only.")


class OnlyInADemonstration(Refusal):
    message = _("Figures can be made up only in a demonstration.")
