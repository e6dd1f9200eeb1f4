"""`alongside routes --json`: every address, and who may open it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from alongside.cli import setting_up

SUMMARY = "list every address of the product: pattern, name, methods, who may open it"


@dataclass(frozen=True)
class Route:
    """One address. `who` is a permission, or public, guest, signed in, by token, or unmarked."""

    pattern: str
    name: str
    methods: list[str]
    who: str


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(options: argparse.Namespace) -> int:
    setting_up.django()
    found = all_routes()
    if options.json:
        print(json.dumps([asdict(route) for route in found], ensure_ascii=False, indent=1))
        return 0
    for route in found:
        print(f"{route.pattern:<60} {','.join(route.methods):<9} {route.who:<28} {route.name}")
    return 0


def all_routes() -> list[Route]:
    """Every address, in the order in which Django looks."""
    from django.urls import get_resolver

    return list(_under(get_resolver(), "/", ""))


def _under(resolver: Any, prefix: str, namespace: str) -> Iterator[Route]:
    from django.urls import URLPattern

    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(pattern, namespace + (entry.name or ""), _methods(entry.callback), who(entry.callback))
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _under(entry, pattern, inner)


def who(view: Any) -> str:
    """Who may open a view, from the marks that the doors of access and of the guests leave on it."""
    if permission := getattr(view, "permission", None):
        return str(getattr(permission, "name", permission))
    for mark in ("public", "guest", "signed_in", "by_token"):
        if getattr(view, mark, False):
            return mark.replace("_", " ")
    return "unmarked"


def _methods(view: Any) -> list[str]:
    """The methods that `require_http_methods` and its kin let through; both GET and POST where nothing is said."""
    while view is not None:
        cells = dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=True)) if _plain(view) else {}
        if "request_method_list" in cells:
            return sorted(cells["request_method_list"].cell_contents)
        view = getattr(view, "__wrapped__", None)
    return ["GET", "POST"]


def _plain(view: Any) -> bool:
    return hasattr(view, "__code__")
