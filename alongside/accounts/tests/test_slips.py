"""Accounts without an email address: sign-in names, slips, notices."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from alongside.accounts import queries, rules, services
from alongside.accounts.models import Notice, Slip, User
from alongside.accounts.tests.factories import BEGAN, GOOD, TESTS, make_user
from alongside.core import clock
from alongside.core.models import AuditEntry, Letter

pytestmark = pytest.mark.django_db


def make_without(name: str = "Bea", sign_in_name: str = "") -> User:
    return services.account_without_address(name=name, sign_in_name=sign_in_name, on=BEGAN)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("green boat", "green-boat"),
        ("  Green-BOAT ", "green-boat"),
        ("ﬁnch Ŵy 7", "finch-ŵy-7"),
        ("ab", ""),
        ("x" * 41, ""),
        ("ada@example.org", ""),
        ("!!!", ""),
    ],
)
def test_sign_in_name__has_one_spelling(typed: str, kept: str):
    assert rules.sign_in_name(typed) == kept


def test_account__gets_three_plain_words_or_the_chosen_name():
    named, chosen = make_without(), make_without(sign_in_name="Bea from Rowan")

    assert set((named.sign_in_name or "").split("-")) <= set(rules.PLAIN_WORDS)
    assert len(named.signs_in_with.split()) == 3
    assert chosen.signs_in_with == "bea from rowan"
    assert str(chosen) == "Bea <bea from rowan>"
    for wrong, why in (("a", services.NotASignInName), ("BEA from rowan", services.SignInNameInUse)):
        with pytest.raises(why):
            make_without(sign_in_name=wrong)
    with pytest.raises(services.NoName):
        make_without(name=" ")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(name="Nobody", joined_on=BEGAN)


def test_three_words__are_nobody_elses(monkeypatch):
    words = iter(["oak", "owl", "ivy", "oak", "owl", "ivy", "oak", "owl", "moss"])
    chooser = SimpleNamespace(choice=lambda _from: next(words))
    monkeypatch.setattr("alongside.accounts.services.slips.secrets", chooser)

    assert [make_without().sign_in_name, make_without().sign_in_name] == ["oak-owl-ivy", "oak-owl-moss"]


def test_slip__lets_in_once_then_a_password_is_chosen_and_used():
    user = make_without(sign_in_name="green boat")
    code = services.slip_for(user, on=clock.today())
    client = Client()

    came = client.post("/sign-in/slip/", {"name": "Green  boat", "code": code.lower().replace("-", " ")})
    chosen = client.post("/account/password/", {"new": GOOD})
    again = Client().post("/sign-in/slip/", {"name": "green boat", "code": code})
    later = Client()
    later.post("/sign-in/", {"login": "GREEN boat", "password": GOOD})

    assert came["Location"] == "/account/password/"
    assert chosen.status_code == 302
    assert client.get("/sign-in/slip/")["Location"] == "/"
    assert "These do not go together" in again.content.decode()
    assert later.get("/account/").status_code == 200
    assert "green boat" in later.get("/account/").content.decode()
    assert AuditEntry.objects.filter(action="slip.used", subject=f"user:{user.pk}").count() == 1
    assert code.replace("-", "") not in str(list(Slip.objects.values()))


def test_slip__refused_in_the_same_words_whatever_is_wrong():
    user, closed = make_without(), make_without()
    code = services.slip_for(user, on=BEGAN)
    other = services.slip_for(closed, on=BEGAN)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    old = BEGAN + dt.timedelta(days=15)

    tries = [
        ("nobody has this", code, BEGAN), (user.sign_in_name, "2222-2222-2222", BEGAN), (user.sign_in_name, code, old),
        (closed.sign_in_name, other, BEGAN), ("ada@example.org", code, BEGAN), (user.sign_in_name, other, BEGAN),
    ]  # fmt: skip
    for name, typed, on in tries:
        with pytest.raises(services.WrongSlip):
            services.use_slip(sign_in_name=name or "", code=typed, on=on)
    assert services.use_slip(sign_in_name=user.sign_in_name or "", code=code, on=BEGAN) == user


def test_slip__a_new_one_ends_the_old_one_the_password_and_the_sessions():
    user = make_without()
    services.set_password(user, current="", new=GOOD, by=TESTS, on=BEGAN)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    first = services.slip_for(user, on=BEGAN)
    services.slip_for(user, on=BEGAN)

    user.refresh_from_db()
    assert client.get("/account/").status_code == 302
    assert not user.has_usable_password()
    with pytest.raises(services.WrongSlip):
        services.use_slip(sign_in_name=user.sign_in_name or "", code=first, on=BEGAN)
    with pytest.raises(services.HasAddress):
        services.slip_for(make_user(), on=BEGAN)


def test_slip__asks_for_the_second_step_of_whoever_has_one():
    user = make_without()
    codes = services.make_codes(user, by=TESTS, on=BEGAN)
    slip = services.slip_for(user, on=clock.today())
    client = Client()

    came = client.post("/sign-in/slip/", {"name": user.sign_in_name, "code": slip})
    on = client.post("/sign-in/second/", {"code": codes[0]})

    assert came["Location"] == "/sign-in/second/"
    assert on["Location"] == "/account/password/"


def test_guessing__a_slips_code_is_closed_after_ten_tries_however_the_name_is_spelt():
    services.slip_for(make_without(sign_in_name="green boat"), on=clock.today())
    names = ["green boat", "Green Boat", "green-boat", "green  boat"]

    answers = [
        Client().post("/sign-in/slip/", {"name": names[guess % 4], "code": f"{guess:012}"}).status_code
        for guess in range(14)
    ]

    assert answers == [200] * 10 + [429] * 4


def test_guessing__a_password_for_a_name_is_counted_as_one_however_the_name_is_spelt():
    user = make_without(sign_in_name="green boat")
    services.set_password(user, current="", new=GOOD, by=TESTS, on=BEGAN)
    names = ["green boat", "Green Boat", "green-boat", "green  boat"]

    answers = [
        Client().post("/sign-in/", {"login": names[guess % 4], "password": f"wrong {guess}"}).status_code
        for guess in range(12)
    ]

    assert answers[0] == 200
    assert answers[-1] == 429


def test_sign_in__says_and_costs_the_same_for_a_name_that_nobody_has(django_assert_num_queries):
    with_one = make_without(sign_in_name="green boat")
    services.set_password(with_one, current="", new=GOOD, by=TESTS, on=BEGAN)
    pages = [
        Client().post("/sign-in/", {"login": name, "password": "wrong"}).content.decode().replace(name, "…")
        for name in ("green-boat", "brown-boat", "ada@example.org")
    ]

    assert "These do not go together" in pages[0]
    assert len({len(page) for page in pages}) == 1


def test_tell__writes_to_an_address_and_lets_a_notice_wait_for_whoever_has_none():
    with_one, without = make_user(), make_without()
    for user in (with_one, without):
        services.tell(user.pk, to=user.email, subject="News", body="It is done.\n\nYours", on=clock.today())
    client = Client()
    client.force_login(without, backend="allauth.account.auth_backends.AuthenticationBackend")

    (notice,) = queries.notices_of(str(without.pk))
    page = client.get("/").content.decode()
    Client().post(f"/notices/{notice.id}/put-away/")
    stranger = Client()
    stranger.force_login(with_one, backend="allauth.account.auth_backends.AuthenticationBackend")
    stranger.post(f"/notices/{notice.id}/put-away/")

    assert Letter.objects.get(to=with_one.email).subject == "News"
    assert "It is done." in page
    assert b"It is done" not in bytes(Notice.objects.get().sealed)
    client.post(f"/notices/{notice.id}/put-away/")
    assert not Notice.objects.exists()


def test_notices__and_old_slips_are_forgotten_in_time_and_unreadable_with_another_key(settings):
    user = make_without()
    services.slip_for(user, on=BEGAN)
    services.tell(user.pk, to=None, subject="News", body="It is done.", on=BEGAN)

    services.forget_old_notices(at=clock.moment_on(BEGAN + dt.timedelta(days=16)))
    assert not Slip.objects.exists()
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another" * 10
    assert "secret key" in queries.notices_of(str(user.pk))[0].body
    settings.SECRET_KEY = key
    services.forget_old_notices(at=clock.moment_on(BEGAN + dt.timedelta(days=91)))
    assert not Notice.objects.exists()


def test_operator__prints_a_slip_and_resets_a_second_step_by_what_people_sign_in_with():
    user, with_one = make_without(sign_in_name="green boat"), make_user()
    services.make_codes(user, by=TESTS, on=BEGAN)

    assert services.reset_for(who=" Green Boat", by=TESTS, on=BEGAN) == user
    printed, code = services.print_slip(who="green-boat", by=TESTS, on=BEGAN)

    assert services.use_slip(sign_in_name="green boat", code=code, on=BEGAN) == printed == user
    assert AuditEntry.objects.filter(action="slip.made", subject=f"user:{user.pk}").count() == 1
    with pytest.raises(services.HasAddress):
        services.print_slip(who=str(with_one.email).upper(), by=TESTS, on=BEGAN)
    with pytest.raises(services.NobodyCalledThat):
        services.reset_for(who="a@b", by=TESTS, on=BEGAN)
