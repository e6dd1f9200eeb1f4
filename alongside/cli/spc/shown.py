"""What the command puts out: a sentence and a table, JSON, a drawing, a page that stands alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from alongside.cli import exits
from alongside.cli.exits import Stop
from alongside.cli.spc.asking import Read
from alongside.cli.spc.lines import as_answer
from alongside.numerics.spc import Chart, Reading
from alongside.ui.drawing.chart import Picture, chart
from alongside.ui.drawing.chart_axis import Show
from alongside.ui.drawing.chart_file import standalone
from alongside.ui.drawing.chart_table import in_table
from alongside.ui.drawing.chart_words import say
from alongside.ui.drawing.png import png

HEADINGS = ("x", "value", "of", "middle", "limits", "")
PAGE = """<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%s</title>
<style>
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #212b32; max-width: 60rem; margin: 0 auto; padding: 1rem; }
.chart { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; padding: .5rem 0; }
th, td { text-align: left; padding: .25rem 1rem .25rem 0; border-bottom: 1px solid #d8dde0; }
</style></head>
<body><main>
%s
</main></body>
</html>
"""


def as_json(found: list[Read]) -> str:
    """The answer of the contract; with facets, a list of them with their names."""
    if len(found) == 1 and not found[0].facet:
        told: object = as_answer(found[0].reading)
    else:
        told = [{"facet": one.facet, **as_answer(one.reading)} for one in found]
    return json.dumps(told, allow_nan=False, ensure_ascii=False, indent=1)


def _show(reading: Reading) -> Show:
    """Proportions are read as per cent, unless they were multiplied already."""
    is_part = reading.chart in (Chart.P, Chart.P_PRIME) and all(y is None or 0 <= y <= 1 for y in reading.y)
    return Show(percent=is_part)


def as_text(found: list[Read]) -> str:
    """For each chart its title, what it says, what a reader must know besides, and every point."""
    return "\n\n".join(_one_as_text(one) for one in found)


def _one_as_text(one: Read) -> str:
    lines = [
        one.title,
        say(one.reading, _show(one.reading)).whole,
        *(f"Note: {warned.message}" for warned in one.reading.warnings),
        "",
    ]
    rows = [HEADINGS, *_rows(one)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADINGS))]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True) if width]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _rows(one: Read) -> list[tuple[str, ...]]:
    return [
        (row.x, row.y, row.n, row.middle, row.limits, row.said) for row in in_table(one.reading, _show(one.reading))
    ]


def as_svg(found: list[Read]) -> bytes:
    """One drawing; several do not fit one file."""
    if len(found) > 1:
        raise Stop(f"There are {len(found)} charts, and a picture holds one. --html shows them all.", exits.USAGE)
    one = found[0]
    return standalone(one.reading, _picture(one, 1)).encode()


def as_png(found: list[Read]) -> bytes:
    """The same as a PNG."""
    return png(as_svg(found).decode())


def as_html(found: list[Read]) -> bytes:
    """A page that stands alone and asks nothing of any other place: each chart with its sentence and its table."""
    parts = [_section(one, number) for number, one in enumerate(found, 1)]
    return (PAGE % (escape(found[0].title), "\n".join(parts))).encode()


def _picture(one: Read, number: int) -> Picture:
    return Picture(
        key=f"chart-{number}", title=one.title, said=say(one.reading, _show(one.reading)).whole, show=_show(one.reading)
    )


def _section(one: Read, number: int) -> str:
    notes = "".join(f"<p>{escape(warned.message)}</p>" for warned in one.reading.warnings)
    head = "".join(f'<th scope="col">{escape(text.capitalize() or "Said of it")}</th>' for text in HEADINGS)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in row[1:])}</tr>'
        for row in _rows(one)
    )
    return (
        f"<section><h1>{escape(one.title)}</h1><p>{escape(say(one.reading, _show(one.reading)).whole)}</p>{notes}"
        f'<div class="chart">{chart(one.reading, _picture(one, number))}</div>'
        f"<table><caption>Every point</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></section>"
    )


FORMATS: dict[str, Callable[[list[Read]], bytes]] = {"svg": as_svg, "png": as_png, "html": as_html}
