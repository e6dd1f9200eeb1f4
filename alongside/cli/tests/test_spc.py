"""`alongside spc FILE.csv`, as a person meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from alongside import cli
from alongside.cli import exits

ROOT = Path(__file__).resolve().parents[3]
MONTHS = [f"2024-{month:02}-01" for month in range(1, 13)]
CASES = [5, 7, 6, 8, 4, 6, 5, 7, 40, 8, 4, 6]
FILE = "month,cases,days,ward\n" + "".join(
    f"{month},{y},{100 + y},{'north' if at % 2 else 'south'}\n"
    for at, (month, y) in enumerate(zip(MONTHS, CASES, strict=True))
)


class Person:
    """Someone at a terminal, in a folder with one file."""

    def __init__(self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.captured = folder, capfdbinary

    def writes(self, content: str | bytes) -> str:
        path = self.folder / "cases.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    def asks(self, *words: str) -> tuple[int, bytes, str]:
        code = cli.main(["spc", *words])
        said = self.captured.readouterr()
        return code, said.out, said.err.decode()

    def is_told(self, *words: str, content: str | bytes = FILE) -> dict[str, object]:
        code, out, err = self.asks(self.writes(content), "--json", *words)
        assert (code, err) == (exits.OK, "")
        found = json.loads(out)
        assert isinstance(found, dict)
        return found

    def is_stopped(self, content: str | bytes, *words: str) -> tuple[int, str]:
        code, out, err = self.asks(self.writes(content), *words)
        assert out == b""
        return code, err


@pytest.fixture
def person(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> Person:
    return Person(tmp_path, capfdbinary)


def test_a_file__is_read_as_a_sentence_and_a_table(person: Person) -> None:
    code, out, _ = person.asks(person.writes(FILE))

    lines = out.decode().splitlines()
    assert code == exits.OK
    assert lines[0] == "cases"
    assert "September 2024" in out.decode()
    assert len(lines) > 12
    assert any("outside the limits" in line and "40" in line for line in lines)


def test_proportions__are_read_as_per_cent(person: Person) -> None:
    _, plain, _ = person.asks(person.writes(FILE), "--chart", "p", "--n", "days")
    _, multiplied, _ = person.asks(person.writes(FILE), "--chart", "p", "--n", "days", "--multiply", "100")

    assert "28.6%" in plain.decode()
    assert "%" not in multiplied.decode()


def test_json__is_the_answer_of_the_contract(person: Person) -> None:
    told = person.is_told("--chart", "u", "--n", "days", "--multiply", "1000")

    assert told["x"] == MONTHS
    assert told["n"] == [100 + y for y in CASES]
    assert told["cl"] == [pytest.approx(1000 * sum(CASES) / sum(100 + y for y in CASES))] * 12
    assert told["sigma_signal"] == [y == 40 for y in CASES]


def test_every_setting__reaches_the_engine(person: Person) -> None:
    plain = person.is_told("--y", "cases")
    changes = (
        ("--no-screen",), ("--freeze", "8"), ("--part", "6"), ("--exclude", "9"), ("--cl", "5"), ("--multiply", "2"),
        ("--no-screen", "--no-negative"), ("--chart", "c"), ("--categorical",),
        ("--x", "ward", "--aggregate", "median"), ("--x", "ward", "--aggregate", "sd"),
    )  # fmt: skip
    told = [json.dumps(person.is_told("--y", "cases", *change)) for change in changes]

    assert len({json.dumps(plain), *told}) == len(changes) + 1


def test_every_nhs_setting__reaches_the_engine(person: Person) -> None:
    rising = "month,waiting,goal\n" + "".join(f"{month},{10 + at},{at}\n" for at, month in enumerate(MONTHS))
    rising = rising.replace(",14,", ",13,")
    plain = ("--profile", "nhs", "--improvement", "increase")
    changes = (
        ("--improvement", "decrease"), ("--target", "50"), ("--target", "goal"), ("--rebase", "01/07/2024"),
        ("--shift", "4"), ("--trend", "4"), ("--trend", "8", "--trend-ties", "skip"), ("--two-in-three", "mdc2023"),
    )  # fmt: skip
    told = [json.dumps(person.is_told(*plain, *change, content=rising)) for change in ((), *changes)]

    assert len(set(told)) >= len(changes)
    fixed = person.is_told(*plain, "--fix-after", "12", content=rising + "2025-01-01,90,1\n")
    assert fixed["ucl"] == json.loads(told[0])["ucl"] + json.loads(told[0])["ucl"][:1]


def test_facets__are_a_chart_each(person: Person) -> None:
    code, out, _ = person.asks(person.writes(FILE), "--facet", "ward", "--json")
    found = json.loads(out)
    _, text, _ = person.asks(person.writes(FILE), "--facet", "ward")

    assert code == exits.OK
    assert [one["facet"] for one in found] == ["south", "north"]
    assert found[0]["y"] == CASES[::2]
    assert b"cases: south" in text
    assert b"cases: north" in text


@pytest.mark.parametrize(
    ("option", "begins"), [("--svg", b"<svg"), ("--png", b"\x89PNG"), ("--html", b"<!doctype html>")]
)
def test_pictures__go_to_a_file_or_to_standard_output(person: Person, option: str, begins: bytes) -> None:
    target = person.folder / "chart.out"

    code, out, _ = person.asks(person.writes(FILE), option, str(target))
    _, written, _ = person.asks(option, person.writes(FILE))

    assert (code, out) == (exits.OK, b"")
    assert target.read_bytes().startswith(begins)
    assert written.startswith(begins)
    assert (person.folder / "cases.csv").read_text() == FILE


def test_html__holds_every_facet_and_asks_nothing_of_another_place(person: Person) -> None:
    _, out, _ = person.asks(person.writes(FILE.replace("north", "<b>north")), "--facet", "ward", "--html")

    page = out.decode()
    assert page.count("<svg") == page.count("<table") == 2
    assert "<b>" not in page
    assert "cases: &lt;b&gt;north" in page
    assert "src=" not in page
    assert "href=" not in page


@pytest.mark.parametrize(
    ("content", "words", "code", "says"),
    [
        (FILE, ("--y", "cses"), exits.USAGE, "has no column “cses” (--y). It has: month, cases, days, ward."),
        (FILE, ("--facet", "x"), exits.USAGE, "has no column “x” (--facet)"),
        (
            FILE,
            ("--profile", "nhs", "--target", "high"),
            exits.USAGE,
            "“high” (--target) is neither a number nor a column",
        ),
        (FILE, ("--profile", "nhs", "--rebase", "May"), exits.USAGE, "“May” (--rebase) is not a date"),
        (FILE, ("--facet", "ward", "--svg"), exits.USAGE, "--html shows them all"),
        (FILE, ("--svg", "--json"), exits.USAGE, "cannot both go to standard output"),
        (FILE, ("--json-lines",), exits.USAGE, "takes no file"),
        (FILE, ("--chart", "p"), exits.REFUSED, "denominators"),
        (FILE, ("--chart", "p", "--facet", "ward"), exits.REFUSED, "south: "),
        (FILE, ("--svg", "/no/such/folder/a.svg"), exits.FILE, "cannot be written"),
        ("a\n1\n", ("--n", "a"), exits.USAGE, "no column left"),
        ("", (), exits.FILE, "is empty"),
        ("\n\n", (), exits.FILE, "is empty"),
        ("month,cases\n", (), exits.FILE, "no rows below"),
        ("month,cases\n2024-01-01,five\n", (), exits.FILE, "row 2: “five” under “cases” is not a number"),
        ("month,cases\n2024-01-01,5\n\n2024-02-01,inf\n", (), exits.FILE, "row 4: “inf” under “cases” is not a number"),
        (
            "month,cases\n2024-01-01,5\n2024-02-30,6\n",
            (),
            exits.FILE,
            "row 3: “2024-02-30” under “month” is not a date",
        ),
        ("week,cases\n1,5\ntwo,6\n", (), exits.FILE, "row 3: “two” under “week” is not a number"),
        ("week,cases\n1,5\n", ("--profile", "nhs"), exits.FILE, "row 2: “1” under “week” is not a date"),
        ("a,a\n1,2\n", (), exits.FILE, "two columns named “a”"),
        ("a,b\n1,2,3\n", (), exits.FILE, "row 2 has 3 fields, but there are 2 headings"),
        ("a,b\n1,2\nä,3\n".encode("latin-1"), (), exits.FILE, "not UTF-8 text (row 3)"),
        (b"PK\x03\x04", (), exits.FILE, "a spreadsheet, not text"),
        ('a,b\n"' + "x" * 200_000 + '",1\n', (), exits.FILE, "cannot be read as CSV"),
    ],
)
def test_what_is_wrong__is_said_in_a_sentence(
    person: Person, content: str | bytes, words: tuple[str, ...], code: int, says: str
) -> None:
    ended, told = person.is_stopped(content, *words)

    assert says in told
    assert ended == code
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), exits.USAGE, "Which file?"),
        (("nowhere.csv",), exits.FILE, "There is no file nowhere.csv."),
        (("/",), exits.FILE, "/ is a folder"),
        (("a\0b",), exits.FILE, "cannot be read"),
    ],
)
def test_a_file_that_is_not_there__is_said_so(person: Person, words: tuple[str, ...], code: int, says: str) -> None:
    ended, out, told = person.asks(*words)

    assert says in told
    assert (ended, out) == (code, b"")


@pytest.mark.parametrize(
    "content",
    [
        FILE.replace(",", ";"),
        FILE.replace(",", "\t"),
        "\ufeff" + FILE,
        FILE.replace("\n", "\r\n"),
        FILE.replace(",", " , "),
        FILE.replace("2024-01-01", "01/01/2024"),
        FILE.replace("-01,", ","),
        "\n" + FILE + "\n\n",
    ],
)
def test_files__as_other_programs_write_them(person: Person, content: str) -> None:
    assert person.is_told("--y", "cases", content=content) == person.is_told("--y", "cases")


@pytest.mark.parametrize("missing", ["", "NA", "n/a", "-", "null"])
def test_a_missing_value__is_missing(person: Person, missing: str) -> None:
    told = person.is_told(content=FILE.replace(",40,", f",{missing},"))

    assert told["y"] == [None if y == 40 else y for y in CASES]


def test_a_single_column__is_charted_from_one(person: Person) -> None:
    told = person.is_told(content="waits\n3\n5\n4\n")

    assert (told["x"], told["y"]) == ([1, 2, 3], [3, 5, 4])


@pytest.mark.slow
def test_run_py__passes_lines_and_exit_codes_through(tmp_path: Path) -> None:
    surroundings = {**os.environ, "ALONGSIDE_DATA": str(tmp_path / "none"), "DATABASE_URL": "nonsense://"}

    def program(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, str(ROOT / "run.py"), "alongside", "spc", *words]
        return subprocess.run(command, input=given, capture_output=True, text=True, env=surroundings, check=False)

    request = json.dumps({"profile": "shewhart", "chart": "i", "y": CASES})
    lines = program("--json-lines", given=f"{request}\nnonsense\n{request}\n")
    wrong = program("nowhere.csv")

    told = [json.loads(line)["status"] for line in lines.stdout.splitlines()]
    assert (lines.returncode, told) == (exits.OK, ["ok", "refused", "ok"])
    assert (wrong.returncode, wrong.stdout) == (exits.FILE, "")
    assert not (tmp_path / "none").exists()


@pytest.mark.slow
def test_lines__are_answered_one_by_one_while_the_input_stays_open() -> None:
    request = json.dumps({"profile": "shewhart", "chart": "i", "y": CASES}) + "\n"
    command = [sys.executable, "-m", "alongside", "spc", "--json-lines"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(3):
            process.stdin.write(request)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["status"] == "ok"


@pytest.mark.slow
def test_the_program__needs_no_django() -> None:
    asks = "import sys, alongside.cli; from alongside.cli.spc import lines, shown; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asks], cwd=ROOT, check=False).returncode == 0
