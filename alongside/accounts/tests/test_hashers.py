from __future__ import annotations

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password, identify_hasher, make_password
from django.test import RequestFactory

from alongside.accounts.adapter import Adapter
from alongside.accounts.tests.factories import GOOD
from alongside.accounts.validators import NotEasilyGuessed


def test_hasher__is_argon2id_at_the_cost_that_owasp_advises(settings):
    settings.PASSWORD_HASHERS = ["alongside.accounts.hashers.Argon2"]

    kept = make_password(GOOD)

    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(GOOD, kept)
    assert not check_password(GOOD + "s", kept)
    assert not identify_hasher(kept).must_update(kept)


def test_settings__keep_what_is_promised():
    assert settings.SESSION_COOKIE_AGE <= 60 * 60
    assert settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT <= 15 * 60
    assert settings.ACCOUNT_ADAPTER == "alongside.accounts.adapter.Adapter"


def test_validator__says_what_it_wants():
    assert "easily guessed" in NotEasilyGuessed().get_help_text()


def test_adapter__lets_nobody_sign_up_and_sends_no_letter_it_does_not_know():
    assert not Adapter().is_open_for_signup(RequestFactory().get("/"))
    with pytest.raises(KeyError):
        Adapter().send_mail("account/email/email_confirmation", "ada@example.org", {})
