"""`alongside generate`: a programme of any size, for measuring."""

from __future__ import annotations

import argparse

from alongside.cli import migrate, setting_up
from alongside.cli.progress import Progress

SUMMARY = "build a made-up programme of a given size, for measuring speed"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sites", type=int, default=60, help="how many organisations (60)")
    parser.add_argument("--teams-per-site", type=int, default=100, help="how many teams in each (100)")
    parser.add_argument("--people", type=int, default=100_000, help="how many accounts (100000)")
    parser.add_argument(
        "--series-per-place", type=int, default=23, help="how many monthly series of three years each place has (23)"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same programme (1)")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    setting_up.data_folder()
    with setting_up.refusals():
        migrate.bring_up_to_date()
        from alongside.demo import services as demo

        demo.generate(
            sites=options.sites,
            teams_per_site=options.teams_per_site,
            people=options.people,
            series_per_place=options.series_per_place,
            seed=options.seed,
            progress=Progress("generate"),
        )
    print(f"{options.sites} sites with {options.teams_per_site} teams each stand in the database.")
    return 0
