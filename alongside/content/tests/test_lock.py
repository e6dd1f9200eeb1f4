"""What is published cannot be changed, removed or slipped in unseen."""

import shutil
from pathlib import Path

import pytest

from alongside import content
from alongside.content import __main__ as program


@pytest.fixture
def folder(tmp_path):
    for name in ("frameworks", "crosswalks", "indicators", "series"):
        shutil.copytree(content.FOLDER / name, tmp_path / name)
    for file in (*content.FOLDER.glob("voices*.yaml"), content.FOLDER / "LOCK"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_lock__holds_every_entry_as_it_is():
    library = content.load()

    assert content.locked(content.FOLDER) == {key: said for key, (said, _) in library.checksums.items()}


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("frameworks/ten-challenges/2017.yaml", "personalization", "personalisation", "frameworks/ten-challenges/2017"),
        ("frameworks/chime/2011.yaml", "explanation: Having people,", "explanation: People,", "frameworks/chime/2011"),
        ("voices.yaml", "says: I work in this service", "says: I work here", "voices/staff"),
        ("crosswalks/ten-challenges-2009-2017.yaml", "Families were added", "Families came",
         "crosswalks/ten-challenges-2009-2017"),
    ],
)  # fmt: skip
def test_load__refuses_a_changed_entry_with_a_sentence(folder, file, old, new, key):
    change(folder / file, old, new)

    with pytest.raises(content.ContentError) as refused:
        content.load(folder)

    assert str(refused.value) == (
        f"{file}: {key} is published and was changed. What is published never changes: "
        "put it back as it was, and write your change as a new edition beside it."
    )


def test_load__lets_comments_and_layout_change(folder):
    file = folder / "frameworks/chime/2011.yaml"
    change(file, "    short: Identity", "    # a remark\n    short:   'Identity'")

    content.load(folder)


def test_load__refuses_a_removed_entry(folder):
    (folder / "frameworks/chime/2011.yaml").unlink()

    with pytest.raises(content.ContentError, match=r"frameworks/chime/2011 is published, but its text is gone"):
        content.load(folder)


def test_load__refuses_what_is_not_locked_yet(folder):
    shutil.copytree(folder / "frameworks/chime", folder / "frameworks/chime-two")
    change(folder / "frameworks/chime-two/2011.yaml", "framework: chime", "framework: chime-two")

    with pytest.raises(content.ContentError, match="is new and not locked yet"):
        content.load(folder)


def test_lock_new__adds_what_is_new_and_nothing_else(folder):
    shutil.copytree(folder / "frameworks/chime", folder / "frameworks/chime-two")
    change(folder / "frameworks/chime-two/2011.yaml", "framework: chime", "framework: chime-two")
    before = content.locked(folder)
    library = content.load(folder, check_lock=False)

    assert content.lock_new(library.checksums, folder) == ("frameworks/chime-two/2011",)

    assert content.locked(folder).items() >= before.items()
    assert content.lock_new(library.checksums, folder) == ()
    content.load(folder)


def test_lock_new__refuses_to_lock_over_a_change(folder):
    change(folder / "voices.yaml", "says: I work in this service", "says: I work here")
    library = content.load(folder, check_lock=False)
    before = (folder / "LOCK").read_text()

    with pytest.raises(content.ContentError, match="voices/staff is published and was changed"):
        content.lock_new(library.checksums, folder)

    assert (folder / "LOCK").read_text() == before


def test_lock__with_a_broken_line_is_refused(folder):
    change(folder / "LOCK", "  voices/staff", " voices/staff")

    with pytest.raises(content.ContentError, match=r"LOCK, line \d+: This line is not"):
        content.load(folder)


def test_program__checks_and_says_what_is_there(capsys):
    assert program.main(["check"]) == 0
    assert capsys.readouterr().out == "102 entries, all well.\n"


def test_program__has_nothing_to_lock_when_all_is_locked(capsys):
    before = (content.FOLDER / "LOCK").read_bytes()

    assert program.main(["lock"]) == 0

    assert "published" not in capsys.readouterr().out
    assert (content.FOLDER / "LOCK").read_bytes() == before


def test_program__does_not_know_other_words(capsys):
    assert program.main(["publish"]) == 2
    assert "Say “check”" in capsys.readouterr().err
