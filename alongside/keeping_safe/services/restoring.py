"""A backup from before an erasure must not bring the words back.

What was erased is known by keyed marks alone: from the database that is about to be replaced and, when that one is
gone, from a journal in the data folder. After the rows are back, every text whose mark is known is taken out again,
with all its copies.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from alongside.core import clock, texts
from alongside.core.audit import chain_of
from alongside.core.backup import journal
from alongside.core.models import AuditEntry
from alongside.core.texts import ERASED, LONG, Texts
from alongside.keeping_safe import taking_out
from alongside.keeping_safe.models import Case
from alongside.keeping_safe.rules import State
from alongside.keeping_safe.services.reporting import JOURNAL
from alongside.keeping_safe.taking_out import SAID, Found

Gone = list[str]


def remember(connection: BaseDatabaseWrapper) -> Gone:
    """The marks of everything that was erased, each with the path of its place."""
    lines = set(journal.lines(JOURNAL))
    try:
        held = Case.objects.using(connection.alias).filter(state=State.ERASED)
        lines |= {f"{mark} {scope}" for marks, scope in held.values_list("marks", "scope") for mark in marks}
    except DatabaseError:
        pass  # the old database is empty or broken: the journal is what there is
    return sorted(lines)


def apply(data: Gone) -> None:
    """Take out again what the older state has brought back, and end the cases that still held it."""
    marks: dict[str, set[str]] = {}
    for line in data:
        mark, _, scope = line.partition(" ")
        marks.setdefault(scope, set()).add(mark)
    for scope, known in marks.items():
        _end_cases(scope, known)
        back = list(_back(scope, known))
        if back:
            taking_out.take_out(back, case=Case(scope=scope), marker=ERASED, keep=False)


def _end_cases(scope: str, known: set[str]) -> None:
    for case in Case.objects.filter(scope=scope, state=State.HIDDEN):
        if known & {taking_out.mark_of(taking_out.known_by(one)) for one in taking_out.parts_of(case)}:
            case.marks = taking_out.erase_parts(case)
            case.state, case.decided_on, case.scrubbed = State.ERASED, clock.today(), False
            case.save()
            case.reports.update(words="")


def _back(scope: str, known: set[str]) -> Iterator[Found]:
    """Every value of the programme that is one of those that were erased, the trail's included."""
    for entry in texts.registered():
        for row in entry.at(chain_of(scope)).iterator():
            for found in taking_out.words_in(entry, row, entry.columns):
                if found.kind == "CELLS":
                    yield from _said(found, known)
                elif taking_out.mark_of(taking_out.known_by(found)) in known and _reaches(entry, row, found, scope):
                    yield found
    for changes in (
        AuditEntry.objects.filter(chain=chain_of(scope)).exclude(changes={}).values_list("changes", flat=True)
    ):
        yield from _said(Found("", "", "", SAID, changes), known)


def _reaches(entry: Texts, row: models.Model, found: Found, scope: str) -> bool:
    """A short text was erased at its place only: elsewhere the same few words are somebody else's."""
    is_long = found.kind == "FILE" or len(str(found.value)) >= LONG
    return is_long or entry.scope_of(row).startswith(scope)


def _said(found: Found, known: set[str]) -> Iterator[Found]:
    for text in texts.said_in(found.value):
        if taking_out.mark_of(text) in known:
            yield Found("", "", "", SAID, text)
