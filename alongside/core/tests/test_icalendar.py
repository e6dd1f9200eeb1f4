"""The iCalendar writer against the examples that RFC 5545 itself gives, and what must hold of every line."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.icalendar import CRLF, LINE_AT_MOST, Entry, calendar, escaped, folded

AT = dt.datetime(2007, 4, 23, 12, 34, 32, tzinfo=dt.UTC)


def unfolded(text: str) -> str:
    """What a reader does (RFC 5545, 3.1): a line break followed by one blank is nothing."""
    return text.replace(CRLF + " ", "").replace(CRLF + "\t", "")


def test_the_readers_side_understands_the_rfcs_folded_example():
    """RFC 5545, 3.1: the long description, whole and folded."""
    whole = "DESCRIPTION:This is a long description that exists on a long line."

    assert unfolded("DESCRIPTION:This is a lo\r\n ng description\r\n  that exists on a long line.") == whole
    assert folded(whole) == whole


def test_text__is_escaped_as_in_the_rfcs_example():
    """RFC 5545, 3.3.11."""
    text = "Project XYZ Final Review\nConference Room - 3B\nCome Prepared."

    assert escaped(text) == r"Project XYZ Final Review\nConference Room - 3B\nCome Prepared."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a;b,c", r"a\;b\,c"),
        ("C:\\temp", r"C:\\temp"),
        ("one\r\ntwo\rthree", r"one\ntwo\nthree"),
        ("\\n", r"\\n"),
        ("a\x00b\x7fc\td", "abc\td"),
        ("“quoted”: yes", "“quoted”: yes"),
    ],
)
def test_text__escapes_what_it_must_and_nothing_else(text: str, kept: str):
    assert escaped(text) == kept


def test_event__is_that_of_the_rfcs_whole_day_example():
    """RFC 5545, 3.6.1: the festival, here with a single day and so without DTEND."""
    entry = Entry(
        uid="20070423T123432Z-541111@example.com",
        on=dt.date(2007, 6, 28),
        summary="Festival International de Jazz de Montreal",
    )

    lines = calendar([entry], name="Jazz", product="-//hacksw/handcal//NONSGML v1.0//EN", at=AT).split(CRLF)

    begin, end = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    assert lines[begin : end + 1] == [
        "BEGIN:VEVENT",
        "UID:20070423T123432Z-541111@example.com",
        "DTSTAMP:20070423T123432Z",
        "DTSTART;VALUE=DATE:20070628",
        "SUMMARY:Festival International de Jazz de Montreal",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hacksw/handcal//NONSGML v1.0//EN"]
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_calendar__without_entries_is_whole_too():
    text = calendar([], name="Mine", product="Alongside", at=AT)

    assert "VEVENT" not in text
    assert "NAME:Mine" in text


def test_calendar__tells_the_moment_in_utc():
    later = AT.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30)))
    entry = Entry(uid="1", on=dt.date(2026, 3, 2), summary="x", description="a, b", url="https://x.example/a?b=1,2;c")

    lines = calendar([entry], name="n", product="p", at=later).split(CRLF)

    assert "DTSTAMP:20070423T123432Z" in lines
    assert r"DESCRIPTION:a\, b" in lines
    assert "URL:https://x.example/a?b=1,2;c" in lines


@pytest.mark.parametrize("length", [74, 75, 76, 149, 150, 300])
def test_folding__keeps_to_seventy_five_octets(length: int):
    line = "X" * length

    parts = folded(line).split(CRLF)

    assert all(len(part.encode()) <= LINE_AT_MOST for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert len(parts) == (1 if length <= 75 else 1 + -(-(length - 75) // 74))


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=400))
def test_folding__cuts_no_character_and_can_be_undone(line: str):
    text = folded(line)

    assert unfolded(text) == line
    assert all(len(part.encode()) <= LINE_AT_MOST for part in text.split(CRLF))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"), max_size=200))
def test_text__can_be_read_back(text: str):
    back, given_back = escaped(text), []
    letters = iter(back)
    for letter in letters:
        if letter == "\\":
            letter = {"n": "\n"}.get(mark := next(letters), mark)
        given_back.append(letter)

    assert "".join(given_back) == text
    assert "\n" not in back
