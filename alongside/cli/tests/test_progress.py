from __future__ import annotations

import pytest

from alongside.cli.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr("alongside.cli.progress.time.monotonic", lambda: now[0])
    return now


def test_progress__is_silent_about_what_takes_no_second(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    Progress("backup")("table", 1, 2)

    assert capsys.readouterr().err == ""


def test_progress__writes_a_line_now_and_then_in_a_log(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    told = Progress("backup")
    for clock[0] in (2.0, 6.0, 7.0):
        told("letters", 1, 2)

    assert capsys.readouterr().err == "backup: 1 of 2 (letters)\n"


def test_progress__draws_a_bar_at_a_terminal(
    clock: list[float], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    told = Progress("backup")
    clock[0] = 2.0
    told("letters", 1, 2)
    told("letters", 2, 2)

    drawn = capsys.readouterr().err
    assert "█" * 15 + "░" * 15 + " 1/2" in drawn
    assert "█" * 30 + " 2/2" in drawn
    assert drawn.endswith("\n")
