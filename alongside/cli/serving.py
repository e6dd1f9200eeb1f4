"""The web server (waitress): which address it may use, and how it ends."""

from __future__ import annotations

import errno
import gc
import ipaddress
import logging
import os
import select
import signal
import socket
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from alongside.cli import background, exits
from alongside.cli.exits import Stop

THREADS = 4  # measured: more threads of one process only fight for the interpreter
LARGEST_BODY = 8 * 1024 * 1024
CONNECTIONS = 2000
FILES = 200
"""Connections held open at once, and files beside them. Until its request is whole a connection costs next to nothing;
with a hundred, one client that drips shuts everybody else out."""
BEYOND = (
    "This is a demonstration: anyone who opens it can sign in as anyone. It is served on this machine only.\n"
    "If that is what you want, say --beyond-localhost."
)


@dataclass(frozen=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def port_from(option: int | None) -> int:
    """The port asked for: the option, else PORT, else 8000."""
    said = os.environ.get("PORT", "8000") if option is None else str(option)
    if said.isdigit() and 0 < int(said) < 65536:
        return int(said)
    raise Stop(f"{said} is not a port: a number from 1 to 65535 is.", exits.USAGE)


def claim(address: Address) -> socket.socket:
    """Keep the address for us, or say that somebody else has it. Nobody is answered before `serve`."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listener = socket.socket(family)
    if os.name == "posix":
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address.host, address.port))
    except OSError as wrong:
        listener.close()
        raise _cannot_listen(address, wrong) from wrong
    return listener


def _cannot_listen(address: Address, wrong: OSError) -> Stop:
    if wrong.errno == errno.EADDRINUSE:
        return Stop(
            f"Port {address.port} is taken by another program (perhaps Alongside is running already).\n"
            f"Use another one: --port {address.port + 1}",
            exits.PORT_TAKEN,
        )
    return Stop(f"Alongside cannot listen on {address.host}:{address.port}: {wrong.strerror}", exits.PORT_TAKEN)


def keep_demonstration_local(address: Address, *, beyond_localhost: bool) -> None:
    """A demonstration answers this machine only, unless told otherwise: neither its address nor its names reach out."""
    from django.conf import settings

    from alongside.core import installation

    if beyond_localhost or not installation.is_demonstration():
        return
    if not address.is_local:
        raise Stop(BEYOND, exits.REFUSED)
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]


def serve(listener: socket.socket, *, working: bool, behind_proxy: str | None = None) -> int:
    """Serve pages until Ctrl-C or SIGTERM, with the background work beside them where asked for."""
    import waitress

    from alongside.config.wsgi import application

    settle()

    def end(number: int, frame: Any) -> None:
        sys.exit(exits.OK)

    signal.signal(signal.SIGTERM, end)
    # A queue under load is no news: waitress would say so for every request that waits.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    stop = background.beside() if working else None
    try:
        waitress.serve(
            application,
            sockets=[listener],
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            connection_limit=_connections(),
            asyncore_use_poll=hasattr(select, "poll"),
            clear_untrusted_proxy_headers=True,
            **_trusted(behind_proxy),
        )
    finally:
        if stop:
            stop.set()
    return exits.OK


def _connections() -> int:
    """How many may be held open: as many as the system lets a program have files, some kept for files."""
    if os.name != "posix":
        return 100
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + FILES if hard == resource.RLIM_INFINITY else min(CONNECTIONS + FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(100, wanted - FILES)


def settle() -> None:
    """Load the code of every page, and keep what is loaded for good out of the collector's rounds.

    A full round over all of it takes 50 ms, in which nobody is answered.
    """
    from django.conf import settings

    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()


def open_door(listener: socket.socket) -> None:
    """Let people come. Another Alongside may have claimed the same port while neither was listening yet."""
    try:
        listener.listen(1024)
    except OSError as wrong:
        raise _cannot_listen(Address(*listener.getsockname()[:2]), wrong) from wrong


def _trusted(proxy: str | None) -> dict[str, Any]:
    if not proxy:
        return {}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
    }
