"""Whom to turn to at a place: its own people, else those that the nearest place above it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef

from alongside.core.words import gettext as _
from alongside.keeping_safe.models import Contact
from alongside.keeping_safe.rules import IN_WORDS, TO_NAME, ContactKind
from alongside.programmes.models import Membership, Place
from alongside.programmes.rules import above


@dataclass(frozen=True)
class ContactLine:
    """Somebody to turn to, and who they are in words."""

    kind: str
    name: str
    phone: str
    email: str
    who: str
    user_id: UUID | None = None
    scope: str = ""

    @property
    def is_for_emergencies(self) -> bool:
        return self.kind == ContactKind.EMERGENCY

    @property
    def takes_requests(self) -> bool:
        """Whether a request for a talk can be sent to them: not to an emergency line, which nobody may wait for."""
        return bool(self.email or self.user_id) and not self.is_for_emergencies


def line(kind: str, name: str, phone: str, email: str, *, user_id: UUID | None = None, scope: str = "") -> ContactLine:
    """Somebody to turn to, in words."""
    return ContactLine(kind, name, phone, email, IN_WORDS[ContactKind(kind)], user_id, scope)


def contacts_at(scope: str) -> tuple[ContactLine, ...]:
    """The contacts of a place, each kind from the nearest place that names one, in their order. One query.

    The account of somebody who belongs nowhere any more takes no requests: nobody might ever look there.
    """
    belongs = Exists(Membership.objects.live().filter(user=OuterRef("user"), user__is_active=True))
    rows = Contact.objects.filter(scope__in=above(scope)).annotate(belongs=belongs).order_by("scope")
    nearest = {row.kind: row for row in rows}
    return tuple(
        line(row.kind, row.name, row.phone, row.email, user_id=row.user_id if row.belongs else None, scope=row.scope)
        for kind in ContactKind
        if (row := nearest.get(kind))
    )


def missing_at(scope: str) -> tuple[str, ...]:
    """Whom a place still has to name, in words. One query."""
    named = {one.kind for one in contacts_at(scope)}
    return tuple(_(words) for kind, words in TO_NAME.items() if kind not in named)


def accounts_at(place: Place) -> tuple[tuple[str, str], ...]:
    """The people of a place and above it whose account could take requests, by name. One query."""
    rows = Membership.objects.live().filter(scope__in=above(place.scope), user__is_active=True)
    held = rows.order_by("user__name").values_list("user_id", "user__name").distinct()
    return tuple((str(pk), name) for pk, name in held)


def place_at(place_id: int) -> Place | None:
    """A place whose address was signed here. One query."""
    return Place.objects.filter(pk=place_id).first()


def place_asked(contacts: Iterable[ContactLine], place_id: int | None = None) -> int | None:
    """The place at which a request for a talk reaches one of these, or one of those a place names; else None.

    Two queries at most. The contacts of a round alone take requests through the round's own form.
    """
    if place_id is not None:
        place = place_at(place_id)
        return place.pk if place and any(one.takes_requests for one in contacts_at(place.scope)) else None
    scopes = [one.scope for one in contacts if one.takes_requests and one.scope]
    return Place.objects.filter(scope=max(scopes)).values_list("pk", flat=True).first() if scopes else None
