"""`alongside user create`."""

from __future__ import annotations

import argparse

from alongside.cli import setting_up

SUMMARY = "make an account; the person signs in with a code sent to their address"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="how others see them")
    parser.add_argument("--mail", required=True, help="where mail reaches them")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.ready_database()
    from alongside.accounts import services as accounts
    from alongside.core import audit, clock

    with setting_up.refusals():
        person = accounts.create_user(
            email=options.mail, name=options.name, by=audit.System("user create"), on=clock.today()
        )
    print(f"{person.name} can sign in with {person.email}.")
    return 0
