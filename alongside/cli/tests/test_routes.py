from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from alongside.access.http import page, public, signed_in
from alongside.access.permissions import Permission
from alongside.cli import routes


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def open_view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_who__reads_the_marks_of_the_doors() -> None:
    permission = next(iter(Permission))

    assert routes.who(page(permission)(view)) == permission.name
    assert routes.who(signed_in(view)) == "signed in"
    assert routes.who(view) == "unmarked"
    assert routes.who(public(open_view)) == "public"


def test_methods__are_those_that_the_view_lets_through_under_any_decorator() -> None:
    permission = next(iter(Permission))

    assert routes._methods(require_POST(view)) == ["POST"]
    assert routes._methods(page(permission)(require_POST(view))) == ["POST"]
    assert routes._methods(view) == ["GET", "POST"]
