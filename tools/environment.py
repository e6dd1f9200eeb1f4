"""The program's own Python environment: `.venv` beside run.py, filled from the hashed requirements.

Nothing is installed twice: the environment remembers the SHA-256 of each requirements file it holds.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import machine
from tools.machine import Stop, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "alongside-installed.txt"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

NO_VENV = "This Python has no venv module. On Debian and Ubuntu: sudo apt install python3-venv.\nThen run this again."
NO_NETWORK = (
    "The packages could not be downloaded: this machine seems to have no network.\n"
    "Connect it and run this again. Without internet: copy the wheels named in {names} into a folder,\n"
    "and run this again with PIP_NO_INDEX=1 and PIP_FIND_LINKS=<that folder> set."
)
OFFLINE_SIGNS = (
    "temporary failure in name resolution",
    "failed to establish a new connection",
    "newconnectionerror",
    "nameresolutionerror",
    "network is unreachable",
    "connection refused",
    "dns error",
    "could not connect",
    "getaddrinfo failed",
    "timed out",
    "proxyerror",
    "from versions: none",
)


def prepare(*requirements: str, may_install: bool = False) -> None:
    """Make the environment hold these requirements files; do nothing when it already does."""
    wanted = {name: _digest(ROOT / name) for name in requirements}
    held = _held() if PYTHON.exists() else {}
    missing = [name for name, digest in wanted.items() if held.get(name) != digest]
    if not missing:
        return
    if not os.access(ROOT, os.W_OK):
        raise Stop(f"This folder is not writable: {ROOT}. Alongside keeps its packages there, in .venv.")
    say(f"Setting up Python packages in {VENV} (about a minute the first time) ...")
    STAMP.unlink(missing_ok=True)
    if not _with_uv(missing):
        _with_pip(missing, may_install=may_install)
    STAMP.write_text("".join(f"{digest} {name}\n" for name, digest in sorted((held | wanted).items())))
    say("Packages are ready.")


def variables(*, data: Path | None = None) -> dict[str, str]:
    """The surroundings in which the program runs from this checkout, whatever folder the person is in."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    found = dict(os.environ, PYTHONPATH=path)
    if data:
        found["ALONGSIDE_DATA"] = str(data)
    return found


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise Stop(f"{path.name} is missing from {ROOT}: this checkout is not whole. Clone it again.") from None


def _held() -> dict[str, str]:
    if not STAMP.exists():
        return {}
    pairs = (line.split(" ", 1) for line in STAMP.read_text().splitlines() if line)
    return {name: digest for digest, name in pairs}


def _with_uv(requirements: list[str]) -> bool:
    """Install with uv where it is found; False says that it was not, or could not, and pip is to try."""
    uv = shutil.which("uv")
    if not uv:
        return False
    calm = dict(os.environ, UV_PYTHON_DOWNLOADS="never")
    if not PYTHON.exists():
        made = _quietly([uv, "venv", "--python", sys.executable, "--allow-existing", str(VENV)], calm)
        if made.returncode:
            return False
    command = [uv, "pip", "install", "--python", str(PYTHON), "--require-hashes", "--only-binary", ":all:"]
    for name in requirements:
        command += ["-r", str(ROOT / name)]
    return _quietly([*command, "--compile-bytecode"], calm).returncode == 0


def _with_pip(requirements: list[str], *, may_install: bool) -> None:
    if not PYTHON.exists() or _quietly([str(PYTHON), "-m", "pip", "--version"]).returncode:
        _make_venv(may_install=may_install)
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--quiet", "--require-hashes", "--only-binary", ":all:"]
    for name in requirements:
        command += ["-r", str(ROOT / name)]
    done = _quietly(command)
    if done.returncode == 0:
        return
    if any(sign in done.stdout.lower() for sign in OFFLINE_SIGNS):
        last = done.stdout.strip().splitlines()[-1]
        raise Stop(f"{NO_NETWORK.format(names=' and '.join(requirements))}\n(pip said: {last})")
    raise Stop(f"The packages could not be installed. What pip said:\n{done.stdout.strip()}")


def _make_venv(*, may_install: bool) -> None:
    if not _can_make_venv() and may_install and machine.may_install():
        machine.install("python3-venv")
    made = _quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode == 0:
        return
    if not _can_make_venv() or "ensurepip" in made.stdout:
        raise Stop(NO_VENV)
    raise Stop(f"A Python environment could not be made in {VENV}. What Python said:\n{made.stdout.strip()}")


def _can_make_venv() -> bool:
    return _quietly([sys.executable, "-c", "import venv, ensurepip"]).returncode == 0


def _quietly(command: list[str], env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    """Run, keep what it says (both streams) for the case that it fails."""
    return subprocess.run(
        command,
        env=env,
        text=True,
        errors="replace",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
