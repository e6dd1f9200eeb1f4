"""Each import contract has been seen to fail: here it is, again, on a copy of the package with one wrong import."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

WRONG = {
    "a lower floor imports an upper one": (
        "core/clock.py", "from alongside.programmes import models", "Floors",
    ),
    "two apps of one floor import each other": ("ui/views.py", "from alongside.access import policy", "Floors"),
    "an import hides inside a function": (
        "accounts/queries.py", "def hidden() -> None:\n    from alongside.assessments import rules", "Floors",
    ),
    "an app that stands on no floor": ("stray/__init__.py", "", "Floors"),
    "a write imports a read": (
        "assessments/services/sharing.py", "from alongside.assessments import queries", "Rooms",
    ),
    "tables import writes": ("assessments/models/results.py", "from alongside.assessments import services", "Rooms"),
    "rules import the framework": ("assessments/rules.py", "from django.db import models", "Rules"),
    "numerics import the framework": ("numerics/ordinal.py", "import django", "Numerics and content"),
    "numerics import a floor": ("numerics/ordinal.py", "from alongside.core import refusals", "Numerics know"),
    "another app's views are imported": (
        "home/queries.py", "from alongside.assessments.views import results", "Only an app's urls",
    ),
    "a service imports a form": (
        "programmes/services.py", "from alongside.programmes import forms", "Only views may import forms",
    ),
}  # fmt: skip


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    skip = shutil.ignore_patterns("tests", "static", "templates", "*.pyc", "__pycache__", "migrations")
    shutil.copytree(ROOT / "alongside", tmp_path / "alongside", ignore=skip)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_copy_keeps_every_contract(copy: Path):
    assert lint(copy).returncode == 0


@pytest.mark.parametrize(("file", "line", "contract"), WRONG.values(), ids=WRONG.keys())
def test_contract_is_seen_to_fail(copy: Path, file: str, line: str, contract: str):
    path = copy / "alongside" / file
    path.parent.mkdir(exist_ok=True)
    with path.open("a") as stream:
        stream.write(f"\n{line}\n")

    said = lint(copy)

    assert said.returncode != 0
    broken = [row for row in said.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(row.startswith(contract) for row in broken) or "stray" in said.stdout
