"""Words and files that were reported, for those who lead the place."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from alongside.access.permissions import Permission, Side
from alongside.access.policy import Actor
from alongside.core import texts
from alongside.core.words import gettext as _
from alongside.core.words import gettext_noop
from alongside.keeping_safe import rules, taking_out
from alongside.keeping_safe.models import Case
from alongside.keeping_safe.rules import REASONS, Reason, State, Verdict
from alongside.programmes import rules as places
from alongside.programmes.models import Place

STATES = {
    State.REPORTED: gettext_noop("Reported, and waits to be looked at"),
    State.HIDDEN: gettext_noop("Hidden while two people look at it"),
    State.SHOWN: gettext_noop("Looked at, and shown"),
    State.ERASED: gettext_noop("Taken down for good"),
}


@dataclass(frozen=True)
class CaseLine:
    """One reported text, without its words."""

    id: UUID
    url: str
    what: str
    place: str
    state: str
    reported_on: dt.date
    reports: int
    is_live: bool
    is_hidden: bool = False


@dataclass(frozen=True)
class SaidLine:
    """What one person of one side said should become of it."""

    name: str
    side: str
    verdict: str
    on: dt.date


@dataclass(frozen=True)
class WordsLine:
    """Some of the words that were reported, as only those who decide see them."""

    choice: str
    label: str
    words: str
    is_reported: bool


@dataclass(frozen=True)
class CasePage:
    """One reported text as its page shows it. `words` is empty once it was erased."""

    case: Case
    place: Place
    what: str
    state: str
    reasons: tuple[tuple[str, str, dt.date], ...]
    words: tuple[WordsLine, ...]
    said: tuple[SaidLine, ...]
    also: int
    is_reported: bool
    is_hidden: bool
    may_decide: bool
    sides_missing: tuple[str, ...]


def cases_at(place: Place, actor: Actor) -> tuple[CaseLine, ...]:
    """What was reported at a place and below, what waits first. Two queries."""
    rows = Case.objects.visible_to(actor).filter(scope__startswith=place.scope).annotate(many=Count("reports"))
    found = list(rows.order_by("-reported_on", "pk")[:300])
    names = dict(Place.objects.filter(scope__in={row.scope for row in found}).values_list("scope", "name"))
    lines = [
        CaseLine(
            id=row.pk,
            url=row.get_absolute_url(),
            what=_what(row),
            place=names.get(row.scope, ""),
            state=_(STATES[State(row.state)]),
            reported_on=row.reported_on,
            reports=row.many,  # type: ignore[attr-defined]
            is_live=row.state in rules.LIVE,
        )
        for row in found
    ]
    return tuple(sorted(lines, key=lambda line: not line.is_live))


def waiting_for(actor: Actor) -> tuple[CaseLine, ...]:
    """What waits for this person: to be looked at, or for what they say of it. Two queries."""
    said = Case.objects.filter(says__user_id=actor.user_id)
    rows = Case.objects.visible_to(actor).filter(state__in=rules.LIVE).exclude(pk__in=said)
    found = list(rows.order_by("reported_on", "pk")[:30])
    names = dict(Place.objects.filter(scope__in={row.scope for row in found}).values_list("scope", "name"))
    return tuple(
        CaseLine(
            row.pk,
            row.get_absolute_url(),
            _what(row),
            names.get(row.scope, ""),
            _(STATES[State(row.state)]),
            row.reported_on,
            0,
            is_live=True,
            is_hidden=row.state == State.HIDDEN,
        )
        for row in found
    )


def case_page(case: Case, actor: Actor) -> CasePage:
    """One reported text with its words, for those who decide. Seven queries, and one for its row."""
    says = list(case.says.select_related("user").order_by("said_on", "pk"))
    stands = places.stands_for(actor, at=case.scope)
    keys = {say.side for say in says}
    reports = list(case.reports.order_by("reported_on", "pk"))
    columns = {report.column for report in reports if report.column}
    parts = list(taking_out.parts_of(case)) if case.state == State.HIDDEN else []
    own = taking_out.own_of(case, parts)
    return CasePage(
        case=case,
        place=Place.objects.get(scope=case.scope),
        what=_what(case),
        state=_(STATES[State(case.state)]),
        reasons=tuple((_(REASONS[Reason(one.reason)]), one.words, one.reported_on) for one in reports),
        words=_hidden(own) if case.state == State.HIDDEN else _live(case, columns),
        said=tuple(
            SaidLine(say.user.name, places.side_words(Side(say.side)), _(VERDICTS[Verdict(say.verdict)]), say.said_on)
            for say in says
        ),
        also=len(parts) - len(own),
        is_reported=case.state == State.REPORTED,
        is_hidden=case.state == State.HIDDEN,
        may_decide=bool(stands) and actor.can(Permission.TEXT_HIDE, at=case.scope),
        sides_missing=tuple(places.side_words(side) for side in Side if side not in keys),
    )


VERDICTS = {Verdict.SHOW: gettext_noop("Show it again"), Verdict.ERASE: gettext_noop("Erase it for good")}


def _what(case: Case) -> str:
    entry = texts.entry(case.table)
    return entry.what[:1].upper() + entry.what[1:] if entry else "Words"


def _live(case: Case, columns: set[str]) -> tuple[WordsLine, ...]:
    if case.state != State.REPORTED:
        return ()
    return tuple(
        WordsLine(choice, _label(entry, choice), _shown(found), choice in _reported(case, columns))
        for choice, entry, found in taking_out.to_choose(case)
    )


def _reported(case: Case, columns: set[str]) -> set[str]:
    return {f"{case.table}|{case.row}|{column}" for column in columns}


def _label(entry: texts.Texts, choice: str) -> str:
    words = f"{entry.what}: {entry.columns[choice.rpartition('|')[2]]}"
    return words[:1].upper() + words[1:]


def _hidden(own: list[taking_out.Found]) -> tuple[WordsLine, ...]:
    lines = []
    for one in own:
        entry = texts.entry(one.table)
        label = _label(entry, f"|{one.column}") if entry else _("The file")
        lines.append(WordsLine(one.column, label, _shown(one), is_reported=True))
    return tuple(lines)


def _shown(found: taking_out.Found) -> str:
    return str(found.value["name"]) if found.kind == "FILE" else str(found.value)
