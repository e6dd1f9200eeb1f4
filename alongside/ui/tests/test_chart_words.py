"""One plain sentence for a reading: which rule, since when, what it means; and never more than the reading says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from alongside.numerics.spc.reading import Assurance, Chart, Improvement, Label, Phase
from alongside.ui.drawing.chart_axis import Every, Show
from alongside.ui.drawing.chart_table import in_table
from alongside.ui.drawing.chart_words import Verdict, say
from alongside.ui.tests.readings import make_nhs, make_reading, months

LEVEL = [9.0, 11.0, 10.5, 8.5, 12.0, 9.5, 10.2, 11.4, 9.1, 10.8, 9.9, 10.1, 9.6, 10.4]


def shifted(n: int = 9, *, label: Label = Label.IMPROVEMENT_HIGH):
    """Fourteen ordinary months, then n above the middle."""
    y = [*LEVEL, *(11.0 + k % 2 for k in range(n))]
    places = range(13, 14 + n)  # the last of the fourteen lies above too
    return make_nhs(y, shift=places, labels=dict.fromkeys(places, label))


def test_a_run_on_one_side_is_counted_and_dated_from_its_first_month():
    said = say(shifted(8))

    assert said.sentence == (
        "Nine months in a row above the middle, since February 2025: more than chance explains. This is an improvement."
    )
    assert (said.verdict, said.up) == (Verdict.IMPROVEMENT, True)


def test_a_run_below_is_a_change_for_the_worse_where_higher_is_better():
    y = [*LEVEL[:13], *([8.0] * 8)]
    places = range(13, 21)

    said = say(make_nhs(y, shift=places, labels=dict.fromkeys(places, Label.CONCERN_LOW)))

    assert said.sentence.startswith("Nine months in a row below the middle, since January 2025:")
    assert said.verdict is Verdict.CONCERN
    assert said.up is False
    assert said.sentence.endswith("This is a change for the worse.")


def test_a_missing_month_ends_the_run_that_is_told():
    y = [*LEVEL, 11.0, None, *([11.0] * 7)]
    places = range(16, 23)

    said = say(make_nhs(y, shift=places, labels=dict.fromkeys(places, Label.NEUTRAL_HIGH)))

    assert said.sentence == (
        "Seven months in a row above the middle, since May 2025: more than chance explains. "
        "Something has changed, upwards."
    )


def test_a_run_never_reaches_back_over_a_rebase():
    y = [*LEVEL[:13], *([11.0] * 10)]
    phase = [1] * 15 + [2] * 8
    places = range(15, 23)

    said = say(make_nhs(y, phase=phase, shift=places, labels=dict.fromkeys(places, Label.NEUTRAL_HIGH)))

    assert said.sentence.startswith("Eight months in a row above the middle, since April 2025:")


def test_a_trend_is_counted_from_the_point_it_starts_at():
    y = [*LEVEL, 8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0]
    places = range(14, 21)

    said = say(make_nhs(y, trend=places, labels=dict.fromkeys(places, Label.CONCERN_HIGH)))

    assert said.sentence.startswith("Seven months in a row going up, since March 2025:")


def test_a_trend_that_may_pass_over_a_repeated_value_says_so():
    y = [*LEVEL, 8.0, 8.5, 9.0, 9.0, 9.5, 10.0, 10.5, 11.0, 11.0]
    places = range(14, 23)

    said = say(make_nhs(y, trend=places, labels=dict.fromkeys(places, Label.CONCERN_HIGH)))

    assert said.sentence.startswith("Nine months in a row going up or staying level, since March 2025:")
    assert said.up


def test_a_run_is_told_before_two_in_three_and_beside_a_figure_outside():
    y = [*LEVEL, *([11.0] * 8)]
    places = range(14, 22)
    labels = dict.fromkeys(places, Label.IMPROVEMENT_HIGH)
    beyond = [*y, 18.0]

    close = say(make_nhs(y, shift=places, two_in_three=[21], labels=labels))
    far = say(make_nhs(beyond, shift=range(14, 23), outside=[22], labels=labels | {22: Label.IMPROVEMENT_HIGH}))

    assert close.sentence.startswith("Nine months in a row above the middle, since February 2025:")
    assert far.sentence.startswith(
        "The figure for November 2025 lies above the upper limit, and ten months in a row above the middle, "
        "since February 2025:"
    )


def test_a_falling_trend_goes_down():
    y = [*LEVEL, 12.0, 11.5, 11.0, 10.5, 9.9, 9.5, 9.0]
    places = range(14, 21)

    said = say(make_nhs(y, trend=places, labels=dict.fromkeys(places, Label.IMPROVEMENT_LOW)))

    assert said.sentence.startswith("Seven months in a row going down, since March 2025:")
    assert said.up is False


def test_a_trend_does_not_go_on_over_a_missing_month_or_a_tie():
    tie = [*LEVEL, 8.0, 8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0]
    gap = [*LEVEL, 7.0, None, 8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0]

    for y in (tie, gap):
        places = range(len(y) - 7, len(y))
        said = say(make_nhs(y, trend=places, labels=dict.fromkeys(places, Label.CONCERN_HIGH)))
        assert said.sentence.startswith("Seven months in a row going up")


def test_one_figure_beyond_a_limit_is_named():
    said = say(make_nhs([*LEVEL, 18.0], outside=[14], labels={14: Label.CONCERN_HIGH}))

    assert said.sentence.startswith("The figure for March 2025 lies above the upper limit: more than chance")


def test_several_beyond_a_limit_are_counted_and_not_those_beyond_the_other():
    y = [*LEVEL, 2.0, 18.0, 19.0]

    said = say(make_nhs(y, outside=[14, 15, 16], labels=dict.fromkeys((14, 15, 16), Label.CONCERN_HIGH)))

    assert said.sentence.startswith("Two months in a row lie above the upper limit, since April 2025:")


def test_two_in_three_says_which_limit():
    said = say(make_nhs([*LEVEL, 5.0, 9.0, 5.0], two_in_three=[14, 16], labels={16: Label.IMPROVEMENT_LOW}))

    assert said.sentence.startswith(
        "At least two of three months in a row lie close to the lower limit, up to May 2025"
    )


def test_nothing_unusual_says_so_and_names_the_last_signal():
    quiet = say(make_nhs(LEVEL))
    after = say(make_nhs(LEVEL, outside=[4], labels={4: Label.CONCERN_HIGH}))

    assert quiet.verdict is Verdict.NOTHING
    assert quiet.whole == "Nothing unusual now: the figures go up and down as chance alone would move them."
    assert after.sentence.endswith("The last figure that chance does not explain is that of May 2024.")


def test_nothing_unusual_since_the_limits_began_anew_says_since_when():
    said = say(make_nhs([*LEVEL, *LEVEL], phase=[1] * 14 + [2] * 14))

    assert said.sentence.startswith("Nothing unusual since March 2025: the figures go up")


def test_a_missing_last_figure_is_never_called_chance():
    said = say(make_nhs([*LEVEL, None]))

    assert said.verdict is Verdict.CANNOT_SAY
    assert said.sentence == (
        "The figure for March 2025 is missing, so this chart cannot say how things are now. "
        "The last figure is that of February 2025."
    )


def test_missing_limits_are_never_called_chance():
    for reading in (make_nhs(LEVEL, lcl=None, ucl=None), make_reading(LEVEL, lcl=None, ucl=None)):
        said = say(reading)
        assert said.verdict is Verdict.CANNOT_SAY
        assert "limits cannot be worked out" in said.sentence


def test_no_figures_at_all():
    assert say(make_nhs([None, None])).whole == "There are no figures yet."
    assert say(make_reading([], x=[])).whole == "There are no figures yet."


def test_an_nhs_reading_without_rules_has_not_been_judged():
    said = say(replace(make_nhs(LEVEL), rules=None))

    assert said.verdict is Verdict.CANNOT_SAY


@pytest.mark.parametrize(
    ("assurance", "words"),
    [
        (Assurance.PASS, "will be met each time"),
        (Assurance.FAIL, "will not be met"),
        (Assurance.INCONSISTENT, "at some times and not at others"),
    ],
)
def test_assurance_is_a_sentence_with_the_target(assurance, words):
    reading = replace(make_nhs(LEVEL, target=12.0), assurance=assurance)

    assert words in say(reading, Show(unit="incidents")).target
    assert "(12 incidents)" in say(reading, Show(unit="incidents")).target


def test_assurance_without_limits_is_not_called_now_and_then():
    reading = replace(make_nhs(LEVEL, target=12.0, lcl=None, ucl=None), assurance=Assurance.INCONSISTENT)

    assert "cannot be said without limits" in say(reading).target


def test_without_target_or_assurance_nothing_is_said_of_it():
    assert say(make_nhs(LEVEL, target=12.0)).target == ""
    assert say(replace(make_nhs(LEVEL), assurance=Assurance.PASS)).target == ""


def test_limits_on_few_figures_are_said_to_be_early():
    assert say(make_nhs(LEVEL[:12])).provisional == "The limits rest on twelve figures so far and may still move."
    assert say(make_nhs(LEVEL[:13])).provisional == ""
    assert say(make_reading(LEVEL[:10], chart=Chart.RUN, lcl=None, ucl=None)).provisional == ""


# -- Shewhart ------------------------------------------------------------------------------------------------


def with_phase(reading, **changes):
    return replace(reading, phases=(*reading.phases[:-1], replace(reading.phases[-1], **changes)))


def run_chart(y, **settings):
    return make_reading(y, chart=Chart.RUN, lcl=None, ucl=None, **settings)


def test_a_long_run_is_dated_over_missing_figures_and_figures_on_the_middle():
    y = [9.0, 9.5, 8.0, 9.0, 11.0, 12.0, 10.0, None, *([11.0] * 8)]

    said = say(run_chart(y, runs_signal=[1], improvement=Improvement.DECREASE))

    assert said.sentence == (
        "Ten figures in a row lie above the middle, since May 2024: more than chance explains. "
        "This is a change for the worse."
    )


def test_a_long_run_that_ended_says_from_when_to_when_and_is_told_as_past():
    y = [*([11.0] * 10), 9.0, 9.5]

    said = say(run_chart(y, runs_signal=[1], improvement=Improvement.INCREASE))

    assert "from January 2024 to October 2024" in said.sentence
    assert said.sentence.endswith("That was an improvement.")


def test_of_the_long_runs_before_and_after_a_change_the_one_after_it_is_told():
    y = [*([9.0] * 14), *([11.0] * 9), 9.0]

    said = say(run_chart(y, runs_signal=[1], improvement=Improvement.INCREASE))

    assert said.sentence.startswith("Nine months in a row lie above the middle, from March 2025 to November 2025:")


def test_figures_left_out_do_not_belong_to_a_run():
    y = [9.0, 9.5, *([11.0] * 10)]

    said = say(run_chart(y, runs_signal=[1], excluded=[11]))

    assert said.sentence.startswith("Nine months in a row lie above the middle, since March 2024:")


def test_too_few_crossings_have_no_day():
    reading = with_phase(run_chart(LEVEL, runs_signal=[1]), longest_run=5, crossings=1, crossings_min=4)

    said = say(reading)

    assert said.sentence == (
        "The line crosses the middle once; chance would cross it at least four times. "
        "So something changed on the way, but this rule cannot say when."
    )
    assert (said.verdict, said.up) == (Verdict.CHANGE, None)


def test_the_last_figure_beyond_a_limit_comes_before_a_run_and_a_run_before_an_old_one():
    run = [11.0] * 10
    now = say(make_reading([*run, 18.0], runs_signal=[1]))
    then = say(make_reading([18.0, *run], runs_signal=[1]))
    alone = say(make_reading([*LEVEL, 18.0, 10.0]))

    assert now.sentence.startswith("The figure for November 2024 lies above the upper limit")
    assert then.sentence.startswith("Eleven months in a row lie above the middle, since January 2024:")
    assert alone.sentence.endswith("Something changed then, upwards.")


def test_several_figures_beyond_the_limits_and_none_that_was_left_out():
    said = say(make_reading([18.0, *LEVEL, 1.0, 19.0], excluded=[16]))

    assert said.sentence.startswith("Two figures lie outside the limits, the last one (April 2025) below the lower")


def test_the_last_phase_is_what_is_so_now():
    y, phase = [*([18.0] * 3), *LEVEL], [1] * 3 + [2] * 14

    quiet = say(make_reading(y, phase=phase))
    loud = say(make_reading([*y, 18.0], phase=[*phase, 2]))

    assert quiet.sentence == (
        "Nothing unusual since April 2024: the figures go up and down as chance alone would move them. "
        "Before April 2024 something did change."
    )
    assert loud.sentence.startswith("Since April 2024: the figure for June 2025 lies above the upper limit")


def test_a_run_chart_of_few_figures_cannot_say():
    said = say(run_chart(LEVEL[:6]))

    assert said.verdict is Verdict.CANNOT_SAY
    assert said.sentence == (
        "There are six figures so far that lie off the middle: too few to tell a change from chance."
    )


def test_one_figure_has_no_limits_yet():
    assert "too few figures to work out limits" in say(make_reading([9.0], lcl=None, ucl=None)).sentence


def test_series_without_dates_count_figures():
    said = say(make_reading([11.0] * 10, x=[float(k) for k in range(10)], runs_signal=[1]))

    assert said.sentence.startswith("Ten figures in a row lie above the middle, since point 0")


def test_a_missing_last_figure_is_told():
    said = say(make_reading([*LEVEL, None]))

    assert "March 2025 is missing" in said.whole


def test_phases_without_useful_points_are_no_signal():
    empty = Phase(
        n_obs=2, n_useful=0, longest_run=None, longest_run_max=None, crossings=None, crossings_min=None,
        runs_signal=False,
    )  # fmt: skip
    reading = replace(run_chart([10.0, 10.0]), phases=(empty,))

    assert say(reading).verdict is Verdict.CANNOT_SAY


def test_a_month_without_a_row_makes_it_figures_in_a_row_and_not_months():
    xs = [*months(3), *months(8, dt.date(2024, 5, 1))]  # no April
    places = range(11)

    said = say(make_nhs([11.0] * 11, x=xs, shift=places, labels=dict.fromkeys(places, Label.NEUTRAL_HIGH)))
    near = say(make_nhs([11.0] * 4 + [15.0], x=xs[:5], two_in_three=[4], labels={4: Label.NEUTRAL_HIGH}))

    assert said.sentence.startswith("Eleven figures in a row above the middle, since January 2024:")
    assert near.sentence.startswith("At least two of three figures in a row")


def test_how_often_there_is_a_point_can_be_said():
    xs = [dt.date(2024, 1, 5), dt.date(2024, 2, 4), dt.date(2024, 3, 6)]
    reading = make_nhs([9.0, 9.0, 18.0], x=xs, outside=[2], labels={2: Label.CONCERN_HIGH})

    assert say(reading).sentence.startswith("The figure for March 2024")
    assert say(reading, often=Every.POINT).sentence.startswith("The figure for 6 March 2024")
    assert in_table(reading, often=Every.POINT)[0].x == "5 January 2024"


def test_a_weekly_series_counts_weeks():
    weeks = [dt.date(2025, 1, 6) + dt.timedelta(7 * k) for k in range(8)]

    said = say(make_nhs([11.0] * 8, x=weeks, shift=range(8), labels=dict.fromkeys(range(8), Label.NEUTRAL_HIGH)))

    assert said.sentence.startswith("Eight weeks in a row above the middle, since 6 January 2025:")
    assert months(1) == (dt.date(2024, 1, 1),)
