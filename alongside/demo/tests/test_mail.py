from __future__ import annotations

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.core import clock, installation
from alongside.core.models import Installation, Letter
from alongside.programmes.tests import factories

MAIL = "/demonstration/mail/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in(user: User) -> Client:
    client = Client()
    client.post("/demonstration/sign-in-as/", {"user": str(user.pk)})
    return client


@pytest.mark.django_db
def test_mail__asks_nobody_in_particular_to_sign_in():
    response = Client().get(MAIL)

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_mail__is_not_there_in_a_real_installation():
    installation.be_born(Installation.Kind.REAL, at=clock.now())
    client = Client()
    client.force_login(factories.make_member(factories.make_team()).user, BACKEND)

    assert client.get(MAIL).status_code == 404


@pytest.mark.django_db
def test_mail__cannot_be_posted_to():
    installation.be_born(Installation.Kind.DEMONSTRATION, at=clock.now())
    client = sign_in(factories.make_member(factories.make_team()).user)

    assert client.post(MAIL).status_code == 405


@pytest.mark.django_db
def test_mail__says_when_there_is_none():
    installation.be_born(Installation.Kind.DEMONSTRATION, at=clock.now())
    user = factories.make_member(factories.make_team()).user
    Letter.objects.all().delete()

    page = sign_in(user).get(MAIL)

    assert "There are no letters for you." in page.content.decode()
