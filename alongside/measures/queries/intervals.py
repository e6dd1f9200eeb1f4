"""How far chance alone could have moved one figure of how many out of how many."""

from __future__ import annotations

from alongside.core.words import gettext as _
from alongside.measures.models import Series
from alongside.measures.queries.charts import show_of
from alongside.measures.rules.words import PROPORTIONS, Counts, Entry
from alongside.numerics.rates import Estimate, proportion, rate


def interval_of(series: Series, part: float | None, whole: float | None) -> Estimate | None:
    """The 95 % interval of one figure, in the unit of the chart; None where it is no count out of something.

    Events over exposure have the exact interval of Garwood, people out of people that of Wilson. No query; the
    indicator must have been fetched with the series.
    """
    if series.entry != Entry.FRACTION or part is None or not whole or part < 0 or part != int(part):
        return None
    is_part = series.chart in PROPORTIONS or series.indicator.counts in (Counts.PEOPLE, Counts.PERCENT)
    if is_part and part <= whole and whole == int(whole):
        found, times = proportion(int(part), int(whole)), series.multiply
        return Estimate(found.value * times, found.low * times, found.high * times)
    return rate(int(part), whole, per=series.multiply)


def interval_in_words(series: Series, part: float | None, whole: float | None) -> str:
    """The same in brackets behind the figure: "(by chance alone from 11.5 to 38.8)"; empty where there is none."""
    found = interval_of(series, part, whole)
    if found is None:
        return ""
    show = show_of(series)
    return _("(by chance alone from %(low)s to %(high)s)") % {
        "low": show.figure(found.low),
        "high": show.figure(found.high),
    }
