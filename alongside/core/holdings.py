"""What an installation holds about one person: each app says in its `holding` which tables, and how they are found.

ALONGSIDE_HOLDINGS names the apps' queries. A test compares what they list with every table: whatever refers to a person
is found, or is listed as not held with the reason. This module knows no domain word; what a table is for and how long
it is kept stands in the retention policy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import import_string

from alongside.content.retention import Retention, retention
from alongside.core import texts

FORMER = "A former member"
"""What stands in the place of a name once its owner has left for good."""


@dataclass(frozen=True)
class Person:
    """Who is asked about: the account, and the address under which mail reaches it."""

    user_id: str
    email: str

    @property
    def signature(self) -> str:
        """How the trail, and columns of text, name them."""
        return f"user:{self.user_id}"


@dataclass(frozen=True)
class Holds:
    """One table in which a person can stand: the columns by which their rows are found, and what is shown of a row.

    A column to an account is found by its key, one of text by the person's signature, and those of `by_email` by their
    address. `theirs` are the columns with words that they wrote, each with the column that says who did.
    """

    table: str
    title: str
    by: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    by_email: tuple[str, ...] = ()
    theirs: Mapping[str, str] = field(default_factory=dict)

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.table)

    def rows(self, person: Person) -> models.QuerySet[models.Model]:
        """The rows in which this person stands."""
        condition = models.Q(pk__in=[])
        for path in self.by:
            condition |= models.Q(**{path: person.user_id if self._is_key(path) else person.signature})
        for column in self.by_email if person.email else ():
            condition |= models.Q(**{f"{column}__iexact": person.email})
        return self.model._default_manager.filter(condition).order_by("pk")

    def written(self, person: Person) -> models.QuerySet[models.Model]:
        """The rows in which words of theirs stand."""
        condition = models.Q(pk__in=[])
        for column, path in self.theirs.items():
            by_them = {path: person.user_id if self._is_key(path) else person.signature}
            condition |= models.Q(**by_them) & ~models.Q(**{f"{column}__in": ["", *texts.MARKERS]})
        return self.model._default_manager.filter(condition).order_by("pk")

    def _is_key(self, path: str) -> bool:
        found: Any = self.model
        for step in path.split("__"):
            named = found._meta.get_field(step)
            found = named.related_model
        return isinstance(named, models.ForeignKey | models.UUIDField)


@dataclass(frozen=True)
class Holding:
    """What one table holds about a person. A row is what it says, by column; `as_what` is why it is theirs."""

    table: str
    title: str
    what: str
    kept: str
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class NotHeld:
    """What one might look for and will not find, and why."""

    what: str
    why: str


class Query(Protocol):
    def __call__(self, person: Person) -> Iterable[Holding]: ...


def about(person: Person) -> list[Holding]:
    """Everything that is held about a person, from all apps, the lowest first. One query for each table."""
    found = [one for path in settings.ALONGSIDE_HOLDINGS for one in import_string(path)(person)]
    return [one for one in found if one.rows]


def gathered(holds: Iterable[Holds], person: Person) -> Iterator[Holding]:
    """What an app's tables hold, as its `holding` lists them."""
    for one in holds:
        yield holding(one.table, one.title, _rows(one, person))


def holding(table: str, title: str, rows: Iterable[Mapping[str, Any]]) -> Holding:
    """What one table holds, with what the retention policy says of it."""
    policy = _policy().tables.get(table)
    said = tuple({name: _said(value) for name, value in row.items() if value not in (None, "", [])} for row in rows)
    return Holding(table, title, policy.what if policy else "", policy.kept if policy else "", said)


def listed() -> tuple[Holds, ...]:
    """Every table that the apps list."""
    return tuple(one for path in settings.ALONGSIDE_HOLDINGS for one in _module(path).HOLDS)


def not_held() -> dict[str, str]:
    """What tells of a person and is not found for them, as `app.Table.column`, with the reason."""
    return {column: why for path in settings.ALONGSIDE_HOLDINGS for column, why in _module(path).NOT_HELD.items()}


def _module(path: str) -> Any:
    return import_module(path.rpartition(".")[0])


@lru_cache(maxsize=1)
def _policy() -> Retention:
    return retention()


def _rows(one: Holds, person: Person) -> Iterator[dict[str, Any]]:
    columns = [*one.by, *one.by_email]
    for row in one.rows(person).values(*columns, *one.shows):
        why = [words(path) for path in columns if _is(row[path], person)]
        yield {words(name): row[name] for name in one.shows} | ({"You are here as": ", ".join(why)} if why else {})


def _is(value: Any, person: Person) -> bool:
    return str(value) in {person.user_id, person.signature} or str(value).lower() == person.email.lower() != ""


def words(path: str) -> str:
    """A column in words: `lead__user` is "Lead user", `asked_by` "Asked by"."""
    return path.removesuffix("_id").replace("__", " ").replace("_", " ").capitalize()


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


@dataclass
class Leaving:
    """What is done when somebody leaves for good: each app's part, the highest first, in one transaction."""

    person: Person
    by: Any
    at: dt.datetime
    takes_down: bool = False
    done: dict[str, int] = field(default_factory=dict)

    def count(self, what: str, number: int) -> None:
        """Note how many rows of something were taken away, for the trail."""
        if number:
            self.done[what] = self.done.get(what, 0) + number
