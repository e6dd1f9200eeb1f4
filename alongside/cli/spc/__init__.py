"""`alongside spc`: a control chart from a file, for people without a server. No Django, no database, no data folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from alongside.cli import exits
from alongside.cli.exits import Stop

SUMMARY = "read a CSV file as a control chart: a sentence, a table, JSON, SVG, PNG or HTML"
CHARTS = ("run", "i", "mr", "xbar", "s", "t", "p", "pp", "u", "up", "c", "g", "ip")
FORMATS = ("svg", "png", "html")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = (
        "docs/spc.md explains every chart and setting. With no --y the first column that has no other task is charted,"
        " with no --x the points stand at the first column."
    )
    parser.add_argument("file", nargs="?", metavar="FILE.csv", help="a table with headings; - reads standard input")
    _what(parser)
    _shewhart(parser.add_argument_group("settings of the profile shewhart"))
    _nhs(parser.add_argument_group("settings of the profile nhs"))
    _how(parser.add_argument_group("what comes out (without any: a sentence and a table)"))


def _what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", choices=("shewhart", "nhs"), default="shewhart", help="whose constants and rules")
    parser.add_argument("--chart", choices=CHARTS, default="i", help="which chart (i)")
    parser.add_argument("--x", metavar="COLUMN", help="dates, numbers or names that the points stand at")
    parser.add_argument("--y", metavar="COLUMN", help="the figures, or the numerators")
    parser.add_argument("--n", metavar="COLUMN", help="the denominators")
    parser.add_argument("--facet", metavar="COLUMN", help="one chart for each value of this column")
    parser.add_argument(
        "--no-screen", dest="screen", action="store_false", help="keep every moving range, however large (Nelson 1982)"
    )


def _shewhart(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--freeze", type=int, metavar="N", help="the baseline ends with this point, from 1")
    group.add_argument("--part", type=_points, metavar="N,…", help="a phase ends with this point; several with commas")
    group.add_argument("--exclude", type=_points, metavar="N,…", help="points left out of centre, spread and runs")
    group.add_argument("--cl", type=float, metavar="V", help="a centre line from elsewhere")
    group.add_argument("--multiply", type=float, metavar="V", help="show values and lines times this")
    group.add_argument("--aggregate", choices=("mean", "median", "sum", "sd"), help="what becomes of a subgroup (mean)")
    group.add_argument("--no-negative", dest="negative", action="store_false", help="raise negative lower limits to 0")
    group.add_argument("--categorical", action="store_true", help="x has no order: runs are not judged")


def _nhs(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--improvement", choices=("increase", "decrease", "neutral"), help="which way is better (neutral)"
    )
    group.add_argument("--target", metavar="V|COLUMN", help="a number, or a column of them for a target in steps")
    group.add_argument("--rebase", metavar="DATE,…", help="a new phase begins on this day")
    group.add_argument("--fix-after", type=int, metavar="N", help="limits come from the first N points of each phase")
    group.add_argument("--shift", type=int, metavar="N", help="points on one side that make a shift (7)")
    group.add_argument("--trend", type=int, metavar="N", help="points that make a trend (7)")
    group.add_argument(
        "--trend-ties", choices=("break", "skip"), help="what an equal neighbour does to a trend (break)"
    )
    group.add_argument(
        "--two-in-three", choices=("plotthedots", "mdc2023"), help="which variant of the rule (plotthedots)"
    )


def _how(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--title", help="stands above the chart; the heading of the figures otherwise")
    group.add_argument("--json", action="store_true", help="everything, as docs/spc.md describes it")
    for name in FORMATS:
        group.add_argument(
            f"--{name}", nargs="?", const="-", metavar="OUT", help=f"a {name.upper()} file; standard output without OUT"
        )
    group.add_argument(
        "--json-lines", action="store_true",
        help="for tools: a request on each line of standard input, an answer on each line of standard output",
    )  # fmt: skip


def _points(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a list of numbers such as 12,24") from None


def run(options: argparse.Namespace) -> int:
    # Imported here: --help and the other commands need no NumPy.
    if options.json_lines:
        from alongside.cli.spc import lines

        if options.file:
            raise Stop("--json-lines reads standard input; it takes no file.", exits.USAGE)
        lines.serve(sys.stdin.buffer, sys.stdout.buffer)
        return exits.OK
    _file_and_formats(options)
    from alongside.cli.spc import asking, shown

    found = asking.readings(options)
    wanted = [name for name in FORMATS if getattr(options, name)]
    for name in wanted:
        _put(getattr(options, name), shown.FORMATS[name](found))
    if options.json:
        print(shown.as_json(found))
    elif not wanted:
        print(shown.as_text(found))
    return exits.OK


def _file_and_formats(options: argparse.Namespace) -> None:
    """`--svg FILE.csv` means that file and standard output, for nobody wants a chart in place of their figures."""
    wanted = [name for name in FORMATS if getattr(options, name) not in (None, "-")]
    if options.file is None and len(wanted) == 1 and getattr(options, wanted[0]).lower().endswith((".csv", ".txt")):
        options.file = getattr(options, wanted[0])
        setattr(options, wanted[0], "-")
    if options.file is None:
        raise Stop("Which file? alongside spc FILE.csv; alongside spc --help says more.", exits.USAGE)
    to_stdout = [f"--{name}" for name in FORMATS if getattr(options, name) == "-"] + ["--json"] * options.json
    if len(to_stdout) > 1:
        raise Stop(f"{' and '.join(to_stdout)} cannot both go to standard output. Name a file for one.", exits.USAGE)
    if options.png == "-" and sys.stdout.isatty():
        raise Stop("A PNG is no text for a terminal. Name a file: --png chart.png", exits.USAGE)


def _put(where: str, what: bytes) -> None:
    if where == "-":
        sys.stdout.buffer.write(what)
        sys.stdout.buffer.flush()
        return
    try:
        Path(where).write_bytes(what)
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or wrong
        raise Stop(f"{where} cannot be written: {reason}.", exits.FILE) from wrong
