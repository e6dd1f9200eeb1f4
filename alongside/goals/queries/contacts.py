"""Whom to turn to, on every page with a box for words (rule 16): the contacts that the place's last round named."""

from __future__ import annotations

from alongside.assessments.models import Round
from alongside.assessments.queries.rating import ContactLine
from alongside.assessments.queries.rating import contacts as contacts_of
from alongside.programmes.models import Place
from alongside.programmes.rules import above


def contacts_at(place: Place) -> tuple[ContactLine, ...]:
    """The contacts of the newest round of a place, or of its site; none when it never had one. Two queries."""
    rounds = Round.objects.filter(scope__in=above(place.scope), contacts__isnull=False)
    newest = rounds.order_by("-scope", "-drafted_on").first()
    return contacts_of(newest) if newest is not None else ()
