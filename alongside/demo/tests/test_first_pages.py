"""The first pages ask the database as often at 200 rounds as at two."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.access.permissions import Role
from alongside.accounts.models import User
from alongside.core import installation
from alongside.demo import cast, services
from alongside.demo.services.world import DEMO
from alongside.frameworks import services as frameworks
from alongside.measures import services as measures
from alongside.programmes.models import Membership, Place

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def queries(user: User, path: str) -> int:
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    client.get("/account/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def counts(programme: Place) -> dict[str, int]:
    """How many queries each first page takes, for whoever sees the whole programme and for who leads one site."""
    director = Membership.objects.get(place=programme, role=Role.PROGRAMME_DIRECTOR).user
    site = Place.objects.filter(parent=programme).order_by("name")[0]
    lead = Membership.objects.get(place=site, role=Role.SITE_LEAD).user
    pages = {"start": "/", "place": f"/places/{programme.pk}/", "matrix": f"/places/{programme.pk}/matrix/"}
    pages["figures"] = f"/places/{programme.pk}/figures/"
    return {
        **{name: queries(director, path) for name, path in pages.items()},
        "start of a lead": queries(lead, "/"),
        "site of a lead": queries(lead, f"/places/{site.pk}/"),
    }


def test_first_pages__take_the_same_number_of_queries_at_two_and_at_two_hundred_rounds():
    frameworks.publish_content(by=DEMO, on=cast.YEARS[0])
    measures.publish_indicators(by=DEMO, on=cast.YEARS[0])
    services.generate(sites=1, teams_per_site=1, people=5)
    services.generate(sites=20, teams_per_site=9, people=420)
    installation.forget()
    few, many = Place.objects.filter(kind=Place.Kind.PROGRAMME).order_by("pk")

    assert counts(few) == counts(many)
