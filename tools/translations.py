"""The interface in other languages: what there is to translate, and the catalogues that browsers are served from.

    .venv/bin/python -m tools.translations              how far each language has come
    .venv/bin/python -m tools.translations fill cy      add to a catalogue what it does not have yet, empty
    .venv/bin/python -m tools.translations compile      make the .mo files from the .po files

A catalogue holds what somebody has translated; `fill` adds the rest for whoever goes on. The gettext programs are not
needed.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tools.environment import ROOT

PACKAGE = ROOT / "alongside"
LOCALE = PACKAGE / "locale"
LANGUAGES = ("cy", "it", "ja", "nl")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
APART = ("tests", "migrations", "content", "numerics", "locale")


def sources() -> Iterator[Path]:
    """The files of the product whose words people see."""
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.html"), *PACKAGE.rglob("*.txt")]):
        inside = path.relative_to(PACKAGE)
        is_template = "templates" in inside.parts
        if not set(inside.parts) & set(APART) and (is_template or path.suffix == ".py"):
            yield path


def words_of(path: Path) -> Iterator[str | tuple[str, str]]:
    """Each marked text of one file; one with a plural as both."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    read = io.BytesIO(source.encode())
    for _line, keyword, given, _notes in extract_python(read, KEYWORDS, [], {"encoding": "utf-8"}):
        several: Any = given  # one text, or several of which some may be missing
        texts = [several] if isinstance(several, str) else [str(one) for one in several or () if one]
        if keyword in {"pgettext", "npgettext"}:
            texts = texts[1:]
        if texts:
            yield (texts[0], texts[1]) if str(keyword).startswith("n") and len(texts) > 1 else texts[0]


def marked() -> dict[str, tuple[str | tuple[str, str], str]]:
    """Everything that is marked for translation, by its first form: the texts, and the app that says them first."""
    found: dict[str, tuple[str | tuple[str, str], str]] = {}
    for path in sources():
        for text in words_of(path):
            first = text if isinstance(text, str) else text[0]
            if first not in found or (isinstance(found[first][0], str) and not isinstance(text, str)):
                found[first] = (text, path.relative_to(PACKAGE).parts[0])
    return found


def catalogue(language: str) -> Catalog:
    with (_folder(language) / "django.po").open("rb") as file:
        return read_po(file, locale=None, domain="django")


def translated(language: str) -> dict[str, object]:
    """What a catalogue says, by the English first form."""
    return {
        one.id if isinstance(one.id, str) else one.id[0]: one.string
        for one in catalogue(language)
        if one.id and (one.string if isinstance(one.string, str) else all(one.string or ()))
    }


def compiled(language: str) -> bytes:
    """The catalogue as programs read it."""
    out = io.BytesIO()
    write_mo(out, catalogue(language))
    return out.getvalue()


def compile_all() -> None:
    for language in LANGUAGES:
        (_folder(language) / "django.mo").write_bytes(compiled(language))


def fill(language: str) -> int:
    """Add what a catalogue does not have yet, empty; how many texts that were."""
    book, there = catalogue(language), set(translated(language))
    missing = [text for first, (text, _app) in marked().items() if first not in there]
    for text in missing:
        book.add(text if isinstance(text, str) else tuple(text), auto_comments=[])
    with (_folder(language) / "django.po").open("wb") as file:
        write_po(file, book, width=120, no_location=True, sort_output=False)
    return len(missing)


def _folder(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES"


def main(given: list[str]) -> int:
    match given:
        case ["compile"]:
            compile_all()
        case ["fill", language] if language in LANGUAGES:
            print(f"{language}: {fill(language)} texts to translate were added")
        case []:
            everything = marked()
            for language in LANGUAGES:
                done = translated(language)
                print(f"{language}: {len(done.keys() & everything.keys())} of {len(everything)} texts")
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
