"""Files that people give: kept in the database, and only if they are what they say they are."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import unicodedata
import zipfile
from pathlib import PurePosixPath

from django.utils.translation import gettext_noop as _

from alongside.core.models import StoredFile
from alongside.core.refusals import Refusal

LARGEST = 10 * 1024 * 1024
NAME_LENGTH = 150

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
TEXT = "text/plain"

KINDS = {".pdf": PDF, ".png": PNG, ".jpg": JPEG, ".jpeg": JPEG, ".docx": DOCX, ".odt": ODT, ".txt": TEXT}
EXTENSIONS = tuple(KINDS)
"""What may be given, by the end of its name. Nothing that a browser would run."""

_BEGINNINGS = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
_PAGE_MARKS = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<body", "<head", "<iframe")


class FileIsEmpty(Refusal):
    message = _("The file is empty. Choose another file.")


class FileIsTooLarge(Refusal):
    message = _("The file must be 10 MB or smaller.")


class FileIsNotWhatItSays(Refusal):
    message = _(
        "We can keep PDF, PNG, JPEG, Word (DOCX), OpenDocument (ODT) and plain text (TXT) files. "
        "This one is not, or is not what its name says. Save it as a PDF and try again."
    )


class FileIsDamaged(Refusal):
    message = _("This file is not what was stored any more, so we do not open it. Tell whoever looks after Alongside.")


def store(owner: str, *, name: str, content: bytes, on: dt.date) -> StoredFile:
    """Keep a file for its owner (by text, e.g. `round:<uuid>`).

    Refuses one that is empty, over 10 MB, or not of the kind that its name says.
    """
    if not content:
        raise FileIsEmpty
    if len(content) > LARGEST:
        raise FileIsTooLarge
    said = KINDS.get(PurePosixPath(name.lower()).suffix)
    if said is None or kind_of(content) != said:
        raise FileIsNotWhatItSays
    return StoredFile.objects.create(
        owner=owner,
        name=safe_name(name),
        media_type=said,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        stored_on=on,
    )


def open_file(file: StoredFile, *, owner: str) -> bytes:
    """What is in a file, for its owner only, once it has been checked to be what was stored."""
    content = bytes(file.content)
    if file.owner != owner or hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileIsDamaged
    return content


def kind_of(content: bytes) -> str | None:
    """What a file really is, by what stands in it; None when it is nothing we keep."""
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _document(content)
    return TEXT if _is_plain_text(content) else None


def safe_name(name: str) -> str:
    """The name without folders, control signs and signs that could end a header; its kind kept at the end."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '"<>:|?*;')
    stem, dot, end = clean.strip().rpartition(".")
    kept = stem.strip(" .")[: NAME_LENGTH - len(end) - 1] or "file"
    return f"{kept}{dot}{end.lower()}"


def _document(content: bytes) -> str | None:
    """Word or OpenDocument text, without macros; nothing is unpacked but a name of a few bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            if any("vbaproject" in name.lower() or name.startswith("Basic/") for name in names):
                return None
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return DOCX
            if "mimetype" in names and packed.getinfo("mimetype").file_size == len(ODT):
                return ODT if packed.read("mimetype").decode("ascii", "replace") == ODT else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError):
        return None
    return None


def _is_plain_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if any(unicodedata.category(sign) == "Cc" and sign not in "\t\n\r\f" for sign in text):
        return False
    return not any(mark in text[:2000].lower() for mark in _PAGE_MARKS)
