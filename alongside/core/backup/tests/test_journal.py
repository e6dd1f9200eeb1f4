from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alongside.core.backup import journal


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"


def test_lines__none_before_anything_was_said() -> None:
    assert journal.lines("destroyed") == []


def test_append__keeps_what_was_said_in_order_one_line_each() -> None:
    journal.append("destroyed", "first")
    journal.append("destroyed", "second\nwith a break")
    journal.append("other", "elsewhere")

    assert journal.lines("destroyed") == ["first", "second with a break"]


def test_lines__leave_out_what_a_crash_cut_off(tmp_path: Path) -> None:
    journal.append("destroyed", "first")
    with (tmp_path / "data" / "destroyed.journal").open("ab") as stream:
        stream.write(b"half a li")

    assert journal.lines("destroyed") == ["first"]
