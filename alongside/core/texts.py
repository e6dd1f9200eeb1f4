"""Which columns hold words, links and files that people gave: so that any of them can be taken out, everywhere.

Each app lists its own in its `texts` (ALONGSIDE_TEXTS names them); what holds no words of people is listed there too,
with the reason, and a test compares both lists with the tables. This module knows no domain word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from alongside.core.models import StoredFile

HIDDEN = "Hidden while two people look at it."
"""What stands in the place of words that somebody reported, until two people have decided."""
ERASED = "Taken down by two people of this place."
"""What stands for good in the place of words that were erased."""
LINKS = {HIDDEN: "https://hidden.invalid/", ERASED: "https://taken-down.invalid/"}
MARKERS = frozenset({HIDDEN, ERASED, *LINKS.values()})
LONG = 20
"""From so many signs on a text is told apart from others by what it says: it is looked for inside longer ones too."""


@dataclass(frozen=True)
class Texts:
    """The columns of one table in which people's own words stand, each with what it is in words.

    `scope` leads from a row to the path of its place, which is empty where all places share it. `of` names what a row
    belongs to, its table and the way there, so that whoever reports a goal reports what was said to it too.
    """

    table: str
    what: str
    columns: Mapping[str, str]
    scope: str = "scope"
    of: tuple[str, str] | None = None
    shown_when: Mapping[str, Any] = field(default_factory=dict)
    """Which of its rows readers see at all, as a filter; the others are nobody's to look at by a report."""

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.table)

    def kind(self, column: str) -> str:
        """How its words are kept: TEXT, LINK, CELLS (inside JSON) or FILE (a key to a stored file)."""
        kept = self.model._meta.get_field(column)
        if isinstance(kept, models.ForeignKey):
            return "FILE"
        if isinstance(kept, models.JSONField):
            return "CELLS"
        return "LINK" if isinstance(kept, models.URLField) else "TEXT"

    def at(self, scope: str) -> models.QuerySet[models.Model]:
        """Its rows at a place and below."""
        rows = self.model._default_manager.all()
        return rows.filter(**{f"{self.scope}__startswith": scope}) if self.scope else rows

    def scope_of(self, row: models.Model) -> str:
        """The path of the place that a row is of."""
        found: Any = row
        for step in self.scope.split("__"):
            found = getattr(found, step)
        return str(found)


@lru_cache(maxsize=1)
def registered() -> tuple[Texts, ...]:
    """Every table with words of people, in the order of the apps."""
    return tuple(one for path in settings.ALONGSIDE_TEXTS for one in import_module(path).TEXTS)


@lru_cache(maxsize=1)
def not_words() -> dict[str, str]:
    """Every other column of text, as `app.Table.column`, and why it holds no words that could be taken down."""
    return {
        f"{table}.{column}": why
        for path in settings.ALONGSIDE_TEXTS
        for table, columns in import_module(path).NOT_WORDS.items()
        for column, why in columns.items()
    }


def entry(table: str) -> Texts | None:
    """What is known of one table's words."""
    return next((one for one in registered() if one.table == table), None)


def under(table: str, row: object) -> Iterator[tuple[Texts, models.Model]]:
    """A row and all that belongs to it, each with what is known of its table."""
    for known in registered():
        if known.table == table:
            found = known.model._default_manager.filter(pk=row)
        elif known.of and known.of[0] == table:
            found = known.model._default_manager.filter(**{known.of[1]: row})
        else:
            continue
        for one in found.filter(**known.shown_when).order_by("pk"):
            yield known, one


def marker(kind: str, words: str) -> str:
    """What stands in the place of a text of that kind."""
    return LINKS[words] if kind == "LINK" else words


def holds(value: object, text: str) -> bool:
    """Whether a value says a text: word for word, or somewhere in it where the text is long."""
    return any(said == text or (len(text) >= LONG and text in said) for said in said_in(value))


def said_in(value: object) -> Iterator[str]:
    """Every text inside a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from said_in(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from said_in(part)


def without(value: Any, text: str, words: str) -> Any:
    """A value with a marker in the place of every text in it that says this one."""
    if isinstance(value, str):
        return words if holds(value, text) else value
    if isinstance(value, dict):
        return {key: without(part, text, words) for key, part in value.items()}
    return [without(part, text, words) for part in value] if isinstance(value, list) else value


def same_file(file: StoredFile) -> models.QuerySet[StoredFile]:
    """A file and every other one with the same content."""
    return StoredFile.objects.filter(sha256=file.sha256)


NEVER_WORDS = {
    "scope": "the path of a place",
    "voice": "a kind of person, from a list",
    "mark": "a keyed hash",
    "checksum": "a checksum",
    "secret": "random bytes that turn codes into receipts",
    "sealed": "encrypted for one reader, and deleted when it has served",
    "language": "the code of a language",
    "slug": "a name in addresses, made from a list",
    "made_by": "an account, by its id",
    "written_by": "an account, by its id",
    "by": "an account, by its id",
    "first_side": "one of two sides",
    "second_side": "one of two sides",
    "side": "one of two sides",
    "voices": "kinds of person, from a list",
    "column": "the name of a column",
    "table": "the name of a table",
    "row": "the key of a row",
}
"""Columns that hold no words in any table, by their name."""
