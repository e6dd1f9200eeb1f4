from __future__ import annotations

import datetime as dt
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

from alongside.core import audit
from alongside.core.backup import archive, memory, scratch, services, tables
from alongside.core.backup.tests.factories import AT, canonical, make_act, make_installation
from alongside.core.models import AuditEntry, Installation, Letter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_to_remember(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    settings.ALONGSIDE_AFTER_RESTORE = []


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    make_installation()
    services.take_backup(tmp_path / "backup.zip", at=AT)
    return tmp_path / "backup.zip"


def test_restore__gives_back_exactly_what_was_there(backup: Path) -> None:
    before = canonical()
    make_act("later")
    Letter.objects.all().delete()

    services.restore_backup(backup, replace=True)

    assert canonical() == before
    assert audit.verify_all() == []


def test_restore__into_an_empty_database(backup: Path) -> None:
    before = canonical()
    _empty()

    services.restore_backup(backup)

    assert canonical() == before


@pytest.fixture
def _other_databases_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django's tests refuse databases that the settings did not name beforehand."""

    def ensure_connection(self: BaseDatabaseWrapper) -> None:
        if self.connection is None:
            self.connect()

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure_connection)


@pytest.mark.usefixtures("_other_databases_allowed")
def test_restore__survives_the_journey_through_the_other_engine(backup: Path, tmp_path: Path) -> None:
    before = canonical()
    with archive.reading(backup) as opened, scratch.brought_up_to_date(opened, now=["other"]) as through_sqlite:
        shutil.copy(str(through_sqlite.file), tmp_path / "other.zip")
    _rewrite_manifest(tmp_path / "other.zip", migrations=_manifest(backup)["migrations"])

    services.restore_backup(tmp_path / "other.zip", replace=True)

    assert canonical() == before


def test_restore__that_lost_rows_on_the_way_is_refused_and_changes_nothing(
    backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, count = canonical(), tables.Table.count
    monkeypatch.setattr(tables.Table, "count", lambda self, held: count(self, held) - (self.label == "core.AuditEntry"))

    with pytest.raises(services.DoesNotFit, match=r"rows of core\.AuditEntry are missing"):
        services.restore_backup(backup, replace=True)

    assert canonical() == before


def test_restore__lets_numbered_rows_go_on_where_they_stopped(backup: Path) -> None:
    services.restore_backup(backup, replace=True)

    make_act("after")

    assert AuditEntry.objects.filter(chain="p1/").count() == 2
    assert audit.verify_all() == []


def test_restore__leaves_nobody_signed_in(backup: Path) -> None:
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=AT + dt.timedelta(days=9999))

    services.restore_backup(backup, replace=True)

    assert not Session.objects.exists()


def test_backup__holds_no_session_and_no_plain_text_of_what_is_sealed(tmp_path: Path) -> None:
    make_installation()
    Session.objects.create(session_key="k" * 32, session_data="x", expire_date=AT)

    services.take_backup(tmp_path / "backup.zip", at=AT)

    with zipfile.ZipFile(tmp_path / "backup.zip") as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist())
    assert b"k" * 32 not in everything
    assert b"a-secret-code" not in everything
    assert b"ada@example.org" in everything


def test_backup__is_readable_by_its_owner_only_and_leaves_no_other_file(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert [file.name for file in backup.parent.iterdir() if file.is_file()] == ["backup.zip"]


def test_restore__refused_without_replace_where_people_work(backup: Path) -> None:
    with pytest.raises(services.NotEmpty):
        services.restore_backup(backup)


def test_restore__refused_between_a_demonstration_and_a_real_installation(backup: Path) -> None:
    _empty()
    make_installation(Installation.Kind.DEMONSTRATION)
    before = canonical()

    with pytest.raises(services.OtherKind):
        services.restore_backup(backup, replace=True)

    assert canonical() == before


def test_restore__refused_from_a_newer_version(backup: Path) -> None:
    _rewrite_manifest(backup, migrations=[*_manifest(backup)["migrations"], "core.9999_from_the_future"])

    with pytest.raises(services.FromNewer):
        services.restore_backup(backup, replace=True)


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_restore__refused_of_a_file_that_is_not_a_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)

    with pytest.raises(archive.NotABackup):
        services.restore_backup(tmp_path / "file")


def test_restore__refused_of_a_damaged_backup_and_changes_nothing(backup: Path) -> None:
    before = canonical()
    _rewrite_part(backup, "core.Letter", lambda text: text.replace(b"ada@example.org", b"eva@example.org"))

    with pytest.raises(archive.Damaged):
        services.restore_backup(backup, replace=True)

    assert canonical() == before


