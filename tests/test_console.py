"""The console program, started as a person starts it: what it says, and with which exit code it ends."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import urllib.request

import pytest

from alongside import cli
from alongside.cli import exits
from tests.installations import ROOT, Installation

pytestmark = pytest.mark.slow  # nearly every test here starts the program

BORN = """
from alongside.core import clock, installation
from alongside.core.models import Installation
installation.be_born(Installation.Kind.{kind}, at=clock.now())
"""
FROM_THE_FUTURE = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_applied("core", "9999_from_the_future")
"""


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_help__of_each_command_says_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), "--help"])

    assert ended.value.code == exits.OK
    assert len(capsys.readouterr().out.splitlines()) > 3


def test_help__lists_every_command_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])

    said = capsys.readouterr().out
    assert all(command in said for command in cli.COMMANDS)
    assert exits.EXPLAINED in said


def test_unknown_command__is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["dance"])

    assert ended.value.code == exits.USAGE
    assert "dance" in capsys.readouterr().err


def test_documentation__names_every_command_exit_code_and_setting() -> None:
    said = (ROOT / "docs" / "operations.md").read_text()
    settings = (ROOT / "alongside" / "config" / "settings.py").read_text()

    names = set(re.findall(r'(?:text|words|switch)\(\s*[\'"]([A-Z_]+)[\'"]', settings))
    codes = [value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)]
    assert len(names) >= 6
    assert [name for name in sorted(names) if f"`{name}`" not in said] == []
    assert [command for command in cli.COMMANDS if f"`{command}" not in said] == []
    assert [code for code in codes if f"| {code} |" not in said] == []
    assert [code for code in codes if not re.search(rf"^  {code} ", exits.EXPLAINED, re.MULTILINE)] == []


def test_check__of_a_fresh_database_says_what_to_do(fresh: Installation) -> None:
    done = fresh.run("check")

    assert done.returncode == exits.NOT_READY
    assert "alongside migrate" in done.stdout


def test_check__says_which_database_and_journal_mode(migrated: Installation) -> None:
    done = migrated.run("check")

    assert re.search(r"Database: +(SQLite 3\.\d+\.\d+, journal mode (wal|truncate)|PostgreSQL \d+)", done.stdout)
    assert "all applied" in done.stdout
    assert "Mail:" in done.stdout


def test_check__refuses_what_is_not_safe(migrated: Installation) -> None:
    done = migrated.run("check", ALONGSIDE_HOSTS="*", ALONGSIDE_SECRET_KEY="short")

    assert done.returncode == exits.UNSAFE
    assert "ALONGSIDE_HOSTS is *" in done.stdout
    assert "ALONGSIDE_SECRET_KEY is shorter" in done.stdout


@pytest.mark.parametrize("command", ["serve", "work --once"])
def test_serve_and_work__refuse_what_is_not_safe(migrated: Installation, command: str) -> None:
    done = migrated.run(*command.split(), PORT=str(_free_port()), ALONGSIDE_HOSTS="*")

    assert done.returncode == exits.UNSAFE
    assert "not safe" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense://somewhere"),
        ("ALONGSIDE_POOL", "many"),
        ("ALONGSIDE_TIME_ZONE", "Europe/Atlantis"),
        ("EMAIL_URL", "smtp://relay.example.org:many/"),
    ],
)
def test_settings__that_cannot_be_read_are_said(fresh: Installation, name: str, value: str) -> None:
    extra = {"DATABASE_URL": "postgres://localhost/none"} if name == "ALONGSIDE_POOL" else {}

    done = fresh.run("check", **(extra | {name: value}))

    assert done.returncode == exits.UNSAFE
    assert "The settings cannot be used:" in done.stderr
    assert "Traceback" not in done.stderr


def test_migrate__again_does_nothing(migrated: Installation) -> None:
    done = migrated.run("migrate")

    assert done.returncode == exits.OK
    assert "up to date" in done.stdout


@pytest.mark.parametrize("command", ["migrate", "serve", "check", "backup file.zip"])
def test_newer_database__is_left_alone(migrated: Installation, command: str) -> None:
    migrated.python(FROM_THE_FUTURE)

    done = migrated.run(*command.split(), PORT=str(_free_port()))

    assert done.returncode == exits.NOT_READY
    assert "newer version" in done.stderr
    assert "core.9999_from_the_future" in done.stderr


