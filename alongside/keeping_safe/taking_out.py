"""Taking a text out of everywhere it stands: rows, copies, the trail, letters that wait, cells of staged imports.

A marker takes its place, so that no page, search, letter, export or program can show what is not there. While two
people look at it, the words are kept sealed with the case alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, models

from alongside.accounts.models import Notice
from alongside.accounts.services.notices import PURPOSE as NOTICE
from alongside.core import drafts, outbox, texts
from alongside.core.audit import chain_of
from alongside.core.backup.tables import Table, unguarded
from alongside.core.models import AuditEntry, Draft, Letter, StoredFile
from alongside.core.seal import CannotUnseal, fingerprint, seal, unseal
from alongside.core.texts import ERASED, HIDDEN, LONG, MARKERS, Texts
from alongside.keeping_safe.models import Case, Part

PURPOSE, MARK = "hidden-text", "erased-text"
WHOLE = {"TEXT", "LINK", "FILE"}
"""What is known again by its whole value; of cells, by each long text in them."""
SAID = "SAID"
"""A text that is known, but stands nowhere by itself: only its copies are looked for."""
TRAIL, FILES = AuditEntry._meta.label, StoredFile._meta.label
FEW = 6
"""Texts with fewer signs are not looked for inside letters and sessions."""
FILE_COLUMNS = ("name", "media_type", "size", "sha256")


@dataclass(frozen=True)
class Found:
    """One value that holds a text: the table, the row's key, the column, how it is kept, and the value as it is."""

    table: str
    row: str
    column: str
    kind: str
    value: Any

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.table, self.row, self.column)


def mark_of(value: str) -> str:
    """The keyed hash by which an erased text is known again, and nothing else about it."""
    return fingerprint(value, purpose=MARK)


def words_in(entry: Texts, row: models.Model, columns: Iterable[str]) -> list[Found]:
    """What stands in these columns of a row, without those that are empty or hold a marker."""
    found = (_read(entry, row, column) for column in columns)
    return [one for one in found if one is not None]


def _read(entry: Texts, row: models.Model, column: str) -> Found | None:
    kind, value = entry.kind(column), getattr(row, column)
    if kind == "FILE":
        return None if value is None or _is_marker(value) else _file(value)
    if not value or (isinstance(value, str) and value in MARKERS):
        return None
    return Found(entry.table, str(row.pk), column, kind, value)


def _file(file: StoredFile) -> Found:
    held = {name: getattr(file, name) for name in FILE_COLUMNS}
    held["content"] = base64.b64encode(bytes(file.content)).decode()
    return Found(FILES, str(file.pk), "content", "FILE", held)


def _is_marker(file: StoredFile) -> bool:
    return bytes(file.content) in {_page(words)["content"] for words in (HIDDEN, ERASED)}


def choice_of(entry: Texts, row: models.Model, column: str) -> str:
    """How a form names some words: their table, row and column."""
    return f"{entry.table}|{row.pk}|{column}"


def to_choose(case: Case) -> Iterator[tuple[str, Texts, Found]]:
    """Every text of a reported row and of what belongs to it, with the name by which a form chooses it."""
    for entry, row in texts.under(case.table, case.row):
        for column in entry.columns:
            for found in words_in(entry, row, [column]):
                yield choice_of(entry, row, column), entry, found


def everywhere(text: str, *, scope: str) -> Iterator[Found]:
    """Every value that holds a text: in the whole programme where it is long, else word for word at the place."""
    is_long = len(text) >= LONG
    reach = chain_of(scope) if is_long else scope
    for entry in texts.registered():
        for column in entry.columns:
            yield from _in_column(entry, column, text, reach)
    trail = AuditEntry.objects.filter(chain=chain_of(scope), scope__startswith=reach).exclude(changes={})
    for row in trail.only("pk", "changes").iterator():
        if texts.holds(row.changes, text):
            yield Found(TRAIL, str(row.pk), "changes", "TRAIL", row.changes)


def _in_column(entry: Texts, column: str, text: str, reach: str) -> Iterator[Found]:
    kind = entry.kind(column)
    if kind == "FILE" or not entry.scope:
        return
    rows = entry.at(reach)
    if kind != "CELLS":
        rows = rows.filter(**{f"{column}__contains" if len(text) >= LONG else column: text})
    for pk, value in rows.values_list("pk", column):
        if texts.holds(value, text):
            yield Found(entry.table, str(pk), column, kind, value)


