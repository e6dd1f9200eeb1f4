"""What a mistake in a file is called, and what its writer can do about it."""

from __future__ import annotations

import difflib
from typing import Any

Loc = tuple[int | str, ...]


def keys(loc: Loc) -> Loc:
    """Where a mistake stands, without what pydantic adds for the name of a key."""
    return tuple(part for part in loc if part != "[key]")


def said(error: Any) -> str:
    """One pydantic error as a sentence."""
    loc = keys(error["loc"])
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
            sentence = str(error["msg"]).removeprefix("Value error, ")
            return f"“{name}”{place}: {sentence[:1].lower()}{sentence[1:].rstrip('.')}."


def to_do(error: Any, *, known: frozenset[str]) -> str:
    """What to do about one pydantic error; `known` are all the names that files of this kind have."""
    loc = keys(error["loc"])
    name = str(loc[-1]) if loc else ""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name[:80], known, n=1, cutoff=0.75)
        return f"Write “{near[0]}”, or take the line away." if near else "Take the line away."
    if error["type"] == "string_pattern_mismatch":
        return _spelling(name)
    return REMEDIES.get(error["type"], "").format(name=name, **error.get("ctx", {}))


REMEDIES = {
    "missing": "Add a line “{name}: …” here.",
    "string_type": 'Write {name}: "…".',
    "string_too_long": "Make it shorter: {max_length} characters at most.",
    "string_too_short": "Write something here.",
    "literal_error": "Write one of these: {expected}.",
    "int_parsing": "Write a whole number, without quotation marks.",
    "int_type": "Write a whole number, without quotation marks.",
    "int_from_float": "Write a whole number, without quotation marks.",
    "greater_than_equal": "Write {ge} or more.",
    "less_than_equal": "Write {le} or less.",
    "too_long": "Take some away: {max_length} at most.",
    "tuple_type": "Begin each entry with a dash: “- code: …”.",
    "model_type": "Write lines of “name: value” below it, each a little to the right.",
    "dict_type": "Write lines of “name: value” below it, each a little to the right.",
}
"""What to do about a mistake, by what pydantic calls it."""


def _spelling(name: str) -> str:
    if name in {"framework", "edition", "from", "to"}:
        return "Use small letters and numbers, with single dashes between them, such as our-own-list."
    if name == "language":
        return "Write the short name of the language, such as en or cy."
    if name in {"url", "address"}:
        return "Write the whole address, beginning with https://."
    return "Use small letters, numbers and _ only, beginning with a letter, such as warm_welcome."
