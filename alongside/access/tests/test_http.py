from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from alongside.access import http
from alongside.access.permissions import Permission, Role
from alongside.access.policy import NOBODY, Actor, Grant
from alongside.access.scoping import within
from alongside.core import audit, clock
from alongside.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def make_row(scope: str = "p1/s9/") -> AuditEntry:
    """Something that stands at a place: on this floor the audit trail is all there is."""
    return audit.record("thing.made", by=audit.System("tests"), at=clock.now(), scope=scope, subject="thing")


def visible_to(actor: Actor) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(within(actor, Permission.PLACE_VIEW))


def asking(actor: Actor, path: str = "/somewhere/?a=b") -> Any:
    request: Any = RequestFactory().get(path)
    request.actor = actor
    return request


def holding(role: Role, scope: str) -> Actor:
    return Actor("6f1c", "Ada", (Grant(role, scope),))


@http.page(Permission.SITE_EDIT)
def of_a_row(request, row_id):
    http.find(request, visible_to(request.actor), pk=row_id)
    return HttpResponse("here")


@http.page(Permission.SITE_EDIT)
def of_nothing(request):
    return HttpResponse("here")


@http.page(Permission.SITE_EDIT)
def forgets_to_find(request, row_id):
    return HttpResponse("here")


@http.signed_in
def own(request):
    return HttpResponse("mine")


@http.public
def anyones(request):
    return HttpResponse("all")


def test_page__sends_whoever_is_not_signed_in_to_sign_in_and_back():
    response = of_a_row(asking(NOBODY), row_id=1)

    assert response.status_code == 302
    assert response["Location"] == "/sign-in/?next=/somewhere/%3Fa%3Db"


def test_page__opens_for_one_who_may_and_is_not_kept_by_the_browser():
    row = make_row()

    response = of_a_row(asking(holding(Role.SITE_LEAD, row.scope)), row_id=row.pk)

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"


def test_page__refuses_one_who_sees_but_may_not():
    row = make_row()

    with pytest.raises(PermissionDenied):
        of_a_row(asking(holding(Role.MEMBER, row.scope)), row_id=row.pk)


def test_page__is_not_there_for_one_who_does_not_see():
    row = make_row("p1/s90/")

    with pytest.raises(Http404):
        of_a_row(asking(holding(Role.SITE_LEAD, "p1/s9/")), row_id=row.pk)


@pytest.mark.parametrize("number", [0, 10**30, "x"])
def test_page__is_not_there_for_a_number_that_is_none(number):
    row = make_row()

    with pytest.raises(Http404):
        of_a_row(asking(holding(Role.SITE_LEAD, row.scope)), row_id=number)


def test_page__without_an_object_needs_the_permission_somewhere():
    assert of_nothing(asking(holding(Role.SITE_LEAD, "p1/s1/"))).status_code == 200
    with pytest.raises(PermissionDenied):
        of_nothing(asking(holding(Role.MEMBER, "p1/s1/")))


def test_page__that_never_finds_its_object_is_a_mistake_that_shows():
    with pytest.raises(http.NothingWasFound):
        forgets_to_find(asking(holding(Role.SITE_LEAD, "p1/s1/")), row_id=1)


def test_signed_in__is_for_anyone_with_an_account():
    response = own(asking(holding(Role.MEMBER, "p1/")))

    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store, private"
    assert own(asking(NOBODY)).status_code == 302


def test_find__on_a_page_for_anyone_asks_for_no_permission():
    row = make_row()

    @http.signed_in
    def view(request):
        return HttpResponse(http.find(request, visible_to(request.actor), pk=row.pk).action)

    assert view(asking(holding(Role.MEMBER, row.scope))).status_code == 200


def test_refuse_unless__asks_for_a_second_permission():
    request = asking(holding(Role.MEMBER, "p1/"))

    http.refuse_unless(request, Permission.ROUND_READ, at="p1/s1/")
    with pytest.raises(PermissionDenied):
        http.refuse_unless(request, Permission.ROUND_OPEN, at="p1/s1/")


def test_marks__tell_how_a_view_is_guarded():
    assert vars(of_nothing)["permission"] is Permission.SITE_EDIT
    assert vars(own)["signed_in"] is True
    assert vars(anyones)["public"] is True
    assert anyones(None).status_code == 200
