"""A folder that plays a bare machine, so that the boxes of `docs/install.md` can be run anywhere.

Paths of a machine become paths in the folder, ports become free ones, and what only the owner of a machine may do
(users, packages, services) is done by stand-ins on the PATH. Where the kernel lets us, it all happens in a network of
its own that has no way out; where it does not, `own_network` is False, and pip at least is told to ask nobody.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACES = (
    "/opt/alongside", "/etc/alongside", "/var/lib/alongside", "/var/backups/alongside", "/var/tmp/drill",  # noqa: S108
    "/usr/local/bin/alongside", "/etc/nginx", "/etc/systemd/system", "/root/alongside-wheels", "/root/alongside-next",
    "/var/log/nginx",
)  # fmt: skip
FOLDERS = ("usr/local/bin", "etc/nginx/conf.d", "etc/systemd/system", "var/log/nginx", "root", "var/tmp", "run")
NOTHING = "#!/bin/sh\nexit 0\n"
STAND_INS = {
    "apt-get": NOTHING,
    "adduser": NOTHING,
    "chown": NOTHING,
    "runuser": '#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n',
    "systemctl": '#!/bin/sh\nexec {python} {here}/services.py "$@"\n',
}
NGINX = """\
daemon on;
pid {machine}/run/nginx;
error_log {machine}/nginx.log;
{user}
events {{}}
http {{
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;  # as Debian's own file says
    access_log {machine}/access.log;
    client_body_temp_path {machine}/nginx-body;
    proxy_temp_path {machine}/nginx-proxy;
    fastcgi_temp_path {machine}/nginx-fastcgi;
    uwsgi_temp_path {machine}/nginx-uwsgi;
    scgi_temp_path {machine}/nginx-scgi;
    include {machine}/etc/nginx/conf.d/*.conf;
}}
"""


@dataclass(frozen=True)
class Answer:
    """What one box came to."""

    code: int
    output: str
    seconds: float


class Machine:
    """The folder, and what is put into it before the first box."""

    def __init__(self, folder: Path, *, python: Path) -> None:
        self.folder = folder
        self.ports = {port: _free_port() for port in ("80", "443", "8000", "8001", "8002")}
        for place in FOLDERS:
            (folder / place).mkdir(parents=True)
        for name, text in STAND_INS.items():
            self._program(name, text.replace("{python}", str(python)).replace("{here}", str(HERE)))
        self._program("python3", f'#!/bin/sh\nexec {python} "$@"\n')
        self._program("nginx", self._nginx())
        self._program("curl", self._curl())
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "etc/nginx/nginx.conf").write_text(NGINX.format(machine=folder, user=user))

    def carry(self, wheels: Path, place: str) -> None:
        """Bring a folder of wheels to a place of the machine, its settings made to fit."""
        there = self.folder / place.strip("/")
        shutil.copytree(wheels, there)
        for file in (there / "deploy").rglob("*"):
            if file.is_file():
                file.write_text(self.here(file.read_text()))

    def here(self, text: str) -> str:
        """Text of a machine as text of this folder."""
        for place in PLACES:
            text = re.sub(rf"(?<![\w/.-]){re.escape(place)}(?![\w])", f"{self.folder}{place}", text)
        text = re.sub(r"(?<!\d)(800[012])(?!\d)", lambda port: str(self.ports[port[1]]), text)
        text = re.sub(r"listen (\[::\]:)?(80|443)", lambda port: f"listen 127.0.0.1:{self.ports[port[2]]}", text)
        text = re.sub(r"(listen 127\.0\.0\.1:\d+.*;)\n +\1", r"\1", text)
        return re.sub(r"^(ALONGSIDE_DATA=)", rf"PORT='{self.ports['8000']}'\n\1", text, flags=re.MULTILINE)

    def run(self, commands: list[str], *, own_network: bool, keep: bool = False) -> tuple[bool, list[Answer]]:
        """Run boxes until one fails; whether the outside could be reached, and what each came to.

        Then all services are ended, but for `keep`: they go on, for boxes that come after, until `end`.
        """
        plan = {
            "boxes": [self.here(box) for box in commands],
            "environ": self._environ(),
            "folder": str(self.folder),
            "own_network": own_network,
            "end": ["true"] if keep else [*self._services, "end"],
        }
        question, answers = self.folder / "plan.json", self.folder / "answers.json"
        question.write_text(json.dumps(plan))
        alone = [*unsharing(), "--"] if own_network else []
        subprocess.run([*alone, sys.executable, str(HERE / "perform.py"), str(question), str(answers)], check=True)
        told = json.loads(answers.read_text())
        return told["outside"], [Answer(**answer) for answer in told["boxes"]]

    def end(self) -> None:
        """End every service that was started and goes on."""
        subprocess.run([*self._services, "end"], env=self._environ(), check=True)

    @property
    def _services(self) -> list[str]:
        return [str(self.folder / "usr/local/bin/systemctl")]

    def _environ(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
        path = f"{self.folder}/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        return kept | {
            "PATH": path, "HOME": str(self.folder), "ALONGSIDE_MACHINE": str(self.folder),
            "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_COMPILE": "0",
        }  # fmt: skip

    def _program(self, name: str, text: str) -> None:
        file = self.folder / "usr/local/bin" / name
        file.write_text(text)
        file.chmod(0o755)

    def _nginx(self) -> str:
        real = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin:/opt/homebrew/bin")
        log, settings = self.folder / "nginx-start.log", self.folder / "etc/nginx/nginx.conf"
        return f'#!/bin/sh\n[ "$1" = -t ] && exec {real} -e {log} -c {settings} -t\nexec {real} "$@"\n'

    def _curl(self) -> str:
        ways = " ".join(
            f"--connect-to {name}.example.org:443:127.0.0.1:{self.ports['443']}" for name in ("alongside", "rate")
        )
        return f'#!/bin/sh\nexec /usr/bin/curl --noproxy "*" {ways} "$@"\n'


def unsharing() -> list[str]:
    """The words that give a process a network of its own; none where the kernel does not let us."""
    for words in (["unshare", "--net"], ["unshare", "--map-root-user", "--net"]):
        if shutil.which("unshare") and subprocess.run([*words, "--", "true"], capture_output=True).returncode == 0:
            return words
    return []


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
