"""The retention policy: for every table and column what it is for and how long it is kept.

People read it as a page; a test of the architecture holds every model against it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, model_validator

from alongside.content.shapes import Language, Shape, Text
from alongside.content.source import Source

FILE = Path(__file__).parent / "policies" / "retention.yaml"


class ColumnPolicy(Shape):
    """One column: what it is for, how long it is kept if not as its table, whether it tells of a person."""

    why: Text
    kept: Text | None = None
    personal: bool = False

    @model_validator(mode="before")
    @classmethod
    def _plain_words_say_why(cls, given: Any) -> Any:
        return {"why": given} if isinstance(given, str) else given


class TablePolicy(Shape):
    """One table: what a row is, how long it is kept, and each of its columns."""

    what: Text
    kept: Text
    columns: dict[str, ColumnPolicy]


class Retention(Shape):
    """The whole policy. Tables are named as Django names models: `app.Model`."""

    language: Language
    tables: dict[str, TablePolicy] = Field(min_length=1)

    def covers(self, table: str, column: str) -> bool:
        """Whether the policy says what this column is for."""
        return table in self.tables and column in self.tables[table].columns

    def kept(self, table: str, column: str) -> str:
        """How long a column is kept: its own words, or its table's."""
        policy = self.tables[table]
        return policy.columns[column].kept or policy.kept


def retention(path: Path = FILE) -> Retention:
    """The policy, checked. Raises ContentError with the line of every mistake."""
    return Source(path.read_text(encoding="utf-8"), f"policies/{path.name}").shaped(Retention)
