"""What we depend on: few, reasoned, pinned by hash, and no file names where they come from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIRECT = [line for line in (ROOT / "requirements.in").read_text().splitlines() if line and not line.startswith("#")]


def test_direct_dependencies_are_few_and_each_has_its_reason():
    assert len(DIRECT) <= 25
    assert [line for line in DIRECT if "  # " not in line and " # " not in line] == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*")), ids=lambda path: path.name)
def test_no_file_names_a_host(path: Path):
    assert not re.search(r"https?://|--index-url|--find-links", path.read_text())


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_every_pin_carries_a_hash(path: Path):
    lines = path.read_text().replace("\\\n", " ").splitlines()
    pins = [line for line in lines if re.match(r"[a-z0-9]", line)]

    assert pins
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin or "==" not in pin] == []
