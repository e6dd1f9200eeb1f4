"""A restored backup must not bring a token back to life that was ended after the backup was made."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from alongside.api.models import Token
from alongside.core import clock

Live = list[str]


def remember(connection: BaseDatabaseWrapper) -> Live:
    """The tokens that open something now. Of a database that cannot be read: none."""
    try:
        return [
            str(pk) for pk in Token.objects.using(connection.alias).live(clock.today()).values_list("pk", flat=True)
        ]
    except DatabaseError:
        return []


def apply(data: Live) -> None:
    """End every token of the older state that did not open anything just before."""
    Token.objects.filter(ended_on__isnull=True).exclude(pk__in=data).update(ended_on=clock.today())
