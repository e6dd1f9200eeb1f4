"""How this database was born: as a demonstration or as real, for good."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from alongside.core import clock
from alongside.core.models import Installation
from alongside.core.refusals import Refusal

_kind: str | None = None


class AlreadyBorn(Refusal):
    message = _("This database is already in use, and it stays what it was born as.")


def is_demonstration() -> bool:
    """Whether the people and answers here are made up. Read once per process: it never changes."""
    global _kind
    if _kind is None:
        row = Installation.objects.first()
        if row is None:
            return False
        _kind = row.kind
    return _kind == Installation.Kind.DEMONSTRATION


def forget() -> None:
    """Read again at the next question (after a birth, a reset or a restore)."""
    global _kind
    _kind = None
    clock.forget_offset()


@transaction.atomic
def be_born(kind: Installation.Kind, *, at: dt.datetime, clock_offset: int = 0) -> Installation:
    """Say, once, what this database is. Refuses when it already is something else."""
    row = Installation.objects.select_for_update().first()
    if row and row.kind != kind:
        raise AlreadyBorn(
            "This database holds a demonstration; a real installation needs a folder or database of its own."
            if row.kind == Installation.Kind.DEMONSTRATION
            else "This database is a real installation; a demonstration needs a folder of its own."
        )
    born = row or Installation.objects.create(kind=kind, born_at=at, clock_offset=clock_offset)
    transaction.on_commit(forget)
    return born
