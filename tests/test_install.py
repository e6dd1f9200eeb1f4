"""`docs/install.md`, played from its own boxes on a machine without internet: what it says is what happens."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installations import ROOT
from tests.installing.boxes import Box, boxes
from tests.installing.sandbox import Answer, Machine, unsharing
from tools import machine, wheels

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "install.md").read_text()
BOXES = boxes(PAGE)
NEXT = "99.0.0"
NO_NGINX = "docs/install.md is tested behind a real nginx, and none was found. On Debian: apt-get install nginx-light"
ASKED = """
page=https://alongside.example.org/sign-in/
curl --silent --insecure --dump-header - --cookie-jar jar --output page.html $page
token=$(sed -n 's/.*name="csrfmiddlewaretoken" value="\\([^"]*\\)".*/\\1/p' page.html | head -1)
echo "token ${#token} signs"
curl --silent --insecure --output /dev/null --write-out 'sent %{http_code}\\n' --cookie jar --referer $page \\
    --data-urlencode "csrfmiddlewaretoken=$token" --data login=ada@example.org --data password=wrong $page
curl --silent --insecure --output /dev/null --write-out 'forged %{http_code}\\n' --cookie jar \\
    --referer https://elsewhere.example.org/ --data-urlencode "csrfmiddlewaretoken=$token" --data login=a $page
curl --silent --insecure --output /dev/null --write-out 'style %{http_code}\\n' https://rate.example.org/static/ui/alongside.css
curl --silent --insecure --output /dev/null --write-out 'talk %{http_code}\\n' https://alongside.example.org/talk/
"""
"""What a browser would ask once the proxy stands: the headers of a page, and a form with and without its token."""
MIGRATION = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "{last}")]
    operations = [migrations.RunSQL("CREATE TABLE core_next_version (id integer)", "DROP TABLE core_next_version")]
"""


@pytest.fixture(scope="module")
def base() -> Path:
    """The Python that makes environments on the machine: the one beneath the tests' own."""
    return Path(sys._base_executable).resolve()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Not pytest's: the paths of sockets and lines of settings should stay short."""
    name = tempfile.mkdtemp(prefix="alongside-machine-")
    yield Path(name)
    shutil.rmtree(name, ignore_errors=True)


@pytest.fixture(scope="module")
def first(folder: Path) -> Path:
    wheels.make(folder / "wheels")
    return folder / "wheels"


@pytest.fixture(scope="module")
def second(folder: Path, first: Path) -> Path:
    """The same program as a later version, with a migration that this one does not know."""
    source = folder / "next-source"
    source.mkdir()
    for part in (*wheels.SOURCES, *wheels.REQUIREMENTS, *wheels.PAPERS, "deploy"):
        (source / part).parent.mkdir(exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__", "tests"))
        else:
            shutil.copy(ROOT / part, source / part)
    package = source / "alongside" / "__init__.py"
    package.write_text(re.sub(r'__version__ = ".*"', f'__version__ = "{NEXT}"', package.read_text()))
    migrations = source / "alongside" / "core" / "migrations"
    last = sorted(file.stem for file in migrations.glob("0*.py"))[-1]
    (migrations / "9999_next_version.py").write_text(MIGRATION.format(last=last))
    ours = ("alongside*", "VERSION", "deploy", "*.md", "requirements*")
    shutil.copytree(first, folder / "next", ignore=shutil.ignore_patterns(*ours))
    with wheels.scratch() as python:
        wheels.finish(python, source, folder / "next")
    return folder / "next"


@pytest.fixture(scope="module")
def played(folder: Path, first: Path, second: Path, base: Path) -> tuple[Machine, bool, list[tuple[Box, Answer]]]:
    if not shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin") and not (
        machine.may_install() and machine.install("nginx-light")
    ):
        pytest.fail(NO_NGINX)
    here = Machine(folder / "m", python=base)
    here.carry(first, "/root/alongside-wheels")
    here.carry(second, "/root/alongside-next")
    chosen = [box for box in BOXES if box.mark == "run"]
    proxied = max(place for place, box in enumerate(chosen) if box.heading.startswith("A8."))
    chosen.insert(proxied + 1, Box("as a browser asks", "", ASKED, ""))
    outside, answers = here.run([box.commands for box in chosen], own_network=bool(unsharing()))
    for box, answer in zip(chosen, answers, strict=False):
        print(f"{answer.seconds:6.1f} s  {box.heading}")
    return here, outside, list(zip(chosen, answers, strict=False))


def test_every_box__says_whether_it_is_tested() -> None:
    unsaid = [box.heading for box in BOXES if not re.fullmatch(r"run|run: postgresql|by hand: .+", box.mark)]

    assert len(BOXES) > 15
    assert unsaid == []


def test_no_box__leaves_a_setting_behind_in_the_shell() -> None:
    """Boxes are copied into one shell: what a drill exports would be meant by every command after it."""
    left = [
        line
        for box in BOXES
        for line in box.commands.splitlines()
        if re.match(r"\s*export\b|[A-Z_]+_(URL|DATA)=\S+$", line)
    ]

    assert left == []


def test_install__each_box_of_one_machine_does_what_it_says(played) -> None:
    here, _, answers = played
    wrong = [
        f"{box.heading}: exit code {answer.code}, without {box.missing_from(answer.output)}\n{answer.output}"
        for box, answer in answers
        if answer.code or Box(box.heading, "", "", here.here(box.prints)).missing_from(answer.output)
    ]

    assert wrong == []
    assert sum(box.mark == "run" for box, _ in answers) == sum(box.mark == "run" for box in BOXES)


def test_install__behind_tls_cookies_headers_and_forms_are_right(played) -> None:
    (said,) = [answer.output for box, answer in played[2] if box.heading == "as a browser asks"]
    headers = {name.lower(): value for name, value in re.findall(r"^([\w-]+): (.*?)\r?$", said, re.MULTILINE)}

    assert re.search(r"__Host-csrf=\w+; .*HttpOnly; .*SameSite=Lax; Secure", said, re.IGNORECASE), said
    assert headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert all(f"{one} 'none'" in policy for one in ("default-src", "frame-ancestors", "base-uri"))
    assert "unsafe" not in policy
    assert re.search(r"^token \d\d signs$", said, re.MULTILINE)
    assert re.findall(r"^(?:sent|forged|style|talk) \d+$", said, re.MULTILINE) == [
        "sent 200", "forged 403", "style 200", "talk 200",
    ]  # fmt: skip


def test_install__the_proxy_writes_down_who_signs_in_and_not_who_rates(played) -> None:
    here, _, _ = played
    written = "".join(file.read_text() for file in [*here.folder.glob("*.log"), *here.folder.glob("var/log/nginx/*")])

    assert "/sign-in/" in written
    assert [word for word in ("/rate/", "/talk/", "/static/") if word in written] == []


def test_wheel__holds_what_the_program_needs_and_no_tests(first: Path) -> None:
    (wheel,) = first.glob("alongside-*.whl")
    held = set(zipfile.ZipFile(wheel).namelist())
    tracked = subprocess.run(["git", "ls-files", "alongside"], cwd=ROOT, text=True, capture_output=True, check=False)
    wanted = {name for name in tracked.stdout.splitlines() if "/tests/" not in name and (ROOT / name).exists()}

    assert sorted(wanted - held) == []
    assert [name for name in held if "/tests/" in name or ".git" in name] == []


def test_install__reaches_no_other_machine(played) -> None:
    _, outside, _ = played
    if not unsharing():
        pytest.skip("this kernel gives no network of its own, so that only pip was kept from asking anybody")

    assert not outside
