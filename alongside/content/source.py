"""Reads one YAML file into a shape, remembering on which line everything stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Iterator
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from alongside.content.errors import ContentError, Problem
from alongside.content.saying import Loc, keys, said, to_do

LARGEST = 500_000  # characters; the largest edition of our own has under 40,000
DEEPEST = 30  # an edition is six levels deep
LONGEST = 10_000  # characters in one value; a text has 2,000 at most, and a very long number would cost minutes to read
LOOK = "Look at the quotation marks, the colons and the spaces at the beginning of this line and the one before."
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

MOST = 200  # mistakes that are told at once; whoever has more mends these first
S = TypeVar("S", bound=BaseModel)


class Source:
    """One YAML text: its plain data, and the line and column on which each part stands."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self._children: dict[int, dict[str, tuple[yaml.Node, yaml.Node]]] = {}
        if len(text) > LARGEST:
            raise self.error((), f"The file has {len(text):,} characters. The most we read is {LARGEST:,}.")
        try:
            _refuse_pointers_depth_and_length(text)
            loader = LOADER(text)
            self.node: yaml.Node | None = loader.get_single_node()
            self._refuse_doubles(self.node)
            self.data: Any = _plain(loader.construct_document(self.node)) if self.node else None
        except yaml.MarkedYAMLError as wrong:
            mark = wrong.problem_mark or wrong.context_mark
            why = ", ".join(part for part in (wrong.context, wrong.problem) if part)
            line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
            raise ContentError([Problem(name, line, f"This is not valid YAML ({why}).", column, LOOK)]) from wrong
        except (yaml.YAMLError, ValueError) as wrong:
            raise ContentError([Problem(name, 0, f"This is not valid YAML ({wrong}).", 0, LOOK)]) from wrong
        if not isinstance(self.data, dict):
            raise self.error((), "The file is empty or is not a list of “name: value” lines.")

    def line(self, loc: Loc) -> int:
        """The line of what stands at `loc`, or of the nearest thing around it."""
        return self.place(loc)[0]

    def place(self, loc: Loc) -> tuple[int, int]:
        """The line and the column of what stands at `loc`, or of the nearest thing around it."""
        node, at = self.node, (1, 1)
        for part in loc:
            found = self._child(node, part)
            if found is None:
                break
            named, node = found
            at = (named.start_mark.line + 1, named.start_mark.column + 1)
        return at

    def problem(self, loc: Loc, what: str, do: str = "") -> Problem:
        """One mistake at one place of this file."""
        line, column = self.place(loc)
        return Problem(self.name, line, what, column, do)

    def error(self, loc: Loc, what: str) -> ContentError:
        """One problem at one place of this file."""
        return ContentError([self.problem(loc, what) if hasattr(self, "node") else Problem(self.name, 0, what)])

    def shaped(self, shape: type[S]) -> S:
        """The data as `shape`. Raises ContentError with line, column and remedy of every mistake."""
        try:
            return shape.model_validate(self.data)
        except ValidationError as wrong:
            known = names_in(shape)
            raise ContentError(
                self.problem(keys(error["loc"]), said(error), to_do(error, known=known))
                for error in wrong.errors(include_url=False, include_input=False)[:MOST]
            ) from wrong

    def _child(self, node: yaml.Node | None, part: int | str) -> tuple[yaml.Node, yaml.Node] | None:
        """What names a part, and the part itself."""
        if isinstance(node, yaml.MappingNode):
            if id(node) not in self._children:
                self._children[id(node)] = {key.value: (key, value) for key, value in node.value}
            return self._children[id(node)].get(str(part))
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            return node.value[part], node.value[part]
        return None

    def _refuse_doubles(self, node: yaml.Node | None) -> None:
        found = []
        for mapping in _mappings(node):
            seen: set[Hashable] = set()
            for key, _ in mapping.value:
                mark = key.start_mark
                if not isinstance(key, yaml.ScalarNode):
                    what, do = "A name before a colon should be one word.", "Write “name: value”, without brackets."
                    found.append(Problem(self.name, mark.line + 1, what, mark.column + 1, do))
                    continue
                if key.value in seen:
                    what, do = f"“{key.value}” is there twice.", "Take one of the two away."
                    found.append(Problem(self.name, mark.line + 1, what, mark.column + 1, do))
                seen.add(key.value)
        if found:
            raise ContentError(found[:MOST])


def names_in(shape: type[BaseModel]) -> frozenset[str]:
    """Every name that a file of this shape may use, at any depth."""
    schema = shape.model_json_schema()
    parts = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))


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


def _refuse_pointers_depth_and_length(text: str) -> None:
    # A pointer (*name) can make a small file expand without end, and deep nesting can exhaust the stack.
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        mark: Any = event.start_mark
        if isinstance(event, yaml.AliasEvent):
            what = f"“*{event.anchor}” points to another place; write the text out here"
            raise yaml.MarkedYAMLError(problem=what, problem_mark=mark)
        if isinstance(event, yaml.ScalarEvent) and len(event.value) > LONGEST:
            raise yaml.MarkedYAMLError(problem=f"one value has more than {LONGEST:,} characters", problem_mark=mark)
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
