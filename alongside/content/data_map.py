"""The data map: the retention policy as a page for whoever has to answer for the data (docs/assurance/data-map.md)."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.content.retention import Retention, TablePolicy

HEAD = """\
# Data map

Made from `alongside/content/policies/retention.yaml` by `python -m alongside.content data-map`; a test holds it to that
file, and another holds the file to every column of the database. Change the policy, then make this page again.

There are {tables} tables with {columns} columns, of which {personal} columns in {telling} tables tell something of a
person. Rows of ballots tell nothing of anybody by themselves and are still treated as if they did.
"""


def data_map(policy: Retention) -> str:
    """The whole page, in Markdown."""
    telling = {name: table for name, table in policy.tables.items() if _personal(table)}
    head = HEAD.format(
        tables=len(policy.tables),
        columns=sum(len(table.columns) for table in policy.tables.values()),
        personal=sum(len(_personal(table)) for table in telling.values()),
        telling=len(telling),
    )
    return "\n".join([head, *_people(policy, telling), *_everything(policy)]) + "\n"


def _people(policy: Retention, telling: dict[str, TablePolicy]) -> Iterator[str]:
    yield "## What tells of a person\n"
    yield "| Table | Column | What for | How long it is kept |\n|---|---|---|---|"
    for name, table in telling.items():
        for column in _personal(table):
            yield f"| {name} | {column} | {_cell(table.columns[column].why)} | {_cell(policy.kept(name, column))} |"
    yield ""


def _everything(policy: Retention) -> Iterator[str]:
    yield "## Every table\n"
    yield "| Table | What a row is | How long it is kept | Columns | Of a person |\n|---|---|---|---:|---:|"
    for name, table in policy.tables.items():
        numbers = f"{len(table.columns)} | {len(_personal(table)) or ''}"
        yield f"| {name} | {_cell(table.what)} | {_cell(table.kept)} | {numbers} |"


def _personal(table: TablePolicy) -> list[str]:
    return [name for name, column in table.columns.items() if column.personal]


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")
