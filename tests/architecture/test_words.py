"""Everything that people read can be said in another language: it is marked, and the catalogues are whole."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.measures.rules.cells import HEADINGS
from tools import translations

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "alongside"
APART = {
    "ui/style_guide": "for those who build, not for those who use",
    "assessments/rate/left.html": "says nothing of Alongside: a page about bread",
    "goals/left.html": "the same",
}
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
SAYS = {"label", "hint", "missing", "invalid", "legend", "too_long", "help_text"}
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
ARGUMENT = re.compile(r'\b(?:text|heading|summary|caption|description|label|hint|hidden_text|legend)="([^"]*)"')


def templates() -> list[Path]:
    found = [path for kind in ("html", "txt") for path in PACKAGE.rglob(f"*.{kind}") if "templates" in path.parts]
    assert len(found) > 200
    return [path for path in found if not any(apart in path.as_posix() for apart in APART)]


def unmarked(source: str) -> Iterator[str]:
    """Words of a template that stand outside of every mark: text, attributes that are read, arguments of tags."""
    source = re.sub(r"{%\s*comment\b.*?endcomment\s*%}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%\s*blocktranslate\b.*?endblocktranslate\s*%}", "", source, flags=re.DOTALL)
    source = re.sub(r"{%\s*block (?:body_class|html_class|wide)\b.*?endblock\s*%}", "", source, flags=re.DOTALL)
    for tag in re.findall(r"{%.*?%}", source, flags=re.DOTALL):
        yield from (words for words in ARGUMENT.findall(tag) if is_words(words))
    html = TAG.sub("\0", source)
    yield from (
        words
        for words in re.findall(r'(?:aria-label|title|placeholder|alt|data-words)="([^"]*)"', html)
        if is_words(words)
    )
    html = re.sub(r"<!.*?>", "", re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL))
    yield from (words.strip() for words in re.split(r"<[^>]*>|\0", html) if is_words(words))


def is_words(text: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", re.sub(r"&\w+;|Alongside|https?://\S+", "", text)))


def test_unmarked__sees_text_attributes_and_arguments_and_passes_what_is_marked():
    assert list(unmarked("<p>Hello you</p>")) == ["Hello you"]
    assert list(unmarked('<a title="Go on">{{ name }}</a>')) == ["Go on"]
    assert list(unmarked('{% button text="Save" %}')) == ["Save"]
    assert not list(unmarked('<p>{% translate "Hello" %} {% button text=_("Save") %} 1 · {{ n }}</p>'))


def test_every_text_of_the_templates_is_marked_for_translation():
    loose = {
        path.relative_to(PACKAGE).as_posix(): words
        for path in templates()
        if (words := list(unmarked(path.read_text(encoding="utf-8"))))
    }

    assert loose == {}, "write {% translate %} or {% blocktranslate %}"


def code(*rooms: str) -> Iterator[Path]:
    for path in PACKAGE.rglob("*.py"):
        if "tests" not in path.parts and any(room in path.parts or path.stem == room for room in rooms):
            yield path


def is_marked(node: ast.expr) -> bool:
    """Whether an expression says no words of its own: a mark, a name, or marks put together."""
    if isinstance(node, ast.Constant):
        return not (isinstance(node.value, str) and is_words(node.value))
    return not isinstance(node, ast.JoinedStr) or all(is_marked(part) for part in node.values)


def test_every_word_of_a_form_is_marked_for_translation():
    loose = [
        f"{path.relative_to(PACKAGE)}:{node.value.lineno}"
        for path in code("forms")
        if path.parent.name != "ui" and "ui" not in path.relative_to(PACKAGE).parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg in SAYS and not is_marked(node.value)
    ]

    assert loose == [], "write _(…), with gettext_lazy"


def test_every_refusal_is_marked_for_translation():
    loose, seen = [], 0
    for path in code("services", "refusals", "guest", "files", "seal", "installation"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("refusals."):
                loose += [f"{path.relative_to(PACKAGE)}:{node.lineno}" for said in node.args if not is_marked(said)]
            if not isinstance(node, ast.ClassDef):
                continue
            for line in node.body:
                if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "message":
                    seen += 1
                    if not is_marked(line.value):
                        loose.append(f"{path.relative_to(PACKAGE)}: {node.name}")

    assert seen > 200
    assert loose == [], "write message = _(…), with gettext_noop"


SENTENCES = (
    "assessments/asking.py", "assessments/queries/meeting.py", "assessments/queries/reader.py",
    "assessments/queries/results.py", "assessments/queries/saying.py", "assessments/queries/shown.py",
    "assessments/queries/ways.py", "assessments/services/ballots.py", "assessments/services/telling.py",
    "assessments/views/after_rating.py", "assessments/views/helping.py", "assessments/views/kiosk.py",
    "assessments/views/rating.py", "assessments/views/seats.py", "core/words.py",
    "goals/queries/keys.py", "goals/queries/ledger/pulses.py", "goals/queries/ledger/words.py",
    "goals/queries/saying.py", "goals/queries/told.py", "goals/services/loops/telling.py",
    "goals/views/pulse_guest.py", "goals/views/told.py",
    "keeping_safe/rules.py", "keeping_safe/views/reported.py", "keeping_safe/views/talks.py", "ui/drawing/words.py",
    "ui/drawing/chart_table.py", "ui/templatetags/drawings.py", "ui/templatetags/easier.py",
)  # fmt: skip
"""Where sentences are made, outside templates and forms, for people without an account."""
HEADERS = re.compile(r'no-store|noindex|charset=|filename=|[a-z]+-[a-z-]+=|<[a-z/]|[a-z]="|SELECT |CAST\(|--[a-z]+ ')


def loose_sentences(source: str) -> Iterator[str]:
    """Texts of more than one word that stand in code without a mark; not what is said of the code itself."""

    def look(node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Call) and (getattr(node.func, "id", "") or getattr(node.func, "attr", "")) in MARKS:
            return
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = re.sub(r"%\(\w+\)s", "", node.value)
            if re.search(r"[^\W\d_]{2}\S*\s.*[^\W\d_]{2}", words, re.DOTALL) and not HEADERS.search(words):
                yield node.value
        for inside in ast.iter_child_nodes(node):
            yield from look(inside)

    return look(ast.parse(source))


def test_loose_sentences__sees_tables_and_what_is_glued_and_passes_marks_and_docstrings():
    assert list(loose_sentences('SAYS = {"a": "Seen alike"}')) == ["Seen alike"]
    assert list(loose_sentences('def f(n):\n    return f"at least {n} of them"')) == ["at least ", " of them"]
    assert not list(loose_sentences('"""What it is."""\nA = _("Seen alike")\nB = "no-store, private"'))


ROOMS = ("queries", "views", "templatetags", "drawing", "rules", "forms")
FIGURES = ("measures/services", "measures/sheets")
"""Where rows that are brought in are told what is wrong with them."""
UNMARKED = {
    "api/views/doors.py": "speaks to programs",
    "goals/rules/stems.py": "words so common that a search passes them over",
    "measures/views/chart.py": "the heads of a file of figures, which programs read too",
    "queries/holding.py": "the names of tables and columns in what somebody takes along",
    "ui/drawing/png.py": "refuses what only a mistake of ours asks for",
    "ui/drawing/row.py": "the same",
}
NOT_SAID = {
    "al-history__stages al-spread__mini-stages", "alongside spc", "Arial, Liberation Sans, Helvetica, sans-serif",
    "left out", "new app", "per cent", "Review of our goals", "Too many calls. Try again in an hour.\n",
    "what was forgotten could not be counted", "what was forgotten could not be looked up: %s",
    "an answer is a stage or a silence, and not both", "a stage is 0, 1, 2 or 3", "words are at most ",
    "not JSON", "not an object", "this row has no figure", "not available", "a day has passed",
} | {name for names in HEADINGS.values() for name in names}  # fmt: skip
"""Texts that are no words of a page: classes, fonts, units, a log, the name that a new meeting is stored under; what
only a mistake of ours, or a forged answer, comes to; who did it, as the trail keeps it; the headings that tables are
read by, and how a table says that a cell is empty."""


def test_every_sentence_that_code_says_is_marked_for_translation():
    rooms = {PACKAGE / file for file in SENTENCES} | set(code(*ROOMS))
    rooms |= {file for room in FIGURES for file in (PACKAGE / room).glob("*.py")}
    told = {path.relative_to(PACKAGE).as_posix(): path for path in rooms}
    assert len(told) > 150
    loose = {
        file: found
        for file, path in told.items()
        if not file.endswith(tuple(UNMARKED))
        and "style_guide" not in file
        and not file.startswith(("demo/", "ui/views"))
        if (found := [text for text in loose_sentences(path.read_text(encoding="utf-8")) if text not in NOT_SAID])
    }

    assert loose == {}, "write _(…) of alongside.core.words, the sentence whole, with named holes"


def test_scripts_hold_no_words():
    ours = [path for path in PACKAGE.rglob("static/**/*.js") if "vendor" not in path.parts]
    says = re.compile(r"""["'`]([A-Z][a-z]+ [a-z][^"'`<>]*)["'`]""")

    assert ours
    assert {path.name: found for path in ours if (found := says.findall(path.read_text(encoding="utf-8")))} == {}


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_catalogue__is_compiled_and_keeps_what_is_filled_in(language: str):
    folder = translations.LOCALE / language / "LC_MESSAGES"
    book = {one.id: one.string for one in translations.catalogue(language) if one.id and isinstance(one.id, str)}

    assert (folder / "django.mo").read_bytes() == translations.compiled(language), "run tools.translations compile"
    holes = re.compile(r"%\(\w+\)s")
    assert {
        text: said
        for text, said in book.items()
        if sorted(holes.findall(str(text))) != sorted(holes.findall(str(said)))
    } == {}


@pytest.fixture(scope="module")
def marked() -> dict[str, tuple[str | tuple[str, str], str]]:
    return translations.marked()


MET = (
    "accounts/forms/slips.py", "accounts/templates/accounts/ask_for_code.html",
    "accounts/templates/accounts/enter_code.html", "accounts/templates/accounts/locked.html",
    "accounts/templates/accounts/organisation.html", "accounts/templates/accounts/sign_in.html",
    "accounts/templates/accounts/slip/use.html", "assessments/forms/rating.py",
    "assessments/templates/assessments/rate/*.html", "assessments/templates/assessments/result/_*.html",
    "goals/forms/told.py", "goals/templates/goals/key/guest_*.html", "goals/templates/goals/pulse/*.html",
    "goals/templates/goals/told/*.html", "keeping_safe/templates/keeping_safe/_*.html",
    *(f"keeping_safe/templates/keeping_safe/{page}.html"
      for page in ("ask", "asked", "base", "enter", "gone", "report", "thanks", "told")),
    "ui/templates/ui/frame.html", "ui/templates/ui/leave.html", "ui/templates/ui/looks.html",
    "ui/templates/ui/mark.html", "ui/templates/ui/page.html", "ui/templates/ui/participant.html",
)  # fmt: skip
"""The templates and forms of pages that are translated (settings.TRANSLATED)."""
OTHERS = {
    "goals/queries/ledger/words.py", "goals/queries/saying.py", "keeping_safe/rules.py",
    "keeping_safe/views/reported.py", "ui/drawing/chart_table.py",
}  # fmt: skip
"""Rooms of SENTENCES that speak to people with an account too, whose pages are not translated yet."""


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_catalogue__says_what_people_without_an_account_read(language: str, marked: dict[str, object]):
    said = translations.translated(language)
    rooms = {path for room in MET for path in PACKAGE.glob(room)}
    rooms |= {PACKAGE / room for room in SENTENCES if room not in OTHERS}
    met = {text if isinstance(text, str) else text[0] for path in rooms for text in translations.words_of(path)}

    assert len(met) > 400
    assert met - said.keys() == set(), "run tools.translations fill, translate, compile"
    assert len(said.keys() - marked.keys()) <= len(said) // 10, "texts that no page says any more"
