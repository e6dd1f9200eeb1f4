"""Programmes, sites, teams, who belongs to them, and who stands in for whom."""

from alongside.programmes.models.belonging import (
    FrameworkUse,
    Membership,
    MembershipQuerySet,
    Partner,
    Place,
    PlaceQuerySet,
    Removal,
    SiteTier,
    VoiceRequest,
    Waiting,
    WaitingQuerySet,
)
from alongside.programmes.models.standing_in import Away, Deputy, DeputyQuerySet

__all__ = [
    "Away",
    "Deputy",
    "DeputyQuerySet",
    "FrameworkUse",
    "Membership",
    "MembershipQuerySet",
    "Partner",
    "Place",
    "PlaceQuerySet",
    "Removal",
    "SiteTier",
    "VoiceRequest",
    "Waiting",
    "WaitingQuerySet",
]
