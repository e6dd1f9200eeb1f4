"""What people without an account see: what they were told, and a place's page "You said, we did, we didn't because"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.goals.models import Loop, LoopWords, Telling
from alongside.goals.queries.contacts import contacts_at
from alongside.goals.rules.loops import Decision, LoopState, Result
from alongside.keeping_safe.queries.contacts import ContactLine
from alongside.numerics import disclosure


@dataclass(frozen=True)
class Told:
    """What somebody reads behind their code: the message, as paragraphs, and whom to turn to."""

    telling: UUID
    place: str
    paragraphs: tuple[str, ...]
    contacts: tuple[ContactLine, ...]


def told(telling_id: UUID | str) -> Told | None:
    """What was told and is still asked; None once that is over. Three queries."""
    row = Telling.objects.filter(pk=telling_id, result="").select_related("loop__place").first()
    if row is None:
        return None
    return Told(row.pk, row.loop.place.name, paragraphs(row.message), contacts_at(row.loop.place))


def paragraphs(message: str) -> tuple[str, ...]:
    """A message in its paragraphs."""
    return tuple(part.strip() for part in message.replace("\r\n", "\n").split("\n\n") if part.strip())


@dataclass(frozen=True)
class SaidLine:
    """One thing of a place's public page: what was said, what was done or why not, what those who said it answer."""

    said: str
    decision: str
    heading: str
    why: str
    told_on: dt.date
    answer: str
    many: str
    words: tuple[str, ...]
    asks: UUID | None
    loop: UUID


@dataclass(frozen=True)
class SaidPage:
    """A place's public page, the newest first."""

    place: str
    did: tuple[SaidLine, ...]
    did_not: tuple[SaidLine, ...]


HEADINGS = {
    Decision.DID: gettext_noop("We did"),
    Decision.PARTLY: gettext_noop("We did a part of it"),
    Decision.DID_NOT: gettext_noop("We did not, because"),
}
ANSWERS = {
    Result.CONFIRMED: gettext_noop("Most of those who answered say that it is true, or partly true."),
    Result.NOT_CONFIRMED: gettext_noop(
        "Most of those who answered do not say that it is true. We are working on it again."
    ),
}


def said_page(place_id: int) -> SaidPage | None:
    """What a place shows to everybody; None while it shows nothing. Two queries.

    Only what may leave the place: how many answered as the gate lets it out, words only when offered and read by two.
    """
    rows = list(
        Telling.objects.filter(loop__place=place_id, public=True)
        .select_related("loop__place")
        .order_by("loop_id", "-number")
    )
    newest = list({row.loop_id: row for row in reversed(rows)}.values())
    if not newest:
        return None
    shown: dict[UUID, list[str]] = {}
    both = {"first_verdict": LoopWords.Verdict.SHOW, "second_verdict": LoopWords.Verdict.SHOW}
    for words in LoopWords.objects.filter(telling__in=newest, **both).order_by("id"):
        shown.setdefault(words.telling_id, []).append(words.words)
    lines = [_said(row, tuple(shown.get(row.pk, ()))) for row in newest]
    lines = [line for line in sorted(lines, key=lambda one: (one.told_on, str(one.loop)), reverse=True) if line.why]
    return SaidPage(
        place=newest[0].loop.place.name,
        did=tuple(line for line in lines if line.decision != Decision.DID_NOT),
        did_not=tuple(line for line in lines if line.decision == Decision.DID_NOT),
    )


def _said(row: Telling, words: tuple[str, ...]) -> SaidLine:
    loop = row.loop
    waits = loop.state in (LoopState.TOLD, LoopState.UNCONFIRMED) and not row.result
    answer = _("We asked them whether it is true, and wait for their answers.") if waits else ""
    if row.result in ANSWERS:
        answer = _(ANSWERS[Result(row.result)])
    return SaidLine(
        said=loop.raised,
        decision=loop.decision,
        heading=_(HEADINGS[Decision(loop.decision)]) if loop.decision else _("We are working on it again"),
        why=loop.why or _("Those who raised it did not find that it was done."),
        told_on=row.told_on,
        answer=answer,
        many=_many(row.kept.get("answered", 0)),
        words=words,
        asks=row.pk if waits else None,
        loop=loop.pk,
    )


def _many(answered: int) -> str:
    """How many answered, as it may be told outside; nothing where not even the place is told."""
    if not answered:
        return ""
    gated = disclosure.gate(answered)
    if gated.shown is None:
        return _("Fewer than %(number)s answered.") % {"number": gated.fewer_than}
    return _("About %(number)s answered.") % {"number": gated.shown}


def public_loop(loop_id: UUID) -> Loop | None:
    """A loop of a public page that has not closed; None for any other. One query."""
    on_page = Telling.objects.filter(public=True).values("loop_id")
    return Loop.objects.filter(pk=loop_id, pk__in=on_page).exclude(state=LoopState.CLOSED).first()
