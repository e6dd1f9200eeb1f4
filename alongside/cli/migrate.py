"""`alongside migrate`: bring the database and the published content to this version."""

from __future__ import annotations

import argparse
import sys

from alongside.cli import setting_up

SUMMARY = "create or update the tables, and publish the frameworks of this version"


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.data_folder()
    with setting_up.refusals():
        waiting = bring_up_to_date()
    print(f"{waiting} migrations applied; the content is published." if waiting else "Everything is up to date.")
    return 0


def bring_up_to_date() -> int:
    """Apply what waits and publish the content; returns how many migrations were applied. Safe to run again."""
    from django.core.management import call_command

    waiting = setting_up.known_database()
    if waiting:
        print(f"Updating the database ({len(waiting)} migrations) ...", file=sys.stderr, flush=True)
        call_command("migrate", verbosity=0, interactive=False)
    publish()
    return len(waiting)


def publish() -> None:
    """Publish the frameworks and measures of this version; what is published already stays as it is."""
    from alongside.core import audit, clock
    from alongside.frameworks import services as frameworks
    from alongside.measures import services as measures

    frameworks.publish_content(by=audit.System("migrate"), on=clock.today())
    measures.publish_indicators(by=audit.System("migrate"), on=clock.today())
