"""How this app's services leave their row in the audit trail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from alongside.core import audit, clock


def record(
    action: str, *, by: audit.Doer, on: dt.date, scope: str, subject: str, changes: Mapping[str, Any] | None = None
) -> None:
    audit.record(action, by=by, at=clock.moment_on(on), scope=scope, subject=subject, changes=changes)


def changed(was: object, now: object) -> dict[str, object]:
    """A field's value before and after, as the trail keeps it."""
    return {"was": was, "is": now}
