"""A backup that an older version made: it is migrated before it is restored, as an installation would have been."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.installations import Installation

pytestmark = pytest.mark.slow

LATER = "assessments.0006_paper"
"""What this and all that need it add are tables and columns; what came before them took columns away."""
BEFORE = f"""
import json
from django.db.migrations.loader import MigrationLoader
loader = MigrationLoader(None)
later = loader.graph.backwards_plan(tuple("{LATER}".split(".")))
kept = [key for key in loader.graph.nodes if key not in later]
models = loader.project_state(kept).apps.get_models(include_auto_created=True)
columns = {{one._meta.label: [field.column for field in one._meta.local_concrete_fields] for one in models}}
print(json.dumps({{"later": [".".join(key) for key in later], "columns": columns}}))
"""


def test_restore__of_an_older_version_equals_what_an_upgrade_would_have_given(
    migrated: Installation, fresh: Installation, tmp_path: Path
) -> None:
    assert migrated.run("backup", str(tmp_path / "now.zip")).returncode == 0
    _as_if_made_before(json.loads(migrated.python(BEFORE).stdout), tmp_path / "now.zip", tmp_path / "older.zip")

    restored = fresh.run("restore", str(tmp_path / "older.zip"))

    assert restored.returncode == 0, restored.stderr
    assert _exported(fresh) == _exported(migrated)
    assert "restore-" not in "".join(path.name for path in (fresh.folder / "data").iterdir())


def _as_if_made_before(then: dict[str, Any], file: Path, older: Path) -> None:
    """The same file without the later migrations, and without the tables and columns that they add."""
    with zipfile.ZipFile(file) as parts, zipfile.ZipFile(older, "w") as into:
        manifest = json.loads(parts.read("manifest.json"))
        manifest["migrations"] = [name for name in manifest["migrations"] if name not in then["later"]]
        names = {part["table"]: next(name for name in parts.namelist() if Path(name).stem == part["table"])
                 for part in manifest["parts"]}  # fmt: skip
        kept = [part for part in manifest["parts"] if part["table"] in then["columns"]]
        assert 0 < len(kept) < len(manifest["parts"])
        for part in kept:
            places = [n for n, column in enumerate(part["columns"]) if column in then["columns"][part["table"]]]
            rows = [json.loads(line) for line in parts.read(names[part["table"]]).splitlines()]
            lines = b"".join(_line([row[place] for place in places]) for row in rows)
            part |= {"columns": [part["columns"][n] for n in places], "sha256": hashlib.sha256(lines).hexdigest()}
            into.writestr(names[part["table"]], lines)
        for name in set(parts.namelist()) - set(names.values()) - {"manifest.json"}:
            into.writestr(name, parts.read(name))
        into.writestr("manifest.json", json.dumps(manifest | {"parts": kept}))


def _line(row: list[Any]) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _exported(where: Installation) -> str:
    told = where.run("export", "--canonical", "-")
    assert told.returncode == 0, told.stderr
    return told.stdout
