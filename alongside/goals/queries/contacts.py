"""Whom to turn to, on every page with a box for words (rule 16): those the place names, or its last round."""

from __future__ import annotations

from alongside.assessments.models import Round
from alongside.assessments.queries.rating import contacts as contacts_of
from alongside.keeping_safe.queries import contacts as whom
from alongside.keeping_safe.queries.contacts import ContactLine
from alongside.programmes.models import Place
from alongside.programmes.rules import above


def contacts_at(place: Place) -> tuple[ContactLine, ...]:
    """The contacts of a place, or of one above it; else those of its newest round. At most three queries."""
    if named := whom.contacts_at(place.scope):
        return named
    rounds = Round.objects.filter(scope__in=above(place.scope), contacts__isnull=False)
    newest = rounds.order_by("-scope", "-drafted_on").first()
    return contacts_of(newest) if newest is not None else ()
