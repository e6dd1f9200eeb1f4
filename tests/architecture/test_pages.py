"""Every address says who may open it, and the few that anyone may open are listed here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from alongside.access.permissions import Permission

PACKAGE = Path(__file__).resolve().parents[2] / "alongside"

PUBLIC = {
    "healthz": "for the machine that watches",
    "readyz": "for the machine that watches",
    "/": "the start page says what this is to whoever is not signed in",
    "sign-in/": "nobody is signed in yet",
    "sign-in/code/": "nobody is signed in yet",
    "look/": "text size, colours and language are chosen without an account; POST only",
    "leave/": "whoever asks is signed out and taken elsewhere; POST only",
    "sign-out/": "whoever asks is signed out; POST only",
    "demonstration/sign-in-as/": "exists in a demonstration only; POST only",
    "style-guide/": "shows components, no data",
    "roles/": "what each role may do is no secret",
    "places/<int:place_id>/said/": "you said, we did, we didn't because: only what may leave the place",
    "goals/key/": "somebody without an account types the code they were handed; it opens the words of one goal",
    "goals/key/done/": "says thank you, to whoever asks",
}
PUBLIC_BELOW = {
    "frameworks/": "published content with its sources",
    "examples/": "charts of public figures with their sources and licences",
    "style-guide/": "components",
    "sign-in/": "signing in",
    "calendar/": "programs read one person's calendar under an address that nobody can guess",
    "letters/stop/": "the link in a weekly letter, which this installation signed",
    "told/": "people who were told what came of what they raised answer here, unnamed and without an account",
    "pulse/": "people who were at a meeting say how it was, by a code, unnamed and without an account",
    "report/": "any reader reports words by an address that this installation signed",
    "talk/": "somebody who wants to be talked to asks, and hears that it was seen, without an account",
    "api/": "what programs may send, for machines; everything else there asks for a token",
}


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the product with its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        where = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from addresses(entry, where)
        else:
            yield where, entry


def test_every_page_says_who_may_open_it():
    unguarded = [
        where
        for where, entry in addresses()
        if not isinstance(getattr(entry.callback, "permission", None), Permission)
        and not any(getattr(entry.callback, mark, False) for mark in ("public", "guest", "signed_in", "by_token"))
    ]

    assert unguarded == []


def test_the_pages_that_anyone_may_open_are_the_listed_ones():
    public = {where for where, entry in addresses() if getattr(entry.callback, "public", False)}
    unlisted = {
        where
        for where in public
        if (where or "/") not in PUBLIC and not any(where.startswith(below) for below in PUBLIC_BELOW)
    }

    assert unlisted == set()
    assert set(PUBLIC) - {where or "/" for where in public} == set()  # and each listed one is open


def test_guests_come_in_by_the_rating_pages_only():
    guests = {where for where, entry in addresses() if getattr(entry.callback, "guest", False)}

    assert guests
    assert all(where.startswith("rate/") for where in guests)


def test_programs_come_in_by_the_api_only():
    by_token = {where for where, entry in addresses() if getattr(entry.callback, "by_token", False)}

    assert by_token
    assert all(where.startswith("api/") for where in by_token)


def test_nothing_personal_is_addressed_by_a_number_that_can_be_guessed():
    numbered = {where for where, _ in addresses() if "<int:" in where}

    impersonal = ("places/", "rounds/<uuid:", "rate/", "frameworks/", "own-frameworks/<uuid:", "consensus/<uuid:")
    assert all(where.startswith(impersonal) for where in numbered), numbered


def test_views_reach_rows_through_what_the_person_may_see():
    """No view mentions `.objects` except as `.objects.visible_to(…)`; reads belong to queries, writes to services."""
    loose = [
        f"{path.relative_to(PACKAGE)}:{node.lineno}"
        for path in view_modules()
        for node in _loose_objects(ast.parse(path.read_text()))
    ]

    assert loose == []


def view_modules() -> list[Path]:
    found = [p for p in PACKAGE.rglob("*.py") if "tests" not in p.parts and ("views" in p.parts or p.stem == "views")]
    assert len(found) >= 4
    return found


def _loose_objects(tree: ast.Module) -> Iterator[ast.Attribute]:
    scoped = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"visible_to", "counted_for"}
        and isinstance(node.value, ast.Attribute)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"} and id(node) not in scoped:
            yield node