def test_folder__that_cannot_be_written_is_said(fresh: Installation) -> None:
    blocked = fresh.folder / "a-file"
    blocked.write_text("not a folder")

    done = fresh.run("migrate", ALONGSIDE_DATA=str(blocked / "data"))

    assert done.returncode == exits.FILE
    assert "Traceback" not in done.stderr
    assert str(blocked) in done.stderr


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_port__that_is_taken_is_said_with_another_one(migrated: Installation, command: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = migrated.run(command, "--port", str(port))

    assert done.returncode == exits.PORT_TAKEN
    assert f"--port {port + 1}" in done.stderr


@pytest.mark.parametrize("said", ["http", "0", "70000", "-1"])
def test_port__that_is_none_is_a_usage_error(migrated: Installation, said: str) -> None:
    assert migrated.run("serve", PORT=said).returncode == exits.USAGE


def test_demo__refused_where_a_real_installation_is(migrated: Installation) -> None:
    migrated.python(BORN.format(kind="REAL"))
    for words in (["demo", "--build-only"], ["demo", "--build-only", "--reset"]):
        done = migrated.run(*words)

        assert done.returncode == exits.REFUSED
        assert "real installation" in done.stderr


def test_programme_create__refused_in_a_demonstration(migrated: Installation) -> None:
    migrated.python(BORN.format(kind="DEMONSTRATION"))

    done = migrated.run("programme", "create", "--name", "Ours", "--director", "ada@example.org")

    assert done.returncode == exits.REFUSED
    assert "demonstration" in done.stderr


def test_programme_create__begins_a_real_installation(fresh: Installation) -> None:
    done = fresh.run("programme", "create", "--name", "Ours", "--director", "ada@example.org")

    assert done.returncode == exits.OK, done.stderr
    assert "ada@example.org" in done.stdout
    assert "real since" in fresh.run("check").stdout


def test_serve__keeps_a_demonstration_on_this_machine(migrated: Installation) -> None:
    migrated.python(BORN.format(kind="DEMONSTRATION"))

    done = migrated.run("serve", "--host", "0.0.0.0", "--port", str(_free_port()))  # noqa: S104 - it is refused

    assert done.returncode == exits.REFUSED
    assert "--beyond-localhost" in done.stderr


def test_serve__answers_whoever_else_drips_and_ends_when_told(migrated: Installation) -> None:
    migrated.python(BORN.format(kind="REAL"))
    port = _free_port()
    with migrated.start("serve", "--port", str(port)) as server:
        try:
            assert server.stderr
            assert "is open on" in server.stderr.readline()
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=20) as answer:
                assert json.load(answer) == {"ready": True}
            with contextlib.ExitStack() as held:  # one client's connections that never come to their end
                for _ in range(150):
                    one = held.enter_context(socket.create_connection(("127.0.0.1", port)))
                    one.sendall(b"GET /sign-in/ HTTP/1.1\r\nHost: loc")
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
                    assert answer.status == 200
        finally:
            server.terminate()

        assert server.wait(timeout=20) == exits.OK


def test_work__once_does_what_is_due_and_ends(migrated: Installation) -> None:
    assert migrated.run("work", "--once").returncode == exits.OK


def test_user_create__makes_an_account_once(migrated: Installation) -> None:
    words = ["user", "create", "--name", "Ada", "--mail", "ada@example.org"]

    first, again = migrated.run(*words), migrated.run(*words)

    assert (first.returncode, again.returncode) == (exits.OK, exits.REFUSED)
    assert "Traceback" not in again.stderr


def test_user_reset__lets_somebody_back_in_who_has_something_to_reset(migrated: Installation) -> None:
    migrated.run("user", "create", "--name", "Ada", "--mail", "ada@example.org")

    nothing = migrated.run("user", "reset", "ada@example.org")
    nobody = migrated.run("user", "reset", "--slip", "green boat")

    assert (nothing.returncode, nobody.returncode) == (exits.REFUSED, exits.REFUSED)
    assert "There is no second step to take away" in nothing.stderr
    assert "Nobody signs in with this" in nobody.stderr


def test_routes__say_of_every_address_who_may_open_it(fresh: Installation) -> None:
    routes = json.loads(fresh.run("routes", "--json").stdout)

    by_name = {route["name"]: route for route in routes}
    assert by_name["healthz"] == {"pattern": "/healthz", "name": "healthz", "methods": ["GET", "POST"], "who": "public"}
    assert by_name["healthz"] != by_name["readyz"]
    assert {route["who"] for route in routes} > {"public"}


@pytest.mark.parametrize("content", [None, b"not a backup"])
def test_restore__of_no_backup_is_refused_in_a_sentence(migrated: Installation, content: bytes | None) -> None:
    file = migrated.folder / "file.zip"
    if content is not None:
        file.write_bytes(content)

    done = migrated.run("restore", str(file))

    assert done.returncode == exits.REFUSED
    assert "could not be read as a backup" in done.stderr


def test_backup__into_no_folder_is_said(migrated: Installation) -> None:
    done = migrated.run("backup", str(migrated.folder / "no" / "such" / "backup.zip"))

    assert done.returncode == exits.FILE
    assert "Traceback" not in done.stderr


def test_backup__says_that_the_key_is_not_in_it(migrated: Installation) -> None:
    done = migrated.run("backup", "backup.zip")

    assert done.returncode == exits.OK
    assert "secret key is not in it" in done.stdout
    assert (migrated.folder / "backup.zip").stat().st_mode & 0o077 == 0


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
