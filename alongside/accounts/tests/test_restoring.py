"""What an older backup must not bring back of how people sign in."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.db.utils import DatabaseError

from alongside.accounts import queries, services
from alongside.accounts.models import Slip, User
from alongside.accounts.services import restoring
from alongside.accounts.tests.factories import BEGAN, TESTS, make_user
from alongside.accounts.tests.test_slips import make_without

pytestmark = pytest.mark.django_db


def test_restore__brings_back_no_used_slip_no_used_code_and_no_key_that_was_taken_away():
    pat, quin = make_without(), make_without()
    services.slip_for(pat, on=BEGAN)
    used = services.slip_for(quin, on=BEGAN)
    codes = services.make_codes(pat, by=TESTS, on=BEGAN)
    services.make_codes(quin, by=TESTS, on=BEGAN)
    services.add_key(pat, name="Kept", credential={"id": "2"}, by=TESTS, on=BEGAN)
    services.add_key(quin, name="Lost", credential={"id": "1"}, by=TESTS, on=BEGAN)
    before = {model: list(model.objects.values()) for model in (Slip, type(_factors(quin)[0]))}
    services.use_slip(sign_in_name=quin.sign_in_name or "", code=used, on=BEGAN)
    services.use_code(pat, code=codes[0])
    _factors(quin)[1].delete()

    now = json.loads(json.dumps(restoring.remember(connection)))
    for model, rows in before.items():
        model.objects.all().delete()
        model.objects.bulk_create(model(**row) for row in rows)
    restoring.apply(now)
    restoring.apply(now)

    assert [slip.user for slip in Slip.objects.all()] == [pat]
    with pytest.raises(services.WrongCode):
        services.use_code(pat, code=codes[0])
    assert services.use_code(pat, code=codes[1]) == 8
    assert [line.name for line in queries.factors_of(pat).lines] == ["Kept", ""]
    assert [line.name for line in queries.factors_of(quin).lines] == [""]


def test_restore__into_an_empty_or_broken_place_keeps_second_factors_and_ends_slips(monkeypatch):
    assert restoring.remember(connection) is None
    pat = make_without()
    services.slip_for(pat, on=BEGAN)
    services.make_codes(pat, by=TESTS, on=BEGAN)

    def broken(_alias: str) -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(User.objects, "using", broken)
        assert restoring.remember(connection) is None
    restoring.apply(None)

    assert not Slip.objects.exists()
    assert queries.has_second_factor(pat)
    assert not queries.has_second_factor(make_user())


def _factors(user):
    from allauth.mfa.models import Authenticator

    return list(Authenticator.objects.filter(user=user).order_by("pk"))
