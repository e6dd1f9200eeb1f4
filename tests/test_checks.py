"""The test command itself: what fails is seen to fail, and nothing hides the rest."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tools import checks, chromium, covering, postgres
from tools.checks import Checks
from tools.environment import ROOT
from tools.machine import Stop


@pytest.fixture
def run() -> Checks:
    return Checks(os.environ | {"PYTHONPATH": str(ROOT)})


def test_command__that_fails_says_so(run: Checks) -> None:
    assert run.command("json.tool", "--help") == ""
    assert run.command("json.tool", "/no/such/file") != ""


def test_program__that_is_missing_fails(run: Checks) -> None:
    assert run.program("no-such-program") != ""


@pytest.mark.parametrize(("forbidden", "fails"), [("tools.postgres", True), ("tools.start", False)])
def test_program__import_contracts_are_really_read(run: Checks, tmp_path: Path, forbidden: str, *, fails: bool) -> None:
    contracts = tmp_path / "contracts.ini"
    contracts.write_text(
        "[importlinter]\nroot_package = tools\n[importlinter:contract:one]\nname = One\ntype = forbidden\n"
        f"source_modules = tools.checks\nforbidden_modules = {forbidden}\n"
    )

    why = run.program("lint-imports", "--config", str(contracts), "--no-cache")

    assert bool(why) is fails


def test_stage__that_fails_does_not_stop_the_next(run: Checks, capsys: pytest.CaptureFixture[str]) -> None:
    run.stage("first", lambda: "broken")
    run.stage("second", lambda: "")

    assert run.close() == 1
    assert capsys.readouterr().out.splitlines()[-1] == "2 stages in 0.0 minutes: 1 FAILED: first."


def test_close__says_that_all_passed_and_what_was_left_out(run: Checks, capsys: pytest.CaptureFixture[str]) -> None:
    run.stage("only", lambda: "")

    assert run.close(left_out=" The journeys were left out.") == 0
    assert capsys.readouterr().out.splitlines()[-1].endswith("all passed. The journeys were left out.")


def test_journeys__fail_without_a_browser(run: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "find", lambda *, lighter: None)

    run.stage("journeys", lambda: checks._journeys(run, "journey"))

    assert "--no-browser" in run.outcomes[0].why


def test_postgres__missing_fails_its_stage(run: Checks, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise Stop("No PostgreSQL server was found")

    monkeypatch.setattr(postgres, "throwaway", missing)

    run.stage("postgres", lambda: checks._on_postgres(run))

    assert run.close() == 1


def test_surroundings__hold_none_of_the_persons_own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in checks.OURS:
        monkeypatch.setenv(name, "mine")

    with checks._surroundings() as found:
        assert "mine" not in found.values()


def seen(*, missing: list[int], branches: list[list[int]]) -> str:
    """What one process wrote down: a file of access of which it ran through line 1."""
    told = {
        "executed_lines": [1],
        "missing_lines": missing,
        "executed_branches": [],
        "missing_branches": branches,
    }
    meta = {"software": "slipcover", "branch_coverage": True, "show_contexts": False}
    return json.dumps({"meta": meta, "files": {"alongside/access/policy.py": told}})


def covered(folder: Path) -> covering.Covered:
    return next(one for one in covering.summed(folder) if one.name == "alongside/access/policy.py")


def test_coverage__adds_up_what_each_process_ran_through(tmp_path: Path) -> None:
    (tmp_path / "1.json").write_text(seen(missing=[7, 9], branches=[[1, 0]]))

    assert covered(tmp_path) == covering.Covered("alongside/access/policy.py", 1, 4, "7, 9, 1→out")

    (tmp_path / "2.json").write_text(seen(missing=[9], branches=[]).replace("[1]", "[1, 7]"))
    assert covered(tmp_path).missed == "9, 1→out"


def test_coverage__below_a_floor_fails_and_names_the_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "1.json").write_text(seen(missing=[7], branches=[]))

    why = checks._coverage(tmp_path)

    told = capsys.readouterr().out
    assert "alongside/access/*" in why
    assert "alongside/access/policy.py: 7" in told
    assert "alongside/access/scoping.py: never imported" in told


def test_fast__plays_the_apps_in_which_something_is_not_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    said = " M alongside/goals/rules/goals.py\n?? alongside/ui/new.py\n M docs/spc.md\n"
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, stdout=said))

    assert checks._near() == ["alongside/goals", "alongside/ui", "tests/architecture"]

    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 128, stdout=""))
    assert "alongside/numerics" in checks._near()


def test_workers__build_once_what_the_tests_of_a_file_share(run: Checks, tmp_path: Path) -> None:
    file = tmp_path / "test_shared.py"
    file.write_text(
        "import pathlib, pytest\n"
        "@pytest.fixture(scope='module')\n"
        "def built():\n"
        "    with open(pathlib.Path(__file__).with_name('built'), 'a') as said:\n"
        "        said.write('once ')\n"
        "@pytest.mark.parametrize('number', range(8))\n"
        "def test_reads(built, number):\n"
        "    pass\n"
    )
    file.with_name("test_other.py").write_text("def test_one():\n    pass\n")
    apart = ["-q", "-c", os.devnull, "--rootdir", str(tmp_path), "-p", "no:cacheprovider"]

    assert run.command("pytest", *checks.WORKERS, *apart, str(tmp_path)) == ""
    assert (tmp_path / "built").read_text() == "once "
