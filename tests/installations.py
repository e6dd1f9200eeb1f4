"""Whole installations for tests that start the program itself: a data folder and a database of their own."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parent.parent
OURS = ("ALONGSIDE_HOSTS", "DJANGO_SETTINGS_MODULE", "EMAIL_URL", "PORT")


@dataclass(frozen=True)
class Installation:
    """One installation; `environ` is what the program needs to find it."""

    folder: Path
    environ: dict[str, str]

    def run(self, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run one command of the program to its end."""
        return subprocess.run(
            [sys.executable, "-P", "-m", "alongside", *words],
            env=self.environ | extra,
            cwd=self.folder,
            text=True,
            capture_output=True,
            check=False,
            timeout=300,
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command that goes on until it is ended."""
        command = [sys.executable, "-P", "-m", "alongside", *words]
        return subprocess.Popen(command, env=self.environ, cwd=self.folder, text=True, stderr=subprocess.PIPE)

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        """Run code inside the program."""
        whole = f"from alongside.cli import setting_up\nsetting_up.django()\n{code}"
        return subprocess.run(
            [sys.executable, "-P", "-c", whole], env=self.environ, text=True, capture_output=True, check=True
        )


@contextlib.contextmanager
def installation(folder: Path, *, like: Installation | None = None) -> Iterator[Installation]:
    """One of its own, empty or a copy of another: SQLite in the folder, or a database of the tests' PostgreSQL."""
    folder.mkdir(parents=True, exist_ok=True)
    if like:
        shutil.copytree(like.folder / "data", folder / "data")
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    kept |= {
        "ALONGSIDE_DATA": str(folder / "data"),
        "ALONGSIDE_SECRET_KEY": "only-for-the-tests-" + "x" * 40,
        "PYTHONPATH": os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(ROOT)])),
    }
    with _own_database(os.environ.get("DATABASE_URL", ""), like) as url:
        yield Installation(folder, kept | ({"DATABASE_URL": url} if url else {}))


@contextlib.contextmanager
def _own_database(server: str, like: Installation | None) -> Iterator[str]:
    if not server:
        yield ""
        return
    import psycopg

    name = f"own_{uuid.uuid4().hex}"
    template = f"TEMPLATE {urlsplit(like.environ['DATABASE_URL']).path[1:]}" if like else ""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} {template}")
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
