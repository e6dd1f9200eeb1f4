"""What somebody was writing and has not sent, kept for them: sealed, one for each form, for a week.

Nothing was done yet, so the audit trail says nothing of it. Not for passwords and codes, and never for what people
without an account write.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from alongside.core.models import Draft
from alongside.core.seal import CannotUnseal, seal, unseal

PURPOSE = "draft"
KEPT_FOR = dt.timedelta(days=7)
LARGEST = 200_000
"""Characters of one draft. What is longer is a file in disguise."""
MOST = 30
"""Drafts of one person; the oldest makes way."""
NEVER = re.compile(r"pass|secret|token|code|csrf|form_mark|pin$|otp", re.IGNORECASE)
"""Fields whose name says that what is typed there must not be kept."""

Fields = dict[str, list[str]]


@dataclass(frozen=True)
class Kept:
    """One draft, opened: where it belongs, when it was kept, and what was written."""

    id: UUID
    form: str
    kept_at: dt.datetime
    fields: Fields

    @property
    def words(self) -> list[str]:
        """What was written in whole words, for where it cannot go back into its boxes."""
        return [text for texts in self.fields.values() for text in texts if " " in text.strip()]


def fields_of(posted: Iterable[tuple[str, list[str]]]) -> Fields:
    """What of a form may be kept: everything but what is secret."""
    return {name: list(texts) for name, texts in posted if not NEVER.search(name)}


def is_worth_keeping(fields: Mapping[str, list[str]]) -> bool:
    """Whether somebody typed anything: words in one box, or something in four."""
    typed = [text for texts in fields.values() for text in texts if text.strip()]
    return any(" " in text.strip() for text in typed) or len(typed) >= 4


@transaction.atomic
def keep(owner: str, form: str, fields: Fields, *, at: dt.datetime) -> Draft | None:
    """Keep what somebody was writing on one page, instead of what was kept before. None when it is not worth it."""
    text = json.dumps(fields)
    if not is_worth_keeping(fields) or len(text) > LARGEST or len(form) > 300:
        return None
    kept, _ = Draft.objects.update_or_create(
        owner=owner, form=form, defaults={"sealed": seal(text, purpose=PURPOSE), "kept_at": at}
    )
    newest = Draft.objects.filter(owner=owner).order_by("-kept_at", "pk").values_list("pk", flat=True)
    if surplus := list(newest[MOST:]):
        Draft.objects.filter(pk__in=surplus).delete()
    return kept


def kept_for(owner: str, *, form: str = "", at: dt.datetime) -> list[Kept]:
    """What is kept for somebody, perhaps on one page only, the newest first. One query."""
    rows = Draft.objects.filter(owner=owner, kept_at__gt=at - KEPT_FOR)
    if form:
        rows = rows.filter(form=form)
    found = []
    for row in rows.order_by("-kept_at", "pk"):
        try:
            found.append(Kept(row.pk, row.form, row.kept_at, json.loads(unseal(row.sealed, purpose=PURPOSE))))
        except CannotUnseal:  # from before the installation had this key: nobody can read it
            continue
    return found


def throw_away(owner: str, *, form: str = "", draft_id: UUID | None = None) -> str:
    """Throw away what is kept for somebody: one draft, one page's, or all. Returns the page of the last of them."""
    rows = Draft.objects.filter(owner=owner)
    if form:
        rows = rows.filter(form=form)
    if draft_id:
        rows = rows.filter(pk=draft_id)
    where = rows.values_list("form", flat=True).last() or ""
    rows.delete()
    return where


def forget_old(*, at: dt.datetime) -> int:
    """Forget drafts that nobody came back to: how many. A part of background work."""
    return Draft.objects.filter(kept_at__lte=at - KEPT_FOR).delete()[0]
