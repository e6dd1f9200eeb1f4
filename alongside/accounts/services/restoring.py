"""A restored backup must not bring back a slip that was used, a printed code that was crossed out, a lost key."""

from __future__ import annotations

import hashlib
import json
from typing import TypedDict

from allauth.mfa.models import Authenticator
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from alongside.accounts.models import Slip, User

COUNTS = ("used_mask", "last", "viewed_at")
"""What changes in a factor while it stays the same one."""


class Stands(TypedDict):
    """The slips that open something now, and each second factor with how many of its codes are used up."""

    slips: list[str]
    factors: dict[str, int]


def remember(connection: BaseDatabaseWrapper) -> Stands | None:
    """What counts now; None where there is nobody yet, or where the database cannot be read."""
    alias = connection.alias
    try:
        if not User.objects.using(alias).exists():
            return None
        slips = sorted(Slip.objects.using(alias).values_list("mark", flat=True))
        factors = {
            _mark(row): row.data.get("used_mask", 0) for row in Authenticator.objects.using(alias).order_by("pk")
        }
    except DatabaseError:
        return None
    return {"slips": slips, "factors": factors}


def apply(data: Stands | None) -> None:
    """End every slip and second factor of the older state that did not count just before, and cross out used codes.

    Where nothing is known of the time between, slips end and second factors stay: without them anybody with a password
    could set up new ones.
    """
    Slip.objects.exclude(mark__in=data["slips"] if data else []).delete()
    if data is None:
        return
    for row in Authenticator.objects.select_for_update():
        used = data["factors"].get(_mark(row))
        if used is None:
            row.delete()
        elif row.type == Authenticator.Type.RECOVERY_CODES:
            row.data["used_mask"] = row.data.get("used_mask", 0) | used
            row.save(update_fields=["data"])


def _mark(row: Authenticator) -> str:
    """The same text for the same factor of the same person, however often it was used."""
    same = {name: value for name, value in row.data.items() if name not in COUNTS}
    told = json.dumps([str(row.user_id), row.type, same], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()
