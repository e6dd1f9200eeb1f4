"""What stands in deploy/: that it lets through and writes down what it should, whatever pages are added."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from alongside import cli
from alongside.cli.routes import Route, all_routes
from tests.installations import ROOT

DEPLOY = ROOT / "deploy"
NGINX = (DEPLOY / "nginx" / "alongside.conf").read_text()
CADDY = (DEPLOY / "caddy" / "Caddyfile").read_text()
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
AT_THE_STAFF_ADDRESS = (
    "/healthz", "/readyz", "/sign-in/", "/sign-out/", "/demonstration/", "/frameworks/", "/examples/",
    "/style-guide/", "/api/", "/calendar/", "/accounts/oidc/", "/roles/",
)  # fmt: skip
"""Pages that need no account and yet belong to the staff address, by how they begin."""
UNWRITTEN = ("rate", "told", "pulse", "kiosk", "talk", "report", "goals/key", "calendar", "letters")
"""What must not be in any log, guest or not."""
HARD = {
    "nonewprivileges": "yes", "protectsystem": "strict", "protecthome": "yes", "privatetmp": "yes",
    "privatedevices": "yes", "capabilityboundingset": "", "limitcore": "0", "memoryswapmax": "0", "umask": "0077",
    "user": "alongside", "restrictaddressfamilies": "AF_UNIX AF_INET AF_INET6", "memorydenywriteexecute": "yes",
}  # fmt: skip


def locations(server: str) -> str:
    """The pattern of the location of a server that holds the pages without an account."""
    block = NGINX[NGINX.index(f"server_name {server};", NGINX.index("listen 443")) :]
    (pattern, *_) = re.findall(r"location ~ (\S+) \{", block)
    return str(pattern)


def example(route: Route) -> str:
    """An address that the route answers."""
    kinds = {"uuid": "7ab5cd4a-3b11-4bd5-9b0e-1c2f0c1d2e3f", "int": "7"}
    return re.sub(r"<(?:(\w+):)?\w+>", lambda part: kinds.get(part[1] or "str", "word"), route.pattern)


def belongs_to_staff(route: Route) -> bool:
    return route.pattern == "/" or route.pattern.startswith(AT_THE_STAFF_ADDRESS)


def test_rating_address__opens_every_page_without_an_account_and_no_other() -> None:
    pattern = locations("rate.example.org")
    without = [r for r in all_routes() if r.who == "guest" or (r.who == "public" and not belongs_to_staff(r))]
    closed = [r.pattern for r in without if not re.search(pattern, example(r))]
    opened = [r.pattern for r in all_routes() if r not in without and re.search(pattern, example(r))]

    assert len(without) > 20
    assert closed == [], "add them to deploy/nginx and deploy/caddy, or to AT_THE_STAFF_ADDRESS"
    assert opened == []


def test_staff_address__writes_down_no_page_without_an_account() -> None:
    pattern = locations("alongside.example.org")
    written = [r.pattern for r in all_routes() if r.who == "guest" and not re.search(pattern, example(r))]
    named = [
        start
        for start in ("/rate/", "/told/", "/pulse/", "/kiosk/", "/talk/", "/report/", "/calendar/")
        if not re.search(pattern, start)
    ]

    assert written == []
    assert named == []
    for block in re.findall(rf"location ~ {re.escape(pattern)} {{(.*?)}}", NGINX, re.DOTALL):
        assert "access_log off;" in block
        assert "error_log /dev/null;" in block


def test_caddy__lets_through_what_nginx_does() -> None:
    (pattern,) = re.findall(r"@open path_regexp (\S+)", CADDY)

    assert pattern == locations("rate.example.org")
    assert not re.search(r"^\s*log \{", CADDY, re.MULTILINE), "no access log"


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_units__are_sound_and_hardened(file: Path) -> None:
    unit = RawConfigParser(strict=False, interpolation=None)
    unit.read_string(file.read_text())
    service = dict(unit["Service"])

    assert {name: service.get(name) for name in HARD} == HARD
    (words,) = re.findall(r"/opt/alongside/current/bin/alongside (\w+)", service["execstart"])
    assert words in cli.COMMANDS
    if shutil.which("systemd-analyze"):
        done = subprocess.run(["systemd-analyze", "verify", str(file)], text=True, capture_output=True, check=False)
        said = [line for line in done.stderr.splitlines() if file.name in line and "is not executable" not in line]
        assert said == []


def test_settings__of_deploy_are_known_to_the_program() -> None:
    known = (ROOT / "alongside" / "config" / "settings.py").read_text()
    named = re.findall(r"^#? ?([A-Z_]+)='", (DEPLOY / "alongside.env").read_text(), re.MULTILINE)

    assert len(named) > 6
    assert [name for name in named if f'"{name}"' not in known] == []


def test_container__names_no_registry_and_is_not_root() -> None:
    said = (DEPLOY / "Containerfile").read_text()

    assert re.findall(r"^FROM (\S+)", said, re.MULTILINE) == ["${BASE}", "${BASE}"]
    assert "ARG BASE\n" in said
    assert re.findall(r"^USER (\d+):", said, re.MULTILINE) == ["10001"]
    assert said.index("USER 10001") < said.index("ENTRYPOINT")
