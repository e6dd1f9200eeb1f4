"""This machine: what we may install on it, and how we speak to the person at it."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path


class Stop(Exception):
    """We cannot go on; the message says why and what the person can do."""


def say(sentence: str) -> None:
    """Set-up speaks on standard error, so that standard output belongs to the command alone."""
    print(sentence, file=sys.stderr, flush=True)


@functools.cache
def may_install() -> bool:
    """Whether we can install system packages unasked: Debian or its children, root or passwordless sudo."""
    if not shutil.which("apt-get") or not Path("/etc/debian_version").exists():
        return False
    return not _privileged() or subprocess.run([*_privileged(), "true"], capture_output=True).returncode == 0


def install(*packages: str) -> bool:
    """Install system packages, saying so; False when it did not work."""
    say(f"Installing {', '.join(packages)} with apt-get ...")
    command = [*_privileged(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
    for step in (["update"], ["install", "--no-install-recommends", *packages]):
        done = subprocess.run([*command, *step], text=True, capture_output=True, check=False)
    if done.returncode:
        say(f"apt-get could not: {done.stderr.strip()[-500:]}")
    return done.returncode == 0


def is_root() -> bool:
    return os.name == "posix" and os.geteuid() == 0


def _privileged() -> list[str]:
    return [] if is_root() else ["sudo", "-n"]
