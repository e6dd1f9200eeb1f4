"""Each page: opens for those who may, 403 for those who see but may not, 404 for outsiders, 405 for wrong methods."""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.core.models import AuditEntry
from alongside.programmes import services
from alongside.programmes.models import Place, VoiceRequest
from alongside.programmes.tests.factories import BEGAN, World, actor, as_

pytestmark = pytest.mark.django_db

NOBODY_IS = "00000000-0000-0000-0000-000000000000"


#  page                                     dora cleo ada bea tom lea ben dev
TABLE = {
    "/places/{programme}/people/":          "200 200 404 404 404 404 404 404",
    "/places/{programme}/people/invite/":   "200 403 404 404 404 404 404 404",
    "/places/{programme}/settings/":        "200 403 404 404 404 404 404 404",
    "/places/{programme}/add-site/":        "200 403 404 404 404 404 404 404",
    "/places/{programme}/editions/":        "200 403 404 404 404 404 404 404",
    "/places/{programme}/audit/":           "200 403 404 404 404 404 404 404",
    "/places/{programme}/add-team/":        "404 404 404 404 404 404 404 404",
    "/places/{site}/people/":               "200 200 200 200 404 404 404 404",
    "/places/{site}/people/invite/":        "200 403 200 200 404 404 404 404",
    "/places/{site}/settings/":             "200 403 200 200 404 404 404 404",
    "/places/{site}/add-team/":             "200 403 200 200 404 404 404 404",
    "/places/{site}/partners/":             "200 403 200 200 404 404 404 404",
    "/places/{site}/tier/":                 "200 403 403 403 404 404 404 404",
    "/places/{site}/audit/":                "200 403 200 200 404 404 404 404",
    "/places/{site}/add-site/":             "404 404 404 404 404 404 404 404",
    "/places/{team}/people/":               "200 200 200 200 200 200 403 404",
    "/places/{team}/people/invite/":        "200 403 200 200 200 200 403 404",
    "/places/{team}/settings/":             "200 403 200 200 200 200 403 404",
    "/places/{team}/audit/":                "200 403 200 200 200 200 403 404",
    "/places/{team}/partners/":             "404 404 404 404 404 404 404 404",
    "/places/{other_team}/people/":         "200 200 200 200 404 404 404 404",
    "/places/{other_site}/people/":         "200 200 404 404 404 404 404 200",
    "/places/{other_site}/audit/":          "200 403 404 404 404 404 404 200",
    "/memberships/{ben}/change/":           "200 403 200 200 200 200 404 404",
    "/memberships/{ben}/end/":              "200 403 200 200 200 200 404 404",
    "/memberships/{bea}/change/":           "200 403 200 200 404 404 404 404",
    "/memberships/{dora}/end/":             "200 403 404 404 404 404 404 404",
    "/removals/{removal}/":                 "200 200 200 200 200 200 404 404",
    "/voice-requests/{request}/":           "200 200 200 200 200 200 404 404",
    "/places/999999/people/":               "404 404 404 404 404 404 404 404",
    "/places/99999999999999999999999/people/": "404 404 404 404 404 404 404 404",
    f"/memberships/{NOBODY_IS}/change/":    "404 404 404 404 404 404 404 404",
    f"/removals/{NOBODY_IS}/":              "404 404 404 404 404 404 404 404",
    f"/voice-requests/{NOBODY_IS}/":        "404 404 404 404 404 404 404 404",
    "/memberships/":                        "200 200 200 200 200 200 200 200",
    "/roles/":                              "200 200 200 200 200 200 200 200",
}  # fmt: skip
READ_ONLY = ("/people/", "/audit/")
OPEN = "/roles/"
"""Says who may do what, to anybody."""
WHO = ["dora", "cleo", "ada", "bea", "tom", "lea", "ben", "dev"]


def names(world: World) -> dict[str, object]:
    removal = services.end_membership(world.lea, reason="why", by=actor(world.tom), on=BEGAN)
    services.change_membership(
        world.ben, role=Role.MEMBER, voices=["staff", "uses_services"], by=actor(world.tom), on=BEGAN
    )
    held = {name: getattr(world, name).pk for name in ["programme", "site", "team", "other_team", "other_site"]}
    held |= {name: getattr(world, name).pk for name in WHO}
    return {**held, "removal": removal.pk, "request": VoiceRequest.objects.get().pk}


def test_pages__every_role_at_every_page(world):
    known = names(world)
    seen: dict[str, list[str]] = {}
    for who in WHO:
        client = as_(world, who)
        for page in TABLE:
            seen.setdefault(page, []).append(str(client.get(page.format(**known)).status_code))

    assert {page: " ".join(codes) for page, codes in seen.items()} == TABLE


def test_pages__posting_answers_no_one_who_may_not_read(world):
    """The same table for POST: what is 403 or 404 to read is so to send, and nothing changes."""
    known = names(world)
    before = AuditEntry.objects.count()
    for who in ["cleo", "ben", "dev"]:
        client = as_(world, who)
        for page, codes in TABLE.items():
            expected = codes.split()[WHO.index(who)]
            if expected != "200" and not page.endswith(READ_ONLY):
                assert client.post(page.format(**known), {"name": "x"}).status_code == int(expected), (who, page)

    assert AuditEntry.objects.count() == before


def test_pages__nobody_in_particular_is_sent_to_sign_in(world, client):
    known = names(world)
    for page in TABLE.keys() - {OPEN}:
        assert client.get(page.format(**known))["Location"].startswith("/sign-in/?next=/")
    assert client.get(OPEN).status_code == 200


def test_pages__wrong_methods(world):
    known = names(world)
    client = as_(world, "dora")
    for page in TABLE:
        assert client.delete(page.format(**known)).status_code == 405
    for page in ["/places/{site}/people/", "/places/{site}/audit/", "/memberships/", "/roles/"]:
        assert client.post(page.format(**known)).status_code == 405
    for page in ["/places/{site}/partners/1/end/", "/memberships/{ben}/leave/"]:
        assert client.get(page.format(**known)).status_code == 405


def test_pages__reading_never_writes(world):
    known = names(world)
    client = as_(world, "dora")
    before = AuditEntry.objects.count()

    for page in TABLE:
        response = client.get(page.format(**known))
        if response.status_code == 200 and page != OPEN:
            assert response["Cache-Control"] == "no-store, private"

    assert AuditEntry.objects.count() == before


def test_pages__sending_needs_a_token(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.user("ada"))

    assert client.post(f"/places/{world.site.pk}/add-team/", {"name": "New"}).status_code == 403
    assert not Place.objects.filter(name="New").exists()
