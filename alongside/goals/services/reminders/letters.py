"""The weekly letter: what waits for somebody, by mail, once; and how they stop it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from alongside.access.policy import Actor
from alongside.access.scoping import within
from alongside.accounts.models import User
from alongside.core import audit, outbox
from alongside.core.audit import Doer, System
from alongside.core.clock import date_of
from alongside.core.words import gettext
from alongside.goals.models import LettersStopped, WeeklyLetter
from alongside.goals.models.coming import coming
from alongside.goals.models.forgotten import forgotten
from alongside.goals.rules import reminders as rules
from alongside.goals.rules.forgotten import MENDED_WITH, Kind
from alongside.goals.rules.reminders import Coming
from alongside.goals.services.reminders.refusals import NotAReader
from alongside.programmes import queries as programmes
from alongside.programmes.models import Membership

CLOCK = System("the weekly letter")
BY_LINK = System("the link in a weekly letter")
AT_ONCE = 50
"""People whose week is seen to in one go: one transaction, one row of the trail."""
DAYS_AT_MOST = 20
KEPT_FOR = dt.timedelta(weeks=8)
AN_HOUR = 60 * 60
_SIGNER = signing.Signer(salt="alongside.goals.weekly-letter")


@dataclass(frozen=True)
class Draft:
    """One person's letter before it is queued; without a body there is nothing to say this week."""

    user: User
    body: str


def send_weekly_letters(*, at: dt.datetime) -> int:
    """Queue the weekly letters that are due; how many were. Any host may call it at any time.

    Letters are written first, without a lock; then all of them are queued with the note that each person's week has
    been seen to, or none is.
    """
    week = rules.week_of(date_of(at))
    if not rules.is_letter_time(at.astimezone(ZoneInfo(settings.TIME_ZONE))) or cache.get(f"letters:{week}"):
        return 0
    people = list(_unseen(week)[:AT_ONCE])
    if not people:
        cache.set(f"letters:{week}", "all seen to", AN_HOUR)
        return 0
    drafts = [Draft(user, _body(user, on=date_of(at))) for user in people]
    try:
        return _queue(drafts, week=week, at=at)
    except IntegrityError:  # another host saw to one of them meanwhile; what it left is looked for again
        return 0


@transaction.atomic
def _queue(drafts: list[Draft], *, week: str, at: dt.datetime) -> int:
    """The weekly letters of some people were queued, and their week noted: both or neither."""
    on = date_of(at)
    WeeklyLetter.objects.bulk_create(
        [WeeklyLetter(user=draft.user, week=week, queued=bool(draft.body), on=on) for draft in drafts]
    )
    written = [draft for draft in drafts if draft.body]
    subject = gettext(rules.SUBJECT)
    for draft in written:
        outbox.queue(to=draft.user.email or "", subject=subject, body=draft.body, on=on, sealed=True)
    WeeklyLetter.objects.filter(on__lt=on - KEPT_FOR).delete()
    changes = {"week": week, "people": len(drafts), "letters": len(written)}
    audit.record("letters.queued", by=CLOCK, at=at, scope="", subject=f"week:{week}", changes=changes)
    return len(written)


@transaction.atomic
def stop_letters(user_id: UUID, *, by: Doer, at: dt.datetime) -> None:
    """Somebody gets no weekly letter any more."""
    LettersStopped.objects.get_or_create(user_id=user_id, defaults={"stopped_on": date_of(at)})
    audit.record("letters.stopped", by=by, at=at, scope="", subject=f"user:{user_id}")


@transaction.atomic
def resume_letters(user_id: UUID, *, by: Doer, at: dt.datetime) -> None:
    """Somebody gets the weekly letter again."""
    LettersStopped.objects.filter(user_id=user_id).delete()
    audit.record("letters.resumed", by=by, at=at, scope="", subject=f"user:{user_id}")


def letters_go_to(user_id: UUID | str) -> bool:
    """Whether somebody gets weekly letters."""
    return not LettersStopped.objects.filter(user_id=user_id).exists()


def stop_address(user_id: UUID) -> str:
    """The address in a letter that ends the letters to one person, without signing in."""
    return f"{settings.PUBLIC_URL}/letters/stop/{_SIGNER.sign(str(user_id))}/"


def who_stops(signed: str) -> UUID:
    """Whose letters an address ends. Refuses one that this installation did not write, and that of a closed account."""
    try:
        user_id = UUID(_SIGNER.unsign(signed))
    except signing.BadSignature as wrong:
        raise NotAReader from wrong
    if not User.objects.filter(pk=user_id, is_active=True).exists():
        raise NotAReader
    return user_id


def _unseen(week: str) -> QuerySet[User]:
    """Those with an address who belong somewhere, want letters, and whose week nobody has seen to."""
    belongs = Membership.objects.live().filter(user=OuterRef("pk")).exclude(scope="")
    stopped = LettersStopped.objects.filter(user=OuterRef("pk"))
    seen = WeeklyLetter.objects.filter(user=OuterRef("pk"), week=week)
    people = User.objects.filter(Exists(belongs), is_active=True, email__isnull=False)
    return people.exclude(Exists(stopped)).exclude(Exists(seen)).order_by("pk")


def _body(user: User, *, on: dt.date) -> str:
    """What one person's letter says, "" for nothing. Thirteen queries."""
    actor = programmes.actor_of(user)
    return rules.letter(
        _waiting(actor, on=on), _coming(actor, on=on), url=settings.PUBLIC_URL, stop=stop_address(user.pk)
    )


def _waiting(actor: Actor, *, on: dt.date) -> dict[Kind, int]:
    """How many broken promises of each kind the person could mend."""
    return {
        kind: forgotten(kind, on=on).filter(within(actor, MENDED_WITH[kind])).count()
        for kind in Kind
        if actor.holds(MENDED_WITH[kind])
    }


def _coming(actor: Actor, *, on: dt.date) -> list[tuple[Coming, dt.date]]:
    """What has its day in the next seven days, each kind once a day."""
    found = set()
    for kind in Coming:
        days = coming(kind, actor).filter(day__gte=on, day__lt=on + rules.SOON).values_list("day", flat=True)
        found |= {(kind, day) for day in days[:DAYS_AT_MOST]}
    return sorted(found, key=lambda pair: (pair[1], pair[0]))
