"""What a round leaves in the database, without ids, people and times: the same however it was played."""

from __future__ import annotations

from typing import Any

from alongside.assessments.models import Gap, Meeting, Round, WayCount


def stored_result(round: Round) -> dict[str, Any]:
    """Everything that was kept, in an order that depends on nothing but what it says."""
    round.refresh_from_db()
    meeting = Meeting.objects.filter(round=round).first()
    return {
        "round": [round.state, round.mode, round.one_sided, round.agreed_by, round.first_side, round.second_side],
        "tallies": _rows(round.tallies, "item__code", "group", "side", "kept", "middle"),
        "open tallies": _rows(round.open_tallies, "item__code", "voice", "shown"),
        "differences": _rows(
            round.differences, "item__code", "group_a", "group_b", "in_words", "lower", "fewest", "most",
            "estimate", "low", "high",
        ),
        "participation": _rows(round.participation, "group", "side", "asked", "answered", "easy_read"),
        "ways": _rows(WayCount.objects.filter(round=round), "way", "count", "told"),
        "quotes": _rows(round.quotes, "item__code", "words", "group", "first_verdict", "second_verdict"),
        "gaps": [
            [gap.item.code, gap.outcome, gap.words, gap.lived_by_id is not None, gap.settled_on is not None]
            for gap in Gap.objects.filter(round=round).select_related("item").order_by("item__code")
        ],
        "meeting": [meeting.present, sorted(meeting.sides)] if meeting else None,
        "positions": _rows(round.positions, "item__code", "stage", "why", "dissent"),
        "evidence": _rows(round.evidence, "item__code", "label", "link", "file__name", "file__sha256"),
        "priorities": _rows(round.priorities, "order", "item__code", "why"),
        "ballots": round.ballots.count(),
    }  # fmt: skip


def _rows(found: Any, *fields: str) -> list[list[Any]]:
    return sorted((list(row) for row in found.values_list(*fields)), key=repr)
