"""Real series are refused when something in their file does not fit, with the line and a sentence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from alongside import content

FILE = "four-hours-hit-and-miss"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(content.FOLDER / "series", tmp_path / "series")
    return tmp_path


def changed(folder: Path, *edits: tuple[str, str], to: str = FILE) -> str:
    """What is said of a file in which something was changed."""
    path = folder / "series" / f"{FILE}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.unlink()
    path.with_name(f"{to}.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(content.ContentError) as refused:
        content.worked_examples(folder)
    return str(refused.value)


def test_worked__stand_in_their_order_and_are_locked():
    entries = content.worked_examples()

    assert [entry.shape.order for entry in entries] == list(range(1, len(entries) + 1))
    assert {entry.key: entry.checksum for entry in entries}.items() <= content.locked(content.FOLDER).items()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("profile: nhs", "profile: shewhart", "A target is read by the “nhs” profile only."),
        ("chart: i", "chart: pp", "The “nhs” profile draws the “i” chart only."),
        ("date: 2016-05-01", "date: 2016-04-01", "days should go forward"),
        (", of: ", ", von: ", "“von” is not known here"),
        ("Open Government Licence v3.0\n", "Somebody’s own\n", "licence"),
        ("denominator: People who came\n", "", "Each figure has an “of” where something is divided"),
    ],
)
def test_worked__refused_with_a_sentence(folder: Path, old: str, new: str, said: str):
    assert said in changed(folder, (old, new))


def test_worked__more_than_all_is_refused_with_its_line(folder: Path):
    target = "target:\n  value: 95\n  why: The standard for emergency departments in England at the time.\n"
    many = changed(folder, ("profile: nhs", "profile: shewhart"), ("chart: i\n", "chart: p\n"), (target, ""),
                   ("figure: ", "figure: 9"))  # fmt: skip

    assert "is more than all of them" in many
    assert f"{FILE}.yaml, line " in many


def test_worked__a_divided_chart_needs_to_say_by_what(folder: Path):
    said = changed(
        folder, ("chart: i", "chart: p"), ("profile: nhs", "profile: shewhart"), ("denominator: People who came\n", "")
    )

    assert "A “p” chart divides" in said


def test_worked__another_name_than_its_file_is_refused(folder: Path):
    assert "The file is called “another”" in changed(folder, to="another")
