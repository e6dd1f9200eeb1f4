"""All-day entries as an iCalendar file (RFC 5545), by hand: a few kinds of lines, escaped and folded.

Knows neither Django nor what an entry is about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LINE_AT_MOST = 75
"""Octets of a content line, without the line break (RFC 5545, 3.1)."""
CRLF = "\r\n"
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Something on one whole day. `uid` stays the same for as long as it is the same thing."""

    uid: str
    on: dt.date
    summary: str
    description: str = ""
    url: str = ""


def calendar(entries: Iterable[Entry], *, name: str, product: str, at: dt.datetime, refresh: str = "PT12H") -> str:
    """A whole calendar, ready to be sent. `at` is the moment the entries were read (DTSTAMP), aware."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{escaped(product)}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(name)}",  # RFC 7986; the next line says the same to older programs
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}",
        *(line for entry in entries for line in _event(entry, at=at)),
        "END:VCALENDAR",
    ]
    return "".join(folded(line) + CRLF for line in lines)


def _event(entry: Entry, *, at: dt.datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"  # without an end it lasts that one day (3.6.1)
    yield f"SUMMARY:{escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.url:
        yield f"URL:{_plain(entry.url)}"
    yield "TRANSP:TRANSPARENT"  # the day is not taken up by it
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): backslash, semicolon, comma and line breaks are escaped."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for mark, instead in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(mark, instead)
    return _plain(text)


def folded(line: str) -> str:
    """A content line of at most 75 octets, going on after a line break and a blank; no character is cut in two."""
    parts, part, size = [], "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > LINE_AT_MOST:
            parts.append(part)
            part, size = "", 1  # the blank at the beginning counts
        part, size = part + letter, size + width
    return f"{CRLF} ".join([*parts, part])


def _plain(text: str) -> str:
    """Without control characters, which no value may hold (RFC 5545, 3.1: CONTROL), but for the tab."""
    return "".join(letter for letter in text if letter == "\t" or (letter >= " " and letter != "\x7f"))
