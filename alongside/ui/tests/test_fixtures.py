"""Our components against the HTML that the design system says is right, case by case."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils.safestring import SafeString

from alongside.ui.tests.from_macro import DRAW
from alongside.ui.tests.normalised import normalised
from alongside.ui.vendor import FIXTURES, FIXTURES_IN_USE

# What we leave out on purpose: (component or *, option or option=value, why).
LEFT_OUT = (
    ("*", "variant=reverse", "drawn on the blue ground of the NHS, which Alongside does not have"),
    ("*", "variant=brand", "the blue button of the NHS"),
    ("*", "variant=login", "the button of NHS login"),
    ("*", "variant=non-urgent", "care cards give clinical advice; Alongside gives none"),
    ("*", "variant=urgent", "care cards give clinical advice; Alongside gives none"),
    ("*", "variant=emergency", "care cards give clinical advice; Alongside gives none"),
    ("card", "image", "no pictures in cards"),
    ("label", "caption", "a caption stands above the page's heading, not within a label"),
    ("fieldset", "caption", "a caption stands above the page's heading, not within a legend"),
    ("tables", "sort", "tables are sorted by the server, through ordinary links"),
    ("tables", "scroll", "our own sliding region takes the keyboard's focus without script"),
    ("tables", "panel", "deprecated by the design system"),
    ("character-count", "case=to configure in JavaScript", "a count always has its limit"),
    (
        "character-count",
        "case=with neither maxlength, maxwords nor textarea description set",
        "a count always has its limit",
    ),
    ("input", "case=width class overriding width option", "the option is the one way to say it"),
    ("label", "case=size class overriding size option", "the option is the one way to say it"),
    ("tag", "case=colour class overriding colour option", "the option is the one way to say it"),
    ("character-count", "countType", "graphemes and other ways of counting are not offered"),
    ("character-count", "textareaDescriptionText", "texts are translated on the server, not passed to the script"),
    ("password-input", "showPasswordText", "texts are translated on the server, not passed to the script"),
    ("file-upload", "chooseFilesButtonClassList", "the drop zone is not used"),
    ("file-upload", "chooseFilesButtonText", "the drop zone is not used"),
)


def options_in(given: Any) -> Iterator[str]:
    """Every option name in a fixture, and each with its plain value."""
    if isinstance(given, dict):
        for name, value in given.items():
            yield name
            if isinstance(value, str):
                yield f"{name}={value}"
            yield from options_in(value)
    elif isinstance(given, list):
        for value in given:
            yield from options_in(value)


def reason_to_leave_out(component: str, case: dict[str, Any]) -> tuple[str, str, str] | None:
    used = {*options_in(case["context"]), f"case={case['name']}"}
    for rule in LEFT_OUT:
        if rule[0] in ("*", component) and rule[1] in used:
            return rule
    return None


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for component in FIXTURES_IN_USE:
        for case in json.loads((FIXTURES / f"{component}.json").read_text())["fixtures"]:
            yield component, case


def named() -> Iterator[Any]:
    seen: Counter[str] = Counter()
    for component, case in cases():
        options = {**case["context"], **({"html": case["callBlock"]} if case.get("callBlock") else {})}
        if reason_to_leave_out(component, case) is None:
            name = f"{component}: {case['name']}"
            seen[name] += 1
            yield pytest.param(component, options, case["html"], id=f"{name} ({seen[name]})")


@pytest.mark.parametrize(("component", "options", "html"), list(named()))
def test_component__says_what_the_design_system_says(component: str, options: dict[str, Any], html: str) -> None:
    drawn = DRAW[component](options)

    assert isinstance(drawn, SafeString)
    assert normalised(drawn) == normalised(html)


def test_every_component_in_use_is_held_to_its_fixtures() -> None:
    assert set(DRAW) == set(FIXTURES_IN_USE) == {path.stem for path in Path(FIXTURES).glob("*.json")}


def test_each_reason_to_leave_a_case_out_is_needed() -> None:
    found = {reason_to_leave_out(component, case) for component, case in cases()}

    assert set(LEFT_OUT) <= found


def test_most_cases_are_kept() -> None:
    everything = list(cases())
    kept = [1 for component, case in everything if reason_to_leave_out(component, case) is None]

    assert len(kept) >= 600
    assert len(everything) == 752
