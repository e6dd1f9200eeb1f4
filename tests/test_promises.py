"""What is promised when the worst happens: a killed program, a cut of power, a full disk. On real installations."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.installations import Installation
from tests.test_console import BORN, _free_port

pytestmark = pytest.mark.slow

WRITER = """
import uuid
from alongside.cli import setting_up
setting_up.django()
from alongside.accounts import services
from alongside.core import audit, clock
while True:
    email = f"{uuid.uuid4().hex}@example.org"
    services.create_user(email=email, name="Ada", by=audit.System("test"), on=clock.today())
    print(email, flush=True)
"""
LOOK = """
import json
from django.db import connection
from alongside.accounts.models import User
from alongside.core import audit
from alongside.core.models import AuditEntry
created = AuditEntry.objects.filter(action="user.created").count()
sound = "ok"
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        sound = cursor.execute("PRAGMA integrity_check").fetchone()[0]
print(json.dumps({
    "people": list(User.objects.values_list("email", flat=True)), "rows": created,
    "broken": [str(one) for one in audit.verify_all()], "sound": sound,
}))
"""
SETTINGS = """
from django.db import connection
with connection.cursor() as cursor:
    asked = {"sqlite": ["PRAGMA journal_mode", "PRAGMA synchronous"], "postgresql": ["SHOW synchronous_commit"]}
    for question in asked[connection.vendor]:
        cursor.execute(question)
        print(cursor.fetchone()[0])
"""
FULL = """
import datetime as dt, resource, signal
from pathlib import Path
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from alongside.accounts import services
from alongside.accounts.models import User
from alongside.core import audit, clock

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
person = services.create_user(email="ada@example.org", name="Ada", by=audit.System("test"), on=clock.today())
client = Client(HTTP_HOST="localhost", raise_request_exception=False)
client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
Session.objects.update(expire_date=timezone.now() + dt.timedelta(minutes=30))
name = lambda: User.objects.get(pk=person.pk).name
whole = resource.getrlimit(resource.RLIMIT_FSIZE)
log = Path(f"{settings.DATABASES['default']['NAME']}-wal")
resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, whole[1]))
print(client.get("/account/").status_code, name())
refused = client.post("/account/", {"name": "Ada Lovelace"})
print(refused.status_code, name(), "could not be saved" in refused.text, "Traceback" in refused.text)
resource.setrlimit(resource.RLIMIT_FSIZE, whole)
taken = client.post("/account/", {"name": "Ada Lovelace"})
print(taken.status_code, name())
"""


@pytest.fixture
def here(migrated: Installation) -> Installation:
    migrated.python(BORN.format(kind="REAL"))
    return migrated


def start_writing(here: Installation, file: Path) -> subprocess.Popen[bytes]:
    with file.open("wb") as stream:
        return subprocess.Popen([sys.executable, "-P", "-c", WRITER], env=here.environ, stdout=stream)


def acknowledged(file: Path) -> list[str]:
    """The whole lines of what a writer said: each was said after its commit."""
    return [line.strip() for line in file.read_text().splitlines(keepends=True) if line.endswith("\n")]


def test_killed__nothing_that_was_acknowledged_is_lost_and_nothing_is_half_there(
    here: Installation, tmp_path: Path
) -> None:
    said: list[str] = []
    for kill in range(2):
        files = [tmp_path / f"writer-{kill}-{number}" for number in range(3)]
        writers = [start_writing(here, file) for file in files]
        end = time.monotonic() + 60
        while not all(len(acknowledged(file)) >= 5 for file in files):
            assert time.monotonic() < end, "waited for a minute in vain"
            time.sleep(0.05)
        for writer in writers:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
        said += [email for file in files for email in acknowledged(file)]

    found = json.loads(here.python(LOOK).stdout)

    assert set(said) - set(found["people"]) == set()
    assert len(found["people"]) == found["rows"], (
        "an account without its row of the trail, or a row without its account"
    )
    assert (found["broken"], found["sound"]) == ([], "ok")


def test_killed__serves_again(here: Installation) -> None:
    port = _free_port()
    for _ in range(2):
        with here.start("serve", "--port", str(port)) as server:
            assert server.stderr
            assert "is open on" in server.stderr.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
                assert json.load(answer) == {"ready": True}
            server.kill()


def test_power__every_connection_waits_until_it_is_on_the_disk(here: Installation) -> None:
    """The setting decides what a cut of power costs; docs/assurance/promises.md has the measurement."""
    from alongside.config import SQLITE_WAL_SAFE

    said = here.python(SETTINGS).stdout.split()

    assert said == (["on"] if "DATABASE_URL" in here.environ else ["wal" if SQLITE_WAL_SAFE else "truncate", "2"])


@pytest.mark.skipif(os.name != "posix", reason="Windows cannot limit how large a file may grow")
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="a PostgreSQL server's disk is not ours to fill")
def test_full__reading_goes_on_saving_is_refused_in_words_and_then_works_again(here: Installation) -> None:
    """The disk is played by a limit to the size of files: the write-ahead log cannot grow."""
    said = here.python(FULL).stdout.splitlines()

    assert said == ["200 Ada", "503 Ada True False", "302 Ada Lovelace"]
