"""From the two who revealed a round to everybody who took part."""

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.assessments.models import Round
from alongside.assessments.rules import State
from alongside.assessments.tests.factories import People, make_round, person


@pytest.fixture
def revealed(people: People) -> Round:
    return make_round(state=State.REVEALED, place=people.site)


def test_share__by_one_of_the_two(client: Client, people: People, revealed: Round) -> None:
    client.force_login(people.bea)
    url = f"{revealed.get_absolute_url()}share/"
    assert client.get(url).status_code == 200

    first, second = client.post(url), client.post(url)

    revealed.refresh_from_db()
    assert revealed.state == State.SHARED
    assert first.url == second.url == revealed.get_absolute_url()  # type: ignore[attr-defined]


def test_share__refused_to_another_co_lead(client: Client, people: People, revealed: Round) -> None:
    client.force_login(person("Pia", role=Role.SITE_LEAD, place=people.site, voices=["leaders"]))
    url = f"{revealed.get_absolute_url()}share/"

    assert client.get(url).status_code == 403
    assert client.post(url).status_code == 403

    revealed.refresh_from_db()
    assert revealed.state == State.REVEALED
