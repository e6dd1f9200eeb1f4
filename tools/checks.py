"""The tests, one stage after another: `python3 run.py test`.

A stage that fails does not stop the others; the last line says what the whole came to.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools import chromium, covering, postgres
from tools.environment import ROOT
from tools.machine import Stop

PYTHON = [sys.executable, "-P", "-m"]
SOURCES = ["alongside", "benchmarks", "tests", "tools", "conftest.py", "run.py"]
WORKERS = ["-n", "2", "-p", "tools.sharing_out", "--dist=loadscope", "--durations=10", "--durations-min=1"]
UNITS = "not journey and not exhaustive"
ON_SQLITE = f"{UNITS} and not postgres"
QUICK = f"{ON_SQLITE} and not slow"
# Of the house's own tests, those that know no database; and what takes long and asks each engine the same (the table of
# rights; the whole demonstration, which the benchmarks build on PostgreSQL; lives played at random; words on pages).
ONCE_IS_ENOUGH = [
    f"--ignore={path}"
    for path in (
        "tests/architecture",
        "tests/test_checks.py",
        "tests/test_run_py.py",
        "tests/test_rights.py",
        "tests/test_install.py",
        "tests/test_deploy.py",
        "tests/test_assurance.py",
        "tests/test_languages.py",
        "alongside/goals/tests/test_cycle_machine.py",
        "alongside/goals/tests/test_loop_life.py",
        "alongside/goals/tests/test_machine.py",
        "alongside/demo/tests/standing",
        "alongside/demo/tests/test_first_pages.py",
    )
]
# Branch coverage, in per cent, that each part must keep. These numbers only rise.
FLOORS = {",".join(part): 100 for part in covering.PARTS}
# What a person's own settings must not change in a test.
OURS = ("ALONGSIDE_DATA", "ALONGSIDE_SECRET_KEY", "ALONGSIDE_HOSTS", "DATABASE_URL", "EMAIL_URL", "PORT")


@dataclass(frozen=True)
class Outcome:
    """How one stage ended: `why` is empty when all was well."""

    stage: str
    seconds: float
    why: str


@dataclass
class Checks:
    """One run of the tests: its outcomes so far, and the surroundings its commands run in."""

    surroundings: dict[str, str]
    outcomes: list[Outcome] = field(default_factory=list)

    def stage(self, name: str, check: Callable[[], str]) -> None:
        """Run one stage and remember how it ended."""
        print(f"\n── {name} ──", flush=True)
        began = time.monotonic()
        try:
            why = check()
        except Stop as stop:
            why = str(stop)
            print(why, flush=True)
        outcome = Outcome(name, time.monotonic() - began, why)
        self.outcomes.append(outcome)
        print(f"── {name}: {'FAILED' if why else 'passed'} in {outcome.seconds:.1f} s", flush=True)

    def command(self, *words: str, **extra: str) -> str:
        """Run a Python module; the answer is empty, or says that it failed."""
        done = subprocess.run([*PYTHON, *words], cwd=ROOT, env=self.surroundings | extra, check=False)
        return f"{words[0]} ended with {done.returncode}" if done.returncode else ""

    def program(self, name: str, *words: str) -> str:
        """Run a program of the environment that is no module; the answer is as `command` gives it."""
        path = shutil.which(name, path=str(Path(sys.executable).parent))
        if not path:
            return f"{name} is not installed"
        done = subprocess.run([path, *words], cwd=ROOT, env=self.surroundings, check=False)
        return f"{name} ended with {done.returncode}" if done.returncode else ""

    def close(self, *, left_out: str = "") -> int:
        """Print what each stage came to, and the whole; the exit code."""
        print("\n" + "─" * 60)
        for outcome in self.outcomes:
            print(f"{'FAILED' if outcome.why else 'passed'}  {outcome.seconds:7.1f} s  {outcome.stage}")
        failed = [outcome.stage for outcome in self.outcomes if outcome.why]
        seconds = sum(outcome.seconds for outcome in self.outcomes)
        verdict = f"{len(failed)} FAILED: {', '.join(failed)}" if failed else "all passed"
        print(f"{len(self.outcomes)} stages in {seconds / 60:.1f} minutes: {verdict}.{left_out}", flush=True)
        return 1 if failed else 0


def fast(checks: Checks) -> None:
    """The inner loop: style, the house, and the apps in which something is not committed yet."""
    _lint(checks)
    near = _near()
    checks.stage(f"quick tests of {', '.join(near)}", lambda: checks.command("pytest", *WORKERS, *near, "-m", QUICK))


def _near() -> list[str]:
    """Where something is not committed yet; what needs no database where nothing is, or git does not say."""
    said = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, text=True, capture_output=True, check=False)
    apps = {"/".join(line[3:].split("/")[:2]) for line in said.stdout.splitlines() if line[3:].startswith("alongside/")}
    changed = [app for app in sorted(apps) if (ROOT / app).is_dir()]
    return [*(changed or ["alongside/access", "alongside/content", "alongside/numerics"]), "tests/architecture"]


def whole(checks: Checks, *, browser: bool, exhaustive: bool) -> None:
    """Everything that must hold before a change is shared."""
    _lint(checks)
    checks.stage("types", lambda: checks.command("mypy", *_present(SOURCES)))
    checks.stage("import contracts", lambda: checks.program("lint-imports"))
    checks.stage("migrations match the models", lambda: checks.command(*_MIGRATIONS, **_TEST_SETTINGS))
    with tempfile.TemporaryDirectory(prefix="alongside-covering-") as folder:
        checks.stage("unit tests on SQLite", lambda: _covered_units(checks, folder))
        checks.stage("coverage", lambda: _coverage(Path(folder)))
    checks.stage("unit tests on PostgreSQL", lambda: _on_postgres(checks))
    if browser:
        checks.stage("journeys in a browser", lambda: _journeys(checks, "journey and not exhaustive"))
    if browser and exhaustive:
        checks.stage("every page × role × state × width", lambda: _journeys(checks, "exhaustive"))


_TEST_SETTINGS = {"DJANGO_SETTINGS_MODULE": "alongside.config.settings_test"}
_MIGRATIONS = ["django", "makemigrations", "--check", "--dry-run"]


def _lint(checks: Checks) -> None:
    checks.stage("lint", lambda: checks.command("ruff", "check", *_present(SOURCES)))
    checks.stage("format", lambda: checks.command("ruff", "format", "--check", *_present(SOURCES)))


def _covered_units(checks: Checks, folder: str) -> str:
    words = ["-p", "tools.covering", *WORKERS, "-m", ON_SQLITE]
    path = f"{covering.SITE}{os.pathsep}{checks.surroundings['PYTHONPATH']}"
    return checks.command("pytest", *words, **{covering.FOLDER: folder, "PYTHONPATH": path})


def _coverage(folder: Path) -> str:
    low = []
    covered = covering.summed(folder)
    for files, floor in FLOORS.items():
        here = [one for one in covered if covering.is_among(one.name, files.split(","))]
        reached = 100 * sum(one.seen for one in here) / max(sum(one.whole for one in here), 1)
        print(f"{files}: {len(here)} files, {reached:.2f} %, of at least {floor} %")
        for one in here:
            if one.missed:
                print(f"    {one.name}: {one.missed}")
        if reached < floor or not here:
            low.append(files)
    return f"coverage fell below its floor in {', '.join(low)}" if low else ""


def _on_postgres(checks: Checks) -> str:
    with postgres.throwaway() as url:
        words = [*WORKERS, *ONCE_IS_ENOUGH, "--where-a-database-is", "-m", UNITS]
        return checks.command("pytest", *words, DATABASE_URL=url)


def _journeys(checks: Checks, which: str) -> str:
    found = chromium.find(lighter=True)
    if not found:
        raise Stop(chromium.MISSING)
    return checks.command("pytest", *WORKERS, "tests/journeys", "-m", which, **{chromium.VARIABLE: found})


def _present(names: list[str]) -> list[str]:
    return [name for name in names if (ROOT / name).exists()]


@contextmanager
def _surroundings() -> Iterator[dict[str, str]]:
    """The environment without the person's own settings, and with a data folder that nobody misses."""
    with tempfile.TemporaryDirectory(prefix="alongside-test-") as folder:
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        yield kept | {"ALONGSIDE_DATA": folder, "PYTHONPATH": str(ROOT)}


def mutate(checks: Checks) -> None:
    """Change the calculations and rules a little, one place at a time, and list the changes no test noticed."""
    checks.stage("mutants", lambda: checks.command("mutmut", "run"))
    checks.stage("the mutants that no test noticed", lambda: checks.command("mutmut", "results"))


def main(words: list[str]) -> int:
    """`test whole|fast|all [--no-browser]` or `mutate`."""
    # Turned into an ordinary exit, so that a throw-away server is stopped and deleted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    browser = "--no-browser" not in words
    with _surroundings() as surroundings:
        checks = Checks(surroundings)
        if words[0] == "mutate":
            mutate(checks)
        elif words[1] == "fast":
            fast(checks)
        else:
            whole(checks, browser=browser, exhaustive=words[1] == "all")
        left_out = "" if browser else " The journeys in a browser were left out (--no-browser)."
        return checks.close(left_out=left_out)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
