"""`alongside frameworks check`: right files, wrong files, and none."""

import io
import sys

import pytest

from alongside import cli, content
from alongside.cli import exits
from alongside.content import Kind


def test_a_right_file__says_what_it_holds(tmp_path, capsys):
    for kind, said in (
        (Kind.EDITION, "the edition our-own-list-1, 1 item."),
        (Kind.VOICES, "voices: volunteers."),
        (Kind.CROSSWALK, "the crosswalk ten-challenges-2017-to-our-own-list-1."),
    ):
        file = tmp_path / f"{kind}.yaml"
        file.write_text(content.starter(kind), encoding="utf-8")

        assert cli.main(["frameworks", "check", str(file)]) == exits.OK
        assert capsys.readouterr().out == f"{file} is right: {said}\n"


def test_a_wrong_file__is_told_every_mistake_and_ends_with_one(capsys, monkeypatch):
    given = content.starter(Kind.EDITION).replace("year: 2026", "year: soon").replace("en\n", "English\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))

    assert cli.main(["frameworks", "check", "-"]) == exits.FAILED
    said = capsys.readouterr().err
    assert "standard input, line 5, column 1: “language”" in said
    assert "standard input, line 6, column 1: “year”" in said
    assert said.endswith("2 to put right.\n")


def test_no_file__ends_with_its_own_code_and_a_starter_can_be_printed(tmp_path, capsys):
    assert cli.main(["frameworks", "check", str(tmp_path / "none.yaml")]) == exits.FILE
    assert "none.yaml cannot be read" in capsys.readouterr().err
    with pytest.raises(SystemExit) as nothing:
        cli.main(["frameworks", "check"])
    assert nothing.value.code == exits.USAGE
    capsys.readouterr()
    assert cli.main(["frameworks", "check", "--starter", "voices"]) == exits.OK
    assert capsys.readouterr().out == content.starter(Kind.VOICES)
