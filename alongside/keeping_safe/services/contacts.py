"""Naming whom to turn to at a place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from alongside.accounts.models import User
from alongside.core import audit
from alongside.core.audit import Doer
from alongside.core.words import gettext_noop
from alongside.keeping_safe.models import Contact
from alongside.keeping_safe.rules import ContactKind
from alongside.keeping_safe.services import refusals
from alongside.programmes.models import Place
from alongside.programmes.rules import above


@dataclass(frozen=True)
class Named:
    """Somebody to turn to, as a form or a round names them."""

    kind: str
    name: str
    phone: str = ""
    email: str = ""
    user: UUID | None = None


@transaction.atomic
def name_contacts(place: Place, *, contacts: Sequence[Named], by: Doer, at: dt.datetime) -> None:
    """A place named whom to turn to. Places below it name the same people, until they name their own.

    Refuses unless each of the four is named and can be reached, and one of them by a request for a talk.
    """
    given = {one.kind: one for one in contacts if one.name}
    if set(given) != set(ContactKind):
        raise refusals.ContactsAreMissing
    if not all(one.phone or one.email or one.user for one in given.values()):
        raise refusals.CannotBeReached
    if not any(one.email or one.user for one in given.values() if one.kind != ContactKind.EMERGENCY):
        raise refusals.CannotBeReached(
            gettext_noop(
                "Give an email address of somebody, or choose their account, so that a wish to talk reaches them."
            )
        )
    put_contacts(place, contacts=list(given.values()))
    changes = {"contacts": sorted(given)}
    audit.record("contacts.named", by=by, at=at, scope=place.scope, subject=f"place:{place.pk}", changes=changes)


def put_contacts(place: Place, *, contacts: Sequence[Named]) -> None:
    """Write these down for a place, as a part of another act: preparing a round names them too.

    Who is the same as at the place above stays that place's: it keeps them up to date for both.
    """
    rows = list(Contact.objects.filter(scope__in=above(place.scope)).order_by("scope"))
    nearest, own = {row.kind: row for row in rows}, {row.kind: row for row in rows if row.scope == place.scope}
    addresses = {one.email for one in contacts if one.email}
    accounts = dict(User.objects.filter(email__in=addresses, is_active=True).values_list("email", "pk"))
    for one in contacts:
        user = one.user or accounts.get(one.email)
        now = {"name": one.name, "phone": one.phone, "email": one.email, "user_id": user}
        there = nearest.get(one.kind)
        if there and all(str(getattr(there, name) or "") == str(value or "") for name, value in now.items()):
            continue
        if one.kind in own:
            Contact.objects.filter(pk=own[one.kind].pk).update(**now)
        else:
            Contact.objects.create(place=place, scope=place.scope, kind=one.kind, **now)
