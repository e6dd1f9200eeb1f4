"""Tables in and out, the friendly ones."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

from alongside.measures import sheets
from alongside.measures.sheets import Sheet, Unreadable, writing

TABLE = Sheet(
    title="A [very] long title: with what a sheet's name cannot have",
    columns=["Month", "Value", "Comment"],
    rows=[[dt.date(2024, 1, 1), 1.5, "=1+1"], [dt.date(2024, 2, 1), None, "@home"], [dt.date(2024, 3, 1), 3, "fine"]],
    above=["Inside only"],
)
READ = [["Inside only"], ["Month", "Value", "Comment"], ["2024-01-01", "1.5", "=1+1"], ["2024-02-01", "", "@home"],
        ["2024-03-01", "3", "fine"]]  # fmt: skip


def test_csv__opens_with_the_right_letters_and_runs_nothing():
    written = sheets.as_csv(TABLE)

    assert written.startswith(b"\xef\xbb\xbf")
    assert "2024-01-01,1.5,'=1+1\r\n" in written.decode()
    assert "2024-02-01,,'@home\r\n" in written.decode()


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\n=a", " =1", "a"])
def test_csv__no_text_begins_a_formula(text: str):
    row = sheets.as_csv(Sheet(title="t", columns=["a"], rows=[[text]])).decode().split("\r\n", 1)[1].strip('"')

    assert row[0] not in "=+-@\t\r\n"


def test_xlsx__what_we_write_we_read():
    assert sheets.read_any(sheets.as_xlsx(TABLE)) == ("XLSX", READ)
    assert sheets.as_xlsx(TABLE) == sheets.as_xlsx(TABLE)


def test_xlsx__text_stays_text():
    with zipfile.ZipFile(io.BytesIO(sheets.as_xlsx(TABLE))) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_xlsx__a_sheet_needs_a_name():
    assert writing._name("[]") == "Figures"


@pytest.mark.parametrize(
    "data",
    [
        b"Month;Value\n2024-01;1,5\n",
        "Month\tValue\r\n2024-01\t1,5\r\n".encode("utf-16"),
        "\ufeffMonth|Value\n\n2024-01|1,5|\n".encode(),
    ],
)
def test_csv__in_many_dialects(data: bytes):
    assert sheets.read_csv(data) == [["Month", "Value"], ["2024-01", "1,5"]]


def test_csv__from_windows():
    assert sheets.read_csv("Caf\xe9,1".encode("cp1252")) == [["Café", "1"]]


def test_csv__quoted_cells_lines_and_long_words():
    assert sheets.read_pasted('a,"b, c\nd"') == [["a", "b, c d"]]
    assert len(sheets.read_pasted("x" * 5000)[0][0]) == 500
    assert sheets.read_pasted("alone") == [["alone"]]


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8), max_size=4), max_size=6
    )
)
@example([["", "\r\t"]])
def test_csv__any_table_is_read_or_refused(rows: list[list[str]]):
    data = sheets.as_csv(Sheet(title="t", columns=["a"], rows=rows))

    assert sheets.read_csv(data)[0] == ["a"]


@given(st.text(max_size=200))
def test_pasted__any_text_is_read_or_refused(text: str):
    assert _outcome(text)


def _outcome(text: str) -> object:
    try:
        return sheets.read_pasted(text)
    except Unreadable as refused:
        return refused.message


def book(fill, **options) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True} | options)
    fill(made)
    made.close()
    return out.getvalue()


def test_xlsx__dates_numbers_truth_formulas_and_gaps():
    def fill(made: xlsxwriter.Workbook) -> None:
        page = made.add_worksheet()
        formats = [made.add_format({"num_format": code}) for code in ("mmm yy", "0.00", "[h]:mm", '"day" 0', "d/m/yy")]
        for column, shape in enumerate(formats):
            page.write_number(0, column, 45292.0, shape)
        page.write_boolean(1, 0, True)
        page.write_boolean(1, 1, False)
        page.write_formula(1, 2, "=1+1", None, 2)
        page.write_formula(1, 3, '="a"&"b"', None, "ab")
        page.write_number(1, 5, 0.1)
        page.write_rich_string(3, 0, "some ", made.add_format({"bold": True}), "bold", " words")
        page.write_number(3, 1, -1, formats[0])

    assert sheets.read_xlsx(book(fill)) == [
        ["2024-01-01", "45292", "45292", "45292", "2024-01-01"],
        ["yes", "no", "2", "ab", "", "0.1"],
        ["some bold words", "-1"],
    ]


def test_xlsx__of_the_old_calendar_and_of_hidden_sheets():
    def fill(made: xlsxwriter.Workbook) -> None:
        hidden, page = made.add_worksheet(), made.add_worksheet()
        hidden.hide()
        page.activate()
        page.set_first_sheet()
        hidden.write(0, 0, "hidden")
        page.write_number(0, 0, 43830.0, made.add_format({"num_format": 14}))

    assert sheets.read_xlsx(book(fill, date_1904=True)) == [["2024-01-01"]]


def test_xlsx__inline_texts():
    def fill(made: xlsxwriter.Workbook) -> None:
        page = made.add_worksheet()
        page.write_string(0, 0, "in line")

    assert sheets.read_xlsx(book(fill, constant_memory=True)) == [["in line"]]


def test_xlsx__empty():
    with pytest.raises(Unreadable, match="nothing in the first sheet"):
        sheets.read_xlsx(book(lambda made: made.add_worksheet()))
