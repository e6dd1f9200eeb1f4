"""The console program `alongside`: one module per command, plain words, exit codes that mean something."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from alongside import __version__
from alongside.cli import exits
from alongside.cli.exits import Stop

COMMANDS = (
    "serve", "work", "demo", "generate", "migrate", "backup", "restore", "export", "routes",
    "user create", "user reset", "programme create", "check", "spc", "frameworks check",
)  # fmt: skip
GROUPS = {"user": "people who sign in", "programme": "change programmes", "frameworks": "lists to judge services by"}


class Command(Protocol):
    """What a command's module offers. SUMMARY is its line in --help; run returns the exit code."""

    SUMMARY: str

    def arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, options: argparse.Namespace) -> int: ...


def main(words: Sequence[str] | None = None) -> int:
    """Read the words, do what they ask for, and say in a sentence why when that cannot be done."""
    options = _parser().parse_args(words)
    try:
        return cast(Command, options.command).run(options)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return stop.code
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return exits.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`| head`) has gone. Nothing more may be said to it, not even by Python at exit.
        sys.stdout = None
        return exits.OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alongside",
        description="Recovery-oriented change in mental health services, judged together and told back.",
        epilog=f"{exits.EXPLAINED}\n\nSettings come from the environment; docs/operations.md lists them.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"alongside {__version__}")
    into = parser.add_subparsers(metavar="COMMAND", required=True)
    groups = {}
    for name in COMMANDS:
        group, _, verb = name.rpartition(" ")
        if group and group not in groups:
            every = ", ".join(one for one in COMMANDS if one.startswith(f"{group} "))
            grouped = into.add_parser(group, help=f"{GROUPS[group]}: {every}")
            groups[group] = grouped.add_subparsers(metavar="COMMAND", required=True)
        _add(groups[group] if group else into, verb, name.replace(" ", "_"))
    return parser


def _add(into: argparse._SubParsersAction[argparse.ArgumentParser], verb: str, module: str) -> None:
    command = cast(Command, import_module(f"alongside.cli.{module}"))
    parser = into.add_parser(verb, help=command.SUMMARY, description=command.SUMMARY)
    command.arguments(parser)
    parser.set_defaults(command=command)
