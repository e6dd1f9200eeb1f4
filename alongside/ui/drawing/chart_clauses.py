"""The parts that several sentences about a chart are made of: whole clauses with named holes."""

from __future__ import annotations

from alongside.core.words import gettext as _
from alongside.core.words import ngettext, opening
from alongside.ui.drawing.chart_axis import spelt


def chance(since: str) -> str:
    """That nothing unusual is to be seen: now, or since the series began anew."""
    if not since:
        return _("Nothing unusual now: the figures go up and down as chance alone would move them.")
    said = _("Nothing unusual since %(since)s: the figures go up and down as chance alone would move them.")
    return said % {"since": since}


def unusual(what: str, means: str, *, opens: bool = True) -> str:
    """What was seen, that chance does not explain it, and what it means."""
    holes = {"what": opening(what) if opens else what, "means": means}
    return _("%(what)s: more than chance explains. %(means)s") % holes


def since(where: str, text: str) -> str:
    """What is so since a series began anew; the text alone where it never did."""
    return _("Since %(when)s: %(said)s") % {"when": where, "said": text} if where else opening(text)


def one_beyond(name: str, *, up: bool) -> str:
    """That one figure lies outside."""
    said = (
        _("the figure for %(when)s lies above the upper limit")
        if up
        else _("the figure for %(when)s lies below the lower limit")
    )
    return said % {"when": name}


def times(n: int) -> str:
    """How often: "twice", "five times"."""
    if n in (0, 2):
        return _("twice") if n else _("not once")
    return ngettext("once", "%(number)s times", n) % {"number": spelt(n)}


def sentences(*said: str) -> str:
    """Whole sentences, one after the other."""
    return " ".join(one for one in said if one)
