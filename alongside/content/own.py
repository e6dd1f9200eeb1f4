"""A programme's own content as somebody gives it: a file or a pasted text, judged whole, every mistake told at once.

Nothing here costs more than reading the file once: size, encoding, pointers, depth and length are looked at first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from alongside.content.errors import ContentError, Problem
from alongside.content.library import Entry, read_crosswalk, read_edition, read_voices
from alongside.content.shapes import CrosswalkShape, EditionShape, VoiceShape
from alongside.content.source import LARGEST, Source

MOST_BYTES = 4 * LARGEST
STARTERS = Path(__file__).parent / "starters"
STAGES = 4
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
"""Signs that no YAML text may hold."""


class Kind(StrEnum):
    """What a file can be."""

    EDITION = "EDITION"
    VOICES = "VOICES"
    CROSSWALK = "CROSSWALK"


@dataclass(frozen=True)
class Own:
    """What a file holds: an edition, or voices, or a crosswalk."""

    kind: Kind
    text: str
    edition: Entry[EditionShape] | None = None
    voices: tuple[Entry[VoiceShape], ...] = ()
    crosswalk: Entry[CrosswalkShape] | None = None

    @property
    def slug(self) -> str:
        """What it would be called once published."""
        if self.edition:
            return self.edition.shape.slug
        return self.crosswalk.shape.slug if self.crosswalk else ", ".join(entry.shape.code for entry in self.voices)


def read_own(given: bytes | str, *, name: str) -> Own:
    """A programme's own file. Raises ContentError with every mistake: line, column, what it is, what to do."""
    text = _decoded(given, name)
    if found := FORBIDDEN.search(text):
        line, column = _at(text, found.start())
        what = f"There is a sign that cannot be read (number {ord(found.group())})."
        raise ContentError([Problem(name, line, what, column, "Take it away, or type the line again.")])
    match Source(text, name).data:
        case {"voices": _}:
            return Own(Kind.VOICES, text, voices=read_voices(text, name=name))
        case {"links": _}:
            return Own(Kind.CROSSWALK, text, crosswalk=read_crosswalk(text, name=name))
        case _:
            return Own(Kind.EDITION, text, edition=_rated_on_four(read_edition(text, name=name), text, name))


def starter(kind: Kind) -> str:
    """A file to begin from, with a comment to every part."""
    return (STARTERS / f"{kind.value.lower()}.yaml").read_text(encoding="utf-8")


def _rated_on_four(entry: Entry[EditionShape], text: str, name: str) -> Entry[EditionShape]:
    """Answers are counted, compared and kept on four stages; what has none is for reading."""
    if (number := len(entry.shape.stages)) not in (0, STAGES):
        what = f"What is rated has {STAGES} stages, from 0 to {STAGES - 1}; here are {number}."
        do = "Write four stages, or leave “stages” out: then people can read the list, and not rate it."
        line, column = Source(text, name).place(("stages",))
        raise ContentError([Problem(name, line, what, column, do)])
    return entry


def _decoded(given: bytes | str, name: str) -> str:
    if len(given) > MOST_BYTES:
        raise ContentError(
            [Problem(name, 0, f"The file is larger than {MOST_BYTES // 1_000_000} MB.", 0, "Shorten it.")]
        )
    if isinstance(given, str):
        return given.removeprefix("\ufeff")
    if given.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError([Problem(name, 0, "The file is UTF-16 text.", 0, "Save it again as UTF-8.")])
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        line, column = _at(given[: wrong.start].decode("utf-8", errors="replace"), wrong.start)
        what = "The file is not UTF-8 text from here on."
        raise ContentError([Problem(name, line, what, column, "Save the file again as UTF-8.")]) from wrong


def _at(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
