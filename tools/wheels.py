"""A folder with everything that an installation needs, for a machine without internet: `python3 run.py wheels FOLDER`.

In it: the wheel of this checkout, the wheels it depends on (each checked against the hash that the requirements name),
the requirements themselves, the files of deploy/, and the instructions. The machine it is for needs the same kind of
processor and the same Python as the one it is made on.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.environment import NO_VENV, OFFLINE_SIGNS, ROOT, VENV
from tools.machine import Stop, say

KEPT = VENV / "wheels"
"""Where downloaded wheels stay, so that the folder can be made again without internet."""
REQUIREMENTS = ("requirements.txt", "requirements-postgres.txt")
BUILD = "requirements-build.txt"
PAPERS = ("docs/install.md", "docs/operations.md", "CHANGELOG.md")
"""What somebody reads on the server; those of docs/ name each other, so they lie side by side."""
SOURCES = ("alongside", "pyproject.toml", "requirements.in", "README.md", "LICENSE")
PIP = ["-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet"]
HASHED = ["--require-hashes", "--only-binary", ":all:"]
OFFLINE = (
    "The wheels could not be downloaded: this machine seems to have no network.\n"
    "Make the folder on a machine that has one, and carry it here."
)


def make(folder: Path, *, source: Path = ROOT) -> str:
    """Fill an empty or new folder; the version that is in it."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Stop(f"{folder} is there already, and not an empty folder. Name another one, or empty it.")
    with scratch() as python:
        keep(python)
        folder.mkdir(parents=True, exist_ok=True)
        for wheel in _wanted(python):
            shutil.copy(wheel, folder)
        return finish(python, source, folder)


def finish(python: Path, source: Path, folder: Path) -> str:
    """Put a checkout's own wheel, requirements, settings and instructions to the wheels it depends on; its version."""
    ours = build(python, source, folder)
    for name in REQUIREMENTS:
        shutil.copy(source / name, folder)
    shutil.copytree(source / "deploy", folder / "deploy")
    for name in PAPERS:
        shutil.copy(source / name, folder)
    version = ours.name.split("-")[1]
    (folder / "VERSION").write_text(f"{version}\n")
    digest = hashlib.sha256(ours.read_bytes()).hexdigest()
    (folder / "alongside.txt").write_text(f"alongside=={version} --hash=sha256:{digest}\n")
    return version


def keep(python: Path | None = None) -> None:
    """Download what is not kept yet. With everything kept already, no network is asked."""
    if python is None:
        with scratch() as made:
            return keep(made)
    stamp = KEPT / "kept.txt"
    wanted = _digest()
    if stamp.exists() and stamp.read_text() == wanted:
        return None
    say(f"Downloading wheels into {KEPT} ...")
    KEPT.mkdir(parents=True, exist_ok=True)
    for names in (REQUIREMENTS, (BUILD,)):
        _run([python, *PIP, "download", *HASHED, *_files(names), "--dest", KEPT])
    stamp.write_text(wanted)
    return None


def build(python: Path, source: Path, folder: Path) -> Path:
    """Make the wheel of a checkout, with the pinned tool and nothing else, away from the checkout itself."""
    _run([python, *PIP, "install", "--no-index", "--find-links", KEPT, *HASHED, *_files((BUILD,))])
    with tempfile.TemporaryDirectory(prefix="alongside-build-") as name:
        copy = Path(name) / "alongside"
        copy.mkdir()
        for part in SOURCES:
            if (source / part).is_dir():
                shutil.copytree(source / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "tests"))
            else:
                shutil.copy(source / part, copy)
        _run([python, *PIP, "wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", folder, copy])
    return next(folder.glob("alongside-*.whl"))


def _wanted(python: Path) -> list[Path]:
    """The kept wheels of what is installed, and no older ones that lie beside them."""
    with tempfile.TemporaryDirectory(prefix="alongside-wheels-") as name:
        _run(
            [
                python,
                *PIP,
                "download",
                "--no-index",
                "--find-links",
                KEPT,
                *HASHED,
                *_files(REQUIREMENTS),
                "--dest",
                name,
            ]
        )
        return [KEPT / wheel.name for wheel in sorted(Path(name).glob("*.whl"))]


def _files(names: tuple[str, ...]) -> list[str | Path]:
    return [word for name in names for word in ("-r", ROOT / name)]


def _digest() -> str:
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in (*REQUIREMENTS, BUILD))).hexdigest()


@contextmanager
def scratch() -> Iterator[Path]:
    """A Python with a pip of its own, gone afterwards; the environment's own may have none."""
    with tempfile.TemporaryDirectory(prefix="alongside-pip-") as name:
        made = subprocess.run([sys.executable, "-m", "venv", name], text=True, capture_output=True, check=False)
        if made.returncode:
            raise Stop(NO_VENV)
        yield Path(name) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _run(command: "list[str | Path]") -> None:
    done = subprocess.run(
        [str(word) for word in command],
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode == 0:
        return
    if any(sign in done.stdout.lower() for sign in OFFLINE_SIGNS):
        raise Stop(OFFLINE)
    raise Stop(f"This did not work: {' '.join(map(str, command[3:]))}\n{done.stdout.strip()}")
