"""`alongside programme create`: how a real installation begins."""

from __future__ import annotations

import argparse

from alongside.cli import migrate, setting_up

SUMMARY = "begin a real installation: a programme and its director"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", required=True, help="the programme's name")
    parser.add_argument("--director", required=True, metavar="MAIL", help="the director's mail address")
    parser.add_argument("--director-name", metavar="NAME", help="the director's name (else the address)")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.data_folder()
    with setting_up.refusals():
        migrate.bring_up_to_date()
        begin(options)
    print(f"The programme {options.name} stands. {options.director} is its director and signs in with that address,")
    print("by a code that is sent there, and then sets up a second step. Next: alongside check, then alongside serve.")
    return 0


def begin(options: argparse.Namespace) -> None:
    """Give the installation its kind if this is its first programme, and make programme and director, or neither."""
    from django.db import transaction

    from alongside.core import audit, clock, installation
    from alongside.core.models import Installation
    from alongside.programmes import services as programmes

    with transaction.atomic():
        installation.be_born(Installation.Kind.REAL, at=clock.now())
        programmes.create_programme(
            name=options.name,
            director_email=options.director,
            director_name=options.director_name or options.director,
            by=audit.System("programme create"),
            on=clock.today(),
        )
