"""`alongside user reset`: for somebody who cannot get in any more, where nobody in the programme can help."""

from __future__ import annotations

import argparse

from alongside.cli import setting_up

SUMMARY = "let somebody back in who has lost their second step, or their slip"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", metavar="MAIL", help="their mail address, or the name they sign in with")
    parser.add_argument(
        "--slip", action="store_true", help="print a new slip for somebody without an address, and change nothing else"
    )


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.ready_database()
    from alongside.accounts import services as accounts
    from alongside.core import audit, clock

    by, on = audit.System("user reset"), clock.today()
    with setting_up.refusals():
        if options.slip:
            person, code = accounts.print_slip(who=options.who, by=by, on=on)
            print(f"{person.name} signs in as {person.signs_in_with} with the code {code}, once, within 14 days.")
        else:
            person = accounts.reset_for(who=options.who, by=by, on=on)
            print(f"{person.name} has no second step and no password any more, and sets them up when signing in next.")
    return 0
