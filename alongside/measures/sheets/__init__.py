"""Tables in and out: CSV and XLSX, written so that no spreadsheet runs them, and read as text whatever they claim.

Knows no Django.
"""

from alongside.measures.sheets.guessing import read_any
from alongside.measures.sheets.text import read_csv, read_pasted
from alongside.measures.sheets.unreadable import Cells, Unreadable
from alongside.measures.sheets.workbook import read_xlsx
from alongside.measures.sheets.writing import Sheet, as_csv, as_xlsx

__all__ = ["Cells", "Sheet", "Unreadable", "as_csv", "as_xlsx", "read_any", "read_csv", "read_pasted", "read_xlsx"]
