"""Somebody wants to be talked to: sent at once, and told when it was seen. Never linked to an answer or an account."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.db import transaction

from alongside.core import audit, outbox
from alongside.core.audit import Doer
from alongside.core.clock import date_of
from alongside.core.scrub import scrub
from alongside.core.seal import seal
from alongside.keeping_safe import codes
from alongside.keeping_safe.models import Talk
from alongside.keeping_safe.rules import KEEP_REACH, KEEP_TALK
from alongside.keeping_safe.services import refusals

PURPOSE = "talk"
CONTACT = audit.System("a contact")
SUBJECT = "Somebody would like to talk to you"
TALK = """Somebody at {place} would like to talk to someone, and chose you.

What they wrote:

{words}

How to reach them: {reach}

Please get in touch within one working day. When you have read this, open the page below and say so, so that they are
told that you have seen it:

{url}/talk/seen/{word}/

This message is not linked to any answer, and Alongside keeps no copy of it. If you think that someone is in danger
now, do what you would do in any such case.
"""
WAITS = """Somebody at {place} would like to talk to someone, and chose you. What they wrote waits for you here:

{url}/talks/
"""


@transaction.atomic
def ask_for_a_talk(
    *,
    code: str,
    scope: str,
    place: str,
    to: str,
    email: str = "",
    user: UUID | None = None,
    reach: str,
    words: str,
    at: dt.datetime,
) -> Talk:
    """Somebody asked to be talked to. Sent at once by mail; without an address it waits for the contact's account.

    `code` is what they keep. The same code again is the same request, so that nothing is sent twice. Refuses a
    contact who can be reached neither way.
    """
    if not email and user is None:
        raise refusals.NobodyIsAsked
    mark, word, on = codes.mark(code), codes.new_word(), date_of(at)
    if sent := Talk.objects.filter(mark=mark).first():
        return sent
    said = {"words": words or "(nothing)", "reach": reach}
    if email:
        body = TALK.format(place=place, url=settings.PUBLIC_URL, word=word, **said)
        outbox.queue(to=email, subject=SUBJECT, body=body, on=on, sealed=True)
    text = f"{said['words']}\n\n{reach}"
    return Talk.objects.create(
        scope=scope,
        to=to,
        user_id=user,
        mark=mark,
        seen_mark=codes.word_mark(word),
        sealed=None if email else seal(text, purpose=PURPOSE),
        asked_on=on,
    )


@transaction.atomic
def see_talk(talk: Talk, *, by: Doer = CONTACT, at: dt.datetime) -> Talk:
    """The contact has seen a request for a talk: the person is told, and what they wrote is deleted here."""
    kept: Talk = Talk.objects.select_for_update().get(pk=talk.pk)
    if kept.seen_on is None:
        kept.seen_on, kept.sealed = date_of(at), None
        kept.save(update_fields=["seen_on", "sealed"])
        audit.record("talk.seen", by=by, at=at, scope=kept.scope, subject="talk")
        transaction.on_commit(lambda: scrub(Talk))
    return kept


def forget_talks(*, at: dt.datetime) -> None:
    """Delete what has had its time: how to reach somebody after 14 days, the request itself after 30."""
    on = date_of(at)
    gone, _ = Talk.objects.filter(asked_on__lte=on - KEEP_TALK).delete()
    emptied = Talk.objects.filter(asked_on__lte=on - KEEP_REACH, sealed__isnull=False).update(sealed=None)
    if gone or emptied:
        transaction.on_commit(lambda: scrub(Talk))
