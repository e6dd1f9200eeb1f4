"""How this app's services leave their row in the audit trail. No row holds any of the words it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from alongside.core import audit
from alongside.core.audit import Doer
from alongside.keeping_safe.models import Case

READER = audit.System("a reader")


def record(case: Case, action: str, *, by: Doer, at: dt.datetime, changes: Mapping[str, Any] | None = None) -> None:
    audit.record(action, by=by, at=at, scope=case.scope, subject=f"case:{case.pk}", changes=changes)
