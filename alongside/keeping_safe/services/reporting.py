"""Reporting, hiding, showing again and erasing (rule 16)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from alongside.access.policy import Actor
from alongside.accounts.models import Notice
from alongside.accounts.services.notices import tell
from alongside.core import texts
from alongside.core.backup import journal
from alongside.core.clock import date_of
from alongside.core.models import AuditEntry, Draft, Letter, StoredFile
from alongside.core.scrub import scrub
from alongside.core.texts import HIDDEN
from alongside.keeping_safe import rules, taking_out
from alongside.keeping_safe.models import Case, Part, Report, Say
from alongside.keeping_safe.rules import Key, Reason, State, Verdict
from alongside.keeping_safe.services import refusals
from alongside.keeping_safe.services.trail import READER, record
from alongside.programmes import queries as people
from alongside.programmes import rules as places
from alongside.programmes.models import Place

JOURNAL = "erased-texts"
"""The journal in the data folder with the marks of every text that was erased, each with the path of its place."""
SUBJECT = "Somebody reported words at a place you lead"
LETTER = """A reader of {place} has reported words or a file, and said why: {reason}.

Please look soon. You can hide it at once; you and somebody of the other side then decide together.

{url}{address}
"""


@transaction.atomic
def report_text(*, table: str, row: str, column: str = "", reason: str, words: str = "", at: dt.datetime) -> Case:
    """Somebody reported words or a file. Those who lead the place, of both sides, are written to.

    Who reported it is not kept. Refuses what is no longer there. A second report joins the case that runs.
    """
    entry, found = _row(table, row)
    case = Case.objects.filter(table=table, row=str(found.pk), state__in=rules.LIVE).first()
    is_new = case is None
    if case is None:
        case = Case.objects.create(scope=entry.scope_of(found), table=table, row=str(found.pk), reported_on=date_of(at))
    Report.objects.create(
        case=case,
        column=column if column in entry.columns else "",
        reason=Reason(reason),
        words=words.strip()[:300],
        reported_on=date_of(at),
    )
    if is_new:
        _write_to_leads(case, Reason(reason), on=date_of(at))
    record(case, "text.reported", by=READER, at=at, changes={"what": entry.what, "reason": reason})
    return case


@transaction.atomic
def hide_text(case: Case, *, which: Iterable[str], by: Actor, at: dt.datetime) -> Case:
    """A lead hid reported words, everywhere they stand, until two people have decided.

    `which` names them as `taking_out.choice_of` does.

    Refuses when nothing is chosen, or when it is hidden or decided already.
    """
    case = _held(case, State.REPORTED)
    chosen = set(which)
    found = [one for name, _, one in taking_out.to_choose(case) if name in chosen]
    if not found:
        raise refusals.NothingChosen
    taking_out.take_out(found, case=case, marker=HIDDEN, keep=True)
    case.state, case.hidden_on, case.hidden_by_id = State.HIDDEN, date_of(at), by.user_id
    case.save(update_fields=["state", "hidden_on", "hidden_by"])
    record(case, "text.hidden", by=by, at=at, changes={"which": sorted({one.column for one in found})})
    _scrub_after(case)
    return case


@transaction.atomic
def decide_about_text(case: Case, *, verdict: str, by: Actor, at: dt.datetime) -> Case:
    """Somebody said what should become of hidden words; with the second person of the other side, it is done.

    Each can change what they said until then. Refuses who stands for no side at the place.
    """
    case = _held(case, State.HIDDEN)
    side = rules.side_for(sorted(places.stands_for(by, at=case.scope)), _keys(case), user=by.user_id)
    if not side:
        raise refusals.NotForYou
    said = {"side": side, "verdict": Verdict(verdict), "said_on": date_of(at)}
    Say.objects.update_or_create(case=case, user_id=by.user_id, defaults=said)
    record(case, "text.decision_said", by=by, at=at, changes={"side": side, "verdict": verdict})
    match rules.decided(_keys(case)):
        case Verdict.SHOW:
            _show(case, by=by, at=at)
        case Verdict.ERASE:
            _erase(case, by=by, at=at)
        case _:
            pass
    return case


@transaction.atomic
def leave_text(case: Case, *, by: Actor, at: dt.datetime) -> Case:
    """A lead looked at reported words and found that they can stay; a new report opens the question again."""
    case = _held(case, State.REPORTED)
    case.state, case.decided_on = State.SHOWN, date_of(at)
    case.save(update_fields=["state", "decided_on"])
    record(case, "text.left", by=by, at=at)
    return case


def scrub_waiting(*, at: dt.datetime) -> None:
    """Remove the traces of erased words that could not be removed when it was done."""
    for case in Case.objects.filter(scrubbed=False):
        _scrub(case)


def _show(case: Case, *, by: Actor, at: dt.datetime) -> None:
    taking_out.put_back(case)
    case.state, case.decided_on = State.SHOWN, date_of(at)
    case.save(update_fields=["state", "decided_on"])
    record(case, "text.shown_again", by=by, at=at)


def _erase(case: Case, *, by: Actor, at: dt.datetime) -> None:
    case.marks = taking_out.erase_parts(case)
    case.state, case.decided_on, case.scrubbed = State.ERASED, date_of(at), False
    case.save(update_fields=["marks", "state", "decided_on", "scrubbed"])
    case.reports.update(words="")
    record(case, "text.erased", by=by, at=at)
    lines = [f"{mark} {case.scope}" for mark in case.marks]
    for line in lines:
        transaction.on_commit(partial(journal.append, JOURNAL, line))
    _scrub_after(case)


def _row(table: str, row: str) -> tuple[texts.Texts, models.Model]:
    entry = texts.entry(table)
    try:
        found = entry.model._default_manager.filter(pk=row).first() if entry else None
    except (ValueError, TypeError, ValidationError):
        found = None
    if entry is None or found is None or not entry.scope_of(found):
        raise refusals.NothingToReport
    return entry, found


def _held(case: Case, state: State) -> Case:
    held: Case = Case.objects.select_for_update().get(pk=case.pk)
    if held.state != state:
        raise refusals.NotNow
    return held


def _keys(case: Case) -> list[Key]:
    return [Key(str(say.user_id), say.side, Verdict(say.verdict)) for say in case.says.all()]


def _write_to_leads(case: Case, reason: Reason, *, on: dt.date) -> None:
    """The letter says where and why, and none of the words."""
    place = Place.objects.get(scope=case.scope)
    said = {"place": place.name, "reason": rules.REASONS[reason].lower()}
    body = LETTER.format(**said, url=settings.PUBLIC_URL, address=case.get_absolute_url())
    for lead in people.co_leads(case.scope):
        tell(lead.user_id, to=lead.email, subject=SUBJECT, body=body, on=on)


def _scrub_after(case: Case) -> None:
    transaction.on_commit(lambda: _scrub(case))


def _scrub(case: Case) -> None:
    if scrub(*_tables()):
        Case.objects.filter(pk=case.pk).update(scrubbed=True)


def _tables() -> tuple[type[models.Model], ...]:
    """Every table from which words may have been taken."""
    return (*(entry.model for entry in texts.registered()), Part, Report, AuditEntry, Letter, StoredFile, Draft, Notice)
