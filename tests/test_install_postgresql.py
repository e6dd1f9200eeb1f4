"""Part B of `docs/install.md`: two web machines that share nothing but PostgreSQL. They run the checkout."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import ROOT, Installation
from tests.installing.boxes import Box, boxes
from tests.installing.sandbox import Machine
from tests.test_install import NO_NGINX
from tools import machine

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

BOXES = boxes((ROOT / "docs" / "install.md").read_text())
CHECK = Box("A6.", "", "alongside check", "Database:      PostgreSQL …\nSettings:      safe\n")
PROGRAM = '#!/bin/sh\nPYTHONPATH={root} exec {python} -P -m alongside "$@"\n'


def of(heading: str, mark: str = "run") -> list[Box]:
    return [box for box in BOXES if box.heading.startswith(heading) and box.mark == mark]


@pytest.fixture
def web() -> Iterator[tuple[Machine, Machine]]:
    if not shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin") and not (
        machine.may_install() and machine.install("nginx-light")
    ):
        pytest.fail(NO_NGINX)
    folder = Path(tempfile.mkdtemp(prefix="alongside-web-"))
    made = (computer(folder / "web1"), computer(folder / "web2"))
    yield made
    for one in made:
        one.end()
    shutil.rmtree(folder, ignore_errors=True)


def computer(folder: Path) -> Machine:
    """A machine on which A1 to A4 are done."""
    made = Machine(folder, python=Path(sys.executable))
    (folder / "brought").mkdir()
    shutil.copytree(ROOT / "deploy", folder / "brought" / "deploy")
    made.carry(folder / "brought", "/root/alongside-wheels")
    made.carry(folder / "brought", "/opt/alongside/current")
    (folder / "opt/alongside/current/bin").mkdir()
    program = folder / "opt/alongside/current/bin/alongside"
    program.write_text(PROGRAM.format(root=ROOT, python=sys.executable))
    program.chmod(0o755)
    shutil.copy(folder / "root/alongside-wheels/deploy/alongside", folder / "usr/local/bin/alongside")
    return made


def play(here: Machine, *chosen: Box) -> None:
    """Run boxes, and hold each to what it says that it prints."""
    _, answers = here.run([box.commands for box in chosen], own_network=False, keep=True)
    for box, answer in zip(chosen, answers, strict=False):
        assert answer.code == 0, f"{box.heading}\n{answer.output}"
        assert Box("", "", "", here.here(box.prints)).missing_from(answer.output) == [], (
            f"{box.heading}\n{answer.output}"
        )
    assert len(answers) == len(chosen)


def test_two_web_machines__serve_one_installation_and_either_may_go(
    web: tuple[Machine, Machine], migrated: Installation
) -> None:
    one, two = web
    units, proxy = of("B2.", "run: postgresql")
    *before, asking = of("A8.")
    play(one, *of("A3."), *of("A5."))
    settings = one.folder / "etc/alongside/alongside.env"
    settings.write_text(f"{settings.read_text()}DATABASE_URL='{migrated.environ['DATABASE_URL']}'\n")
    play(two, *of("A3."))
    carried = settings.read_text().replace(str(one.folder), str(two.folder))
    (two.folder / "etc/alongside/alongside.env").write_text(carried)

    play(one, of("A6.")[0], CHECK)
    for here in web:
        play(here, units, *before, proxy, asking)
    one.end()
    play(two, asking)
