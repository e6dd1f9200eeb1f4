"""Frameworks for tests, made as everything is: by publishing."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

from alongside import content
from alongside.content import Library
from alongside.core.audit import System
from alongside.frameworks import services

ON = dt.date(2024, 3, 1)
PUBLISHER = System("content")


@functools.lru_cache
def _ours() -> Library:
    return content.load()


def publish(*, on: dt.date = ON, library: Library | None = None) -> services.Published:
    """Everything that the content folder says (read once), or another library."""
    return services.publish_content(by=PUBLISHER, on=on, library=library or _ours())


def library_with(folder: Path, *changes: tuple[str, str, str], copies: tuple[tuple[str, str], ...] = ()) -> Library:
    """The content with some files copied under other names and some texts (file, old, new) changed, lock aside."""
    for source in content.FOLDER.rglob("*.yaml"):
        target = folder / source.relative_to(content.FOLDER)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    for name, copy in copies:
        (folder / copy).parent.mkdir(parents=True, exist_ok=True)
        (folder / copy).write_bytes((folder / name).read_bytes())
    for name, old, new in changes:
        text = (folder / name).read_text(encoding="utf-8")
        if old not in text:
            raise ValueError(f"{name} does not say {old}")
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return content.load(folder, check_lock=False)


SMALL = """\
framework: our-own
edition: "1"
language: en
year: 2024
name: Our own list
what_for: What our programme agreed on.
easy: Our list.
source: {citation: Our steering group (2024), held_by: The programme}
licence: {quoted: Nothing is quoted., ours: All of it is ours.}
words: {titles: ours, explanations: ours}
stages:
  - {code: not_yet, value: 0, name: Not yet, explanation: Not at all., easy: Not yet.}
  - {code: begun, value: 1, name: Begun, explanation: We have begun., easy: We have begun.}
  - {code: often, value: 2, name: Often, explanation: We often do., easy: We often do.}
  - {code: always, value: 3, name: Always, explanation: We always do., easy: We always do.}
items:
  - number: 1
    code: a
    title: A warm welcome
    citation: Our steering group (2024)
    short: Welcome
    explanation: People feel welcome.
    easy: You feel welcome.
    descriptors: {not_yet: Nobody says hello., begun: Some do., often: Most do., always: All do.}
    questions:
      staff: {ask: Do you say hello?, easy: Do you say hello?}
      uses_services: {ask: Does anyone say hello?, easy: Do they say hello?}
"""
