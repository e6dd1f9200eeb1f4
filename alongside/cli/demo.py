"""`alongside demo`: the demonstration programme, built when it is not there, and served."""

from __future__ import annotations

import argparse
import sys
import time

from alongside.cli import exits, migrate, serving, setting_up
from alongside.cli.exits import Stop
from alongside.cli.progress import Progress

SUMMARY = "open the demonstration: a fictional programme of 29 sites"
IN_USE = (
    "This database is a real installation. A demonstration needs a data folder of its own, for example:\n"
    "ALONGSIDE_DATA=demonstration alongside demo"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="the port to listen on (else PORT, else 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--reset", action="store_true", help="forget what visitors did and build it anew")
    parser.add_argument("--build-only", action="store_true", help="build it if need be, and do not serve it")
    parser.add_argument("--beyond-localhost", action="store_true", help="let other machines open it")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.data_folder()
    address = serving.Address(options.host, serving.port_from(options.port))
    listener = None if options.build_only else serving.claim(address)
    with setting_up.refusals():
        migrate.bring_up_to_date()
        build(reset=options.reset)
    if listener is None:
        return exits.OK
    serving.keep_demonstration_local(address, beyond_localhost=options.beyond_localhost)
    serving.open_door(listener)
    say(f"\nAlongside is open on http://localhost:{address.port}\n")
    say("Everyone and everything in it is made up. Choose who to sign in as on the first page: no password is needed.")
    say("Ctrl-C ends it; what you did is kept until: alongside demo --reset\n")
    return serving.serve(listener, working=True)


def build(*, reset: bool) -> None:
    """Build the demonstration in an empty database, in one transaction: a build that dies leaves nothing."""
    from django.db import transaction

    from alongside.core import installation
    from alongside.core.backup import services as backup
    from alongside.core.models import Installation
    from alongside.demo import services as demo

    here = Installation.objects.first()
    if here and here.kind != Installation.Kind.DEMONSTRATION:
        raise Stop(IN_USE, exits.REFUSED)
    if here and not reset:
        return
    say("Building the demonstration (under a minute) ...")
    began = time.monotonic()
    with transaction.atomic():
        if here:
            backup.start_afresh()
            installation.forget()
            migrate.publish()
        demo.build_demo(progress=Progress("demonstration"))
    say(f"The demonstration was built in {time.monotonic() - began:.0f} s.")


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