def same_files(found: Found, *, scope: str) -> Iterator[Found]:
    """Every file of the programme with the same content, the given one included."""
    for entry in texts.registered():
        for column in entry.columns:
            if entry.kind(column) == "FILE":
                same = entry.at(chain_of(scope)).filter(**{f"{column}__sha256": found.value["sha256"]})
                for row in same.select_related(column):
                    yield _file(getattr(row, column))


def take_out(given: Iterable[Found], *, case: Case, marker: str, keep: bool) -> list[Found]:
    """Put a marker in the place of these and of every copy of them; kept sealed with the case, or not at all."""
    reported = list(given)
    found = {one.key: one for one in [*reported, *copies_of(reported, scope=case.scope)] if one.kind != SAID}
    if keep:
        Part.objects.bulk_create(
            Part(case=case, table=one.table, row=one.row, column=one.column, sealed=_sealed(one.value))
            for one in found.values()
        )
    _replace(list(found.values()), said_by(reported), marker)
    return list(found.values())


def copies_of(reported: Iterable[Found], *, scope: str) -> Iterator[Found]:
    """Every other place where what these say stands too."""
    for one in reported:
        if one.kind == "FILE":
            yield from same_files(one, scope=scope)
        else:
            for text in said_by([one]):
                yield from everywhere(text, scope=scope)


def said_by(found: Iterable[Found]) -> list[str]:
    """The texts themselves, without files; of a table of cells only those that are long enough to be somebody's."""
    held = ((one.kind, text) for one in found if one.kind != "FILE" for text in texts.said_in(one.value))
    return [text for kind, text in held if kind != "CELLS" or len(text) >= LONG]


def _replace(found: Sequence[Found], said: list[str], marker: str) -> None:
    """Write the markers. Triggers sleep meanwhile: they guard what people do, and this is not an edit."""
    held = [one for one in found if one.kind != "TRAIL"]
    trail = [one.row for one in found if one.kind == "TRAIL"]
    AuditEntry.objects.filter(pk__in=trail).update(changes={"hidden" if marker == HIDDEN else "erased": True})
    models_touched = {apps.get_model(one.table) for one in held}
    connection.check_constraints()
    with unguarded([Table(model) for model in models_touched], connection):
        for one in held:
            _write(one, _marked(one, said, marker))
        _refresh(held)
    _out_of_letters(said, marker)
    if marker == ERASED:
        _out_of_sessions(said)


def _marked(one: Found, said: list[str], marker: str) -> Any:
    if one.kind == "FILE":
        return _page(marker)
    if one.kind == "CELLS":
        value = one.value
        for text in said:
            value = texts.without(value, text, marker)
        return value
    return texts.marker(one.kind, marker)


def _write(one: Found, value: Any) -> None:
    rows = apps.get_model(one.table)._default_manager.filter(pk=one.row)
    rows.update(**value) if one.kind == "FILE" else rows.update(**{one.column: value})


