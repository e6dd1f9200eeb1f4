"""Foreign keys go down, as imports do: a string in a key escapes the import contracts, not this."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def floors() -> dict[str, int]:
    """Each of our apps and the number of its floor, counted from the top."""
    [contract] = [c for c in PYPROJECT["tool"]["importlinter"]["contracts"] if c["name"].startswith("Floors")]
    return {
        name.strip(): number
        for number, layer in enumerate(contract["layers"])
        for name in layer.replace(":", "|").split("|")
    }


def test_every_foreign_key_goes_to_a_lower_floor_or_stays_in_its_app():
    floor = floors()
    ours = [model for model in apps.get_models() if model.__module__.startswith("alongside.")]
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in ours
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and (other := field.related_model._meta.app_label) in floor
        and other != model._meta.app_label
        and floor[other] <= floor[model._meta.app_label]
    ]

    assert len(ours) > 20
    assert upward == []


def test_every_app_stands_on_a_floor():
    folders = {path.parent.name for path in (ROOT / "alongside").glob("*/__init__.py")}

    assert folders == set(floors())


def test_no_code_file_is_longer_than_400_lines():
    code = [path for path in (ROOT / "alongside").rglob("*.py") if "migrations" not in path.parts]
    long = [f"{path.relative_to(ROOT)}: {n}" for path in code if (n := len(path.read_text().splitlines())) > 400]

    assert long == []


def test_decisions_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("[0-9]*.md")]

    assert numbers
    assert len(numbers) == len(set(numbers))
