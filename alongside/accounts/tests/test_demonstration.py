from __future__ import annotations

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.accounts.tests.factories import make_user
from alongside.core import clock, installation
from alongside.core.models import Installation

pytestmark = pytest.mark.django_db

DOOR = "/demonstration/sign-in-as/"


def born_as(kind: Installation.Kind) -> None:
    installation.be_born(kind, at=clock.now())
    installation.forget()


def test_sign_in_as__one_click(client):
    born_as(Installation.Kind.DEMONSTRATION)
    ada = make_user(name="Ada")

    response = client.post(DOOR, {"user": str(ada.pk)})

    assert response["Location"] == "/"
    assert client.session["_auth_user_id"] == str(ada.pk)


def test_sign_in_as__changes_from_one_to_another_with_a_new_session(client):
    born_as(Installation.Kind.DEMONSTRATION)
    ada, bea = make_user(name="Ada"), make_user(name="Bea")
    client.post(DOOR, {"user": str(ada.pk)})
    before = client.session.session_key

    client.post(DOOR, {"user": str(bea.pk)})

    assert client.session["_auth_user_id"] == str(bea.pk)
    assert client.session.session_key != before


@pytest.mark.parametrize("kind", [Installation.Kind.REAL, None])
def test_sign_in_as__is_not_there_on_a_real_installation_or_one_not_yet_born(client, kind):
    if kind:
        born_as(kind)
    ada = make_user(name="Ada")

    assert client.post(DOOR, {"user": str(ada.pk)}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("who", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_sign_in_as__nobody(client, who):
    born_as(Installation.Kind.DEMONSTRATION)

    assert client.post(DOOR, {"user": who}).status_code == 404


def test_sign_in_as__not_a_closed_account(client):
    born_as(Installation.Kind.DEMONSTRATION)
    ada = make_user(name="Ada")
    User.objects.update(is_active=False)

    assert client.post(DOOR, {"user": str(ada.pk)}).status_code == 404


def test_sign_in_as__only_by_post_and_with_a_token(client):
    born_as(Installation.Kind.DEMONSTRATION)

    assert client.get(DOOR).status_code == 405
    assert Client(enforce_csrf_checks=True).post(DOOR, {"user": "x"}).status_code == 403
