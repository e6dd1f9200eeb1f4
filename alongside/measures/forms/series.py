"""What people choose when they start a series, change how its chart is read, or end it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.measures.forms.numbers import NumberField
from alongside.measures.models import Series
from alongside.measures.queries.indicators import IndicatorLine
from alongside.measures.rules import cells
from alongside.measures.rules.cells import NotRead
from alongside.measures.rules.settings import Settings, TargetStep
from alongside.measures.rules.words import CHART_SAYS, Entry, Period
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.ui.forms import Choice, SelectField, TextArea, TextField, Tick, WholeNumber

CHARTS = [
    ("nhs:i", _("XmR chart with the NHS rules (Making Data Count)")),
    *((f"shewhart:{chart.value}", _(says)) for chart, says in CHART_SAYS.items()),
]
DIRECTIONS = [
    (Improvement.INCREASE.value, _("Up is better")),
    (Improvement.DECREASE.value, _("Down is better")),
    (Improvement.NEUTRAL.value, _("Neither: we watch it")),
]
PERIODS = [
    (Period.DAY.value, _("One figure for each day")),
    (Period.WEEK.value, _("One figure for each week")),
    (Period.MONTH.value, _("One figure for each month")),
    (Period.QUARTER.value, _("One figure for each quarter")),
    (Period.YEAR.value, _("One figure for each year")),
    (Period.EVENT.value, _("One figure for each event")),
]
SIX_TO_NINE = [(str(number), str(number)) for number in (6, 7, 8, 9)]


class StartSeries(forms.Form):
    """Which indicator a place begins to collect."""

    indicator = SelectField(label=_("What do you want to measure?"), missing=_("Choose an indicator"))
    name = TextField(
        label=_("A name, if you collect it more than once"),
        hint=_("For example the name of a bay. You can leave this empty."),
        max_length=80,
    )
    period = SelectField(label=_("How often is there a figure?"), choices=[("", _("As the indicator says")), *PERIODS])
    due_days = WholeNumber(
        label=_("How many days after a period are its figures there?"),
        hint=_("Later than that, the series is shown as overdue."),
        missing=_("Enter a number of days"),
        min_value=0,
        max_value=400,
        initial=21,
        width=4,
        error_messages={"max_value": _("Enter 400 days or fewer"), "min_value": _("Enter 0 or more days")},
    )

    def __init__(self, data: Any = None, *, indicators: Sequence[IndicatorLine]) -> None:
        super().__init__(data)
        field: Any = self.fields["indicator"]
        field.choices = [("", _("Choose")), *((str(one.id), _offered(one)) for one in indicators)]


def _offered(line: IndicatorLine) -> str:
    return f"{line.theme}: {line.name}" if line.theme else line.name


class ChangeSettings(forms.Form):
    """Everything that decides how a chart is read."""

    chart = SelectField(label=_("Which chart?"), missing=_("Choose a chart"), choices=CHARTS)
    entry = Choice(
        label=_("What is entered for each point?"),
        missing=_("Choose what is entered"),
        choices=[
            (Entry.VALUE.value, _("One number")),
            (Entry.FRACTION.value, _("Two numbers: how many, and out of how many")),
        ],
    )
    improvement = Choice(label=_("Which way is better?"), missing=_("Choose which way is better"), choices=DIRECTIONS)
    targets = TextArea(
        label=_("What do you aim at?"),
        hint=_("Leave empty if there is no target. One that changes: one line for each step, like “April 2026: 12”."),
        rows=3,
        max_length=2000,
        own_words=False,
    )
    multiply = NumberField(
        label=_("What are rates shown per?"), hint=_("For example 1000 for “per 1,000 bed days”. Else 1."),
        missing=_("Enter what rates are shown per"),
    )  # fmt: skip
    baseline = WholeNumber(
        label=_("Work out the middle and the limits from the first points only"),
        hint=_("How many points? Leave empty to use all of them."),
        min_value=1,
        max_value=10_000,
        width=4,
        required=False,
    )
    due_days = WholeNumber(
        label=_("How many days after a period are its figures there?"), missing=_("Enter a number of days"),
        min_value=0, max_value=400, width=4,
    )  # fmt: skip
    shift = SelectField(label=_("Points in a row that make a shift"), choices=SIX_TO_NINE, missing=_("Choose a number"))
    trend = SelectField(label=_("Points in a row that make a trend"), choices=SIX_TO_NINE, missing=_("Choose a number"))
    trend_ties = Choice(
        label=_("A repeated value in a trend"),
        missing=_("Choose what it does"),
        choices=[("break", _("ends it (as NHSRplotthedots)")), ("skip", _("neither makes nor ends it"))],
    )
    two_in_three = Choice(
        label=_("Two of three points near a limit"),
        missing=_("Choose which points count"),
        choices=[
            ("plotthedots", _("points beyond a limit do not count (as NHSRplotthedots)")),
            ("mdc2023", _("points beyond a limit count too (as the NHS tools since 2023)")),
        ],
    )
    screen = Tick(
        label=_("Leave unusually large moves between points out when the limits are worked out"), required=False
    )
    negative = Tick(label=_("Figures below 0 make sense here"), required=False)
    aggregate = SelectField(
        label=_("Several values of one period become"),
        choices=[
            ("mean", _("their mean")),
            ("median", _("their median")),
            ("sum", _("their sum")),
            ("sd", _("their spread")),
        ],
        missing=_("Choose what becomes of them"),
    )
    centre = NumberField(
        label=_("A middle line that is given"), hint=_("Usually empty: it is worked out."), required=False
    )

    def __init__(self, data: Any = None, *, series: Series) -> None:
        super().__init__(data, initial=_begin(series))

    def clean_targets(self) -> tuple[TargetStep, ...]:
        lines = [line.strip() for line in self.cleaned_data["targets"].splitlines() if line.strip()]
        return tuple(_step(line) for line in lines)

    @property
    def settings(self) -> Settings:
        """What was chosen."""
        given = self.cleaned_data
        profile, _, chart = given["chart"].partition(":")
        nhs = profile == Profile.NHS
        return Settings(
            profile=Profile(profile),
            chart=Chart(chart),
            entry=Entry(given["entry"]),
            improvement=Improvement(given["improvement"]),
            screen=given["screen"],
            shift=int(given["shift"]) if nhs else 7,
            trend=int(given["trend"]) if nhs else 7,
            trend_ties=given["trend_ties"],
            two_in_three=given["two_in_three"],
            baseline=given["baseline"],
            centre=None if nhs else given["centre"],
            multiply=given["multiply"],
            aggregate=given["aggregate"],
            negative=given["negative"],
            targets=given["targets"],
        )


def _begin(series: Series) -> dict[str, Any]:
    plain = (
        "entry", "improvement", "baseline", "due_days", "shift", "trend", "trend_ties", "two_in_three", "screen",
        "negative", "aggregate",
    )  # fmt: skip
    begin = {name: getattr(series, name) for name in plain}
    begin |= {name: _shown(getattr(series, name)) for name in ("multiply", "centre")}
    targets = "\n".join(
        f"{step.from_on.isoformat()}: {_shown(step.value)}" if step.from_on else _shown(step.value)
        for step in series.settings.targets
    )
    return begin | {"chart": f"{series.profile}:{series.chart}", "targets": targets}


def _shown(number: float | None) -> str:
    return "" if number is None else f"{number:.15g}"


def _step(line: str) -> TargetStep:
    when, mark, value = line.rpartition(":")
    try:
        number = cells.number_in(value)
        on = cells.date_in(when) if mark else None
    except NotRead as wrong:
        raise ValidationError(wrong.message, code="invalid") from None
    if number is None:
        raise ValidationError(_("“%(text)s” has no number.") % {"text": line[:40]}, code="invalid")
    return TargetStep(value=number, from_on=on)


class EndSeries(forms.Form):
    """Why a series ends."""

    why = TextField(label=_("Why does it end?"), missing=_("Say why the series ends"), max_length=200)


class AddIndicator(forms.Form):
    """An indicator of a programme's or site's own."""

    name = TextField(label=_("What is it called?"), missing=_("Give the indicator a name"), max_length=160)
    definition = TextArea(label=_("What exactly is it?"), missing=_("Say what it is"), max_length=1000, rows=3)
    why = TextArea(label=_("Why is it worth knowing?"), max_length=1000, rows=3)
    numerator = TextField(
        label=_("What is counted?"), hint=_("The numerator, where there are two numbers."), max_length=300
    )
    denominator = TextField(
        label=_("Out of what?"), hint=_("The denominator. Leave empty if it is one number."), max_length=300
    )
    unit = TextField(label=_("In what?"), hint=_("For example days, points, %, per 1,000 bed days."), max_length=80)
    counts = Choice(
        label=_("What is it a figure of?"),
        missing=_("Choose what it is a figure of"),
        choices=[
            ("PEOPLE", _("People")),
            ("INCIDENTS", _("Incidents")),
            ("PERCENT", _("A percentage")),
            ("SCORE", _("A score")),
            ("TIME", _("Time")),
            ("OTHER", _("Something else")),
        ],
        hints={"PEOPLE": _("Small numbers of people never leave your place."),
               "INCIDENTS": _("Small numbers of incidents never leave your place.")},
    )  # fmt: skip
    direction = Choice(label=_("Which way is better?"), missing=_("Choose which way is better"), choices=DIRECTIONS)
    period = SelectField(label=_("How often is there a figure?"), missing=_("Choose how often"), choices=PERIODS,
                         initial=Period.MONTH.value)  # fmt: skip
    chart = SelectField(label=_("Which chart fits it?"), missing=_("Choose a chart"), choices=CHARTS)
    multiply = NumberField(
        label=_("What are rates shown per?"), missing=_("Enter what rates are shown per"), initial="1"
    )
    least = NumberField(label=_("The smallest value there can be"), required=False)
    most = NumberField(label=_("The largest value there can be"), required=False)
    target = NumberField(label=_("What is aimed at?"), hint=_("Leave empty if there is no target."), required=False)
    source = TextField(label=_("Where does the definition come from?"), max_length=300)
    collection = TextArea(label=_("How are the figures collected?"), max_length=1000, rows=3)
    problems = TextArea(label=_("What is known to go wrong with it?"), max_length=1000, rows=3)
    restrictive = Tick(label=_("It counts a restrictive practice, such as restraint or seclusion"), required=False)
    balancing = SelectField(label=_("What is to be read beside it?"))
    no_balancing = TextField(
        label=_("Or why there is nothing to read beside it yet"),
        hint=_("A figure of restrictive practice is never shown alone."),
        max_length=300,
    )
    edition = TextField(label=_("Edition"), missing=_("Enter an edition"), max_length=20, initial="1", width=5)

    def __init__(self, data: Any = None, *, indicators: Sequence[IndicatorLine]) -> None:
        super().__init__(data)
        field: Any = self.fields["balancing"]
        field.choices = [("", _("Nothing")), *((one.slug, _offered(one)) for one in indicators)]
