"""Reads one YAML file into a shape, remembering on which line everything stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterator
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from alongside.content.errors import ContentError, Problem

LARGEST = 500_000  # characters; the largest edition of our own has under 40,000
DEEPEST = 30  # an edition is six levels deep
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Loc = tuple[int | str, ...]
S = TypeVar("S", bound=BaseModel)


class Source:
    """One YAML text: its plain data, and the line on which each part stands."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        if len(text) > LARGEST:
            raise self.error((), f"The file has {len(text):,} characters. The most we read is {LARGEST:,}.")
        try:
            _refuse_pointers_and_depth(text)
            loader = LOADER(text)
            self.node: yaml.Node | None = loader.get_single_node()
            self._refuse_doubles(self.node)
            self.data: Any = _plain(loader.construct_document(self.node)) if self.node else None
        except yaml.MarkedYAMLError as wrong:
            mark = wrong.problem_mark or wrong.context_mark
            said = ", ".join(part for part in (wrong.context, wrong.problem) if part)
            line = mark.line + 1 if mark else 0
            raise ContentError([Problem(name, line, f"This is not valid YAML ({said}).")]) from wrong
        except (yaml.YAMLError, ValueError) as wrong:
            raise ContentError([Problem(name, 0, f"This is not valid YAML ({wrong}).")]) from wrong
        if not isinstance(self.data, dict):
            raise self.error((), "The file is empty or is not a list of “name: value” lines.")

    def line(self, loc: Loc) -> int:
        """The line of what stands at `loc`, or of the nearest thing around it."""
        node, line = self.node, 1
        for part in loc:
            found = _child(node, part)
            if found is None:
                return line
            node, line = found
        return line

    def error(self, loc: Loc, what: str) -> ContentError:
        """One problem at one place of this file."""
        line = self.line(loc) if hasattr(self, "node") else 0
        return ContentError([Problem(self.name, line, what)])

    def shaped(self, shape: type[S]) -> S:
        """The data as `shape`. Raises ContentError with the line of every mistake."""
        try:
            return shape.model_validate(self.data)
        except ValidationError as wrong:
            raise ContentError(
                Problem(self.name, self.line(_keys(error["loc"])), _said(error)) for error in wrong.errors()
            ) from wrong

    def _refuse_doubles(self, node: yaml.Node | None) -> None:
        for mapping in _mappings(node):
            seen: set[Hashable] = set()
            for key, _ in mapping.value:
                if key.value in seen:
                    line = key.start_mark.line + 1
                    raise ContentError([Problem(self.name, line, f"“{key.value}” is there twice.")])
                seen.add(key.value)


def checksum(data: Any) -> str:
    """The sha256 of data in canonical form: sorted keys, plain spaces. Comments and layout do not count."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(data: Any) -> Any:
    """The data with every line break and doubled space in a text made one space."""
    if isinstance(data, str):
        return " ".join(data.split())
    if isinstance(data, list):
        return [_plain(part) for part in data]
    if isinstance(data, dict):
        return {key: _plain(part) for key, part in data.items()}
    return data


def _refuse_pointers_and_depth(text: str) -> None:
    # A pointer (*name) can make a small file expand without end, and deep nesting can exhaust the stack.
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            what = f"“*{event.anchor}” points to another place; write the text out here"
            raise yaml.MarkedYAMLError(problem=what, problem_mark=mark)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="the lists stand too deep inside each other", problem_mark=mark)


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _child(node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, int] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part].start_mark.line + 1
    return None


def _keys(loc: Loc) -> Loc:
    return tuple(part for part in loc if part != "[key]")


def _said(error: Any) -> str:
    loc = _keys(error["loc"])
    name = str(loc[-1]) if loc else "the file"
    where = " › ".join(str(part + 1) if isinstance(part, int) else part for part in loc[:-1])
    place = f" (in {where})" if where else ""
    match error["type"]:
        case "missing":
            return f"“{name}” is missing{place}."
        case "extra_forbidden":
            return f"“{name}” is not known here{place}; is it misspelt?"
        case "string_type":
            return f"“{name}” should be text; put quotation marks round it{place}."
        case _:
            said = str(error["msg"]).removeprefix("Value error, ")
            return f"“{name}”{place}: {said[:1].lower()}{said[1:].rstrip('.')}."
