"""Leaving for good: everything ends, the account is emptied, and the trail says "a former member"."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

from alongside.access.policy import Actor
from alongside.accounts.models import Notice, Slip, User
from alongside.accounts.services.users import record
from alongside.core import drafts
from alongside.core.clock import date_of
from alongside.core.holding import trail_of
from alongside.core.holdings import FORMER, Leaving, Person
from alongside.core.models import AuditEntry, Letter
from alongside.core.refusals import Refusal
from alongside.core.texts import said_in


class HasLeft(Refusal):
    message = _("This account is closed already.")


@transaction.atomic
def leave_alongside(user: User, *, takes_down: bool = False, by: Actor, at: dt.datetime) -> User:
    """Left for good. Everything that opened something for them is worth nothing at once.

    Memberships, tokens, calendars, keys that wait, ways to prove who they are, drafts, letters on their way: all end.
    The account keeps no name and no address; where a name stood, "A former member" stands. What they shared stays,
    unnamed; if they ask for it, it is reported to be taken down. Refuses the last director of a programme.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if not held.is_active:
        raise HasLeft
    person = Person(str(held.pk), held.email or "")
    left = Leaving(person, by=by, at=at, takes_down=takes_down)
    for path in settings.ALONGSIDE_LEAVING:
        import_string(path)(left)
    _take_names_out_of_the_trail(person, held.name)
    _empty(held, person)
    record("user.left", held, by=by, on=date_of(at), changes=left.done)
    return held


def _empty(held: User, person: Person) -> None:
    """Nothing is left in the account but that there was one."""
    for rows in (Slip, Notice, Authenticator, EmailAddress, SocialAccount):
        rows.objects.filter(user=held).delete()
    drafts.throw_away(person.signature)
    if person.email:
        Letter.objects.filter(to__iexact=person.email).delete()
    held.refresh_from_db()
    held.name, held.email, held.sign_in_name, held.is_active = FORMER, None, None, False
    held.session_epoch += 1
    held.set_unusable_password()
    held.save()


def _take_names_out_of_the_trail(person: Person, name: str) -> None:
    """Rows about them that say what they are or were called say it no more. Their digests stand: the chain verifies."""
    rows = {
        row.pk: set(said_in(row.changes)) for row in AuditEntry.objects.filter(trail_of(person)).exclude(changes={})
    }
    renamed = AuditEntry.objects.filter(subject=person.signature, action="user.renamed")
    names = {name, person.email} | {said for row in renamed for said in said_in(row.changes)}
    named = [pk for pk, said in rows.items() if said & (names - {""})]
    AuditEntry.objects.filter(pk__in=named).update(changes={"erased": True})
