"""From rights to rows: the condition that keeps a queryset to the places a person may see."""

from __future__ import annotations

from django.db.models import Q

from alongside.access.permissions import Permission
from alongside.access.policy import Actor


def within(actor: Actor, permission: Permission, *, field: str = "scope") -> Q:
    """Rows whose scope lies at or below a place where the actor holds the permission; else none."""
    condition = Q(pk__in=[])
    for scope in actor.scopes(permission):
        condition |= Q(**{f"{field}__startswith": scope})
    return condition
