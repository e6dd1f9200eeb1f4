"""A stand-in for systemctl and nginx's own service, for a folder that plays a machine. `python services.py WORDS…`

It reads the unit files that were installed, as systemd would: user and hardening apart, it starts what they start,
with the environment they name, and ends it with SIGTERM. ALONGSIDE_MACHINE is the folder.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

MACHINE = Path(os.environ["ALONGSIDE_MACHINE"])
UNITS = MACHINE / "etc/systemd/system"
RUNNING = MACHINE / "run"
INSTANCE = "%i"


def main(words: list[str]) -> None:
    verb, *names = [word for word in words if not word.startswith("--")]
    if verb == "daemon-reload":
        return
    for name in names:
        if name == "nginx":
            nginx()
        elif verb in ("enable", "start"):
            start(name)
        elif verb == "stop":
            stop(RUNNING / name)
        else:
            sys.exit(f"systemctl {verb} is not known here")
    if verb == "end":
        for file in RUNNING.glob("*"):
            stop(file)


def start(name: str) -> None:
    if name.endswith(".timer"):
        unit(name)
        return
    lines = unit(name)
    environ = dict(os.environ) | settings(Path(value(lines, "EnvironmentFile")))
    commands = [line for key, line in lines if key in ("ExecStart", "ExecStartPost")]
    instance = name.partition("@")[2]
    for command in commands:
        started = subprocess.Popen(
            shlex.split(command.replace("%%", "%").replace(INSTANCE, instance)),
            env=environ,
            cwd=MACHINE,
            stdout=(MACHINE / f"{name}.log").open("a"),
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        if ("Type", "oneshot") not in lines:
            RUNNING.mkdir(exist_ok=True)
            (RUNNING / name).write_text(str(started.pid))
        elif started.wait():
            sys.exit(f"{command} ended with {started.returncode}:\n{(MACHINE / f'{name}.log').read_text()}")


def stop(file: Path) -> None:
    said = file.read_text().strip()
    file.unlink()
    if said:
        end(int(said))


def end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
        for _ in range(200):
            os.kill(pid, 0)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return
            time.sleep(0.05)
    except (ProcessLookupError, FileNotFoundError):
        return
    os.kill(pid, signal.SIGKILL)


def nginx() -> None:
    file = RUNNING / "nginx"
    RUNNING.mkdir(exist_ok=True)
    words = ["nginx", "-e", str(MACHINE / "nginx-start.log"), "-c", str(MACHINE / "etc/nginx/nginx.conf")]
    if file.exists() and file.read_text().strip():  # `nginx -t` leaves an empty one
        subprocess.run([*words, "-s", "reload"], check=True)
        return
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)


def unit(name: str) -> list[tuple[str, str]]:
    before, at, _ = name.partition("@")
    file = UNITS / (f"{before}@.service" if at else name if "." in name else f"{name}.service")
    lines = [line for line in file.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return [(key, rest) for key, _, rest in (line.partition("=") for line in lines)]


def value(lines: list[tuple[str, str]], key: str) -> str:
    return next(rest for name, rest in lines if name == key)


def settings(file: Path) -> dict[str, str]:
    """What systemd reads from a file of settings: NAME='value'."""
    lines = [line for line in file.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return {name: rest.strip("'") for name, _, rest in (line.partition("=") for line in lines)}


if __name__ == "__main__":
    main(sys.argv[1:])
