"""A backup that an older version made: it is migrated before it is restored, as an installation would have been."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.installations import Installation

pytestmark = pytest.mark.slow

LATER = "assessments.0002_no_statistics_on_ballots"
AND_ALL_THAT_NEED_IT = f"""
import json
from django.db.migrations.loader import MigrationLoader
graph = MigrationLoader(None).graph
print(json.dumps([".".join(key) for key in graph.backwards_plan(tuple("{LATER}".split(".")))]))
"""


def test_restore__of_an_older_version_equals_what_an_upgrade_would_have_given(
    migrated: Installation, fresh: Installation, tmp_path: Path
) -> None:
    assert migrated.run("backup", str(tmp_path / "now.zip")).returncode == 0
    later = json.loads(migrated.python(AND_ALL_THAT_NEED_IT).stdout)
    _as_if_made_before(later, tmp_path / "now.zip", tmp_path / "older.zip")

    restored = fresh.run("restore", str(tmp_path / "older.zip"))

    assert restored.returncode == 0, restored.stderr
    assert _exported(fresh) == _exported(migrated)
    assert "restore-" not in "".join(path.name for path in (fresh.folder / "data").iterdir())


def _as_if_made_before(later: list[str], file: Path, older: Path) -> None:
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(older, "w") as into:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "manifest.json":
                said = json.loads(content)
                said["migrations"] = [name for name in said["migrations"] if name not in later]
                content = json.dumps(said).encode()
            into.writestr(name, content)


def _exported(where: Installation) -> str:
    return where.run("export", "--canonical", "-").stdout
