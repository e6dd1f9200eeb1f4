from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest

from alongside.core import files
from alongside.core.models import StoredFile

TODAY = dt.date(2026, 3, 2)
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPEG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
PDF = b"%PDF-1.7\n..."


def packed(**names: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name, content in names.items():
            path = name.replace("__", "/").replace("CT", "[Content_Types].xml").replace("_xml", ".xml")
            made.writestr(zipfile.ZipInfo(path), content)  # dated 1980: the same bytes in every worker
    return kept.getvalue()


DOCX = packed(CT=b"<Types/>", word__document_xml=b"<w/>")
ODT = packed(mimetype=files.ODT.encode(), content_xml=b"<o/>")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", PDF, files.PDF),
        ("Chart.PNG", PNG, files.PNG),
        ("photo.jpg", JPEG, files.JPEG),
        ("photo.jpeg", JPEG, files.JPEG),
        ("notes.docx", DOCX, files.DOCX),
        ("notes.odt", ODT, files.ODT),
        ("notes.txt", "What we heard – and said".encode(), files.TEXT),
        ("notes.txt", b"\xef\xbb\xbfWith a mark", files.TEXT),
    ],
)
def test_store__keeps_what_is_what_it_says(name: str, content: bytes, kind: str) -> None:
    kept = files.store("round:1", name=name, content=content, on=TODAY)

    assert (kept.media_type, kept.size, kept.owner) == (kind, len(content), "round:1")
    assert files.open_file(StoredFile.objects.get(pk=kept.pk), owner="round:1") == content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("report.pdf", PNG),
        ("report.pdf", b"Not a PDF"),
        ("picture.png", b"<svg onload='alert(1)'/>"),
        ("picture.svg", b"<svg/>"),
        ("page.html", b"<!doctype html>"),
        ("page.txt", b"<html><script>alert(1)</script>"),
        ("page.txt", b"\n\n  <?xml version='1.0'?><svg/>"),
        ("notes.txt", b"\x00\x01\x02"),
        ("notes.txt", b"\xff\xfe\x00"),
        ("run.exe", b"MZ"),
        ("noname", b"text"),
        ("notes.docx", ODT),
        ("notes.odt", DOCX),
        ("notes.docx", packed(CT=b"", word__document_xml=b"", word__vbaProject_xml=b"")),
        ("notes.docx", packed(other=b"")),
        ("notes.odt", packed(mimetype=b"x" * len(files.ODT))),
        ("notes.docx", DOCX[:40]),
        ("notes.docm", DOCX),
    ],
)
def test_store__refuses_what_is_not_what_it_says(name: str, content: bytes) -> None:
    with pytest.raises(files.FileIsNotWhatItSays):
        files.store("round:1", name=name, content=content, on=TODAY)

    assert not StoredFile.objects.exists()


def test_store__refuses_empty_and_too_large() -> None:
    with pytest.raises(files.FileIsEmpty):
        files.store("round:1", name="a.txt", content=b"", on=TODAY)
    with pytest.raises(files.FileIsTooLarge):
        files.store("round:1", name="a.txt", content=b"a" * (files.LARGEST + 1), on=TODAY)


@pytest.mark.django_db
def test_store__ten_megabytes_are_kept() -> None:
    assert files.store("round:1", name="a.txt", content=b"a" * files.LARGEST, on=TODAY).size == files.LARGEST


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("report.pdf", "report.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\ada\\Café.PDF", "Café.pdf"),
        ('a"b\r\nSet-Cookie: x.txt', "abSet-Cookie x.txt"),
        ("\u202egnp.txt", "gnp.txt"),
        ("...txt", "file.txt"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_safe_name__is_safe_in_a_header_and_a_folder(given: str, kept: str) -> None:
    assert files.safe_name(given) == kept


@pytest.mark.django_db
def test_open_file__only_for_its_owner_and_only_unchanged() -> None:
    kept = files.store("round:1", name="a.txt", content=b"What we heard", on=TODAY)

    with pytest.raises(files.FileIsDamaged):
        files.open_file(kept, owner="round:2")
    kept.content = b"What we did not hear"
    with pytest.raises(files.FileIsDamaged):
        files.open_file(kept, owner="round:1")
