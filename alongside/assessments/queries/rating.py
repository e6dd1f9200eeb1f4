"""What somebody who answers is shown."""

from __future__ import annotations

from alongside.assessments import codes
from alongside.assessments.models import Ballot
from alongside.assessments.rules import Answer


def saved_answers(receipt: str) -> dict[str, Answer]:
    """What this receipt's ballot holds, by item code: for the same device in the same visit, and nobody else."""
    kept = Ballot.objects.filter(mark=codes.mark(receipt)).values_list("answers", flat=True).first()
    return {item: Answer.from_dict(answer) for item, answer in (kept or {}).items()}
