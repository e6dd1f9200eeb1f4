"""Which tests a worker plays together, and which are begun first: a plugin for pytest-xdist (`-p tools.sharing_out`).

What a file builds for all its tests is built once, so a file stays with one worker; a few long files whose tests share
little are dealt out test by test, so that no worker waits for the other at the end. (`--dist=loadgroup` of
pytest-xdist 3.8 no longer groups anything under pytest 9.2: https://github.com/pytest-dev/pytest-xdist/issues/1386.)
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

DEALT_OUT = ("tests/test_rights.py", "tests/journeys/", "tests/test_backup_under_load.py")
"""Files whose tests need not stay together."""
TOGETHER = ("alongside/demo/tests/standing/",)
"""Folders whose files do."""
FIRST = (
    "tests/test_install.py",
    *TOGETHER,
    "tests/journeys/test_fourteen.py",
    "tests/journeys/test_gap_to_loop.py",
    "tests/",
)
"""What takes long is begun first."""


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # it comes without types
    """Hands out whole files, and one test at a time of those that are dealt out."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid)


def scope_of(nodeid: str) -> str:
    """What is played by one worker, one test after another."""
    for start in TOGETHER:
        if nodeid.startswith(start):
            return start
    return nodeid if nodeid.startswith(DEALT_OUT) else nodeid.split("::", 1)[0]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--where-a-database-is`: what knows none need not be played again on another engine."""
    parser.addoption("--where-a-database-is", action="store_true", help="only the apps' tests that use a database")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """Ours stands in for the scheduler by scopes, and leaves the others alone."""
    if config.getvalue("dist") != "loadscope":
        return None
    config.option.loadscopereorder = False
    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long files first; last those that empty the database behind them."""
    if config.getoption("--where-a-database-is"):
        without = [item for item in items if not _uses_a_database(item)]
        config.hook.pytest_deselected(items=without)
        items[:] = [item for item in items if _uses_a_database(item)]
    emptying = {item.path for item in items if _empties(item)}
    items.sort(key=lambda item: (item.path in emptying, _turn(item.nodeid)))


def _turn(nodeid: str) -> int:
    return next((place for place, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))


def _empties(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction"))


def _uses_a_database(item: pytest.Item) -> bool:
    """The tests of the whole house start programs that do, whether they ask for one themselves or not."""
    asked_for = {"db", "transactional_db", "django_db_setup"} & set(getattr(item, "fixturenames", ()))
    return item.nodeid.startswith("tests/") or bool(asked_for or item.get_closest_marker("django_db"))
