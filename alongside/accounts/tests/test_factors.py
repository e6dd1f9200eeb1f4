"""The second step: setting it up, giving it, taking it away."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.test import Client

from alongside.access.permissions import Role
from alongside.access.policy import Actor, Grant
from alongside.accounts import queries, services
from alongside.accounts.models import User
from alongside.accounts.tests.factories import BEGAN, GOOD, TESTS, make_user
from alongside.accounts.tests.with_factor import without_second_factor
from alongside.core.models import AuditEntry, Letter

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def app_shows(secret: str, *, later: int = 0) -> str:
    """What an authenticator app with this key shows, `later` half-minutes from now."""
    return str(totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + later)))


def with_app(user: User) -> User:
    services.add_app(user, secret=SECRET, code=app_shows(SECRET, later=-1), by=TESTS, on=BEGAN)
    return user


def signed_in(user: User) -> Client:
    """Signed in just now, without a second factor."""
    client = Client()
    with without_second_factor():
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def by_password(user: User) -> Client:
    client = Client()
    client.post("/sign-in/", {"login": user.signs_in_with, "password": GOOD})
    return client


def doing(user: User, *grants: Grant) -> Actor:
    return Actor(str(user.pk), user.name, grants)


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def acts(user: User) -> list[str]:
    rows = AuditEntry.objects.filter(subject=f"user:{user.pk}", action__startswith="factor.")
    return list(rows.order_by("seq").values_list("action", flat=True))


def test_app__is_set_up_by_its_first_code_and_ends_other_sessions():
    user = make_user(password=GOOD)
    here, elsewhere = signed_in(user), signed_in(user)

    page = here.get("/account/second-step/app/")
    secret = page.context_data["secret"].replace(" ", "")
    form = {"sealed": page.context_data["token"], "code": app_shows(secret)}
    wrong = here.post("/account/second-step/app/", {**form, "code": "000000"})
    right = here.post("/account/second-step/app/", form)

    assert "This is not the code that the app shows" in wrong.content.decode()
    assert wrong.context_data["secret"] == page.context_data["secret"]
    assert (right.status_code, right["Location"]) == (302, "/account/second-step/")
    assert is_in(here)
    assert not is_in(elsewhere)
    assert acts(user) == ["factor.added"]
    assert Letter.objects.get(to=user.email).subject == "A second step was set up"


def test_app__takes_no_key_that_this_page_did_not_show():
    user = make_user(password=GOOD)
    stranger = signed_in(make_user()).get("/account/second-step/app/").context_data["token"]

    for token in (stranger, "nonsense", "é"):
        page = signed_in(user).post("/account/second-step/app/", {"sealed": token, "code": "123456"})
        assert page.status_code == 200
    assert not queries.has_second_factor(user)


def test_sign_in__asks_for_the_second_step_and_takes_a_code_once():
    user = with_app(make_user(password=GOOD))
    client = by_password(user)

    assert not is_in(client)
    wrong = client.post("/sign-in/second/", {"code": "000000"})
    right = client.post("/sign-in/second/", {"code": app_shows(SECRET)})
    again = by_password(user).post("/sign-in/second/", {"code": app_shows(SECRET)})

    assert "This is not the code" in wrong.content.decode()
    assert right.status_code == 302
    assert is_in(client)
    assert again.status_code == 200


def test_sign_in__by_a_code_from_the_mail_asks_for_the_second_step_too():
    user = with_app(make_user())
    client = Client()
    client.post("/sign-in/code/", {"email": user.email})

    from alongside.accounts.tests.factories import code_in_the_letter

    answer = client.post("/sign-in/code/enter/", {"code": code_in_the_letter(str(user.email))})

    assert answer["Location"] == "/sign-in/second/"
    assert not is_in(client)


def test_codes__are_shown_once_count_once_and_may_be_all_there_is():
    user = make_user(password=GOOD)
    sheet = signed_in(user).post("/account/second-step/codes/").content.decode()
    codes = re.findall(r"<li>(\d{4} \d{4})</li>", sheet)

    first = by_password(user)
    first.post("/sign-in/second/", {"code": codes[0]})
    again = by_password(user)
    again.post("/sign-in/second/", {"code": codes[0]})

    assert len(set(codes)) == 10
    assert is_in(first)
    assert not is_in(again)
    assert queries.factors_of(user).lines[0].left == 9
    assert codes[1] not in first.get("/account/second-step/").content.decode()
    held = Authenticator.objects.get(user=user).data
    assert codes[1].replace(" ", "") not in str(held)


def test_codes__say_when_few_are_left():
    user = make_user(password=GOOD)
    codes = services.make_codes(user, by=TESTS, on=BEGAN)
    for code in codes[:7]:
        services.use_code(user, code=code)

    client = by_password(user)
    page = client.post("/sign-in/second/", {"code": codes[7]}, follow=True).content.decode()

    assert "You have 2 printed codes left" in page
    assert "Make new codes soon" in client.get("/account/second-step/").content.decode()


def test_guessing__a_thousand_codes_get_nobody_in_and_the_owner_comes_in_from_elsewhere():
    user = with_app(make_user(password=GOOD))
    client = by_password(user)

    answers = [client.post("/sign-in/second/", {"code": f"{guess:06}"}).status_code for guess in range(30)]
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    elsewhere.post("/sign-in/", {"login": user.email, "password": GOOD})
    elsewhere.post("/sign-in/second/", {"code": app_shows(SECRET)})

    assert answers[:10] == [200] * 10
    assert set(answers[10:]) == {429}
    assert not is_in(client)
    assert queries.has_second_factor(user)


def test_remove__asks_again_who_it_is_and_writes_to_the_person():
    user = with_app(make_user(password=GOOD))
    client = by_password(user)
    client.post("/sign-in/second/", {"code": app_shows(SECRET)})
    where = f"/account/second-step/take-away/?factor={Authenticator.objects.get(user=user).pk}"

    asked = client.get(where)
    wrong = client.post(asked["Location"], {"password": "not this one"})
    back = client.post(asked["Location"], {"password": GOOD})
    refused = client.post(where, {"password": "not this one"})
    done = client.post(where, {"password": GOOD})

    assert asked["Location"].startswith("/account/confirm/")
    assert "This is not your password" in wrong.content.decode()
    assert back["Location"] == where
    assert "This is not your password until now" in refused.content.decode()
    assert done.status_code == 302
    assert not queries.has_second_factor(user)
    assert acts(user) == ["factor.added", "factor.removed"]
    assert client.get(where).status_code == 404


def test_remove__refused_for_the_last_one_where_the_roles_need_it():
    user = with_app(make_user(password=GOOD))
    lead = doing(user, Grant(Role.SITE_LEAD, "p1/s2/"))
    (app,) = queries.factors_of(user).lines

    with pytest.raises(services.MustKeepOne):
        services.remove_factor(user, factor=app.id, password=GOOD, by=lead, on=BEGAN)
    services.make_codes(user, by=lead, on=BEGAN)
    services.remove_factor(user, factor=app.id, password="", by=lead, on=BEGAN)

    assert queries.factors_of(user).codes
    with pytest.raises(services.NoSuchFactor):
        services.remove_factor(user, factor=app.id, password="", by=lead, on=BEGAN)


def test_password__eight_characters_are_enough_beside_a_second_factor_only():
    user = make_user()
    with pytest.raises(services.PasswordTooWeak, match="at least 12 characters"):
        services.set_password(user, current="", new="fjord 7x", by=TESTS, on=BEGAN)
    services.make_codes(user, by=TESTS, on=BEGAN)
    with pytest.raises(services.PasswordTooWeak, match="at least 8 characters"):
        services.set_password(user, current="", new="fjord 7", by=TESTS, on=BEGAN)
    with pytest.raises(services.PasswordTooWeak):
        services.set_password(user, current="", new="password", by=TESTS, on=BEGAN)
    services.set_password(user, current="", new="ŵyrës 7🙂", by=TESTS, on=BEGAN)
    (codes,) = queries.factors_of(user).lines

    with pytest.raises(services.LongerPasswordFirst):
        services.remove_factor(user, factor=codes.id, password="ŵyrës 7🙂", by=doing(user), on=BEGAN)
    services.set_password(user, current="ŵyrës 7🙂", new="x1 " + "ŵ🙂 kettle" * 14, by=TESTS, on=BEGAN)
    services.set_password(user, current="x1 " + "ŵ🙂 kettle" * 14, new=GOOD, by=TESTS, on=BEGAN)
    services.remove_factor(user, factor=codes.id, password=GOOD, by=doing(user), on=BEGAN)


def test_reset__takes_everything_away_ends_sessions_and_writes_to_the_person():
    user = with_app(make_user(password=GOOD))
    client = signed_in(user)

    services.reset_factors(user, by=TESTS, on=BEGAN)

    user.refresh_from_db()
    assert not queries.has_second_factor(user)
    assert not user.has_usable_password()
    assert not is_in(client)
    assert Letter.objects.filter(to=user.email, subject="Your second step was reset").exists()
    assert acts(user)[-1] == "factor.reset"
    with pytest.raises(services.NothingToReset):
        services.reset_factors(user, by=TESTS, on=BEGAN)


def test_confirm__takes_a_code_where_there_is_no_password_and_says_what_to_do_where_there_is_nothing():
    coded, bare = make_user(), make_user()
    (code, other, *_) = services.make_codes(coded, by=TESTS, on=BEGAN)

    client = signed_in(coded)
    wrong = client.post("/account/confirm/?next=https://elsewhere.example/", {"code": "1"})
    right = client.post("/account/confirm/?next=https://elsewhere.example/", {"code": code})

    assert "This is not the code" in wrong.content.decode()
    assert right["Location"] == "/account/second-step/"
    assert other not in right.content.decode()
    assert "Sign out, sign in again" in signed_in(bare).get("/account/confirm/").content.decode()
    assert signed_in(bare).post("/account/confirm/", {}).status_code == 200


def test_confirm__is_asked_before_anything_is_set_up_when_signing_in_is_long_ago():
    client = signed_in(make_user(password=GOOD))
    session = client.session
    session["signed_in_at"] -= dt.timedelta(minutes=16).total_seconds()
    session.save()

    for page in ("app", "key", "codes"):
        assert client.post(f"/account/second-step/{page}/")["Location"].startswith("/account/confirm/?next=")
    for _ in range(10):
        client.post("/account/confirm/", {"password": "no"})
    assert client.post("/account/confirm/", {"password": GOOD}).status_code == 429
    assert Session.objects.count() == 1


def test_sealed_with_another_key__no_code_fits_and_nothing_breaks(settings):
    user = with_app(make_user(password=GOOD))
    codes = services.make_codes(user, by=TESTS, on=BEGAN)
    settings.SECRET_KEY = "another" * 10

    with pytest.raises(services.WrongCode):
        services.use_code(user, code=app_shows(SECRET))
    with pytest.raises(services.WrongCode):
        services.use_code(user, code=codes[0])
    assert [line.left for line in queries.factors_of(user).lines] == [None, 0]


@pytest.mark.parametrize(
    "said", ["", "nonsense", "[]", "{}", '{"id": 1}', "[" * 9000, '{"type": "public-key", "rawId": "", "id": ""}']
)
def test_key__what_is_no_answer_of_a_key_sets_nothing_up_and_breaks_nothing(said: str):
    user = with_app(make_user(password=GOOD))
    inside, outside = signed_in(user), by_password(user)
    inside.get("/account/second-step/key/")

    new = inside.post("/account/second-step/key/", {"name": "x", "credential": said})
    asked = inside.post("/account/confirm/", {"credential": said})
    given = outside.post("/sign-in/second/", {"credential": said})

    for page in (new, asked, given):
        assert page.status_code == 200
        assert "The key could not be read" in page.content.decode()
    assert not queries.factors_of(user).keys
    assert not is_in(outside)


def test_key__ten_are_enough_and_each_has_a_name():
    user = make_user()
    for name in ["", "  My   phone ", *"abcdefgh"]:
        services.add_key(user, name=name, credential={"id": name}, by=TESTS, on=BEGAN)

    with pytest.raises(services.TooManyKeys):
        services.add_key(user, name="one more", credential={}, by=TESTS, on=BEGAN)
    assert [line.name for line in queries.factors_of(user).lines][:2] == ["Key 1", "My phone"]
    assert acts(user) == ["factor.added"] * 10


def test_remove__the_last_one_of_somebody_without_a_password_asks_for_none():
    user = make_user()
    services.make_codes(user, by=TESTS, on=BEGAN)

    services.remove_factor(user, factor=queries.factors_of(user).lines[0].id, password="", by=doing(user), on=BEGAN)

    assert not queries.has_second_factor(user)
