"""What is wrong with a content file, said so that its writer can put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake: in which file, on which line and column (0 when it belongs to none), what it is, what to do."""

    file: str
    line: int
    what: str
    column: int = 0
    do: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.what}"

    @property
    def whole(self) -> str:
        """The mistake with its column, and what to do about it."""
        column = f", column {self.column}" if self.line and self.column else ""
        where = f"{self.file}, line {self.line}{column}" if self.line else self.file
        return f"{where}: {self.what}{' ' + self.do if self.do else ''}"


class ContentError(Exception):
    """Content that cannot be used. Its text has one sentence per problem, in the order of the lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
