"""`alongside frameworks check FILE`: is this list, these voices or this crosswalk right? No Django, no database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from alongside.cli import exits
from alongside.cli.exits import Stop

SUMMARY = "look over a YAML file with a framework, voices or a crosswalk of a programme's own"


def arguments(parser: argparse.ArgumentParser) -> None:
    from alongside.content import Kind

    parser.epilog = (
        "Every mistake is told at once: file, line, column, what is wrong, what to do. Exit code 0: the file is right."
        " 1: it has mistakes. 6: it cannot be read. Whether a name is taken is known only where it is published."
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", metavar="FILE", help="the file; - reads standard input")
    kinds = [kind.value.lower() for kind in Kind]
    what.add_argument("--starter", choices=kinds, help="print a file to begin from, with comments, instead")


def run(options: argparse.Namespace) -> int:
    from alongside import content

    if options.starter:
        sys.stdout.write(content.starter(content.Kind(options.starter.upper())))
        return exits.OK
    name = "standard input" if options.file == "-" else options.file
    try:
        own = content.read_own(_bytes(options.file), name=name)
    except content.ContentError as wrong:
        for problem in wrong.problems:
            print(problem.whole, file=sys.stderr)
        print(f"{len(wrong.problems)} to put right.", file=sys.stderr)
        return exits.FAILED
    print(f"{name} is right: {_in_words(own)}.")
    return exits.OK


def _in_words(own: object) -> str:
    from alongside.content import Own

    assert isinstance(own, Own)
    if own.edition:
        items = len(own.edition.shape.items)
        return f"the edition {own.slug}, {items} {'item' if items == 1 else 'items'}"
    return f"the crosswalk {own.slug}" if own.crosswalk else f"voices: {own.slug}"


def _bytes(file: str) -> bytes:
    from alongside.content import MOST_BYTES

    try:
        if file == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(file).open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise Stop(f"{file} cannot be read: {wrong.strerror or wrong}.", exits.FILE) from wrong
