"""Reads about programmes, sites, teams and the people in them."""

from __future__ import annotations

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.accounts.models import User
from alongside.programmes.models import Membership


def actor_of(user: User) -> Actor:
    """The person with every role they hold today; one query. A closed account holds nothing."""
    if not user.is_active:
        return Actor()
    held = Membership.objects.live().filter(user_id=user.pk).order_by("scope", "role")
    rows = held.values_list("role", "scope", "voices")
    grants = tuple(Grant(Role(role), scope, tuple(voices)) for role, scope, voices in rows)
    return Actor(user_id=str(user.pk), name=user.name, grants=grants)
