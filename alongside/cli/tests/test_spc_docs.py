"""docs/spc.md says what is so: its examples are worked out anew, its tables compared with the program."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

import pytest

from alongside.cli import spc as command
from alongside.cli.spc import lines
from alongside.numerics import spc

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "spc.md"
TEXT = DOCUMENT.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```json request\n(.*?)\n```\n\n```json answer\n(.*?)\n```", TEXT, re.DOTALL)


@pytest.mark.parametrize(("request_line", "shown"), EXAMPLES)
def test_examples__give_the_figures_that_stand_below_them(request_line: str, shown: str) -> None:
    (told,) = json.loads(json.dumps(list(lines.answered([request_line.encode()]))))
    expected: dict[str, Any] = json.loads(shown)
    at = expected.pop("point") - 1

    assert [place for place, signal in enumerate(told["sigma_signal"], 1) if signal] == expected.pop("signals")
    for name, printed in expected.items():
        found = told["phases"][0][name] if name in told["phases"][0] else told[name]
        found = found[at] if isinstance(found, list) else found
        digits = len(str(printed).partition(".")[2])
        assert (round(found, digits) if isinstance(printed, float) else found) == printed, name


def test_examples__there_is_one_of_each_chart() -> None:
    asked = [json.loads(request) for request, _ in EXAMPLES]

    assert sorted(one["chart"] for one in asked if one["profile"] == "shewhart") == sorted(spc.Chart)
    assert [one["chart"] for one in asked if one["profile"] == "nhs"] == ["i"]


def test_warnings__are_those_of_the_engine() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", TEXT.partition("## Warnings")[2].partition("\n## ")[0], re.MULTILINE)

    assert listed == list(spc.SENTENCES)


def test_differences__each_code_stands_beside_the_habit_that_is_not_followed() -> None:
    told = TEXT.partition("## Where the peers are not followed")[2]

    assert [code for code in spc.SENTENCES if code.startswith("differs-") and f"`{code}`" not in told] == []


def test_settings__every_option_and_every_key_is_explained() -> None:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    options = {name for action in parser._actions for name in action.option_strings if name.startswith("--")}
    keys = set.union(*lines.KEYS.values())

    assert [
        name for name in sorted(options - {"--help", "--title"}) if f"`{name}" not in TEXT and name not in TEXT
    ] == []
    assert [name for name in sorted(keys) if f"`{name}`" not in TEXT] == []
