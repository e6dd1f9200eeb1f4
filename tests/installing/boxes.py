"""The grey boxes of `docs/install.md`: each command, who runs it, and what it says that it prints."""

from __future__ import annotations

import re
from dataclasses import dataclass

BOX = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]*?) -->\n)?^```sh\n(?P<commands>.*?)^```\n(?:^```text\n(?P<prints>.*?)^```\n)?",
    re.DOTALL | re.MULTILINE,
)
HEADING = re.compile(r"^#{2,3} (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Box:
    """One box. `mark` says who runs it: `run`, `run: postgresql`, or `by hand: why`; empty where nothing is said."""

    heading: str
    mark: str
    commands: str
    prints: str

    def missing_from(self, output: str) -> list[str]:
        """The lines it promises and that the output does not have; `…` stands for anything."""
        return [line for line in self.prints.splitlines() if line != "…" and not self._found(line, output)]

    @staticmethod
    def _found(line: str, output: str) -> bool:
        words = [re.escape(part) for part in line.split("…")]
        return re.search(f"^{'.*'.join(words)}$", output, re.MULTILINE) is not None


def boxes(page: str) -> list[Box]:
    """All boxes of the page, in order."""
    found = []
    for match in BOX.finditer(page):
        headings = HEADING.findall(page[: match.start()])
        found.append(
            Box(
                heading=headings[-1] if headings else "",
                mark=match["mark"] or "",
                commands=match["commands"],
                prints=match["prints"] or "",
            )
        )
    return found
