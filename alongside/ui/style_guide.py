"""What the style guide shows: each component in its states, with words of the kind the product uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.safestring import SafeString

from alongside.ui.components.cards import Action
from alongside.ui.components.headings import Heading
from alongside.ui.components.pagination import Page, Step
from alongside.ui.components.summary_list import Row as SummaryRow
from alongside.ui.components.tables import Cell
from alongside.ui.drawing import Group, Level, Row, Side, Word

STAGES = ("Not yet", "Engagement", "Development", "Transformation")

COLOURS = (
    ("ink", "text"),
    ("paper", "the page"),
    ("card", "what one works on"),
    ("green", "the header and the first action"),
    ("marigold", "the mark, and emphasis on dark ground"),
    ("sun", "the strip of the demonstration"),
    ("line", "hairlines"),
    ("quiet", "secondary text"),
    ("focus", "keyboard focus"),
    ("lived", "lived experience"),
    ("profession", "profession"),
)


def people(at: Sequence[int], *, level: Level = "SPREAD") -> Group:
    """People who use services, with these counts."""
    return _group("uses_services", "People who use services", "lived_experience", at, level)


def staff(at: Sequence[int], *, level: Level = "SPREAD") -> Group:
    """Staff, with these counts."""
    return _group("staff", "Staff", "profession", at, level)


def _group(code: str, label: str, side: Side, at: Sequence[int], level: Level = "SPREAD") -> Group:
    ordered = [stage for stage, count in enumerate(at) for _ in range(count)]
    middle = (ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2])
    return Group(voice_code=code, label=label, side=side, level=level, n=len(ordered), spread=tuple(at), middle=middle)


def outline(code: str, label: str, side: Side, *, middle: tuple[int, int], word: Word) -> Group:
    """A group of five to seven: the middle answer and one word."""
    return Group(voice_code=code, label=label, side=side, level="MIDDLE", middle=middle, word=word)


def _row(key: str, title: str, *groups: Group, before: tuple[Group, ...] = ()) -> Row:
    return Row(key=key, title=title, stages=STAGES, groups=groups, before=before)


def reveal() -> list[dict[str, Any]]:
    """A whole reveal of ten rows, as a team of nine and eleven would see it."""
    told = (
        ("Day-to-day interactions and the quality of experience", (0, 5, 4, 0), (0, 1, 6, 4), "One stage apart"),
        ("Coproduced learning for all staff", (4, 4, 1, 0), (3, 5, 3, 0), "Seen alike"),
        ("Coproduced learning for everyone", (0, 3, 5, 1), (0, 1, 9, 1), "Seen alike"),
        ("Recovery-focused leadership at every level", (3, 5, 1, 0), (1, 2, 6, 2), "One stage apart"),
        ("Personalisation and choice", (3, 4, 2, 0), (0, 2, 6, 3), "One stage apart"),
        (
            "Reducing restrictive practice; working together for safety",
            (3, 6, 0, 0),
            (0, 1, 5, 5),
            "One stage apart",
        ),
        ("Fully resourced coproduction", (1, 7, 1, 0), (0, 7, 3, 1), "Seen alike"),
        ("Transforming the workforce", (1, 2, 4, 2), (2, 5, 3, 1), "One stage apart"),
        ("Supporting staff in their recovery journey", (0, 7, 1, 1), (3, 8, 0, 0), "Seen alike"),
        ("Life goals first in all care planning", (2, 6, 1, 0), (1, 6, 4, 0), "Seen alike"),
    )
    return [
        {
            "number": number,
            "title": title,
            "apart": apart,
            "row": _row(f"reveal-{number}", title, people(lived), staff(ours)),
        }
        for number, (title, lived, ours, apart) in enumerate(told, start=1)
    ]


def drawings() -> list[dict[str, Any]]:
    """One row for each thing that can be shown, from all of it to nothing."""
    family = _group("family_and_friends", "Family and friends", "lived_experience", (2, 4, 2, 0))
    leaders = _group("leaders", "Leaders", "profession", (0, 2, 4, 2))
    partners = _group("partners", "Partners", "profession", (1, 3, 3, 1))
    few = Group(voice_code="family_and_friends", label="Family and friends", side="lived_experience", level="TOO_FEW")
    nobody = Group(voice_code="staff", label="Staff", side="profession", level="NOTHING")
    outlined = (
        outline("uses_services", "People who use services", "lived_experience", middle=(1, 1), word="close"),
        outline("staff", "Staff", "profession", middle=(2, 2), word="spread"),
    )
    bands = (
        Group(
            voice_code="uses_services",
            label="People who use services",
            side="lived_experience",
            level="BAND",
            band=(0, 1),
        ),
        Group(voice_code="staff", label="Staff", side="profession", level="BAND", band=(2, 3)),
    )
    now = (people((1, 3, 5, 1)), staff((0, 2, 6, 3)))
    then = (people((4, 5, 1, 0)), staff((0, 2, 6, 2)))
    told = (
        (
            "Every voice, from eight people each",
            (people((1, 5, 3, 0)), family, staff((0, 4, 6, 2)), leaders, partners),
            (),
        ),
        ("Beside the last round", now, then),
        ("The middle answer and one word, from five to seven", outlined, ()),
        ("A middle answer between two stages", (replace(outlined[0], middle=(1, 2)), outlined[1]), (bands[1],)),
        ("A band of two stages, where nearly everybody agrees", bands, ()),
        ("One voice too small to show", (few, staff((0, 2, 6, 1))), ()),
        ("Nobody gave a stage, and too few", (few, nobody), ()),
        ("A hundred people and more", (people((20, 64, 30, 5)), staff((4, 30, 90, 22))), ()),
        ("Four hundred", (people((80, 310, 60, 5)), staff((4, 30, 400, 22))), ()),
    )
    return [
        {"title": title, "row": _row(f"drawing-{number}", title, *groups, before=before)}
        for number, (title, groups, before) in enumerate(told, start=1)
    ]


def everything(form: forms.Form, wrong: forms.Form) -> dict[str, Any]:
    """All that the page shows."""
    items = drawings()
    rows = reveal()
    return {
        "colours": COLOURS,
        "form": form,
        "wrong": wrong,
        "reveal": rows,
        "reveal_rows": [row["row"] for row in rows],
        "stages": STAGES,
        "drawings": items,
        "drawing_rows": [item["row"] for item in items],
        "summary_rows": [
            SummaryRow(
                key="Edition",
                value="Ten challenges, 2017",
                actions=[Action(text="Change", href="#summary", hidden_text="edition")],
            ),
            SummaryRow(key="Voices", value="People who use services, family and friends, staff"),
            SummaryRow(
                key="Open until",
                value="28 November 2026",
                actions=[Action(text="Change", href="#summary", hidden_text="closing day")],
            ),
        ],
        "table_head": [Cell(text="Challenge"), Cell(text="People"), Cell(text="Staff"), Cell(text="Agreed stage")],
        "table_rows": [
            ["Day-to-day interactions", "Engagement", "Development", "Engagement"],
            ["Coproduced learning for all staff", "Engagement", "Engagement", "Engagement"],
            ["Reducing restrictive practice; working together for safety", "Engagement", "Development", "Not agreed"],
        ],
        "wide_head": [Cell(text="Site"), *(Cell(text=f"Challenge {number}", numeric=True) for number in range(1, 11))],
        "wide_rows": [
            [site, *(str((number + place) % 4) for number in range(10))]
            for place, site in enumerate(("Calder Valley", "Northgate", "Penrose and Tamar"))
        ],
        "panel_heading": Heading(text="Your answers are in", level=3),
        "card_actions": [Action(text="Open", href="#cards")],
        "pages": [
            Page(number=1, href="#pagination"),
            Page(number=2, href="#pagination", current=True),
            Page(number=3, href="#pagination"),
        ],
        "previous": Step(href="#pagination", label="Personalisation and choice"),
        "next": Step(href="#pagination", label="Fully resourced coproduction"),
        "long": SafeString(
            "<p>A long answer in somebody's own words, as long as a person needs. "
            "It keeps to a width that can be read with ease.</p>"
        ),
    }
