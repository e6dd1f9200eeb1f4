"""The people and rounds of the joint assessment's tests, seen from above."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.assessments.tests.conftest import monday, people

__all__ = ["monday", "people"]


@pytest.fixture
def as_() -> Callable[[User], Client]:
    """A browser in which somebody is signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
