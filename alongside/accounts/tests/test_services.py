from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts import queries, services
from alongside.accounts.models import User
from alongside.accounts.tests.factories import BEGAN, GOOD, TESTS, make_user
from alongside.core.models import AuditEntry
from alongside.core.refusals import Refusal

pytestmark = pytest.mark.django_db


def test_create_user__keeps_one_spelling_of_the_address():
    user = services.create_user(email=" Ada@Example.ORG ", name="  Ada   Elm ", by=TESTS, on=BEGAN)

    assert (user.email, user.name, user.joined_on) == ("ada@example.org", "Ada Elm", BEGAN)
    assert not user.has_usable_password()
    assert str(user) == "Ada Elm <ada@example.org>"


def test_create_user__refuses_a_second_account_for_an_address_in_other_capitals():
    make_user(email="ada@example.org")

    with pytest.raises(services.AddressInUse):
        services.create_user(email="ADA@example.org", name="Ada", by=TESTS, on=BEGAN)


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.org", "ada@example.org\nBcc: x@example.org"])
def test_create_user__refuses_what_is_no_address(email):
    with pytest.raises(services.NotAnAddress):
        services.create_user(email=email, name="Ada", by=TESTS, on=BEGAN)


def test_create_user__refuses_no_name():
    with pytest.raises(services.NoName):
        services.create_user(email="ada@example.org", name=" ", by=TESTS, on=BEGAN)


def test_the_database__refuses_a_second_account_and_capitals_by_any_other_door():
    make_user(email="ada@example.org")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="ada@example.org", name="Ada", joined_on=BEGAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Bea@example.org", name="Bea", joined_on=BEGAN)


def test_account_for__is_the_one_that_is_there():
    ada = make_user(email="ada@example.org")

    assert services.account_for(email="ADA@example.org", name="Someone", on=BEGAN) == (ada, False)


def test_accounts_for_many__have_no_password_that_matches():
    ben, cleo = services.accounts_for_many([("Ben@example.org", "Ben"), ("cleo@example.org", "Cleo")], on=BEGAN)

    assert ben.email == "ben@example.org"
    assert not cleo.has_usable_password()
    assert not cleo.check_password("none")


def test_change_name__refuses_nothing():
    with pytest.raises(services.NoName):
        services.change_name(make_user(), name="  ", by=TESTS, on=BEGAN)


@pytest.mark.parametrize(
    "password",
    [
        "llwyfân a thŷ bach",
        "🦔🍏🚲🌧️🎻🧶☕📚🪁🐌🌿🪵",
        "spaces  in   it  stay",
        "abcdefg hjk!" * 10 + "12345678",
        " at both ends stays ",
    ],
)
def test_set_password__takes_what_people_make_up(password):
    user = make_user()

    services.set_password(user, current="", new=password, by=TESTS, on=BEGAN)

    user.refresh_from_db()
    assert user.check_password(password)
    assert not user.check_password(password + " ")


def test_set_password__knows_an_accent_however_it_is_typed():
    user = make_user(password="llwyfân a thŷ bach")

    assert user.check_password("llwyfa\u0302n a thy\u0302 bach")


@pytest.mark.parametrize("password", ["eleven char", "", "password1234", "Ada Ada Ada Ada"])
def test_set_password__refuses_short_and_known_bad(password):
    with pytest.raises(services.PasswordTooWeak) as refused:
        services.set_password(make_user(), current="", new=password, by=TESTS, on=BEGAN)

    assert refused.value.message


def test_set_password__refuses_one_of_the_often_stolen():
    with pytest.raises(services.PasswordTooWeak):
        services.set_password(make_user(), current="", new="1qazxsw23edc", by=TESTS, on=BEGAN)


def test_set_password__asks_for_the_one_until_now():
    user = make_user(password=GOOD)

    with pytest.raises(services.WrongPassword):
        services.set_password(user, current="something else", new="orange teapot badger", by=TESTS, on=BEGAN)
    services.set_password(user, current=GOOD, new="orange teapot badger", by=TESTS, on=BEGAN)

    assert user.check_password("orange teapot badger")


def test_set_password__leaves_no_password_in_the_trail():
    make_user(password=GOOD)

    assert not AuditEntry.objects.filter(changes__icontains="kettle").exists()
    assert "argon" not in str([entry.changes for entry in AuditEntry.objects.all()])


def test_end_sessions__changes_what_every_session_is_checked_against():
    user = make_user()
    before = user.get_session_auth_hash()

    services.end_sessions(user, by=TESTS, on=BEGAN)

    assert user.get_session_auth_hash() != before


def test_check_password__of_nothing_is_never_right():
    user = make_user(password=GOOD)

    assert not user.check_password(None)
    user.set_password(None)
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda user: services.create_user(email="new@example.org", name="New", by=TESTS, on=BEGAN), "user.created"),
        (lambda user: services.change_name(user, name="Ada Elm", by=TESTS, on=BEGAN), "user.renamed"),
        (lambda user: services.set_password(user, current="", new=GOOD, by=TESTS, on=BEGAN), "user.password_set"),
        (lambda user: services.end_sessions(user, by=TESTS, on=BEGAN), "user.sessions_ended"),
    ],
)
def test_audit__each_service_leaves_exactly_one_row(act, code):
    user = make_user()
    before = AuditEntry.objects.count()

    act(user)

    assert AuditEntry.objects.count() == before + 1
    assert AuditEntry.objects.latest("pk").action == code


@pytest.mark.parametrize(
    "act",
    [
        lambda user: services.create_user(email=user.email, name="Again", by=TESTS, on=BEGAN),
        lambda user: services.change_name(user, name="", by=TESTS, on=BEGAN),
        lambda user: services.set_password(user, current="", new="short", by=TESTS, on=BEGAN),
    ],
)
def test_audit__what_is_refused_leaves_none(act):
    user = make_user()
    before = AuditEntry.objects.count()

    with pytest.raises(Refusal):
        act(user)

    assert AuditEntry.objects.count() == before


def test_queries__find_an_account_by_address_and_number():
    ada = make_user(email="ada@example.org")

    assert queries.user_with(" Ada@Example.org") == ada
    assert queries.user_with("bea@example.org") is None
    assert queries.user_numbered(str(ada.pk)) == ada
    assert queries.user_numbered("no number") is None
    assert queries.user_numbered("") is None
    User.objects.filter(pk=ada.pk).update(is_active=False)
    assert queries.user_numbered(str(ada.pk)) is None


def test_manager__knows_people_by_address():
    ada = make_user(email="ada@example.org")

    assert User.objects.get_by_natural_key("ADA@example.org") == ada
