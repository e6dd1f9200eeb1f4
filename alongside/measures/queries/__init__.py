"""What pages, boards and the API read of figures: finished data, in a constant number of queries."""

from alongside.measures.queries.indicators import IndicatorLine, indicators_for
from alongside.measures.queries.pages import (
    BandLine,
    NoteLine,
    PointLine,
    RebaseLine,
    RevisionLine,
    SeriesPage,
    revisions_of,
    series_page,
)
from alongside.measures.queries.places import (
    DueLine,
    FollowUpLine,
    SeriesLine,
    due_series,
    follow_ups,
    place_series,
)
from alongside.measures.queries.readings import Read, read_series, title_of

__all__ = [
    "BandLine",
    "DueLine",
    "FollowUpLine",
    "IndicatorLine",
    "NoteLine",
    "PointLine",
    "Read",
    "RebaseLine",
    "RevisionLine",
    "SeriesLine",
    "SeriesPage",
    "due_series",
    "follow_ups",
    "indicators_for",
    "place_series",
    "read_series",
    "revisions_of",
    "series_page",
    "title_of",
]
