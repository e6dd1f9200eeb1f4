"""Run the boxes one after another, and say what each printed. Started by `sandbox`, in a network of its own.

Standard library only, and none of ours: `python perform.py PLAN.json ANSWERS.json`.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

SIOCSIFFLAGS = 0x8914
UP_AND_RUNNING = 0x1 | 0x40


def loopback_up() -> None:
    """A new network has a loopback that is down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", UP_AND_RUNNING))


def reaches_outside() -> bool:
    """Whether any machine but this one can be reached: there is a way out as soon as there is a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        try:
            any_socket.connect(("192.0.2.1", 53))
        except OSError:
            return False
        return True


def main(plan_file: str, answers_file: str) -> None:
    plan = json.loads(Path(plan_file).read_text())
    if plan["own_network"]:
        loopback_up()
    outside, answers = reaches_outside(), []
    try:
        for commands in plan["boxes"]:
            began = time.monotonic()
            done = subprocess.run(
                ["bash", "-euo", "pipefail", "-c", commands],
                env=plan["environ"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                cwd=plan["folder"],
            )
            answer = {"code": done.returncode, "output": done.stdout, "seconds": time.monotonic() - began}
            answers.append(answer)
            if done.returncode:
                break
    finally:
        subprocess.run([*plan["end"]], env=plan["environ"], check=False)
        Path(answers_file).write_text(json.dumps({"outside": outside, "boxes": answers}))


if __name__ == "__main__":
    os.setpgrp()
    main(*sys.argv[1:])
