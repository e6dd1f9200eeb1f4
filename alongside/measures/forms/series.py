"""What people choose when they start a series, change how its chart is read, or end it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from alongside.measures.forms.numbers import NumberField
from alongside.measures.models import Series
from alongside.measures.queries.indicators import IndicatorLine
from alongside.measures.rules import cells
from alongside.measures.rules.cells import NotRead
from alongside.measures.rules.settings import Settings, TargetStep
from alongside.measures.rules.words import CHART_SAYS, PERIOD_SAYS, Entry, Period
from alongside.numerics.spc.reading import Chart, Improvement, Profile
from alongside.ui.forms import Choice, SelectField, TextArea, TextField, Tick, WholeNumber

CHARTS = [
    ("nhs:i", "XmR chart with the NHS rules (Making Data Count)"),
    *((f"shewhart:{chart.value}", says) for chart, says in CHART_SAYS.items()),
]
DIRECTIONS = [
    (Improvement.INCREASE.value, "Up is better"),
    (Improvement.DECREASE.value, "Down is better"),
    (Improvement.NEUTRAL.value, "Neither: we watch it"),
]
PERIODS = [(period.value, f"One figure for each {says}") for period, says in PERIOD_SAYS.items()]
SIX_TO_NINE = [(str(number), str(number)) for number in (6, 7, 8, 9)]


class StartSeries(forms.Form):
    """Which indicator a place begins to collect."""

    indicator = SelectField(label="What do you want to measure?", missing="Choose an indicator")
    name = TextField(
        label="A name, if you collect it more than once",
        hint="For example the name of a bay. You can leave this empty.",
        max_length=80,
    )
    period = SelectField(label="How often is there a figure?", choices=[("", "As the indicator says"), *PERIODS])
    due_days = WholeNumber(
        label="How many days after a period are its figures there?",
        hint="Later than that, the series is shown as overdue.",
        missing="Enter a number of days",
        min_value=0,
        max_value=400,
        initial=21,
        width=4,
        error_messages={"max_value": "Enter 400 days or fewer", "min_value": "Enter 0 or more days"},
    )

    def __init__(self, data: Any = None, *, indicators: Sequence[IndicatorLine]) -> None:
        super().__init__(data)
        field: Any = self.fields["indicator"]
        field.choices = [("", "Choose"), *((str(one.id), _offered(one)) for one in indicators)]


def _offered(line: IndicatorLine) -> str:
    return f"{line.theme}: {line.name}" if line.theme else line.name


class ChangeSettings(forms.Form):
    """Everything that decides how a chart is read."""

    chart = SelectField(label="Which chart?", missing="Choose a chart", choices=CHARTS)
    entry = Choice(
        label="What is entered for each point?",
        missing="Choose what is entered",
        choices=[
            (Entry.VALUE.value, "One number"),
            (Entry.FRACTION.value, "Two numbers: how many, and out of how many"),
        ],
    )
    improvement = Choice(label="Which way is better?", missing="Choose which way is better", choices=DIRECTIONS)
    targets = TextArea(
        label="What do you aim at?",
        hint="Leave empty if there is no target. One that changes: one line for each step, like “April 2026: 12”.",
        rows=3,
        max_length=2000,
    )
    multiply = NumberField(
        label="What are rates shown per?", hint="For example 1000 for “per 1,000 bed days”. Else 1.",
        missing="Enter what rates are shown per",
    )  # fmt: skip
    baseline = WholeNumber(
        label="Work out the middle and the limits from the first points only",
        hint="How many points? Leave empty to use all of them.",
        min_value=1,
        max_value=10_000,
        width=4,
        required=False,
    )
    due_days = WholeNumber(
        label="How many days after a period are its figures there?", missing="Enter a number of days",
        min_value=0, max_value=400, width=4,
    )  # fmt: skip
    shift = SelectField(label="Points in a row that make a shift", choices=SIX_TO_NINE, missing="Choose a number")
    trend = SelectField(label="Points in a row that make a trend", choices=SIX_TO_NINE, missing="Choose a number")
    trend_ties = Choice(
        label="A repeated value in a trend",
        missing="Choose what it does",
        choices=[("break", "ends it (as NHSRplotthedots)"), ("skip", "neither makes nor ends it")],
    )
    two_in_three = Choice(
        label="Two of three points near a limit",
        missing="Choose which points count",
        choices=[
            ("plotthedots", "points beyond a limit do not count (as NHSRplotthedots)"),
            ("mdc2023", "points beyond a limit count too (as the NHS tools since 2023)"),
        ],
    )
    screen = Tick(label="Leave unusually large moves between points out when the limits are worked out", required=False)
    negative = Tick(label="Figures below 0 make sense here", required=False)
    aggregate = SelectField(
        label="Several values of one period become",
        choices=[("mean", "their mean"), ("median", "their median"), ("sum", "their sum"), ("sd", "their spread")],
        missing="Choose what becomes of them",
    )
    centre = NumberField(label="A middle line that is given", hint="Usually empty: it is worked out.", required=False)

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
        raise ValidationError(f"“{line[:40]}” has no number.", code="invalid")
    return TargetStep(value=number, from_on=on)


class EndSeries(forms.Form):
    """Why a series ends."""

    why = TextField(label="Why does it end?", missing="Say why the series ends", max_length=200)


class AddIndicator(forms.Form):
    """An indicator of a programme's or site's own."""

    name = TextField(label="What is it called?", missing="Give the indicator a name", max_length=160)
    definition = TextArea(label="What exactly is it?", missing="Say what it is", max_length=1000, rows=3)
    why = TextArea(label="Why is it worth knowing?", max_length=1000, rows=3)
    numerator = TextField(label="What is counted?", hint="The numerator, where there are two numbers.", max_length=300)
    denominator = TextField(
        label="Out of what?", hint="The denominator. Leave empty if it is one number.", max_length=300
    )
    unit = TextField(label="In what?", hint="For example days, points, %, per 1,000 bed days.", max_length=80)
    counts = Choice(
        label="What is it a figure of?",
        missing="Choose what it is a figure of",
        choices=[
            ("PEOPLE", "People"), ("INCIDENTS", "Incidents"), ("PERCENT", "A percentage"), ("SCORE", "A score"),
            ("TIME", "Time"), ("OTHER", "Something else"),
        ],
        hints={"PEOPLE": "Small numbers of people never leave your place.",
               "INCIDENTS": "Small numbers of incidents never leave your place."},
    )  # fmt: skip
    direction = Choice(label="Which way is better?", missing="Choose which way is better", choices=DIRECTIONS)
    period = SelectField(label="How often is there a figure?", missing="Choose how often", choices=PERIODS,
                         initial=Period.MONTH.value)  # fmt: skip
    chart = SelectField(label="Which chart fits it?", missing="Choose a chart", choices=CHARTS)
    multiply = NumberField(label="What are rates shown per?", missing="Enter what rates are shown per", initial="1")
    least = NumberField(label="The smallest value there can be", required=False)
    most = NumberField(label="The largest value there can be", required=False)
    target = NumberField(label="What is aimed at?", hint="Leave empty if there is no target.", required=False)
    source = TextField(label="Where does the definition come from?", max_length=300)
    collection = TextArea(label="How are the figures collected?", max_length=1000, rows=3)
    problems = TextArea(label="What is known to go wrong with it?", max_length=1000, rows=3)
    restrictive = Tick(label="It counts a restrictive practice, such as restraint or seclusion", required=False)
    balancing = SelectField(label="What is to be read beside it?")
    no_balancing = TextField(
        label="Or why there is nothing to read beside it yet",
        hint="A figure of restrictive practice is never shown alone.",
        max_length=300,
    )
    edition = TextField(label="Edition", missing="Enter an edition", max_length=20, initial="1", width=5)

    def __init__(self, data: Any = None, *, indicators: Sequence[IndicatorLine]) -> None:
        super().__init__(data)
        field: Any = self.fields["balancing"]
        field.choices = [("", "Nothing"), *((one.slug, _offered(one)) for one in indicators)]
