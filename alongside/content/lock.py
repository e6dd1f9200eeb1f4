"""The lock: the checksum of everything that was published. Entries are only ever added.

`LOCK` has one line per entry, as sha256sum writes them: checksum, two spaces, name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from alongside.content.errors import ContentError, Problem

NAME = "LOCK"


def locked(folder: Path) -> dict[str, str]:
    """The checksum of each published entry, by its name. Empty when there is no lock yet."""
    path = folder / NAME
    if not path.exists():
        return {}
    entries: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        said, _, key = line.partition("  ")
        if len(said) != 64 or not key or key in entries:
            raise ContentError(
                [Problem(NAME, number, "This line is not “checksum, two spaces, name”, or is there twice.")]
            )
        entries[key] = said
    return entries


def problems_with_lock(current: Mapping[str, tuple[str, str]], folder: Path) -> Iterator[Problem]:
    """What was changed, removed, or is not locked yet. `current` holds checksum and file by name."""
    known = locked(folder)
    yield from _broken(current, known)
    for key, (_, file) in current.items():
        if key not in known:
            what = f"{key} is new and not locked yet. Run “python -m alongside.content lock” to publish it."
            yield Problem(file, 0, what)


def lock_new(current: Mapping[str, tuple[str, str]], folder: Path) -> tuple[str, ...]:
    """Add what is not locked yet; the names added. Raises ContentError when something locked was changed."""
    known = locked(folder)
    if broken := list(_broken(current, known)):
        raise ContentError(broken)
    new = {key: said for key, (said, _) in current.items() if key not in known}
    if new:
        lines = [f"{said}  {key}\n" for key, said in sorted({**known, **new}.items(), key=_by_name)]
        (folder / NAME).write_text("".join(lines), encoding="utf-8")
    return tuple(sorted(new))


def _broken(current: Mapping[str, tuple[str, str]], known: Mapping[str, str]) -> Iterator[Problem]:
    for key, (said, file) in current.items():
        if known.get(key, said) != said:
            what = (
                f"{key} is published and was changed. What is published never changes: "
                "put it back as it was, and write your change as a new edition beside it."
            )
            yield Problem(file, 0, what)
    for key in sorted(known.keys() - current.keys()):
        what = f"{key} is published, but its text is gone. Put the file back: people may be using it."
        yield Problem(NAME, 0, what)


def _by_name(entry: tuple[str, str]) -> str:
    return entry[0]
