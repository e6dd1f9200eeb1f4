"""Statistical process control: what a series of measurements says, and what it does not.

    from alongside.numerics import spc
    spc.read([5, 7, 6, 8, 4, 6], chart=spc.Chart.I).ucl

`read` reads one chart, `read_many` any number at once. Two profiles, each with its own constants and never mixed:
*shewhart* follows the R package qicharts2 (thirteen charts, Anhøj's runs analysis), *nhs* follows NHSRplotthedots (XmR,
the NHS rules, icons). Where this engine differs on purpose, a reading has a warning whose code begins with "differs".
"""

from alongside.numerics.spc.reading import (
    Assurance,
    Chart,
    Improvement,
    Label,
    Phase,
    Profile,
    Reading,
    Rules,
    Warned,
    X,
)
from alongside.numerics.spc.readings import Readings, read, read_many, read_one
from alongside.numerics.spc.request import Refused, Request
from alongside.numerics.spc.warned import SENTENCES

__all__ = [
    "SENTENCES",
    "Assurance",
    "Chart",
    "Improvement",
    "Label",
    "Phase",
    "Profile",
    "Reading",
    "Readings",
    "Refused",
    "Request",
    "Rules",
    "Warned",
    "X",
    "read",
    "read_many",
    "read_one",
]
