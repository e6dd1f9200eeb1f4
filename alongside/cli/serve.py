"""`alongside serve`."""

from __future__ import annotations

import argparse
import sys

from alongside.cli import safety, serving, setting_up

SUMMARY = "serve the pages, and do the background work"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="the port to listen on (else PORT, else 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--no-work", action="store_true", help="leave the background work to `alongside work`")
    parser.add_argument("--behind-proxy", metavar="ADDRESS", help="the proxy whose word about visitors counts")
    parser.add_argument("--beyond-localhost", action="store_true", help="serve a demonstration to other machines too")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    from django.conf import settings

    setting_up.data_folder()
    address = serving.Address(options.host, serving.port_from(options.port))
    listener = serving.claim(address)
    setting_up.ready_database()
    serving.keep_demonstration_local(address, beyond_localhost=options.beyond_localhost)
    safety.refuse_unsafe()
    serving.open_door(listener)
    proxy = options.behind_proxy or ("127.0.0.1" if settings.BEHIND_PROXY else None)
    print(f"Alongside is open on http://{address.host}:{address.port} (Ctrl-C ends it).", file=sys.stderr)
    return serving.serve(listener, working=not options.no_work, behind_proxy=proxy)
