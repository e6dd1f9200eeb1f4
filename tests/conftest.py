"""Installations for the tests of the whole house."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import Installation, installation


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Migrated once; the tests work on copies."""
    with installation(tmp_path_factory.mktemp("template")) as made:
        done = made.run("migrate")
        assert done.returncode == 0, done.stderr
        yield made


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Installation]:
    """An installation in which nothing was done yet."""
    with installation(tmp_path / "fresh") as made:
        yield made


@pytest.fixture
def migrated(tmp_path: Path, _template: Installation) -> Iterator[Installation]:
    """An installation whose tables stand and whose content is published."""
    with installation(tmp_path / "migrated", like=_template) as made:
        yield made