def test_restore__refused_when_the_audit_trail_does_not_verify(tmp_path: Path) -> None:
    make_installation()
    AuditEntry.objects.update(actor="somebody else")
    services.take_backup(tmp_path / "backup.zip", at=AT)
    AuditEntry.objects.update(actor="system:test")
    before = canonical()

    with pytest.raises(services.DoesNotFit):
        services.restore_backup(tmp_path / "backup.zip", replace=True)

    assert canonical() == before


class Forgets:
    """Stands for the part of the product that must not bring letters to Eve back."""

    dies = False
    applied: list[Any] = []

    def remember(self, connection: Any) -> Any:
        return {"destroyed": "eve@example.org"}

    def apply(self, data: Any) -> None:
        self.applied.append(data)
        if Forgets.dies:
            raise OSError("the power went")
        Letter.objects.filter(to=data["destroyed"]).delete()


eve = Forgets()


@pytest.fixture
def _eve_was_destroyed(settings: Any) -> None:
    Forgets.dies = False
    Forgets.applied.clear()
    settings.ALONGSIDE_AFTER_RESTORE = [f"{__name__}.eve"]


@pytest.mark.usefixtures("_eve_was_destroyed")
def test_restore__brings_back_nothing_that_was_destroyed(backup: Path, settings: Any) -> None:
    services.restore_backup(backup, replace=True)

    assert [letter.to for letter in Letter.objects.all()] == ["ada@example.org"]
    assert list(settings.DATA.iterdir()) == []


@pytest.mark.usefixtures("_eve_was_destroyed")
def test_restore__that_dies_leaves_the_old_state_and_the_next_one_makes_it_good(backup: Path, settings: Any) -> None:
    make_act("before the restore")
    before = canonical()
    Forgets.dies = True
    with pytest.raises(OSError, match="the power went"):
        services.restore_backup(backup, replace=True)
    assert canonical() == before

    # What was remembered outlives even the database it was read from.
    Forgets.dies = False
    settings.ALONGSIDE_AFTER_RESTORE = []
    _empty()
    services.restore_backup(backup)

    assert [letter.to for letter in Letter.objects.all()] == ["ada@example.org"]
    assert not memory._file().exists()


def test_restore__passes_guards_in_the_database_and_leaves_them_awake(backup: Path) -> None:
    before = canonical()
    _guard_letters()

    services.restore_backup(backup, replace=True)

    assert canonical() == before
    with pytest.raises(DatabaseError, match="letters are for ever"):
        Letter.objects.all().delete()
    _unguard_letters()


def test_start_afresh__empties_a_demonstration() -> None:
    make_installation(Installation.Kind.DEMONSTRATION)

    services.start_afresh()

    assert not Letter.objects.exists()
    assert not Installation.objects.exists()


def test_start_afresh__refused_to_a_real_installation() -> None:
    make_installation()

    with pytest.raises(services.OtherKind):
        services.start_afresh()

    assert Letter.objects.count() == 2


def _empty() -> None:
    Installation.objects.update(kind=Installation.Kind.DEMONSTRATION)
    services.start_afresh()


def _guard_letters() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER letters_stay BEFORE DELETE ON core_letter "
                "BEGIN SELECT RAISE(ABORT, 'letters are for ever, 100 %'); END"
            )
            return
        cursor.execute(
            "CREATE FUNCTION letters_stay() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'letters are for ever'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER letters_stay BEFORE DELETE ON core_letter FOR EACH ROW EXECUTE FUNCTION letters_stay()"
        )


def _unguard_letters() -> None:
    with connection.cursor() as cursor:
        on_table = "" if connection.vendor == "sqlite" else "ON core_letter"
        cursor.execute(f"DROP TRIGGER letters_stay {on_table}")
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION letters_stay()")


def _manifest(file: Path) -> dict[str, Any]:
    with zipfile.ZipFile(file) as parts:
        found: dict[str, Any] = json.loads(parts.read(archive.MANIFEST))
        return found


def _rewrite_manifest(file: Path, **changes: Any) -> None:
    said = _manifest(file) | changes
    _rewrite(file, archive.MANIFEST, json.dumps(said).encode())


def _rewrite_part(file: Path, table: str, change: Any) -> None:
    name = f"tables/{table}.jsonl"
    with zipfile.ZipFile(file) as parts:
        text = parts.read(name)
    assert change(text) != text
    _rewrite(file, name, change(text))


def _rewrite(file: Path, changed: str, content: bytes) -> None:
    with zipfile.ZipFile(file) as parts:
        kept = {name: parts.read(name) for name in parts.namelist()}
    with zipfile.ZipFile(file, "w") as parts:
        for name, old in kept.items():
            parts.writestr(name, content if name == changed else old)
