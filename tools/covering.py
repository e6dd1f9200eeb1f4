"""Which lines and branches the tests ran through: a plugin of pytest (`-p tools.covering`), and the sum of it.

The parts that have a floor are instrumented as they are imported, by SlipCover; nothing else is slowed down. A tracer
that is asked at every line of every library would double the time of the whole stage. Every process writes what it
saw into the folder that ALONGSIDE_COVERING names.
"""

from __future__ import annotations

import atexit
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import slipcover

FOLDER = "ALONGSIDE_COVERING"
ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "alongside"
SITE = ROOT / "tools" / "site"
"""On the path of Python, it watches the programs that the tests start."""
PARTS = (
    ("alongside/numerics/*",),
    ("alongside/access/*",),
    ("alongside/*/rules.py", "alongside/*/rules/*"),
    ("alongside/*/services.py", "alongside/*/services/*"),
)
"""What has a floor in `tools.checks`, as patterns of files."""
LEFT_OUT = ("*/tests/*", "*/migrations/*")


class _Watched(slipcover.FileMatcher):  # type: ignore[misc]
    """Says of a file whether it has a floor."""

    def matches(self, filename: Path | str | None) -> bool:
        path = Path(filename or "").resolve()
        return path.is_relative_to(ROOT) and is_watched(path.relative_to(ROOT).as_posix())


def is_watched(name: str) -> bool:
    """Whether a file, named from the root of the project, has a floor."""
    return any(is_among(name, part) for part in PARTS) and not is_among(name, LEFT_OUT)


def is_among(name: str, patterns: Sequence[str]) -> bool:
    """Whether a file fits one of the patterns."""
    return any(fnmatch(name, pattern) for pattern in patterns)


if FOLDER in os.environ:  # before anything of ours is imported
    _SEEN = slipcover.Slipcover(branch=True)
    slipcover.ImportManager(_SEEN, _Watched()).__enter__()

    def write_down() -> None:
        """What this process saw."""
        kept = Path(os.environ[FOLDER]) / f"{os.getpid()}.json"
        kept.write_text(json.dumps(_SEEN.get_coverage()))

    pytest_unconfigure = write_down  # a worker of pytest ends without what is asked for at the exit
    atexit.register(write_down)


@dataclass(frozen=True)
class Covered:
    """One file: how many of its lines and branches were run through, out of how many, and which were not."""

    name: str
    seen: int
    whole: int
    missed: str


def summed(folder: Path) -> list[Covered]:
    """Every file that has a floor, in the order of their names; one that nothing imported counts as missed."""
    together: dict[str, Any] = {}
    for kept in sorted(folder.glob("*.json")):
        found = json.loads(kept.read_text())
        together = slipcover.slipcover.merge_coverage(together, found) if together else found
    files = {str((ROOT / name).resolve()): seen for name, seen in together.get("files", {}).items()}
    return [_covered(name, files.get(str(ROOT / name))) for name in sorted(_names())]


def _names() -> Iterator[str]:
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if is_watched(name) and path.read_text(encoding="utf-8").strip():
            yield name


def _covered(name: str, found: dict[str, Any] | None) -> Covered:
    if not found:
        return Covered(name, 0, 1, "never imported")
    ran, missed = (found[f"{how}_lines"] for how in ("executed", "missing"))
    went, not_gone = (found[f"{how}_branches"] for how in ("executed", "missing"))
    gaps = [str(line) for line in missed]
    gaps += [f"{start}→{end or 'out'}" for start, end in not_gone if start not in missed and end not in missed]
    seen = len(ran) + len(went)
    return Covered(name, seen, seen + len(missed) + len(not_gone), ", ".join(gaps))
