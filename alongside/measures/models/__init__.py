"""Indicators, their series at places, and all that is known of each point."""

from alongside.measures.models.imports import ImportBatch
from alongside.measures.models.indicators import Indicator
from alongside.measures.models.observations import FollowUp, Note, Observation, Revision
from alongside.measures.models.series import Band, Rebase, Series, SeriesQuerySet

__all__ = [
    "Band",
    "FollowUp",
    "ImportBatch",
    "Indicator",
    "Note",
    "Observation",
    "Rebase",
    "Revision",
    "Series",
    "SeriesQuerySet",
]