def _page(marker: str) -> dict[str, Any]:
    """The file that stands in the place of one that was taken out: a page that says so."""
    content = f"{marker}\n".encode()
    return {
        "content": content,
        "name": "hidden.txt" if marker == HIDDEN else "taken-down.txt",
        "media_type": "text/plain",
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _refresh(found: Iterable[Found]) -> None:
    """Let each app make anew what it derives from its words, such as what a search looks through."""
    rows: dict[str, list[str]] = {}
    for one in found:
        rows.setdefault(one.table, []).append(one.row)
    for path in settings.ALONGSIDE_TEXTS:
        if refresh := getattr(import_module(path), "refresh", None):
            refresh(rows)


def put_back(case: Case) -> None:
    """Put every hidden text back where it stood, where the marker still stands there."""
    found = list(parts_of(case))
    for one in found:
        if one.kind == "TRAIL":
            AuditEntry.objects.filter(pk=one.row, changes={"hidden": True}).update(changes=one.value)
    held = [one for one in found if one.kind != "TRAIL" and _still_hidden(one)]
    connection.check_constraints()
    with unguarded([Table(apps.get_model(table)) for table in {one.table for one in held}], connection):
        for one in held:
            value = one.value
            if one.kind == "FILE":
                value = {**one.value, "content": base64.b64decode(one.value["content"])}
            _write(one, value)
        _refresh(held)
    case.parts.all().delete()


def _still_hidden(one: Found) -> bool:
    row = apps.get_model(one.table)._default_manager.filter(pk=one.row).first()
    if row is None:
        return False
    if one.kind == "FILE":
        return _is_marker(row)
    return HIDDEN in set(texts.said_in(getattr(row, one.column))) or getattr(row, one.column) == texts.LINKS[HIDDEN]


def parts_of(case: Case) -> Iterator[Found]:
    """The hidden words of a case, opened; those sealed with a key that was lost are left out."""
    for part in case.parts.order_by("pk"):
        try:
            value = json.loads(unseal(part.sealed, purpose=PURPOSE))
        except CannotUnseal:
            continue
        yield Found(part.table, part.row, part.column, kind_of(part.table, part.column), value)


def kind_of(table: str, column: str) -> str:
    """How the words of a part are kept."""
    if table in {TRAIL, FILES}:
        return "TRAIL" if table == TRAIL else "FILE"
    entry = texts.entry(table)
    return entry.kind(column) if entry and column in entry.columns else "TEXT"


def own_of(case: Case, found: Sequence[Found]) -> list[Found]:
    """Of the hidden words those that were chosen or stand beside them; the others are copies elsewhere."""
    own = {(entry.table, str(row.pk)) for entry, row in texts.under(case.table, case.row)}
    return [one for one in found if (one.table, one.row) in own or one.kind == "FILE"]


def erase_parts(case: Case) -> list[str]:
    """Turn every hidden text of a case into an erased one, and every copy made since; returns the marks of all."""
    found = list(parts_of(case))
    reported = own_of(case, found)
    still = [one for one in found if one.kind == "TRAIL" or _still_hidden(one)]
    since = {one.key: one for one in copies_of(reported, scope=case.scope)}
    _replace([*still, *since.values()], said_by(reported), ERASED)
    case.parts.all().delete()
    cells = said_by(one for one in found if one.kind == "CELLS")
    return sorted({mark_of(text) for text in cells} | {mark_of(known_by(one)) for one in found if one.kind in WHOLE})


def known_by(one: Found) -> str:
    """What a value is known again by: its words, or the checksum of a file."""
    return f"file {one.value['sha256']}" if one.kind == "FILE" else str(one.value)


def _sealed(value: Any) -> bytes:
    return seal(json.dumps(value, default=str), purpose=PURPOSE)


def _out_of_letters(said: Iterable[str], marker: str) -> None:
    """Letters and notices that wait lose the words; in a demonstration those that its mailbox keeps, too."""
    if wanted := _pattern(said):
        for letter in Letter.objects.all():
            _without_words(letter, wanted, marker)
        for notice in Notice.objects.all():
            body = _opened(notice.sealed, NOTICE)
            if (without := wanted.sub(marker, body)) != body:
                Notice.objects.filter(pk=notice.pk).update(sealed=seal(without, purpose=NOTICE))


def _without_words(letter: Letter, wanted: re.Pattern[str], marker: str) -> None:
    is_sealed = letter.sealed is not None
    body = _opened(letter.sealed, outbox.PURPOSE) if letter.sealed is not None else letter.body
    without, subject = wanted.sub(marker, body), wanted.sub(marker, letter.subject)
    if (without, subject) != (body, letter.subject):
        letter.subject = subject[:200]
        letter.sealed = seal(without, purpose=outbox.PURPOSE) if is_sealed else None
        letter.body = "" if is_sealed else without
        letter.save(update_fields=["subject", "body", "sealed"])


def _opened(sealed: bytes | memoryview[int], purpose: str) -> str:
    """What stands behind a seal; nothing where the key was lost, for then nobody can read it."""
    try:
        return unseal(sealed, purpose=purpose)
    except CannotUnseal:
        return ""


def _out_of_sessions(said: Iterable[str]) -> None:
    """Whoever has the words in what they were typing is signed out: what they typed goes with it, and kept drafts."""
    if (wanted := _pattern(said)) is None:
        return
    held = ((one.pk, texts.said_in(one.get_decoded())) for one in Session.objects.iterator())
    gone = [pk for pk, words in held if any(wanted.search(word) for word in words)]
    Session.objects.filter(pk__in=gone).delete()
    for draft in Draft.objects.iterator():
        kept = _opened(draft.sealed, drafts.PURPOSE)
        if kept and any(wanted.search(word) for word in texts.said_in(json.loads(kept))):
            draft.delete()


def _pattern(said: Iterable[str]) -> re.Pattern[str] | None:
    """What finds these texts in running words, the longest first; one of a few signs could be anybody's."""
    wanted = sorted({re.escape(text) for text in said if len(text) >= FEW}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(wanted) + r")(?!\w)") if wanted else None
