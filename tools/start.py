"""What `python3 run.py …` does: open the demonstration, pass a command on to the program, run the tests."""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from tools import environment, wheels
from tools.environment import PYTHON, ROOT
from tools.machine import Stop, say

EPILOG = """\
python3 run.py                    set everything up and open the demonstration on http://localhost:8000
python3 run.py alongside …        any command of the program, for example: alongside check
python3 run.py test               the tests (test fast: the inner loop; test all: every page in every state)
python3 run.py wheels FOLDER      everything an installation needs, in a folder, for a machine without internet
python3 run.py mutate             mutation tests of the calculations and rules
"""


def main(words: list[str]) -> int:
    """Do what the words ask for; the number returned is the exit code."""
    try:
        # Passed on untouched: what follows `alongside` is the program's own to read, --help included.
        if words[:1] == ["alongside"]:
            return alongside(words[1:])
        return _dispatch(_parser().parse_args(words))
    except Stop as stop:
        say(f"\n{stop}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped.")
        return 130


def alongside(words: list[str], *, data: Path | None = None) -> int:
    """Set up what the program needs, then become it."""
    wanted = ["requirements.txt"]
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        wanted.append("requirements-postgres.txt")
    environment.prepare(*wanted)
    if not data and not os.environ.get("ALONGSIDE_DATA"):
        data = ROOT / "data"
    return become([str(PYTHON), "-P", "-m", "alongside", *words], environment.variables(data=data))


def become(command: list[str], surroundings: dict[str, str]) -> int:
    """Turn this process into the command, so that Ctrl-C and SIGTERM reach it; Windows can only wait."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execve(command[0], command, surroundings)
    child = subprocess.Popen(command, env=surroundings)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # the child received it too and closes in its own time


def _dispatch(options: argparse.Namespace) -> int:
    if options.what in ("test", "mutate"):
        environment.prepare("requirements.txt", "requirements-dev.txt", may_install=True)
        words = [options.what]
        if options.what == "test" and options.which != "fast":
            _keep_wheels()
        if options.what == "test":
            words += [options.which, *(["--no-browser"] if options.no_browser else [])]
        os.chdir(ROOT)
        return become([str(PYTHON), "-P", "-m", "tools.checks", *words], environment.variables())
    if options.what == "wheels":
        version = wheels.make(Path(options.folder).expanduser().resolve())
        say(f"{options.folder} holds Alongside {version} and what it needs. install.md in it says how to go on.")
        return 0
    data = Path(options.data).expanduser().resolve() if options.data else None
    return alongside(["demo", *(["--port", str(options.port)] if options.port else [])], data=data)


def _keep_wheels() -> None:
    """Lay by what the test of docs/install.md installs from; without internet that test says what is missing."""
    try:
        wheels.keep()
    except Stop as stop:
        say(str(stop))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Set up and open Alongside.",
    )
    parser.add_argument("--port", type=int, help="serve the demonstration here instead of 8000")
    parser.add_argument("--data", help="keep the demonstration in this folder instead of data/")
    kinds = parser.add_subparsers(dest="what", metavar="test | mutate | wheels | alongside")
    test = kinds.add_parser("test", help="run the tests")
    test.add_argument("which", nargs="?", choices=["whole", "fast", "all"], default="whole")
    test.add_argument("--no-browser", action="store_true", help="leave the journeys in a browser out")
    kinds.add_parser("mutate", help="mutation tests of the calculations and rules")
    folder = kinds.add_parser("wheels", help="make a folder to install from, without internet")
    folder.add_argument("folder", help="a new folder, or an empty one")
    kinds.add_parser("alongside", help="pass a command on to the program", add_help=False)
    return parser
