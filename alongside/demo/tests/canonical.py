"""Everything of a programme that two builds must have in common: figures, names, texts and dates, without ids."""

from __future__ import annotations

from typing import Any

from alongside.assessments.models import (
    Difference,
    Evidence,
    Gap,
    Participation,
    Position,
    Priority,
    Quote,
    Round,
    Tally,
    WayCount,
)
from alongside.core.models import AuditEntry, Letter
from alongside.goals.models import ChangeIdea, Cycle, Driver, Goal, GoalEvent, Loop, Promise, Review, Telling
from alongside.measures.models import Band, FollowUp, Note, Observation, Rebase, Series
from alongside.programmes.models import Membership, Partner, Place, SiteTier

Figures = dict[str, list[tuple[Any, ...]]]
WHERE = ("round__place__parent__name", "round__place__name", "round__name")
PLACE = ("place__parent__name", "place__name")


def at(what: str) -> tuple[str, str]:
    """The place of what a row hangs on."""
    return (f"{what}__place__parent__name", f"{what}__place__name")


CHART = ("series__place__parent__name", "series__place__name", "series__indicator__slug")
COLUMNS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "places": (Place, ("kind", "parent__name", "name", "sector", "began_on")),
    "tiers": (SiteTier, ("site__name", "tier", "from_on")),
    "partners": (Partner, ("site__name", "name", "what")),
    "people": (Membership, ("user__email", "user__name", "place__name", "role", "voices", "began_on")),
    "rounds": (
        Round,
        (
            "place__parent__name", "place__name", "name", "why", "mode", "state", "edition__label", "closes_on",
            "drafted_on", "opened_on", "closed_on", "revealed_on", "shared_on", "met_on", "agreed_on", "ended_on",
            "ended_why", "one_sided", "agreed_by", "first_side", "second_side", "first_by__email", "counted",
        ),
    ),
    "tallies": (Tally, (*WHERE, "item__number", "group", "kept", "middle")),
    "differences": (Difference, (*WHERE, "item__number", "group_a", "group_b", "in_words", "estimate", "low", "high")),
    "participation": (Participation, (*WHERE, "group", "asked", "answered", "easy_read")),
    "ways": (WayCount, (*WHERE, "way", "count", "told")),
    "gaps": (Gap, (*WHERE, "item__number", "outcome", "words", "settled_on", "lived_by__email")),
    "positions": (Position, (*WHERE, "item__number", "stage", "why", "dissent", "recorded_on")),
    "evidence": (Evidence, (*WHERE, "item__number", "label", "link")),
    "priorities": (Priority, (*WHERE, "order", "item__number", "why")),
    "quotes": (Quote, (*WHERE, "item__number", "group", "words", "first_verdict", "second_verdict")),
    "series": (
        Series,
        ("place__parent__name", "place__name", "indicator__slug", "started_on", "chart", "profile", "targets"),
    ),
    "observations": (
        Observation,
        (*CHART, "on", "order", "value", "numerator", "denominator", "comment", "left_out_why", "recorded_on"),
    ),
    "rebases": (Rebase, (*CHART, "from_on", "why", "made_on")),
    "bands": (Band, (*CHART, "kind", "name", "from_on", "to_on", "made_on")),
    "notes": (Note, (*CHART, "kind", "on", "words", "made_on")),
    "follow_ups": (FollowUp, (*CHART, "on", "why", "asked_on", "settled_on", "outcome")),
    "goals": (
        Goal,
        (
            *PLACE, "title", "state", "state_on", "proposed_on", "agreed_on", "starts_on", "due_on", "slot", "duty",
            "baseline_stage", "target_stage", "item__number", "series__indicator__slug", "proposed_by__email",
            "lived_key_how", "lived_key_voice", "lived_key_on", "profession_key_voice", "claimed_by__email", "claim",
            "verified_by__email", "verified_on", "closed_how", "reopened", "state_why",
        ),
    ),
    "goal_events": (GoalEvent, (*at("goal"), "goal__title", "what", "on", "voice", "reason")),
    "drivers": (Driver, (*at("goal"), "goal__title", "kind", "order", "text")),
    "ideas": (
        ChangeIdea,
        (*PLACE, "goal__title", "text", "proposed_on", "outcome_on", "outcome", "shared_on", "credit"),
    ),
    "cycles": (
        Cycle,
        (
            *at("idea"), "idea__goal__title", "idea__text", "number", "scale",
            "written_on", "started_on", "did_on", "result", "value", "studied_on", "decision", "decided_on", "reason",
            "began_before_written",
        ),
    ),
    "loops": (
        Loop,
        (
            *PLACE, "raised", "voice", "raised_on", "agreed_on", "tested_on", "measured_on", "decided_on", "told_on",
            "confirmed_on", "state", "decision", "reopened", "signal_on", "goal__title",
        ),
    ),
    "tellings": (Telling, (*at("loop"), "loop__raised", "number", "told_on", "asked", "needed", "result", "kept")),
    "reviews": (Review, (*PLACE, "held_on", "present", "next_on", "finished_on", "words")),
    "promises": (Promise, ("review__place__name", "review__held_on", "text", "voice", "kept", "happened")),
    "letters": (Letter, ("to", "subject", "queued_on")),
    "acts": (AuditEntry, ("at", "action")),
}  # fmt: skip


def canonical_figures() -> Figures:
    """Every row as a tuple, sorted, under what it is."""
    return {what: sorted(model.objects.values_list(*columns), key=repr) for what, (model, columns) in COLUMNS.items()}
