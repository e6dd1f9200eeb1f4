"""Figures from other programs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from alongside.access.permissions import Role
from alongside.accounts import services as accounts
from alongside.api import limits, services
from alongside.api.models import Token
from alongside.api.services import restoring
from alongside.core import clock
from alongside.core.models import AuditEntry
from alongside.measures.models import ImportBatch, Observation, Revision
from alongside.measures.tests.factories import NOW, TODAY, make_series
from alongside.programmes import services as programmes
from alongside.programmes.tests.factories import TESTS, World, actor, as_, make_member, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture(autouse=True)
def _second_of_march():
    with clock.frozen(NOW):
        yield


def token_of(world: World, who: str = "ben") -> str:
    _, word = services.make_token(
        name="Data warehouse", expires_on=TODAY + dt.timedelta(days=30), by=actor(getattr(world, who)), on=TODAY
    )
    return word


def ask(word: str, method: str, address: str, body: object = None, **more):
    return getattr(Client(), method)(
        address, body, content_type="application/json", headers={"Authorization": f"Bearer {word}"}, **more
    )


def one(on: str = "2026-01-01", **numbers):
    return {"observations": [{"on": on, **numbers}]}


def test_enter__enters_figures_in_the_name_of_the_tokens_owner(world: World):
    series = make_series(world.team)
    word = token_of(world)

    answer = ask(word, "post", f"/api/series/{series.pk}/observations", one(value=7))

    assert answer.status_code == 200
    assert answer.json() == {"added": 1, "changed": 0, "same": 0}
    assert Observation.objects.get().value == 7
    assert Observation.objects.get().recorded_by == f"user:{world.ben.user_id}"
    assert AuditEntry.objects.filter(action="import.done", actor=f"user:{world.ben.user_id}").count() == 1


def test_enter__sent_again_changes_nothing(world: World):
    series = make_series(world.team)
    word = token_of(world)
    ask(word, "post", f"/api/series/{series.pk}/observations", one(value=7))

    answer = ask(word, "post", f"/api/series/{series.pk}/observations", one(value=7))

    assert answer.json() == {"added": 0, "changed": 0, "same": 1}
    assert ImportBatch.objects.count() == 1


def test_enter__replaces_only_when_told_to(world: World):
    series = make_series(world.team, values=[5])
    word = token_of(world)
    address = f"/api/series/{series.pk}/observations"

    refused = ask(word, "post", address, one("2024-01-01", value=6))
    done = ask(word, "post", address, one("2024-01-01", value=6) | {"replace": True})

    assert refused.status_code == 409
    assert "replace" in refused.json()["rows"][0]["messages"][0]
    assert done.json()["changed"] == 1
    assert Revision.objects.get().value == 5


def test_enter__all_or_none_with_a_sentence_for_each_wrong_figure(world: World):
    series = make_series(world.team, values=[5, 5, 5, 5, 5])
    body = {"observations": [
        {"on": "2025-01-01", "value": 6}, {"on": "2027-01-01", "value": 6}, {"on": "2025-03-01", "value": 600},
        {"on": "2025-01-20", "value": 6}, {"on": "2025-04-01", "numerator": 1, "denominator": 2},
    ]}  # fmt: skip

    answer = ask(token_of(world), "post", f"/api/series/{series.pk}/observations", body)

    assert answer.status_code == 409
    rows = {row["row"]: " ".join(row["messages"]) for row in answer.json()["rows"]}
    assert sorted(rows) == [2, 3, 4, 5]
    assert "in the future" in rows[2]
    assert "Say “sure”" in rows[3]
    assert "same period as row 1" in rows[4]
    assert "one value" in rows[5]
    assert Observation.objects.count() == 5


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"observations": []}, "at least 1 item"),
        ({"observations": [{"on": "soon", "value": 1}]}, "on: "),
        ({"observations": [{"on": "2026-01-01", "figure": 1}]}, "figure: "),
        ({}, "observations"),
        ({"observations": [{"on": "2026-01-01", "value": "NaN"}]}, "too large"),
    ],
)
def test_enter__says_what_is_misshapen(world: World, body, says: str):
    series = make_series(world.team)

    answer = ask(token_of(world), "post", f"/api/series/{series.pk}/observations", body)

    assert answer.status_code in {409, 422}
    assert says in answer.content.decode()


def test_rights__are_those_that_the_owner_holds_now(world: World):
    series, elsewhere = make_series(world.team), make_series(world.other_site)
    accounts.make_codes(world.cleo.user, by=TESTS, on=TODAY)
    ben, cleo = token_of(world), token_of(world, "cleo")
    address = f"/api/series/{series.pk}/observations"

    assert ask(ben, "post", f"/api/series/{elsewhere.pk}/observations", one(value=1)).status_code == 404
    assert ask(cleo, "post", address, one(value=1)).status_code == 403
    assert ask(ben, "post", address, one(value=1)).status_code == 200
    programmes.end_membership(world.ben, reason="moved", by=TESTS, on=TODAY)
    assert ask(ben, "post", address, one("2025-12-01", value=1)).status_code == 401


@pytest.mark.parametrize("word", ["", "alongside_wrong"])
def test_door__is_closed_without_a_live_token(world: World, word: str):
    answer = ask(word, "get", "/api/series")

    assert answer.status_code == 401
    assert "Send a live token" in answer.json()["message"]


def test_door__a_session_opens_nothing(world: World):
    series = make_series(world.team)

    answer = as_(world, "ben").post(f"/api/series/{series.pk}/observations", one(value=1), "application/json")

    assert answer.status_code == 401


def test_door__closes_at_once_when_the_token_is_ended_and_after_its_last_day(world: World):
    word, other = token_of(world), token_of(world)
    services.end_token(Token.objects.get(mark=services.mark_of(word)), by=actor(world.ben), on=TODAY)

    assert ask(word, "get", "/api/series").status_code == 401
    assert ask(other, "get", "/api/series").status_code == 200
    with clock.frozen(NOW + dt.timedelta(days=31)):
        assert ask(other, "get", "/api/series").status_code == 401


def test_door__closes_for_a_place_that_tries_too_often(world: World):
    for _ in range(limits.WRONG_TOKENS.tries):
        assert ask("guess", "get", "/api/series").status_code == 401

    assert ask("guess", "get", "/api/series").status_code == 429
    assert ask(token_of(world), "get", "/api/series").status_code == 429


def test_series__can_be_listed_and_read(world: World):
    series = make_series(world.team, values=[10, 12, 11, 13] * 5)
    make_series(world.other_site)
    word = token_of(world)

    listed = ask(word, "get", "/api/series").json()
    read = ask(word, "get", f"/api/series/{series.pk}").json()

    assert [line["id"] for line in listed] == [str(series.pk)]
    assert read["reading"]["cl"][0] == pytest.approx(11.5)
    assert read["reading"]["x"][0] == "2024-01-01"


def test_schema__is_open_to_all_and_there_is_no_page_that_loads_from_elsewhere(world: World):
    schema = Client().get("/api/openapi.json")

    assert "/api/series/{series_id}/observations" in schema.json()["paths"]
    assert Client().get("/api/docs").status_code == 404


def test_tokens__are_shown_once_and_kept_as_a_hash(world: World):
    client = as_(world, "ben")

    page = client.post("/account/tokens/", {"name": "Warehouse", "expires_on_day": "1", "expires_on_month": "9",
                                            "expires_on_year": "2026"}).content.decode()  # fmt: skip
    again = client.get("/account/tokens/").content.decode()

    assert "alongside_" in page
    assert "alongside_" not in again
    assert "Warehouse" in again
    token = Token.objects.get()
    assert token.mark not in page
    assert AuditEntry.objects.filter(action="token.made").count() == 1


def test_tokens__nobody_can_end_anothers(world: World):
    token_of(world)
    token = Token.objects.get()

    assert as_(world, "ada").post(f"/account/tokens/{token.pk}/end/").status_code == 404
    assert as_(world, "ben").post(f"/account/tokens/{token.pk}/end/").status_code == 302
    assert as_(world, "ben").post(f"/account/tokens/{token.pk}/end/").status_code == 409
    assert not Token.objects.live(TODAY).exists()


@pytest.mark.parametrize(
    ("name", "days", "refusal"),
    [(" ", 1, services.NameMissing), ("a", -1, services.TooLong), ("a", 367, services.TooLong)],
)
def test_tokens__refused(world: World, name: str, days: int, refusal: type[Exception]):
    with pytest.raises(refusal):
        services.make_token(name=name, expires_on=TODAY + dt.timedelta(days=days), by=actor(world.ben), on=TODAY)


def test_tokens__a_last_day_too_far_ahead_is_said_beside_its_boxes(world: World):
    client = as_(world, "ben")

    page = client.post("/account/tokens/", {"name": "Warehouse", "expires_on_day": "1", "expires_on_month": "9",
                                            "expires_on_year": "2036"}).content.decode()  # fmt: skip

    assert "at most a year ahead" in page
    assert "Error: " in page


def test_tokens__no_more_than_twenty(world: World):
    member = make_member(world.team, name="Olu", role=Role.MEMBER)
    for number in range(20):
        services.make_token(name=f"P{number}", expires_on=TODAY, by=actor(member), on=TODAY)

    with pytest.raises(services.TooMany):
        services.make_token(name="one more", expires_on=TODAY, by=actor(member), on=TODAY)


def test_restore__brings_back_no_token_that_had_ended(world: World):
    from django.db import connection

    kept, ended = token_of(world), token_of(world)
    services.end_token(Token.objects.get(mark=services.mark_of(ended)), by=actor(world.ben), on=TODAY)
    remembered = restoring.remember(connection)
    Token.objects.update(ended_on=None)  # as the older state has it

    restoring.apply(remembered)

    assert [token.mark for token in Token.objects.live(TODAY)] == [services.mark_of(kept)]


def test_restore__into_nothing_ends_every_token(world: World, monkeypatch: pytest.MonkeyPatch):
    from django.db import connection
    from django.db.utils import DatabaseError

    token_of(world)

    def broken(*_: object, **__: object):
        raise DatabaseError

    monkeypatch.setattr(Token.objects, "using", broken)
    remembered = restoring.remember(connection)
    restoring.apply(remembered)

    assert not Token.objects.live(TODAY).exists()
