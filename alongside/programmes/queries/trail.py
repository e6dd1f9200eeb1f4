"""The audit trail of a place, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from alongside.accounts.models import User
from alongside.core import audit
from alongside.core.models import AuditEntry
from alongside.core.words import gettext
from alongside.programmes import rules
from alongside.programmes.models import Place
from alongside.programmes.queries.trail_words import act_words

SIZE = 50
"""How many rows a page of the trail shows."""


@dataclass(frozen=True)
class TrailLine:
    """One act: who did what, where, when, and what changed."""

    seq: int
    at: dt.datetime
    who: str
    person_id: str
    what: str
    place: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TrailPage:
    """A page of the trail, newest first. `older` is what the next page begins below, None at the end."""

    lines: tuple[TrailLine, ...]
    older: int | None
    acts: tuple[tuple[str, str], ...]
    person: str


def trail_page(scope: str, *, act: str = "", person: str = "", before: int | None = None) -> TrailPage:
    """The acts at a place and below it, newest first, perhaps of one kind or by one person. Four queries."""
    rows = audit.under(scope)
    acts = sorted(rows.order_by().values_list("action", flat=True).distinct())
    if act:
        rows = rows.filter(action=act)
    if person:
        rows = rows.filter(actor=f"user:{person}")
    if before:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: SIZE + 1])
    shown = found[:SIZE]
    people = _people(shown, person)
    places = dict(Place.objects.filter(scope__in={row.scope for row in shown}).values_list("scope", "name"))
    return TrailPage(
        lines=tuple(_line(row, people, places) for row in shown),
        older=shown[-1].seq if len(found) > SIZE else None,
        acts=tuple(sorted(((code, act_words(code)) for code in acts), key=lambda act: act[1])),
        person=people.get(f"user:{person}", ""),
    )


def _line(row: AuditEntry, people: dict[str, str], places: dict[str, str]) -> TrailLine:
    return TrailLine(
        seq=row.seq,
        at=row.at,
        who=people.get(row.actor) or rules.actor_words(row.actor),
        person_id=row.actor.removeprefix("user:") if row.actor in people else "",
        what=act_words(row.action),
        place=places.get(row.scope, ""),
        details=tuple(
            (rules.field_words(field), _said(value, people))
            for field, value in sorted(row.changes.items())
            if value not in (None, "", [])
            and not _uuid(value)  # what the record is called inside tells nobody anything
        ),
    )


def _said(value: Any, people: dict[str, str]) -> str:
    """A value of the trail as people read it: names for people, an arrow for what changed."""
    if isinstance(value, dict) and set(value) == {"was", "is"}:
        return f"{_said(value['was'], people)} → {_said(value['is'], people)}"
    if isinstance(value, dict):
        return ", ".join(f"{rules.field_words(key)}: {_said(part, people)}" for key, part in value.items()) or gettext(
            "none"
        )
    if isinstance(value, list):
        return ", ".join(_said(part, people) for part in value) or gettext("none")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value in (None, ""):
        return gettext("none")
    return people.get(str(value)) or _day(str(value)) or rules.value_words(str(value))


def _day(text: str) -> str:
    """A day as people write it; nothing for anything else."""
    try:
        return date_format(dt.date.fromisoformat(text), "DATE_FORMAT") if len(text) == len("2026-05-12") else ""
    except ValueError:
        return ""


def _people(rows: Iterable[AuditEntry], person: str) -> dict[str, str]:
    """The names of everyone whom these rows mention, by signature. One query."""
    mentioned = {f"user:{person}"} | {row.actor for row in rows}
    values = [value for row in rows for value in row.changes.values()]
    values += [one for value in values if isinstance(value, list) for one in value]
    mentioned |= {value for value in values if isinstance(value, str)}
    ids = [_uuid(text.removeprefix("user:")) for text in mentioned if text.startswith("user:")]
    users = User.objects.filter(pk__in=[one for one in ids if one])
    return {f"user:{pk}": name for pk, name in users.values_list("pk", "name")}


def _uuid(text: Any) -> UUID | None:
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
