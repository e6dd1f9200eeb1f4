"""A backup taken while people write, and a restore that is killed: on real installations, on both engines."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.installations import Installation

pytestmark = pytest.mark.slow

WRITER = """
import sys, uuid
from alongside.core import audit, clock
from alongside.accounts import services
while True:
    email = f"{uuid.uuid4().hex}@example.org"
    services.create_user(email=email, name="Ada", by=audit.System("test"), on=clock.today())
    print(email, flush=True)
"""
BIRTH = """
from alongside.core import clock, installation
from alongside.core.models import Installation
installation.be_born(Installation.Kind.REAL, at=clock.now())
"""
MANY = """
from alongside.core import clock
from alongside.core.models import Letter
on = clock.today()
Letter.objects.bulk_create(
    [Letter(to=f"{n}@WHERE.example.org", subject="Told", body="What happened " * 20, queued_on=on) for n in range(5000)]
)
"""


@pytest.fixture
def here(migrated: Installation) -> Installation:
    migrated.python(BIRTH)
    return migrated


@pytest.fixture
def there(fresh: Installation) -> Installation:
    return fresh


def test_backup__under_load_holds_all_that_was_acknowledged_before_it_began(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    writers = [_start_writing(here, tmp_path / f"writer-{number}") for number in range(3)]
    try:
        _wait_until(lambda: all(len(_acknowledged(tmp_path, n)) >= 20 for n in range(3)))
        before = {email for number in range(3) for email in _acknowledged(tmp_path, number)}
        taken = here.run("backup", str(tmp_path / "backup.zip"))
        after = {email for number in range(3) for email in _acknowledged(tmp_path, number)}
    finally:
        for writer in writers:
            writer.kill()
            writer.wait()

    restored = there.run("restore", str(tmp_path / "backup.zip"))
    exported = there.run("export", "--canonical", "-").stdout

    assert (taken.returncode, restored.returncode) == (0, 0), taken.stderr + restored.stderr
    assert after > before, "nobody wrote while the backup was taken: the test shows nothing"
    assert [email for email in before if email not in exported] == []


def test_restore__equals_the_original_by_canonical_export(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    here.python(MANY.replace("WHERE", "here"))
    here.run("backup", str(tmp_path / "backup.zip"))

    assert there.run("restore", str(tmp_path / "backup.zip")).returncode == 0

    original = here.run("export", "--canonical", "-").stdout
    assert original.count("\n") > 5000
    assert there.run("export", "--canonical", "-").stdout == original


def test_restore__killed_at_any_moment_leaves_the_old_state_or_the_new_one(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    here.python(MANY.replace("WHERE", "here"))
    there.run("migrate")
    there.python(BIRTH)
    there.python(MANY.replace("WHERE", "there"))
    files, states = [], []
    for made, file in ((here, tmp_path / "one.zip"), (there, tmp_path / "two.zip")):
        assert made.run("backup", str(file)).returncode == 0
        files.append(file)
        states.append(made.run("export", "--canonical", "-").stdout)
    began = time.monotonic()
    assert there.run("restore", str(files[0]), "--replace").returncode == 0
    whole = time.monotonic() - began
    now, killed = 0, 0

    for part in (0.6, 0.75, 0.85, 0.95):
        restoring = there.start("restore", str(files[1 - now]), "--replace")
        time.sleep(whole * part)
        restoring.kill()
        restoring.communicate()
        killed += restoring.returncode < 0
        now = states.index(there.run("export", "--canonical", "-").stdout)

    assert killed, "every restore had ended before it could be killed: the test shows nothing"
    assert there.run("restore", str(files[1 - now]), "--replace").returncode == 0
    assert there.run("export", "--canonical", "-").stdout == states[1 - now]


def _start_writing(where: Installation, acknowledged: Path) -> subprocess.Popen[bytes]:
    code = f"from alongside.cli import setting_up\nsetting_up.django()\n{WRITER}"
    with acknowledged.open("wb") as stream:
        return subprocess.Popen([sys.executable, "-P", "-c", code], env=where.environ, stdout=stream)


def _acknowledged(folder: Path, number: int) -> list[str]:
    file = folder / f"writer-{number}"
    return [line.strip() for line in file.read_text().splitlines(keepends=True) if line.endswith("\n")]


def _wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end, "waited for a minute in vain"
        time.sleep(0.1)
