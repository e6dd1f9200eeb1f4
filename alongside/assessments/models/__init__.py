"""Rounds and all that hangs on them. What ties an answer to a person is not in any table."""

from alongside.assessments.models.consensus import Candidate, Consensus, ConsensusQuerySet
from alongside.assessments.models.kiosks import Kiosk, KioskSeats
from alongside.assessments.models.links import QuestionLink
from alongside.assessments.models.meetings import Evidence, Gap, Meeting, Position, Priority
from alongside.assessments.models.paper import PaperBatch, PaperBatchQuerySet, Sheet
from alongside.assessments.models.rating import Ballot, Code, Invited, Letterbox, Poster
from alongside.assessments.models.results import Difference, OpenTally, Participation, Quote, Tally
from alongside.assessments.models.rounds import AskedVoice, Key, NamedContact, Round, RoundQuerySet, Standing
from alongside.assessments.models.ways import Way, WayCount

__all__ = [
    "AskedVoice",
    "Ballot",
    "Candidate",
    "Code",
    "Consensus",
    "ConsensusQuerySet",
    "Difference",
    "Evidence",
    "Gap",
    "Invited",
    "Key",
    "Kiosk",
    "KioskSeats",
    "Letterbox",
    "Meeting",
    "NamedContact",
    "OpenTally",
    "PaperBatch",
    "PaperBatchQuerySet",
    "Participation",
    "Position",
    "Poster",
    "Priority",
    "QuestionLink",
    "Quote",
    "Round",
    "RoundQuerySet",
    "Sheet",
    "Standing",
    "Tally",
    "Way",
    "WayCount",
]
